/* The search engine: what is found for a query, and how it is described. No page; see search.js for the box.
   The same files answer `drillbook search` and the check of `must_find`; see drillbook.search.engine. */
(function () {
  "use strict";

  const language = window.drillbookSearchEngine;
  const { learnTraditional, normalise, folded, wishes, pairs, isLetter, mark, Entries, Places, Meaning, Readings, Ranking, Spelling, selected, needleOf, stands, byScore, bare, phrasesOf, width } = language;

  /** @typedef {import("./search-language.js").Run} Run */
  /** @typedef {import("./search-meaning.js").Concept} Concept */
  /** @typedef {import("./search-readings.js").Reading} Reading */
  /** @typedef {import("./search-scores.js").Found} Found */
  /** @typedef {Reading & {concepts: Concept[], missing: string[]}} Read A reading, what it looks for, and its words that stand nowhere. */
  /** @typedef {import("./search-phrases.js").Needle & {weight: number, isTyped: boolean}} Marked What is marked in a line, how much a line is worth that has it, and whether it was typed or means the same. */
  /**
   * @typedef {Object} Result
   * @property {string} id
   * @property {string} kind
   * @property {string} title
   * @property {string[]} path
   * @property {string} url Relative to the language's root.
   * @property {number} score
   * @property {[string, boolean][]} titlePieces The title, and what of it matches.
   * @property {[string, boolean][]} line The line that matches best.
   */

  const LINE_WIDTH = 80; // of a shown line, in Chinese characters
  const NEAR = 0.5; // a name is near that shares so much with a query, and more than one character or pair of letters
  const LONGEST_QUERY = 200; // characters; what stands behind them is not searched
  // Whole playbooks before their parts, and what is done or said before what is listed.
  const KIND_WEIGHT = {
    process: 1.35, role: 0.85, objection: 1.2, "talk-track": 2.1, policy: 1.15, model: 1.45, form: 1.3, kpi: 0.67, rhythm: 0.95, term: 1.15,
    scenario: 0.95, rubric: 0.95, path: 1.15, part: 1, industry: 0.95, blueprint: 0.95, page: 1, step: 1, rule: 1, authority: 0.95,
    figure: 0.5, contrast: 0.7, responsibility: 0.65, routine: 0.8, variant: 0.85, criterion: 0.75, milestone: 0.95, category: 0.75, turn: 0.8,
  };

  /** All that can be searched: it takes the files of an index, and answers queries. */
  class SearchIndex {
    constructor() {
      this.entries = new Entries();
      this.spelling = new Spelling();
      this.places = new Places(this.entries);
      this.meaning = new Meaning(this.entries, this.places);
      this.readings = new Readings(this.entries, this.places, this.spelling);
      this.ranking = new Ranking(this.entries, this.places);
      this._forget();
    }

    /**
     * Adds a file of the index: first the one of all entities, then those with their texts, at last the topics and what entries are about.
     * @param {any} data What the file holds; see `drillbook.search.index`.
     */
    add(data) {
      if (data.word_rows !== undefined) return this.ranking.vectors.learn(data);
      if (data.traditional) learnTraditional(data.traditional);
      if (data.readings) this.spelling.learn(data.readings, data.alike);
      this.entries.add(data);
      this._forget();
    }

    _forget() {
      for (const each of [this.places, this.meaning, this.readings, this.ranking]) each.reset();
      this.best = new Float64Array(this.entries.size);
    }

    /**
     * Finds what a query means.
     * @param {string} query As it was typed.
     * @param {number} [limit] How many results are described.
     * @param {{kind?: string, role?: string, industry?: string}} [filter] Ids; what is not named is not filtered.
     * @returns {{total: number, results: Result[], kinds: Record<string, number>, meant: string, missing: string[]}} The best first;
     *     how many there are of each kind before the filter for kinds; what the query was taken for where it stands nowhere as it was typed;
     *     and its words that stand nowhere, so that the others decided.
     */
    search(query, limit, filter) {
      const asked = folded(query.slice(0, LONGEST_QUERY));
      const parts = this.meaning.parts(asked);
      if (!parts.length || !this.entries.size) return { total: 0, results: [], kinds: {}, meant: "", missing: [] };
      /** @type {Read[]} */ const readings = this.readings.of(parts).map((/** @type {Reading} */ reading) => ({ ...reading, ...this.meaning.of(reading.parts) }));
      const readAs = new Uint8Array(this.entries.size); // document -> the reading that found it
      const plain = normalise(asked);
      const found = this.ranking.asTyped(this._best(readings, readAs, plain), plain);
      const { shown, kinds } = this._filtered(found, filter || {});
      const best = this.ranking.thin(shown, limit || 0);
      /** @type {Marked[][]} */ const marked = [];
      const results = best.slice(0, limit || 30).map(([doc, score]) => {
        const nth = readAs[doc];
        marked[nth] = marked[nth] || this._marked(readings[nth]);
        return this._describe(doc, score, marked[nth]);
      });
      const { meant, missing } = this._told(best.length ? readings[readAs[best[0][0]]] : null);
      return { total: shown.docs.length, results, kinds, meant, missing };
    }

    /**
     * What the first letters would wait for, to be done while nobody types: lists that are made when they are first asked for, and
     * queries of all sorts, because what has never run runs slowly.
     * @returns {(() => void)[]}
     */
    chores() {
      const title = this.entries.titles[0] || "";
      const pinyin = [...title].slice(0, 2).map((character) => (this.spelling.readings.get(character) || [character])[0]).join("");
      const queries = [title.slice(0, 1), title.slice(0, 2), title, pinyin.slice(0, -1), pinyin, pinyin + pinyin.slice(-1), title + " " + pinyin];
      return [() => this.entries.prepare(), ...queries.map((query) => () => { this.search(query, 20); })];
    }

    /** The best score of every document over all readings. @param {Read[]} readings @param {Uint8Array} readAs Filled. @param {string} plain As it was typed, folded. @returns {Found} */
    _best(readings, readAs, plain) {
      const wished = wishes(plain.trim());
      const all = readings.map((reading) => {
        const factors = Float64Array.from(this.entries.kindNames, (kind) => kindWeight(kind) * reading.weight * (wished[kind] || 1));
        return this.ranking.of(reading.parts, reading.concepts, factors, reading.isGuess ? reading.parts.map((part) => part.text).join(" ") : plain);
      });
      return all.length === 1 ? all[0] : this._merged(all, readAs);
    }

    /** @param {Found[]} all @param {Uint8Array} readAs Filled. @returns {Found} */
    _merged(all, readAs) {
      const { best } = this;
      const docs = new Uint32Array(Math.min(best.length, all.reduce((sum, found) => sum + found.docs.length, 0)));
      let size = 0;
      all.forEach((found, nth) => {
        for (let i = 0; i < found.docs.length; i++) {
          const doc = found.docs[i];
          if (best[doc] >= found.scores[i]) continue;
          if (!best[doc]) docs[size++] = doc;
          best[doc] = found.scores[i];
          readAs[doc] = nth;
        }
      });
      const scores = new Float64Array(size);
      for (let i = 0; i < size; i++) {
        scores[i] = best[docs[i]];
        best[docs[i]] = 0;
      }
      return { docs: docs.subarray(0, size), scores };
    }

    /** @param {Found} found @param {{kind?: string, role?: string, industry?: string}} filter @returns {{shown: Found, kinds: Record<string, number>}} What the filter lets through, and how many there are of each kind without that for kinds. */
    _filtered(found, filter) {
      const { kind, role, industry } = filter;
      const admitted = role || industry ? selected(found, (doc) => this.entries.admits(doc, filter)) : found;
      const counts = new Uint32Array(this.entries.kindNames.length);
      for (let i = 0; i < admitted.docs.length; i++) counts[this.entries.kindNumbers[admitted.docs[i]]]++;
      const kinds = Object.fromEntries(this.entries.kindNames.map((name, i) => [name, counts[i]]).filter((pair) => pair[1]));
      return { shown: kind ? selected(admitted, (doc) => this.entries.kinds[doc] === kind) : admitted, kinds };
    }

    /** What is told of the reading that found the best. @param {Read | null} reading @returns {{meant: string, missing: string[]}} */
    _told(reading) {
      if (!reading) return { meant: "", missing: [] };
      const { parts, concepts, isGuess, missing } = reading;
      return { meant: this.meaning.spelt(parts, concepts) || (isGuess ? parts.map((part) => part.text).join(" ") : ""), missing };
    }

    /** What is marked in results. @param {Read} reading @returns {Marked[]} */
    _marked({ parts, concepts }) {
      const marked = (/** @type {Run[]} */ tokens, /** @type {boolean} */ isTyped) =>
        tokens.map((token) => ({ ...needleOf(token), isTyped, weight: this.places.idf(this.places.postings(token).df) * token.text.length }));
      const typed = [...phrasesOf(parts), ...concepts.flatMap(({ tokens }) => tokens)];
      return [...marked(typed, true), ...marked(concepts.flatMap(({ instead }) => instead), false)];
    }

    /** @param {number} doc @param {number} score @param {Marked[]} needles @returns {Result} */
    _describe(doc, score, needles) {
      const title = this.entries.titles[doc];
      const line = this._bestLine(doc, needles);
      const limit = Math.ceil((LINE_WIDTH * line.length) / (width(line) || 1));
      return {
        id: this.entries.ids[doc], kind: this.entries.kinds[doc], title, path: this.entries.paths[doc], url: this.entries.urls[doc], score,
        titlePieces: mark(title, needles), line: mark(line, needles, limit),
      };
    }

    /** The line that has most of a query; a name in place of a line only if it was typed. @param {number} doc @param {Marked[]} needles @returns {string} */
    _bestLine(doc, needles) {
      const { lines, names, folded } = this.entries;
      const each = (lines[doc] + "\t" + names[doc]).split("\t");
      const text = folded.lines[doc] + "\t" + folded.names[doc];
      const here = needles.filter((needle) => text.includes(needle.start));
      const ofNames = here.filter(({ isTyped }) => isTyped);
      const firstName = lines[doc].split("\t").length;
      let best = each.find(Boolean) || "";
      let most = 0;
      text.split("\t").forEach((line, i) => {
        let weight = 0;
        for (const needle of i < firstName ? here : ofNames) if (stands(line, needle)) weight += needle.weight;
        if (weight > most * 1.001) [best, most] = [each[i], weight];
      });
      return best;
    }

    /**
     * Entities whose names look like a query that finds nothing.
     * @param {string} query
     * @param {number} [limit]
     * @returns {Result[]}
     */
    near(query, limit) {
      const wanted = grams(bare(normalise(query)));
      if (wanted.size < 2) return []; // shares no two of them with anything
      /** @type {[number, number][]} */ const found = [];
      for (let doc = 0; doc < this.entries.size; doc++) {
        if (this.entries.entityOf[doc] !== doc) continue;
        const names = [this.entries.titles[doc], ...this.entries.names[doc].split("\t")];
        const like = Math.max(...names.map((name) => overlap(wanted, grams(bare(normalise(name))))));
        if (like >= NEAR) found.push([doc, like]);
      }
      found.sort(byScore);
      return found.slice(0, limit || 5).map(([doc, like]) => this._describe(doc, like, []));
    }
  }

  /** @param {string} kind @returns {number} */
  function kindWeight(kind) {
    return /** @type {Record<string, number>} */ (KIND_WEIGHT)[kind] || 1;
  }

  /** @param {string} text @returns {Set<string>} Single characters, and pairs of letters. */
  function grams(text) {
    return new Set(isLetter(text.charCodeAt(0)) ? pairs(text) : [...text]);
  }

  /** @param {Set<string>} a @param {Set<string>} b @returns {number} */
  function overlap(a, b) {
    let both = 0;
    for (const gram of a) if (b.has(gram)) both++;
    return both > 1 ? (2 * both) / (a.size + b.size) : 0;
  }

  language.SearchIndex = SearchIndex;
})();
