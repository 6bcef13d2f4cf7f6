/* Where something stands: characters, words and phrases of a query in all columns, how much each place counts, and how rare it is. No page. */
(function () {
  "use strict";

  const language = window.drillbookSearchEngine;
  const { wordAt, stem, stemsOf, spelt, rootOf, phraseEnd, isWhole, endsFigure } = language;

  /** @typedef {import("./search-language.js").Run} Run */
  /**
   * @typedef {Object} Postings Where something stands.
   * @property {Uint32Array} docs
   * @property {Float32Array} worth What it counts in each, before how rare it is.
   * @property {Uint8Array} where The sum of 1 in its lines, 2 in its title or names, 4 in its phrases; 0 only in the title of its entity.
   * @property {number} own In how many documents it stands by itself.
   * @property {number} df The same; where it stands only in what readers type, in how much of that.
   * @property {number[]} topics The topics it stands in.
   */

  /** @typedef {import("./search-columns.js").Hits} Hits */
  /** @typedef {(text: string, at: number) => number} Weigher */

  const WEIGHT = { names: 2.8, phrases: 0.42, lines: 0.55, context: 0.7 };
  const K1 = 1.2;
  const B = 0.4;
  const RARE = 0.01; // what stands in less than this share of the entries is simply rare
  const BEGUN = 0.7; // what a word counts that only begins with what was typed
  const DIGIT = /^\d/;
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
      this.touched = new Uint32Array(size);
      this.count = 0; // of those touched
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
        if (token.isWhole) found = this._scan(key, (text, at) => (isWhole(text, at, at + key.length) ? 1 : 0), "whole");
        else if (token.isCjk) found = this._scan(key, DIGIT.test(key) ? (text, at) => (endsFigure(text, at) ? 0 : 1) : null);
        else if (key.includes(" ")) found = this._scanPhrase(key, stemsOf(key));
        else found = this._scan(rootOf(key), wordWeigher(key), "begins");
        if (this.cache.size > 2000) this.cache.clear();
        this.cache.set(name, found);
      }
      return found;
    }

    /** Whether letters are a word of the manual, and not only the beginning of one. @param {string} text @returns {boolean} */
    isWord(text) {
      return this.postings({ text, isCjk: false, isWhole: true }).df > 0;
    }

    /**
     * Finds a string in all columns.
     * @param {string} needle
     * @param {Weigher | null} weigh What a hit counts; null when every hit counts 1.
     * @param {"anywhere" | "begins" | "whole"} [how] See `Column.hits`.
     * @returns {Postings}
     */
    _scan(needle, weigh, how = "anywhere") {
      const { columns, topics } = this.entries;
      for (const column of columns) {
        const hits = column.hits(needle, how);
        if (hits.size && column.field === "phrases") this._takePhrases(column, hits, weigh);
        else if (hits.size) this._take(column, hits, weigh);
      }
      return this._taken(topics ? rowsOf(topics, topics.hits(needle, how), weigh) : []);
    }

    /** @param {string} phrase @param {string[]} words Its stems. @returns {Postings} */
    _scanPhrase(phrase, words) {
      if (words.some((word) => this.entries.lacks(word))) return this._taken([]);
      const weigh = (/** @type {string} */ text, /** @type {number} */ at) => (phraseEnd(text, at, words) ? (text.startsWith(phrase, at) ? 1 : OTHER_FORMS) : 0);
      return this._scan(rootOf(phrase.slice(0, phrase.indexOf(" "))), weigh, words[0].length > 1 ? "begins" : "whole");
    }

    /** @param {any} column @param {Hits} hits @param {Weigher | null} weigh */
    _take({ field, base, text }, { places, rows, size }, weigh) {
      const { sums, owned } = this;
      const { titleWeights, entityOf } = this.entries;
      const isTitle = field === "title";
      const bit = field === "lines" ? 1 : 2;
      const counts = field === "lines" ? WEIGHT.lines : WEIGHT.names;
      for (let i = 0; i < size; i++) {
        const weight = weigh ? weigh(text, places[i]) : 1;
        if (!weight) continue;
        const doc = base + rows[i];
        if (!sums[doc]) this.touched[this.count++] = doc;
        owned[doc] |= bit;
        sums[doc] += weight * (isTitle ? titleWeights[doc] : counts);
        if (isTitle && entityOf[doc] === doc) this._giveContext(doc, weight);
      }
    }

    /** Of several phrases of one entry, one counts. @param {any} column @param {Hits} hits @param {Weigher | null} weigh */
    _takePhrases({ base, text }, { places, rows, size }, weigh) {
      const { sums, owned } = this;
      let [last, most] = [-1, 0];
      for (let i = 0; i < size; i++) {
        const weight = weigh ? weigh(text, places[i]) : 1;
        if (rows[i] !== last) [last, most] = [rows[i], 0];
        if (weight <= most) continue;
        const doc = base + last;
        if (!sums[doc]) this.touched[this.count++] = doc;
        owned[doc] |= 4;
        sums[doc] += (weight - most) * WEIGHT.phrases;
        most = weight;
      }
    }

    /** What an entity's title says holds for its parts, too. @param {number} doc @param {number} weight */
    _giveContext(doc, weight) {
      const [from, to] = this.entries.partsOf[doc];
      for (let part = from; part < to; part++) {
        if (!this.sums[part]) this.touched[this.count++] = part;
        this.sums[part] += weight * WEIGHT.context;
      }
    }

    /** Makes postings of what was taken, and clears it. @param {number[]} topics @returns {Postings} */
    _taken(topics) {
      const { sums, owned, count } = this;
      const docs = this.touched.slice(0, count);
      const worth = new Float32Array(count);
      const where = new Uint8Array(count);
      let [own, asked] = [0, 0];
      for (let i = 0; i < count; i++) {
        const doc = docs[i];
        worth[i] = (sums[doc] * (K1 + 1)) / (sums[doc] + this.norms[doc]); // more of it counts less and less
        where[i] = owned[doc];
        if (owned[doc] & 3) own++;
        if (owned[doc] & 4) asked++;
        sums[doc] = owned[doc] = 0;
      }
      this.count = 0;
      return { docs, worth, where, own, df: own || asked || topics.length, topics }; // what readers type makes no word of the manual more common
    }

    /** @param {number} df @returns {number} */
    idf(df) {
      const counted = Math.max(df, this.entries.size * RARE);
      return Math.log(1 + (this.entries.size - counted + 0.5) / (counted + 0.5));
    }
  }

  /** The rows of a column that have a hit. @param {any} column @param {Hits} hits @param {Weigher | null} weigh @returns {number[]} */
  function rowsOf({ text }, { places, rows, size }, weigh) {
    /** @type {number[]} */ const found = [];
    for (let i = 0; i < size; i++) if (found[found.length - 1] !== rows[i] && (!weigh || weigh(text, places[i]))) found.push(rows[i]);
    return found;
  }

  /** @param {string} word @returns {Weigher} */
  function wordWeigher(word) {
    const wanted = stem(word);
    const whole = spelt(word);
    const known = new Map();
    return (text, at) => {
      const other = wordAt(text, at);
      if (!other) return 0;
      let weight = known.get(other);
      if (weight === undefined) {
        const same = spelt(other);
        weight = same === whole ? 1 : stem(other) === wanted ? 0.9 : same.startsWith(whole) || other.startsWith(word) ? BEGUN : 0;
        known.set(other, weight);
      }
      return weight;
    };
  }

  language.Places = Places;
})();
