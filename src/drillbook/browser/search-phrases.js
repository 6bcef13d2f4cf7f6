/* What readers type: how much a query is like the phrases of an entry or of a topic that several entries answer. No page. */
(function () {
  "use strict";

  const language = window.drillbookSearchEngine;
  const { SYNONYM, segments, stemsOf, rootOf, phraseEnd, isWhole, speltAll } = language;

  /** @typedef {import("./search-language.js").Run} Run */
  /** @typedef {import("./search-meaning.js").Concept} Concept */
  /** @typedef {Run & {start: string, inner: string, words: string[] | null}} Needle A token, and what texts are searched for: what it begins with, the same inside of a text, and the stems of several words. */
  /** @typedef {{tokens: Needle[], instead: Needle[], weights: number[], all: number}} Weighed A concept with what each of its tokens counts, and what all of them do. */
  /** @typedef {{concepts: Weighed[], whole: number, cjk: string[], words: Needle[]}} Sought All that a query looks for in texts. */

  const PHRASED = 1; // how much more an entry counts that readers type the query for
  // When a query is like a phrase: which share of it must stand there at least, how much more it counts what is missing of the query, and
  // how much it counts what the phrase says besides.
  const OWN_PHRASE = { least: 0.6, missing: 3, besides: 1 };
  const TOPICAL = { least: 0.3, missing: 4, besides: 1 };
  const ASKED_ABOUT = 50; // so many topics are looked at closely, those with most of the query
  const LEAST_LIKE = 0.015; // a topic that is less like the query is another
  const AGAIN = 0.15; // how much it counts that an entry answers another topic as well
  const MOST_CUT = 10_000; // so many phrases are remembered in pieces
  const LATER = 0.063; // how much less every further answer of a topic counts

  /** Compares queries with phrases. */
  class Phrases {
    /** @param {any} entries @param {any} places */
    constructor(entries, places) {
      this.entries = entries;
      this.places = places;
      this.reset();
    }

    /** Forgets who is asked for how; more entries have come. */
    reset() {
      /** @type {Map<string, number[]> | null} */ this.known = null;
    }

    /** The documents for which readers type exactly this, and entities that are called so. @param {string} query Folded. @returns {number[]} */
    typed(query) {
      if (!this.known) this.known = this._known();
      const { partsOf, folded } = this.entries;
      const asked = query.trim();
      const found = [...(this.known.get(bare(asked)) || [])];
      for (let entity = 0; entity < partsOf.length; entity++) if (folded.title[entity] === asked) found.push(entity);
      return found;
    }

    /** @returns {Map<string, number[]>} */
    _known() {
      /** @type {Map<string, number[]>} */ const known = new Map();
      this.entries.phrases.forEach((/** @type {string} */ row, /** @type {number} */ doc) => {
        for (const phrase of row ? row.split("\t").map(bare) : []) known.set(phrase, [...(known.get(phrase) || []), doc]);
      });
      return known;
    }

    /** How much the query is what readers type for a document: by the one phrase that is most like it. @param {number} doc @param {Sought} sought @returns {number} */
    bonus(doc, sought) {
      const all = this.entries.phrases[doc];
      const best = all ? likest(all, sought, OWN_PHRASE) : 0;
      return PHRASED * best * best;
    }

    /** How much documents answer the topics that are like a query. @param {Sought} sought @returns {Map<number, number>} */
    gains(sought) {
      /** @type {Map<number, number>} */ const gains = new Map();
      for (const topic of this._topicsNear(sought)) {
        const like = likest(this.entries.topics.rows[topic], sought, TOPICAL);
        if (like < LEAST_LIKE) continue;
        this.entries.answers[topic].forEach((doc, nth) => {
          const gain = like / (1 + LATER * nth);
          const before = gains.get(doc) || 0;
          gains.set(doc, Math.max(before, gain) + AGAIN * Math.min(before, gain));
        });
      }
      return gains;
    }

    /** The topics that hold enough of a query, in whatever phrases. @param {Sought} sought @returns {number[]} */
    _topicsNear({ concepts, whole }) {
      /** @type {Map<number, number>} */ const held = new Map();
      for (const { tokens, instead, weights, all } of concepts) {
        /** @type {Map<number, number>} */ const mine = new Map();
        tokens.forEach((token, i) => { for (const topic of this.places.postings(token).topics) mine.set(topic, (mine.get(topic) || 0) + weights[i]); });
        for (const other of instead) for (const topic of this.places.postings(other).topics) mine.set(topic, Math.max(mine.get(topic) || 0, SYNONYM * all));
        for (const [topic, weight] of mine) held.set(topic, (held.get(topic) || 0) + weight);
      }
      return [...held].filter(([, weight]) => weight >= TOPICAL.least * whole).sort(byScore).slice(0, ASKED_ABOUT).map(([topic]) => topic);
    }
  }

  /** A text with nothing but letters, in one spelling. @param {string} text Folded. @returns {string} */
  function bare(text) {
    return speltAll(text).replace(/[\s\p{P}\p{S}]+/gu, "");
  }

  /** What texts are searched for. @param {Concept[]} concepts @param {(token: Run) => number} weigh @returns {Sought} */
  function soughtOf(concepts, weigh) {
    const weighed = concepts.map(({ tokens, instead, factor }) => {
      const weights = tokens.map((token) => factor * weigh(token));
      return { tokens: tokens.map(needleOf), instead: instead.map(needleOf), weights, all: weights.reduce((sum, weight) => sum + weight, 0) };
    });
    const needles = weighed.flatMap(({ tokens, instead }) => [...tokens, ...instead]);
    return {
      concepts: weighed, whole: weighed.reduce((sum, { all }) => sum + all, 0),
      cjk: needles.filter((needle) => needle.isCjk).map((needle) => needle.text), words: needles.filter((needle) => !needle.isCjk),
    };
  }

  /** @param {Run} token @returns {Needle} */
  function needleOf(token) {
    const { text, isCjk, isWhole } = token;
    const words = !isCjk && text.includes(" ") ? stemsOf(text) : null;
    const start = isCjk ? text : rootOf(words ? text.slice(0, text.indexOf(" ")) : text);
    return { text, isCjk, isWhole, start, inner: " " + start, words };
  }

  /** Whether a token stands in a folded text; a word by the beginning of its forms. @param {string} text @param {Needle} needle @returns {boolean} */
  function stands(text, { text: wanted, isCjk, isWhole, start, inner, words }) {
    if (isCjk) return text.includes(start);
    if (isWhole) return standsWhole(text, wanted);
    if (!words) return text.startsWith(start) || text.includes(inner);
    for (let at = text.indexOf(start); at >= 0; at = text.indexOf(start, at + 1)) if (phraseEnd(text, at, words)) return true;
    return false;
  }

  /** @param {string} text Folded. @param {string} wanted @returns {boolean} Whether it stands there by itself. */
  function standsWhole(text, wanted) {
    for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) if (isWhole(text, at, at + wanted.length)) return true;
    return false;
  }

  /**
   * How much of a query stands in each of several texts.
   * @param {string} texts Folded, with tabs between.
   * @param {Sought} sought
   * @param {number} least Where all texts together hold less, there is no need to look at each.
   * @param {string} [given] What every one of the texts begins with.
   * @returns {number[]} Of each text up to 1; empty where they hold too little.
   */
  function sharesIn(texts, { concepts, whole }, least, given = "") {
    const mayHold = (/** @type {Needle} */ needle) => texts.includes(needle.start) || given.includes(needle.start);
    let most = 0;
    for (const { tokens, instead, weights, all } of concepts) {
      let mine = 0;
      for (let i = 0; i < tokens.length; i++) if (mayHold(tokens[i])) mine += weights[i];
      most += mine < SYNONYM * all && instead.some(mayHold) ? SYNONYM * all : mine;
    }
    if (most < least * whole * 0.999) return [];
    const each = texts.split("\t");
    const shares = each.map(() => 0);
    for (const { tokens, instead, weights, all } of concepts) {
      const mine = each.map(() => 0);
      tokens.forEach((token, i) => {
        if (!mayHold(token)) return;
        const isGiven = given && stands(given, token);
        for (let n = 0; n < each.length; n++) if (isGiven || stands(each[n], token)) mine[n] += weights[i];
      });
      for (const other of instead) {
        if (!mayHold(other)) continue;
        for (let n = 0; n < each.length; n++) if (mine[n] < SYNONYM * all && stands(given ? given + " " + each[n] : each[n], other)) mine[n] = SYNONYM * all;
      }
      for (let n = 0; n < each.length; n++) shares[n] += mine[n];
    }
    return shares.map((share) => share / whole);
  }

  /**
   * How much a query is like the phrase of several that is most like it.
   * @param {string} phrases Folded, with tabs between.
   * @param {Sought} sought
   * @param {{least: number, missing: number, besides: number}} how
   * @returns {number} Up to 1.
   */
  function likest(phrases, sought, { least, missing, besides }) {
    const shares = sharesIn(phrases, sought, least);
    const each = shares.length ? phrases.split("\t") : [];
    let best = 0;
    shares.forEach((share, i) => {
      const bound = Math.pow(share, missing);
      if (share >= least && bound > best) best = Math.max(best, bound * Math.pow(coveredOf(each[i], sought), besides));
    });
    return best;
  }

  /** How much of a phrase is what a query says. @param {string} phrase Folded. @param {Sought} sought @returns {number} Up to 1. */
  function coveredOf(phrase, { cjk, words }) {
    let covered = 0;
    let whole = 0;
    for (const { text, isCjk } of segmentsOf(phrase)) {
      whole += text.length;
      covered += isCjk ? charactersOf(text, cjk) : words.some((word) => stands(text, word)) ? text.length : 0;
    }
    return whole ? covered / whole : 0;
  }

  /** @type {Map<string, Run[]>} */ const cut = new Map();

  /** What a phrase is about; phrases are met again at the next letter. @param {string} phrase @returns {Run[]} */
  function segmentsOf(phrase) {
    let known = cut.get(phrase);
    if (!known) {
      if (cut.size > MOST_CUT) cut.clear();
      cut.set(phrase, (known = /** @type {Run[]} */ (segments(phrase))));
    }
    return known;
  }

  /** How many characters of a run belong to one of the tokens. @param {string} run @param {string[]} tokens @returns {number} */
  function charactersOf(run, tokens) {
    const hit = new Uint8Array(run.length);
    let count = 0;
    for (const token of tokens) {
      for (let at = run.indexOf(token); at >= 0; at = run.indexOf(token, at + 1)) {
        for (let i = at; i < at + token.length; i++) if (!hit[i]) count += hit[i] = 1;
      }
    }
    return count;
  }

  /** @param {[number, number]} a @param {[number, number]} b @returns {number} */
  function byScore(a, b) {
    return b[1] - a[1] || a[0] - b[0];
  }

  Object.assign(language, { Phrases, bare, soughtOf, needleOf, stands, sharesIn, byScore });
})();
