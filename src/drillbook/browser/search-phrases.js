/* What readers type: how much a query is like the phrases of an entry or of a topic that several entries answer. No page. */
(function () {
  "use strict";

  const language = window.drillbookSearchEngine;
  const { SYNONYM, segments, stemsOf, rootOf, phraseEnd } = language;

  /** @typedef {import("./search-language.js").Run} Run */
  /** @typedef {import("./search-meaning.js").Concept} Concept */
  /** @typedef {{concept: Concept, weights: number[]}} Weighed A concept with what each of its tokens counts. */

  const PHRASED = 1; // how much more an entry counts that readers type the query for
  // When a query is like a phrase: which share of it must stand there at least, how much more it counts what is missing of the query, and
  // how much it counts what the phrase says besides.
  const OWN_PHRASE = { least: 0.6, missing: 3, besides: 1 };
  const TOPICAL = { least: 0.3, missing: 4, besides: 1 };
  const ASKED_ABOUT = 50; // so many topics are looked at closely, those with most of the query
  const LEAST_LIKE = 0.015; // a topic that is less like the query is another
  const AGAIN = 0.15; // how much it counts that an entry answers another topic as well
  const LATER = 0.063; // how much less every further answer of a topic counts

  /** Compares queries with phrases. */
  class Phrases {
    /** @param {any} entries @param {any} places */
    constructor(entries, places) {
      this.entries = entries;
      this.places = places;
    }

    /** How much the query is what readers type for a document: by the one phrase that is most like it. @param {number} doc @param {Weighed[]} weighed @returns {number} */
    bonus(doc, weighed) {
      const all = this.entries.phrases[doc];
      if (!all || shareIn(all.replace(/\t/g, " "), weighed) < OWN_PHRASE.least) return 0; // no phrase alone holds more than all together
      const best = likest(all.split("\t"), weighed, OWN_PHRASE);
      return PHRASED * best * best;
    }

    /** How much documents answer the topics that are like a query. @param {Weighed[]} weighed @returns {Map<number, number>} */
    gains(weighed) {
      /** @type {Map<number, number>} */ const gains = new Map();
      for (const topic of this._topicsNear(weighed)) {
        const like = likest(this.entries.asked[topic], weighed, TOPICAL);
        if (like < LEAST_LIKE) continue;
        this.entries.answers[topic].forEach((doc, nth) => {
          const gain = like / (1 + LATER * nth);
          const before = gains.get(doc) || 0;
          gains.set(doc, Math.max(before, gain) + AGAIN * Math.min(before, gain));
        });
      }
      return gains;
    }

    /** The topics that hold enough of a query, in whatever phrases. @param {Weighed[]} weighed @returns {number[]} */
    _topicsNear(weighed) {
      /** @type {Map<number, number>} */ const held = new Map();
      let whole = 0;
      for (const { concept, weights } of weighed) {
        const all = weights.reduce((sum, weight) => sum + weight, 0);
        /** @type {Map<number, number>} */ const mine = new Map();
        concept.tokens.forEach((token, i) => { for (const topic of this.places.postings(token).topics) mine.set(topic, (mine.get(topic) || 0) + weights[i]); });
        for (const other of concept.instead) for (const topic of this.places.postings(other).topics) mine.set(topic, Math.max(mine.get(topic) || 0, SYNONYM * all));
        for (const [topic, weight] of mine) held.set(topic, (held.get(topic) || 0) + weight);
        whole += all;
      }
      return [...held].filter(([, weight]) => weight >= TOPICAL.least * whole).sort(byScore).slice(0, ASKED_ABOUT).map(([topic]) => topic);
    }
  }

  /** How much of a query stands in a text. @param {string} text Folded. @param {Weighed[]} weighed @returns {number} Up to 1. */
  function shareIn(text, weighed) {
    let sum = 0;
    let whole = 0;
    for (const { concept, weights } of weighed) {
      let mine = 0;
      let all = 0;
      concept.tokens.forEach((token, i) => {
        all += weights[i];
        if (stands(text, token)) mine += weights[i];
      });
      if (mine < SYNONYM * all && concept.instead.some((other) => stands(text, other))) mine = SYNONYM * all;
      sum += mine;
      whole += all;
    }
    return sum / whole;
  }

  /**
   * How much a query is like the phrase of several that is most like it.
   * @param {string[]} phrases Folded.
   * @param {Weighed[]} weighed
   * @param {{least: number, missing: number, besides: number}} how
   * @returns {number} Up to 1.
   */
  function likest(phrases, weighed, { least, missing, besides }) {
    let best = 0;
    for (const phrase of phrases) {
      const share = shareIn(phrase, weighed);
      const bound = Math.pow(share, missing);
      if (share >= least && bound > best) best = Math.max(best, bound * Math.pow(coveredOf(phrase, weighed), besides));
    }
    return best;
  }

  /** How much of a phrase is what a query says. @param {string} phrase Folded. @param {{concept: Concept}[]} weighed @returns {number} Up to 1. */
  function coveredOf(phrase, weighed) {
    const tokens = weighed.flatMap(({ concept }) => [...concept.tokens, ...concept.instead]);
    let covered = 0;
    let whole = 0;
    for (const { text, isCjk } of segments(phrase)) {
      whole += text.length;
      covered += isCjk ? charactersOf(text, tokens) : tokens.some((token) => !token.isCjk && stands(text, token)) ? text.length : 0;
    }
    return whole ? covered / whole : 0;
  }

  /** How many characters of a run belong to one of the tokens. @param {string} run @param {Run[]} tokens @returns {number} */
  function charactersOf(run, tokens) {
    const hit = new Uint8Array(run.length);
    for (const { text } of tokens) for (let at = run.indexOf(text); at >= 0; at = run.indexOf(text, at + 1)) hit.fill(1, at, at + text.length);
    return hit.reduce((sum, each) => sum + each, 0);
  }

  /** Whether a token stands in a folded text; a word by the beginning of its forms. @param {string} text @param {Run} token @returns {boolean} */
  function stands(text, token) {
    if (token.isCjk) return text.includes(token.text);
    if (token.text.includes(" ")) return standsInRow(text, stemsOf(token.text));
    const start = rootOf(token.text);
    return text.startsWith(start) || text.includes(" " + start);
  }

  /** @param {string} text @param {string[]} words Stems. @returns {boolean} */
  function standsInRow(text, words) {
    const start = words[0].replace(/i$/, "") || words[0];
    for (let at = text.indexOf(start); at >= 0; at = text.indexOf(start, at + 1)) if (phraseEnd(text, at, words)) return true;
    return false;
  }

  /** @param {[number, number]} a @param {[number, number]} b @returns {number} */
  function byScore(a, b) {
    return b[1] - a[1] || a[0] - b[0];
  }

  Object.assign(language, { Phrases, shareIn, stands, byScore });
})();
