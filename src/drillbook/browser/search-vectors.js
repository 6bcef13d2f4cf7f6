/* Which entries the words of a query add up to, as learnt from what readers type. No page.
   See drillbook.search.vectors for the numbers. */
(function () {
  "use strict";

  const language = window.drillbookSearchEngine;
  const { unpacked, width } = language;
  const { exp } = Math;

  /** @typedef {import("./search-scores.js").Found} Found */

  const MEANT = 6; // how much it counts whether the words mean an entry: so many times e between the same and what has nothing to do with it
  const SAYS_ENOUGH = 9; // the width of a query in Chinese characters; a shorter one says less of what is meant, and counts for less
  const BROUGHT = 20; // so many of the nearest are brought even where they have none of the words,
  const UNWORDED = 0.02; // and count this much of the best
  const BEGINNING = 6; // letters; see drillbook.search.vectors
  const RUN = /[\u3400-\u9fff]+|[a-z0-9]+/g;

  /** Knows what words mean; nothing until it has learnt. */
  class Vectors {
    /** @param {any} entries */
    constructor(entries) {
      this.entries = entries;
      /** @type {Map<string, number>} Words, and where their numbers begin. */ this.words = new Map();
    }

    /** Comes when all entries are there. @param {{words: string, word_rows: string, rows: string, dimensions: number, zero: string}} data */
    learn({ words, word_rows, rows, dimensions, zero }) {
      this.rows = unpacked({ rows, dimensions, zero }, this.entries);
      this.wordRows = word_rows;
      this.zero = zero.charCodeAt(0);
      this.sum = new Float64Array(dimensions);
      this.likely = new Float64Array(this.entries.size);
      this.words = new Map(words.split("\n").map((word, i) => [word, i * dimensions]));
    }

    /**
     * How likely entries are meant by a text.
     * @param {string} text Folded.
     * @returns {{likely: Float64Array, nearest: Map<number, number>} | null} Of each document, 1 for the likeliest and less for the others;
     *     and what the likeliest count of the best that is found, though they may have none of the words. Nothing where no word is known.
     */
    of(text) {
      if (!this.words.size || !this._add(text)) return null;
      const { sum, rows, likely } = this;
      for (let doc = 0, at = 0; doc < likely.length; doc++) {
        let likeness = 0;
        for (let i = 0; i < sum.length; i++) likeness += sum[i] * rows[at++];
        likely[doc] = likeness;
      }
      const near = this._near();
      const most = likely[near[0]];
      const much = MEANT * Math.min(1, width(text) / SAYS_ENOUGH);
      for (let doc = 0; doc < likely.length; doc++) likely[doc] = exp(much * (likely[doc] - most));
      return { likely, nearest: new Map(near.map((doc) => [doc, UNWORDED * likely[doc]])) };
    }

    /** @returns {number[]} The nearest documents, the nearest first. */
    _near() {
      const { likely } = this;
      /** @type {number[]} */ const near = [];
      for (let doc = 0; doc < likely.length; doc++) {
        if (near.length === BROUGHT && likely[doc] <= likely[near[BROUGHT - 1]]) continue;
        let at = near.length;
        while (at && likely[near[at - 1]] < likely[doc]) at--;
        near.splice(at, 0, doc);
        near.length = Math.min(near.length, BROUGHT);
      }
      return near;
    }

    /** Adds up the words of a text, to a sum of length 1. @param {string} text @returns {boolean} Whether any is known. */
    _add(text) {
      const { sum, words, wordRows, zero } = this;
      sum.fill(0);
      for (const word of wordsOf(text)) {
        const from = words.get(word);
        if (from === undefined) continue;
        for (let i = 0; i < sum.length; i++) sum[i] += wordRows.charCodeAt(from + i) - zero;
      }
      const length = Math.hypot(...sum);
      for (let i = 0; i < sum.length; i++) sum[i] /= length || 1;
      return length > 0;
    }
  }

  /** Chinese characters and pairs of them, the beginnings of words of letters and pairs of those. @param {string} text Folded. @returns {string[]} */
  function wordsOf(text) {
    /** @type {string[]} */ const found = [];
    let last = "";
    for (const run of text.match(RUN) || []) {
      if (run > "~") for (let i = 0; i < run.length; i++) found.push(...(i ? [run[i], run.slice(i - 1, i + 1)] : [run[i]]));
      else {
        const word = run.slice(0, BEGINNING);
        found.push(...(last ? [word, last + " " + word] : [word]));
        last = word;
      }
    }
    return found;
  }

  language.Vectors = Vectors;
})();
