/* How well documents match: what the tokens of a query count there, and how much of the query they cover. No page. */
(function () {
  "use strict";

  const language = window.drillbookSearchEngine;
  const { KIND_NAMED, SYNONYM } = language;

  /** @typedef {import("./search-language.js").Run} Run */
  /** @typedef {import("./search-meaning.js").Concept} Concept */
  /** @typedef {{docs: Uint32Array, scores: Float64Array}} Found Documents, and how well each matches; in no order. */
  /** @typedef {{of: Float32Array, docs: Uint32Array, size: number}} Sums What is summed up, four numbers for a document side by side (see SCORE), and which documents have any. */

  // What is summed up of a document, in this order: its score, how much of the query it covers, how much by its title and names, and
  // whether anything stands in itself and not only in the title of its entity. Side by side, because the memory is what takes time.
  const [SCORE, COVER, NAME, OWN] = [0, 1, 2, 3];
  const LEAST_COVERAGE = 0.25;
  const CUT = 0.03; // what is this far below the best is noise
  const PHRASE = 1; // what tokens count besides that stand in a row
  const NAMED = 2.4; // how much more a title or name counts that holds all of the query

  /** Sums up what documents score; see `Ranking` for the closer look at the best of them. */
  class Scores {
    /** @param {any} entries @param {any} places */
    constructor(entries, places) {
      this.entries = entries;
      this.places = places;
      this.reset();
    }

    /** Makes room for the entries there are. */
    reset() {
      this.kindOf = Uint8Array.from(this.entries.kindNumbers);
      /** @type {Sums[] | null} */ this.rooms = null;
    }

    /** The documents that cover enough of a query, with their scores. @param {Concept[]} concepts @param {Run[]} phrases Tokens that count more when they stand in a row. @param {Float64Array} factors Of each kind. @returns {Found} */
    of(concepts, phrases, factors) {
      const [sums, mine] = this._summed();
      let whole = 0;
      /** @type {Record<string, number>} What the words for a kind count, for all that is of it. */ const said = {};
      for (const concept of concepts) {
        const weight = this._addConcept(concept, sums, mine);
        whole += weight;
        const kind = KIND_NAMED[concept.tokens.map((token) => token.text).join(" ")];
        if (kind) said[kind] = weight;
      }
      for (const phrase of phrases) this._add(phrase, PHRASE, sums, false);
      for (const phrase of phrases) if (!phrase.isCjk) this._add({ text: phrase.text.split(" ").reverse().join(" "), isCjk: false }, PHRASE, sums, false);
      return this._weighed(sums, whole, Float64Array.from(this.entries.kindNames, (kind) => said[kind] || 0), factors);
    }

    /** @param {Concept} concept @param {Sums} sums @param {Sums} mine Empty, and empty again afterwards. @returns {number} */
    _addConcept(concept, sums, mine) {
      if (!concept.instead.length) return concept.tokens.reduce((sum, token) => sum + this._add(token, concept.factor, sums), 0);
      const own = concept.tokens.reduce((sum, token) => sum + this._add(token, 1, mine), 0);
      const isAbsent = concept.tokens.every((token) => !this.places.postings(token).df);
      const weight = isAbsent ? Math.max(own, ...concept.instead.map((other) => this._weightOf(other))) : own;
      for (const other of concept.instead) this._addInstead(other, concept.tokens.length, weight, mine);
      this._move(mine, sums);
      return weight;
    }

    /** Adds sums to others, and clears them. @param {Sums} mine @param {Sums} sums */
    _move(mine, sums) {
      const from = mine.of;
      const to = sums.of;
      for (let i = 0; i < mine.size; i++) {
        const doc = mine.docs[i];
        const at = doc << 2;
        if (!to[at]) sums.docs[sums.size++] = doc;
        to[at] += from[at];
        to[at + COVER] += from[at + COVER];
        to[at + NAME] += from[at + NAME];
        if (from[at + OWN]) to[at + OWN] = 1;
        from[at] = from[at + COVER] = from[at + NAME] = from[at + OWN] = 0;
      }
      mine.size = 0;
    }

    /** @returns {number} The weight of the token in the coverage. @param {Run} token @param {number} factor @param {Sums} sums @param {boolean} [counts] Whether it counts for the coverage. */
    _add(token, factor, sums, counts = true) {
      const found = this.places.postings(token);
      if (!found.df) return 0; // what stands nowhere leaves it to the other words
      const idf = this.places.idf(found.df);
      const { of } = sums;
      const { docs, worth } = found;
      const weight = factor * idf;
      const covered = counts ? weight : 0;
      for (let i = 0; i < docs.length; i++) {
        const doc = docs[i];
        const at = doc << 2;
        const where = found.where[i];
        if (!of[at]) sums.docs[sums.size++] = doc;
        of[at] += weight * worth[i];
        of[at + COVER] += covered;
        if (where & 2) of[at + NAME] += covered;
        if (where) of[at + OWN] = 1;
      }
      return weight;
    }

    /** @param {Run} other @param {number} tokens How many tokens it stands for. @param {number} weight Theirs. @param {Sums} mine */
    _addInstead(other, tokens, weight, mine) {
      const { docs, worth, where, df } = this.places.postings(other);
      const most = SYNONYM * Math.min(this.places.idf(df) * tokens, weight);
      const covered = SYNONYM * weight;
      const { of } = mine;
      for (let i = 0; i < docs.length; i++) {
        const doc = docs[i];
        const at = doc << 2;
        if (!of[at]) mine.docs[mine.size++] = doc;
        of[at] = Math.max(of[at], most * worth[i]);
        of[at + COVER] = Math.max(of[at + COVER], covered);
        if (where[i] & 2) of[at + NAME] = Math.max(of[at + NAME], covered);
        if (where[i]) of[at + OWN] = 1;
      }
    }

    /** @param {Run} token @returns {number} */
    _weightOf(token) {
      const { df } = this.places.postings(token);
      return df ? this.places.idf(df) : 0;
    }

    /** Makes scores of the sums, and clears them; what is far below the best is left out. @param {Sums} sums @param {number} whole @param {Float64Array} said By kind. @param {Float64Array} factors By kind. @returns {Found} */
    _weighed(sums, whole, said, factors) {
      const { of } = sums;
      const { kindOf } = this;
      const docs = new Uint32Array(sums.size);
      const scores = new Float64Array(sums.size);
      let [size, best] = [0, 0];
      for (let i = 0; i < sums.size; i++) {
        const doc = sums.docs[i];
        const at = doc << 2;
        const kind = kindOf[doc];
        const coverage = Math.min(1, (of[at + COVER] + said[kind]) / whole);
        if (of[at + OWN] && coverage >= LEAST_COVERAGE) {
          const name = of[at + NAME] / whole;
          const score = of[at] * coverage * coverage * (1 + NAMED * name * name * name) * factors[kind];
          if (score >= best * CUT) {
            docs[size] = doc;
            scores[size++] = score;
            if (score > best) best = score;
          }
        }
        of[at] = of[at + COVER] = of[at + NAME] = of[at + OWN] = 0;
      }
      sums.size = 0;
      return selected({ docs: docs.subarray(0, size), scores: scores.subarray(0, size) }, (_, score) => score >= best * CUT);
    }

    /** Room to sum up in, made once: for a query, and for one concept of it. @returns {Sums[]} */
    _summed() {
      if (!this.rooms) this.rooms = [0, 1].map(() => ({ of: new Float32Array(4 * this.entries.size), docs: new Uint32Array(this.entries.size), size: 0 }));
      return this.rooms;
    }
  }

  /** @param {Found} found @param {(doc: number, score: number) => boolean} isWanted @returns {Found} */
  function selected(found, isWanted) {
    const docs = new Uint32Array(found.docs.length);
    const scores = new Float64Array(found.docs.length);
    let size = 0;
    for (let i = 0; i < found.docs.length; i++) {
      if (!isWanted(found.docs[i], found.scores[i])) continue;
      docs[size] = found.docs[i];
      scores[size++] = found.scores[i];
    }
    return { docs: docs.subarray(0, size), scores: scores.subarray(0, size) };
  }

  Object.assign(language, { Scores, selected });
})();
