/* What a query is about, beyond its words: entries that readers ask for in like words lie close to each other. No page.
   See drillbook.search.latent for the numbers. */
(function () {
  "use strict";

  const language = window.drillbookSearchEngine;

  /** @typedef {import("./search-phrases.js").Sought} Sought */
  /** @typedef {import("./search-scores.js").Found} Found */

  const ABOUT = 6; // how much it counts whether an entry is about what is asked: so many times e between the same and something quite different
  const SAYS_ENOUGH = 6; // a query of fewer words and pairs says less of what it is about, and counts for less
  const SURE = 4.5; // what holds most of a query says most of what it is about: the power of what each holds
  const LEAST = 0.01; // what holds so little of it says nothing
  const INSTEAD = 0.4; // what a word counts that means the same
  const LONG = 0.2; // who is asked for in many words holds more of a query by chance: the power of their length
  const SHORT = 20; // characters; below that, the length says nothing

  /** Knows what entries are about. */
  class Latent {
    /** @param {any} entries @param {any} places */
    constructor(entries, places) {
      this.entries = entries;
      this.places = places;
      this.reset();
    }

    /** Makes room for the entries there are. */
    reset() {
      const { latent, size } = this.entries;
      if (!latent) return;
      this.rows = unpacked(latent, this.entries);
      this.lengths = this._lengths();
      this.held = new Float64Array(size);
      this.seen = new Int32Array(size);
    }

    /** How long the texts are that each entry is called and asked for by, as far as it counts. @returns {Float64Array} */
    _lengths() {
      const { size, titles, names, phrases, topics, answers } = this.entries;
      const lengths = Float64Array.from({ length: size }, (_, doc) => SHORT + titles[doc].length + names[doc].length + phrases[doc].length);
      answers.forEach((/** @type {number[]} */ docs, /** @type {number} */ topic) => {
        for (const doc of docs) lengths[doc] += topics.rows[topic].length;
      });
      return lengths.map((length) => Math.pow(length, LONG));
    }

    /** Lifts what is about the same as a query, above what only has its words. @param {Found} found Changed. @param {Sought} sought @returns {Found} */
    lift(found, sought) {
      const about = this.entries.latent && this._about(sought);
      if (!about) return found;
      const much = ABOUT * Math.min(1, sought.concepts.length / SAYS_ENOUGH);
      found.docs.forEach((doc, place) => { found.scores[place] *= Math.exp(much * (this._likeness(doc, about) - 1)); });
      return found;
    }

    /** What a query is about: the middle of the entries that are asked for by its words; nothing where there are none. @param {Sought} sought @returns {Float64Array | null} */
    _about(sought) {
      const { rows, held } = this;
      const touched = this._hold(sought);
      const most = touched.reduce((best, doc) => Math.max(best, held[doc]), 0);
      const middle = new Float64Array(this.entries.latent.dimensions);
      for (const doc of touched) {
        const weight = Math.pow(held[doc] / most, SURE);
        held[doc] = 0;
        if (weight < LEAST) continue;
        for (let i = 0, at = doc * middle.length; i < middle.length; i++) middle[i] += weight * rows[at + i];
      }
      const length = Math.hypot(...middle);
      return length ? middle.map((each) => each / length) : null;
    }

    /** @param {number} doc @param {Float64Array} about @returns {number} The cosine between the two. */
    _likeness(doc, about) {
      const { rows } = this;
      let sum = 0;
      for (let i = 0, at = doc * about.length; i < about.length; i++) sum += about[i] * rows[at + i];
      return sum;
    }

    /** Sums up in `held` how much of a query stands in what each entry is called and asked for by. @param {Sought} sought @returns {number[]} The entries with any. */
    _hold(sought) {
      const { held, seen, lengths } = this;
      const { answers } = this.entries;
      /** @type {number[]} */ const touched = [];
      let token = 0;
      seen.fill(0);
      const add = (/** @type {number} */ doc, /** @type {number} */ weight) => {
        if (seen[doc] === token) return;
        if (!seen[doc]) touched.push(doc);
        seen[doc] = token;
        held[doc] += weight;
      };
      const addToken = (/** @type {any} */ run, /** @type {number} */ weight) => {
        const { docs, where, topics } = this.places.postings(run);
        token++;
        for (let i = 0; i < docs.length; i++) if (where[i] & 6) add(docs[i], weight * weight);
        for (const topic of topics) for (const doc of answers[topic]) add(doc, weight * weight);
      };
      for (const { tokens, instead, weights } of sought.concepts) {
        tokens.forEach((run, i) => addToken(run, weights[i]));
        for (const other of instead) addToken(other, INSTEAD * this.places.idf(this.places.postings(other).df));
      }
      for (const doc of touched) held[doc] /= lengths[doc];
      return touched;
    }
  }

  /** The numbers of each document, of length 1. @param {{rows: string, dimensions: number, zero: string}} latent Rows of entities, each with those of its parts behind it. @param {any} entries @returns {Float32Array} */
  function unpacked({ rows, dimensions, zero }, entries) {
    const found = new Float32Array(entries.size * dimensions);
    const middle = zero.charCodeAt(0);
    let from = 0;
    const unpack = (/** @type {number} */ doc) => {
      const row = Array.from({ length: dimensions }, (_, i) => rows.charCodeAt(from + i) - middle);
      const length = Math.hypot(...row) || 1;
      row.forEach((each, i) => { found[doc * dimensions + i] = each / length; });
      from += dimensions;
    };
    entries.partsOf.forEach(([first, end], /** @type {number} */ entity) => {
      unpack(entity);
      for (let part = first; part < end; part++) unpack(part);
    });
    return found;
  }

  Object.assign(language, { Latent, unpacked });
})();
