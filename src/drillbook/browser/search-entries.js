/* What can be found: the entries of the index as its files bring them, and which of their names mean the same. No page, no search. */
(function () {
  "use strict";

  const language = window.drillbookSearchEngine;
  const { normalise, runs, isLetter, uninflected, stem, width, Column, vocabularyOf } = language;

  const TITLE_WEIGHT = 7; // what a word counts in a short title
  const SENTENCE_WEIGHT = 1.5; // and in a title that is a sentence
  const SHORT_TITLE = 12; // a title longer than this is a sentence, and its words count less
  const SYNONYM_KINDS = new Set(["term", "role", "form", "kpi"]);
  const SENTENCE_KINDS = new Set(["rule", "responsibility", "authority", "routine", "contrast"]); // their title is what they say

  /** Entries are numbered as they come; the number is called a document (`doc`) everywhere in the search. */
  class Entries {
    constructor() {
      /** @type {any[]} */ this.columns = [];
      /** @type {string[]} */ this.ids = [];
      /** @type {string[]} */ this.kinds = [];
      /** @type {string[]} */ this.urls = [];
      /** @type {string[][]} */ this.paths = [];
      /** @type {string[]} */ this.titles = [];
      /** @type {string[]} */ this.names = [];
      /** @type {string[]} */ this.lines = [];
      /** @type {{title: string[], names: string[], lines: string[]}} The same, folded. */ this.folded = { title: [], names: [], lines: [] };
      /** @type {string[]} What readers type for it, folded; none of it is shown, and it makes no entry longer. */ this.phrases = [];
      /** @type {any} What readers ask that several entries answer together. */ this.topics = null;
      /** @type {{rows: string, dimensions: number, zero: string} | null} What entries are about; see `Latent`. */ this.latent = null;
      /** @type {string[][]} How each topic is asked for, folded. */ this.asked = [];
      /** @type {number[][]} What answers each topic, the best first. */ this.answers = [];
      /** @type {string[][]} */ this.roles = [];
      /** @type {string[][]} */ this.industries = [];
      /** @type {number[]} */ this.entityOf = [];
      /** @type {[number, number][]} Of each entity: its first part, and the one behind its last. */ this.partsOf = [];
      /** @type {number[]} */ this.lengths = [];
      /** @type {number[]} */ this.titleWeights = [];
      /** @type {string[]} */ this.kindNames = [];
      /** @type {number[]} Of each document, the number of its kind. */ this.kindNumbers = [];
      /** @type {Map<string, Set<string>>} Known words, and what else means the same. */
      this.synonyms = new Map();
      this.size = 0;
      this.totalLength = 0;
      /** @type {any} */ this.known = null;
      /** @type {Set<string> | null} */ this.stems = null;
    }

    /**
     * Adds a file of the index: first the one of all entities, then those with their texts.
     * @param {any} data What the file holds; see `drillbook.search.index`.
     */
    add(data) {
      this.known = this.stems = null;
      if (data.own !== undefined) this._addTexts(data);
      else if (data.answers !== undefined) this._addTopics(data);
      else this._addHeads(data);
    }

    /** All words written with letters. @returns {any} See `vocabularyOf`. */
    vocabulary() {
      this.known = this.known || vocabularyOf(this.columns);
      return this.known;
    }

    /** Lists words and their stems, which takes a moment. */
    prepare() {
      const words = [...this.vocabulary().words, ...(this.topics ? this.topics.words() : [])];
      this.stems = new Set(words.flatMap((word) => word.split(/[×÷]/).map(stem)));
    }

    /** Whether surely no word has a stem; nothing is sure before the stems are listed. @param {string} wanted @returns {boolean} */
    lacks(wanted) {
      return this.stems !== null && /^[a-z]{3,}$/.test(wanted) && !this.stems.has(wanted);
    }

    /** @param {any} data */
    _addHeads(data) {
      if (!data.id) return;
      const ids = data.id.split("\n");
      const urls = data.url.split("\n");
      ids.forEach((/** @type {string} */ id, /** @type {number} */ i) => {
        const industries = data.industries[i].map((/** @type {number} */ n) => data.industry_ids[n]);
        this._enter(data, i, { id, entity: i, url: urls[i], path: data.paths[data.path[i]], industries });
        this.partsOf.push([0, 0]);
      });
      this._addColumns(data, 0, ids.length);
      for (let doc = 0; doc < ids.length; doc++) if (SYNONYM_KINDS.has(this.kinds[doc])) this._learnGroup([this.titles[doc], ...this.names[doc].split("\t")]);
      for (const group of data.synonyms || []) this._learnGroup(group);
      for (const group of data.bilingual || []) this._learnForeign(group, data.lang.startsWith("zh"));
    }

    /** @param {any} data */
    _addTexts(data) {
      const base = this.size;
      const ids = data.id.split("\n");
      const urls = data.url.split("\n");
      let part = 0;
      data.counts.forEach((/** @type {number} */ count, /** @type {number} */ i) => {
        const entity = data.first + i;
        this.partsOf[entity] = [this.size, this.size + count];
        for (const end = part + count; part < end; part++) {
          const url = urls[part] || this.urls[entity].split("#")[0] + "#" + ids[part];
          const path = [...this.paths[entity], this.titles[entity]];
          this._enter(data, part, { id: this.ids[entity] + "." + ids[part], entity, url, path, industries: this.industries[entity] });
        }
      });
      this._addLines(data.own, data.first);
      this._addPhrases(data.own_phrases, data.first);
      if (part) {
        this._addColumns(data, base, part);
        this._addLines(data.lines, base);
        this._addPhrases(data.phrases, base);
      }
    }

    /** @param {any} data @param {number} row @param {{id: string, entity: number, url: string, path: string[], industries: string[]}} entry */
    _enter(data, row, entry) {
      this.ids.push(entry.id);
      this.entityOf.push(entry.entity);
      this.urls.push(entry.url);
      this.paths.push(entry.path);
      this.industries.push(entry.industries);
      this.roles.push(data.roles[row].map((/** @type {number} */ n) => data.role_ids[n]));
      this.kinds.push(data.kinds[data.kind[row]]);
      this.kindNumbers.push(this._kindNumber(this.kinds[this.size]));
      this.lines.push("");
      this.folded.lines.push("");
      this.phrases.push("");
      this.size++;
    }

    /** @param {string} kind @returns {number} */
    _kindNumber(kind) {
      const known = this.kindNames.indexOf(kind);
      return known < 0 ? this.kindNames.push(kind) - 1 : known;
    }

    /** @param {any} data @param {number} base @param {number} size */
    _addColumns(data, base, size) {
      const title = new Column(data.title, base, "title");
      const names = new Column(data.names, base, "names");
      this.columns.push(title, names);
      for (let row = 0; row < size; row++) {
        this.titles.push(title.raw[row]);
        this.names.push(names.raw[row]);
        this.folded.title.push(title.rows[row]);
        this.folded.names.push(names.rows[row]);
        this.lengths.push(0);
        this._grow(base + row, title.raw[row].length + names.raw[row].length);
        const isSentence = SENTENCE_KINDS.has(this.kinds[base + row]);
        this.titleWeights.push(isSentence ? SENTENCE_WEIGHT : 1 + (TITLE_WEIGHT - 1) * Math.min(1, SHORT_TITLE / width(title.raw[row])));
      }
    }

    /** @param {string} text @param {number} base */
    _addLines(text, base) {
      const lines = new Column(text, base, "lines");
      this.columns.push(lines);
      lines.raw.forEach((/** @type {string} */ line, /** @type {number} */ row) => {
        this.lines[base + row] = line;
        this.folded.lines[base + row] = lines.rows[row];
        this._grow(base + row, line.length);
      });
    }

    /** @param {string} text Empty where nobody has any. @param {number} base */
    _addPhrases(text, base) {
      if (!text) return;
      const phrases = new Column(text, base, "phrases");
      this.columns.push(phrases);
      phrases.rows.forEach((/** @type {string} */ row, /** @type {number} */ i) => { this.phrases[base + i] = row; });
    }

    /** Comes when all entries are there. @param {any} data */
    _addTopics(data) {
      this.latent = data.latent || null;
      if (!data.answers.length) return;
      this.topics = new Column(data.topics, 0, "phrases");
      this.asked = this.topics.rows.map((/** @type {string} */ row) => row.split("\t"));
      this.answers = data.answers.map((/** @type {[number, number][]} */ answers) => answers.map(([entity, part]) => (part ? this.partsOf[entity][0] + part - 1 : entity)));
    }

    /** @param {number} doc @param {number} length */
    _grow(doc, length) {
      this.lengths[doc] += length;
      this.totalLength += length;
    }

    /** @param {string[]} names */
    _learnGroup(names) {
      /** @type {[string, string][]} */ const group = names.map(spelled).filter((name) => name.length > 1).map((name) => [name, keyOf(name)]);
      for (const [, key] of group) {
        const others = this.synonyms.get(key) || new Set();
        for (const [other, otherKey] of group) if (otherKey !== key) others.add(other);
        this.synonyms.set(key, others);
      }
    }

    /** Words of the other language find those of the manual's, and never the other way round. @param {string[]} group @param {boolean} isChinese Whether the manual is. */
    _learnForeign(group, isChinese) {
      const isNative = (/** @type {string} */ name) => isLetter(name.charCodeAt(0)) !== isChinese;
      const names = group.map(spelled);
      const native = names.filter(isNative);
      for (const key of names.filter((name) => !isNative(name)).map(keyOf)) this.synonyms.set(key, new Set([...(this.synonyms.get(key) || []), ...native]));
    }

    /** @param {number} doc @param {{role?: string, industry?: string}} filter @returns {boolean} */
    admits(doc, filter) {
      const { role, industry } = filter;
      const roles = this.roles[doc].length ? this.roles[doc] : this.roles[this.entityOf[doc]];
      return (!role || roles.includes(role)) && (!industry || !this.industries[doc].length || this.industries[doc].includes(industry));
    }
  }

  /** A name as a query is cut: words with one space between. @param {string} name @returns {string} */
  function spelled(name) {
    const parts = runs(normalise(name));
    return parts.some((part) => part.isCjk) ? normalise(name) : parts.map((part) => part.text).join(" ");
  }

  /** What a name is known by: English words in whatever number and tense. @param {string} name Spelled. @returns {string} */
  function keyOf(name) {
    return isLetter(name.charCodeAt(0)) && !/[^\x00-\x7f]/.test(name) ? name.split(" ").map(uninflected).join(" ") : name;
  }

  Object.assign(language, { Entries, keyOf, TITLE_WEIGHT });
})();
