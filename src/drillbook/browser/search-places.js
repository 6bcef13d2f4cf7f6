/* Where something stands: characters, words and phrases of a query in all columns, how much each place counts, and how rare it is. No page. */
(function () {
  "use strict";

  const language = window.drillbookSearchEngine;
  const { isLetter, wordAt, stem, stemsOf, rootOf, phraseEnd } = language;

  /** @typedef {import("./search-language.js").Run} Run */
  /**
   * @typedef {Object} Postings Where something stands.
   * @property {Uint32Array} docs
   * @property {Float32Array} weights
   * @property {Uint8Array} where The sum of 1 in its lines, 2 in its title or names, 4 in its phrases; 0 only in the title of its entity.
   * @property {number} df In how many documents it stands by itself.
   * @property {number[]} topics The topics it stands in.
   */

  const WEIGHT = { names: 2.8, phrases: 0.42, lines: 0.55, context: 0.7 };
  const K1 = 1.2;
  const B = 0.4;
  const RARE = 0.01; // what stands in less than this share of the entries is simply rare
  const BEGUN = 0.7; // what a word counts that only begins with what was typed
  const OTHER_FORMS = 0.42; // what a phrase counts whose words stand there in other forms

  /** Finds tokens in the entries, and remembers where they stand. */
  class Places {
    /** @param {any} entries */
    constructor(entries) {
      this.entries = entries;
      this.reset();
    }

    /** Forgets what was found; more entries have come. */
    reset() {
      const { size, lengths, totalLength } = this.entries;
      /** @type {Map<string, Postings>} */ this.cache = new Map();
      this.sums = new Float32Array(size);
      this.owned = new Uint8Array(size);
      this.norms = Float64Array.from(lengths, (length) => K1 * (1 - B + (B * length * size) / totalLength));
    }

    /**
     * Finds where something stands: characters in a row, a word in all its forms, or several words in a row.
     * @param {Run} token
     * @returns {Postings}
     */
    postings(token) {
      const key = token.text;
      const name = token.isWhole ? "=" + key : key;
      let found = this.cache.get(name);
      if (!found) {
        if (token.isWhole) found = this._scan(key, (text, at) => (isWhole(text, at, at + key.length) ? 1 : 0));
        else if (token.isCjk) found = this._scan(key, null);
        else if (key.includes(" ")) found = this._scanPhrase(key, stemsOf(key));
        else found = this._scan(rootOf(key), wordWeigher(key));
        if (this.cache.size > 2000) this.cache.clear();
        this.cache.set(name, found);
      }
      return found;
    }

    /**
     * Finds a string in all columns.
     * @param {string} needle
     * @param {((text: string, at: number) => number) | null} weigh What a hit counts; null when every hit counts 1.
     * @returns {Postings}
     */
    _scan(needle, weigh) {
      const { sums, owned } = this;
      /** @type {number[]} */ const touched = [];
      for (const column of this.entries.columns) {
        const isTitle = column.field === "title";
        const isPhrase = column.field === "phrases";
        const where = isPhrase ? 4 : column.field === "lines" ? 1 : 2;
        const fieldWeight = /** @type {Record<string, number>} */ (WEIGHT)[column.field];
        let [last, most] = [-1, 0]; // of several phrases of one entry, one counts
        column.find(needle, (/** @type {number} */ at, /** @type {number} */ row) => {
          let weight = weigh ? weigh(column.text, at) : 1;
          if (isPhrase) {
            if (row !== last) [last, most] = [row, 0];
            if (weight <= most) return;
            [weight, most] = [weight - most, weight];
          }
          if (!weight) return;
          const doc = column.base + row;
          if (!owned[doc] && !sums[doc]) touched.push(doc);
          owned[doc] |= where;
          if (isTitle) {
            sums[doc] += weight * this.entries.titleWeights[doc];
            if (this.entries.entityOf[doc] === doc) this._giveContext(doc, weight, touched);
          } else sums[doc] += weight * fieldWeight;
        });
      }
      const docs = Uint32Array.from(touched);
      const found = { docs, weights: new Float32Array(docs.length), where: new Uint8Array(docs.length), df: 0, topics: /** @type {number[]} */ ([]) };
      let asked = 0; // in how many it stands at least in a phrase
      for (let i = 0; i < docs.length; i++) {
        const doc = docs[i];
        found.weights[i] = sums[doc];
        found.where[i] = owned[doc];
        if (owned[doc] & 3) found.df++;
        if (owned[doc] & 4) asked++;
        sums[doc] = 0;
        owned[doc] = 0;
      }
      if (this.entries.topics) this.entries.topics.find(needle, (/** @type {number} */ at, /** @type {number} */ row) => {
        if (found.topics[found.topics.length - 1] !== row && (!weigh || weigh(this.entries.topics.text, at))) found.topics.push(row);
      });
      found.df = found.df || asked || found.topics.length; // what readers type makes no word of the manual more common
      return found;
    }

    /** @param {string} phrase @param {string[]} words Its stems. @returns {Postings} */
    _scanPhrase(phrase, words) {
      return this._scan(words[0].replace(/i$/, "") || words[0], (text, at) => (phraseEnd(text, at, words) ? (text.startsWith(phrase, at) ? 1 : OTHER_FORMS) : 0));
    }

    /** What an entity's title says holds for its parts, too. @param {number} doc @param {number} weight @param {number[]} touched */
    _giveContext(doc, weight, touched) {
      const [from, to] = this.entries.partsOf[doc];
      for (let part = from; part < to; part++) {
        if (!this.sums[part]) touched.push(part);
        this.sums[part] += weight * WEIGHT.context;
      }
    }

    /** @param {number} df @returns {number} */
    idf(df) {
      const counted = Math.max(df, this.entries.size * RARE);
      return Math.log(1 + (this.entries.size - counted + 0.5) / (counted + 0.5));
    }

    /** @param {number} doc @param {number} weight @returns {number} */
    saturate(doc, weight) {
      return (weight * (K1 + 1)) / (weight + this.norms[doc]);
    }
  }

  /** @param {string} word @returns {(text: string, at: number) => number} */
  function wordWeigher(word) {
    const wanted = stem(word);
    const known = new Map();
    return (text, at) => {
      const other = wordAt(text, at);
      if (!other) return 0;
      let weight = known.get(other);
      if (weight === undefined) {
        weight = other === word ? 1 : stem(other) === wanted ? 0.9 : other.startsWith(word) ? BEGUN : 0;
        known.set(other, weight);
      }
      return weight;
    };
  }

  /** @param {string} text @param {number} from @param {number} to @returns {boolean} */
  function isWhole(text, from, to) {
    return !(from > 0 && isLetter(text.charCodeAt(from - 1))) && !(to < text.length && isLetter(text.charCodeAt(to)));
  }

  language.Places = Places;
})();
