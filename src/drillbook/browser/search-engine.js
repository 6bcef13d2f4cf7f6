/* The search engine: what a query means, and the ranking of what it finds. No page; see search.js for the box.
   The same file answers `drillbook search` and the check of `must_find`; see drillbook.search.engine. */
(function () {
  "use strict";

  const language = window.drillbookSearchEngine;
  const { KIND_NAMED, normalise, runs, segments, wishes, pairs, stem, stemsOf, phraseEnd, uninflected, isLetter, wordAt, mark, Column, slipsOf } = language;

  /** @typedef {import("./search-language.js").Run} Run */
  /**
   * @typedef {Object} Postings Where something stands.
   * @property {Uint32Array} docs
   * @property {Float32Array} weights
   * @property {Uint8Array} where The sum of 1 in its lines, 2 in its title or names, 4 in its phrases; 0 only in the title of its entity.
   * @property {number} df In how many documents it stands by itself.
   * @property {number[]} topics The topics it stands in.
   */
  /** @typedef {{docs: Uint32Array, scores: Float64Array}} Found Documents, and how well each matches; in no order. */
  /** @typedef {{of: Float32Array, docs: Uint32Array, size: number}} Sums What is summed up, four numbers for a document side by side (see SCORE), and which documents have any. */
  /** @typedef {{tokens: Run[], instead: Run[], factor: number}} Concept What is looked for: tokens, and words that mean the same. */
  /** @typedef {{concept: Concept, weights: number[]}} Weighed A concept with what each of its tokens counts. */
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

  // What is summed up of a document, in this order: its score, how much of the query it covers, how much by its title and names, and
  // whether anything stands in itself and not only in the title of its entity. Side by side, because the memory is what takes time.
  const [SCORE, COVER, NAME, OWN] = [0, 1, 2, 3];
  const WEIGHT = { title: 7, names: 2.8, phrases: 0.42, lines: 0.55, sentence: 1.5, context: 0.7 };
  const SHORT_TITLE = 12; // a title longer than this is a sentence, and its words count less
  const K1 = 1.2;
  const B = 0.4;
  const LEAST_COVERAGE = 0.25;
  const RARE = 0.01; // what stands in less than this share of the entries is simply rare
  const ABSENT = 0.5; // what a word that stands nowhere counts in the coverage
  const ACROSS = 0.2; // what a pair counts that lies across the border of two words
  const DIP = 0.34; // a pair so much rarer than its neighbours lies across a border
  const CHARACTER = 0.35; // what a telling character counts by itself
  const TELLING = 2;
  const SINGLE = 0.5; // what a single character counts whose pairs stand nowhere
  const BEGUN = 0.7; // what a word counts that only begins with what was typed
  const OTHER_FORMS = 0.42; // what a phrase counts whose words stand there in other forms
  const SYNONYM = 0.85;
  const CUT = 0.03; // what is this far below the best is noise
  const RERANKED = 150;
  const PHRASE = 1;
  const NAMED = 2.4; // how much more a title or name counts that holds all of the query
  const EXACT = 3; // how much more a name counts that is the query
  const PHRASED = 1; // how much more an entry counts that readers type the query for
  // When a query is like a phrase: which share of it must stand there at least, how much more it counts what is missing of the query, and
  // how much it counts what the phrase says besides.
  const OWN_PHRASE = { least: 0.6, missing: 3, besides: 1 };
  const TOPICAL = { least: 0.3, missing: 4, besides: 1 };
  const ASKED = 4; // how much more an entry counts that answers the topic which the query is
  const TOPIC = 0.6; // what it counts, of the best, whatever words it uses itself
  const ASKED_ABOUT = 50; // so many topics are looked at closely, those with most of the query
  const LEAST_LIKE = 0.015; // a topic that is less like the query is another
  const AGAIN = 0.15; // how much it counts that an entry answers another topic as well
  const LATER = 0.063; // how much less every further answer of a topic counts
  const TOGETHER = 0.375; // how much more a line counts that holds all of the query
  const READ = 25; // of how many the lines are read
  const SAME_ENTITY = 0.5;
  const SAME_TITLE = 0.95; // the same figure stands in several places
  const LINE_WIDTH = 80; // of a shown line, in Chinese characters
  const GUESSED = 0.9; // what a reading counts in which pinyin or slips were turned into words
  const SECOND_GUESS = 0.8;
  const NEAR = 0.5; // a name is near that shares so much with a query, and more than one character or pair of letters
  const LONGEST_QUERY = 200; // characters; what stands behind them is not searched
  const LONGEST_SLIP = 64; // a longer run is no name that was mistyped, and what it was meant to be is not looked for
  const SMALL = 1_500_000; // characters up to which all texts are looked through for what a slip was meant to be
  const SYNONYM_KINDS = new Set(["term", "role", "form", "kpi"]);
  const SENTENCE_KINDS = new Set(["rule", "responsibility", "authority", "routine", "contrast"]); // their title is what they say
  // Whole playbooks before their parts, and what is done or said before what is listed.
  const KIND_WEIGHT = {
    process: 1.35, role: 0.85, objection: 0.95, "talk-track": 2.1, policy: 1.4, model: 1.45, form: 1.3, kpi: 0.67, rhythm: 0.95, term: 1.15,
    scenario: 0.95, rubric: 0.95, path: 1.15, part: 1, industry: 0.95, blueprint: 0.95, page: 1, step: 1, rule: 1, authority: 0.95,
    figure: 0.5, contrast: 0.7, responsibility: 0.65, routine: 0.8, variant: 0.85, criterion: 0.75, milestone: 0.95, category: 0.75, turn: 0.8,
  };

  class SearchIndex {
    constructor() {
      /** @type {any[]} */ this.columns = [];
      this.spelling = new language.Spelling();
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
      this._forget();
    }

    _forget() {
      /** @type {Map<string, Postings>} */ this.cache = new Map();
      /** @type {Map<string, {text: string, weight: number}[]>} */ this.guessed = new Map();
      this.sums = new Float32Array(this.size);
      this.owned = new Uint8Array(this.size);
      this.best = new Float64Array(this.size);
      this.norms = Float64Array.from(this.lengths, (length) => K1 * (1 - B + (B * length * this.size) / this.totalLength));
      this.kindOf = Uint8Array.from(this.kindNumbers);
      /** @type {Sums[] | null} */ this.rooms = null;
    }

    /**
     * Adds a file of the index: first the one of all entities, then those with their texts.
     * @param {any} data What the file holds; see `drillbook.search.index`.
     */
    add(data) {
      if (data.own !== undefined) this._addTexts(data);
      else if (data.topics !== undefined) this._addTopics(data);
      else this._addHeads(data);
      this._forget();
    }

    /** @param {any} data */
    _addHeads(data) {
      language.learnTraditional(data.traditional || "");
      this.spelling.learn(data.readings || "", data.alike || "");
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
        this.titleWeights.push(isSentence ? WEIGHT.sentence : 1 + (WEIGHT.title - 1) * Math.min(1, SHORT_TITLE / width(title.raw[row])));
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
        else found = this._scan(root(key), wordWeigher(key));
        if (this.cache.size > 2000) this.cache.clear();
        this.cache.set(name, found);
      }
      return found;
    }

    /** Words of the manual that a word which stands nowhere was probably meant to be. @param {string} word @returns {Run[]} */
    _slips(word) {
      let found = this.guessed.get(word);
      if (!found) {
        found = slipsOf(word, this.columns).map((/** @type {string} */ text) => ({ text, weight: 1 }));
        this.guessed.set(word, found);
      }
      return found.map(({ text }) => ({ text, isCjk: false }));
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
      for (const column of this.columns) {
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
            sums[doc] += weight * this.titleWeights[doc];
            if (this.entityOf[doc] === doc) this._giveContext(doc, weight, touched);
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
      if (this.topics) this.topics.find(needle, (/** @type {number} */ at, /** @type {number} */ row) => {
        if (found.topics[found.topics.length - 1] !== row && (!weigh || weigh(this.topics.text, at))) found.topics.push(row);
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
      const [from, to] = this.partsOf[doc];
      for (let part = from; part < to; part++) {
        if (!this.sums[part]) touched.push(part);
        this.sums[part] += weight * WEIGHT.context;
      }
    }

    /** @param {number} df @returns {number} */
    _idf(df) {
      const counted = Math.max(df, this.size * RARE);
      return Math.log(1 + (this.size - counted + 0.5) / (counted + 0.5));
    }

    /** @param {number} doc @param {number} weight @returns {number} */
    _saturate(doc, weight) {
      return (weight * (K1 + 1)) / (weight + this.norms[doc]);
    }

    /**
     * What a query looks for: every token once, those of a word with synonyms together.
     * @param {Run[]} parts
     * @returns {Concept[]}
     */
    concepts(parts) {
      /** @type {Concept[]} */ const found = [];
      for (let i = 0; i < parts.length; i++) {
        if (parts[i].isCjk) found.push(...this._cjkConcepts(parts[i].text));
        else {
          const length = this._wordsWithSynonyms(parts, i);
          const words = parts.slice(i, i + Math.max(1, length));
          const isUnknown = !length && !this.postings(parts[i]).df;
          const instead = length ? this._instead(words.map((w) => uninflected(w.text)).join(" ")) : isUnknown ? this._slips(parts[i].text) : [];
          found.push({ tokens: words, instead, factor: 1 });
          i += words.length - 1;
        }
      }
      return found;
    }

    /** Joins a letter or digit with the Chinese character it is glued to, where the manual has the two together (A类). @param {Run[]} parts @returns {Run[]} */
    _joined(parts) {
      /** @type {Run[]} */ const found = [];
      let cut = 0;
      parts.forEach((part, i) => {
        const next = parts[i + 1];
        const text = part.text.slice(cut);
        cut = 0;
        if (part.isCjk || part.text.length > 1) return text && found.push({ ...part, text });
        const glued = next && next.isCjk && next.isGlued ? { text: part.text + next.text[0], isCjk: true } : null;
        if (glued && this.postings(glued).df) cut = found.push(glued) && 1;
        else found.push(parts.length > 1 ? { ...part, isWhole: true } : part);
      });
      return found;
    }

    /** @param {Run[]} parts @param {number} from @returns {number} How many words from here on have a synonym together. */
    _wordsWithSynonyms(parts, from) {
      let best = 0;
      let text = "";
      for (let i = from; i < Math.min(parts.length, from + 5) && !parts[i].isCjk; i++) {
        text += (text && " ") + uninflected(parts[i].text);
        if (this.synonyms.has(text)) best = i - from + 1;
      }
      return best;
    }

    /** @param {string} text @returns {Concept[]} */
    _cjkConcepts(text) {
      /** @type {Concept[]} */ const found = [];
      const tokens = pairs(text).map((pair) => ({ text: pair, isCjk: true }));
      const df = tokens.map((token) => this.postings(token).df);
      const isKnown = df.map((count) => count > 0);
      const words = this._knownWords(text);
      tokens.forEach((token, i) => {
        const word = words.find(([from, to]) => from <= i && i + 2 <= to);
        if (word && word[0] === i) found.push(...this._wordConcepts(text.slice(...word)));
        if (word || !isKnown[i]) return;
        const isDip = i > 0 && df[i] < DIP * Math.min(df[i - 1], df[i + 1] || 0);
        const isAcross = isDip || words.some(([from, to]) => i + 1 === from || i + 1 === to);
        found.push({ tokens: [token], instead: [], factor: isAcross ? ACROSS : 1 });
      });
      const isNamed = words.map((word) => this._instead(text.slice(...word)).some((other) => this.postings(other).df));
      return [...found, ...this._characters(text, isKnown, words.filter((_, i) => isNamed[i]))];
    }

    /** What a known word looks for, and what its parts do where it is made of several known ones (折扣审批). @param {string} word @returns {Concept[]} */
    _wordConcepts(word) {
      const parts = word.length > 3 ? this._knownWords(word, word.length - 1).map((place) => word.slice(...place)) : [];
      return [word, ...(parts.length > 1 ? parts : [])].map((each) => ({ tokens: pairs(each).map((pair) => ({ text: pair, isCjk: true })), instead: this._instead(each), factor: 1 }));
    }

    /** The places of names in a run, the longest first come. @param {string} text @param {number} [longest] Of a name. @returns {[number, number][]} */
    _knownWords(text, longest = text.length) {
      /** @type {[number, number][]} */ const found = [];
      for (let from = 0; from < text.length - 1; from++) {
        for (let to = Math.min(text.length, from + longest); to >= from + 2; to--) {
          if (!this.synonyms.has(text.slice(from, to))) continue;
          found.push([from, to]);
          from = to - 1;
          break;
        }
      }
      return found;
    }

    /**
     * Characters by themselves: those whose pairs stand nowhere, because they were mistyped or put together by the reader, and,
     * at less weight, those that are words of their own (贵, 退, 慢).
     * @param {string} text
     * @param {boolean[]} isKnown
     * @param {[number, number][]} named The places of words for which there are others.
     * @returns {Concept[]}
     */
    _characters(text, isKnown, named) {
      /** @type {Concept[]} */ const found = [];
      if (text.length < 2) return found;
      [...text].forEach((character, i) => {
        const token = { text: character, isCjk: true };
        const isStray = !isKnown[i] && !isKnown[i - 1];
        if (isStray && named.some(([from, to]) => from <= i && i < to)) return;
        if (isStray || this._idf(this.postings(token).df) > TELLING) found.push({ tokens: [token], instead: [], factor: isStray ? SINGLE : CHARACTER });
      });
      return found;
    }

    /** @param {string} name @returns {Run[]} */
    _instead(name) {
      return [...(this.synonyms.get(name) || [])].map((text) => ({ text, isCjk: !isLetter(text.charCodeAt(0)) }));
    }

    /**
     * Finds what a query means.
     * @param {string} query As it was typed.
     * @param {number} [limit] How many results are described.
     * @param {{kind?: string, role?: string, industry?: string}} [filter] Ids; what is not named is not filtered.
     * @returns {{total: number, results: Result[], kinds: Record<string, number>, meant: string}} The best first; how many there are of
     *     each kind before the filter for kinds; and what the query was taken for where it stands nowhere as it was typed.
     */
    search(query, limit, filter) {
      const asked = normalise(query.slice(0, LONGEST_QUERY));
      const parts = this._joined(segments(asked, (run) => this._knownWords(run)));
      if (!parts.length || !this.size) return { total: 0, results: [], kinds: {}, meant: "" };
      const readings = this.readings(parts);
      /** @type {Map<number, number>} Document -> the reading that found it, where that is not the first. */ const readAs = new Map();
      const found = this._best(readings, readAs, wishes(asked.trim()));
      const { shown, kinds } = this._filtered(found, filter || {});
      const best = this._thin(shown, Math.max(RERANKED, limit || 0));
      const needles = readings.map((reading) => this._needles(reading.parts));
      const results = best.slice(0, limit || 30).map(([doc, score]) => this._describe(doc, score, needles[readAs.get(doc) || 0]));
      return { total: shown.docs.length, results, kinds, meant: this._meant(readings, best, readAs) };
    }

    /** The best score of every document over all readings. @param {{parts: Run[], weight: number}[]} readings @param {Map<number, number>} readAs Filled. @param {Record<string, number>} wished @returns {Found} */
    _best(readings, readAs, wished) {
      const all = readings.map((reading) => {
        const factors = this.kindNames.map((kind) => kindWeight(kind) * reading.weight * (wished[kind] || 1));
        return this._rank(reading.parts, factors);
      });
      if (all.length === 1) return all[0];
      /** @type {number[]} */ const docs = [];
      all.forEach((found, nth) => found.docs.forEach((doc, i) => {
        const before = this.best[doc];
        if (before >= found.scores[i]) return;
        if (!before) docs.push(doc);
        this.best[doc] = found.scores[i];
        if (nth) readAs.set(doc, nth);
      }));
      const scores = Float64Array.from(docs, (doc) => this.best[doc]);
      for (const doc of docs) this.best[doc] = 0;
      return { docs: Uint32Array.from(docs), scores };
    }

    /** @param {Found} found @param {{kind?: string, role?: string, industry?: string}} filter @returns {{shown: Found, kinds: Record<string, number>}} What the filter lets through, and how many there are of each kind without that for kinds. */
    _filtered(found, filter) {
      const { kind, role, industry } = filter;
      const admitted = role || industry ? selected(found, (doc) => this._admits(doc, filter)) : found;
      const counts = new Uint32Array(this.kindNames.length);
      for (let i = 0; i < admitted.docs.length; i++) counts[this.kindOf[admitted.docs[i]]]++;
      const kinds = Object.fromEntries(this.kindNames.map((name, i) => [name, counts[i]]).filter((pair) => pair[1]));
      return { shown: kind ? selected(admitted, (doc) => this.kinds[doc] === kind) : admitted, kinds };
    }

    /** @param {number} doc @param {{role?: string, industry?: string}} filter @returns {boolean} */
    _admits(doc, filter) {
      const { role, industry } = filter;
      const roles = this.roles[doc].length ? this.roles[doc] : this.roles[this.entityOf[doc]];
      return (!role || roles.includes(role)) && (!industry || !this.industries[doc].length || this.industries[doc].includes(industry));
    }

    /** @param {{parts: Run[], isGuess: boolean}[]} readings @param {[number, number][]} shown @param {Map<number, number>} readAs @returns {string} */
    _meant(readings, shown, readAs) {
      if (!shown.length) return "";
      const reading = readings[readAs.get(shown[0][0]) || 0];
      return reading.isGuess ? reading.parts.map((part) => part.text).join(" ") : "";
    }

    /**
     * The ways a query can be read: as it was typed, and with pinyin and slips turned into words of the manual.
     * @param {Run[]} parts
     * @returns {{parts: Run[], weight: number, isGuess: boolean}[]}
     */
    readings(parts) {
      /** @type {{parts: Run[], weight: number, isGuess: boolean}[]} */ let guessed = [];
      for (let i = 0, length; i < parts.length; i += length) {
        let guesses;
        [length, guesses] = this._guessesAt(parts, i);
        const rest = parts.length - i;
        const behind = parts.slice(i + length);
        const put = (/** @type {Run[]} */ into, /** @type {{text: string}} */ guess) => [...into.slice(0, into.length - rest), ...inWords(guess.text), ...behind];
        if (!guesses.length) continue;
        if (guessed.length) guessed.forEach((reading) => { reading.parts = put(reading.parts, guesses[0]); });
        else guessed = guesses.map((guess, nth) => ({ parts: put(parts, guess), weight: GUESSED * guess.weight * (nth ? SECOND_GUESS : 1), isGuess: true }));
      }
      return [{ parts, weight: 1, isGuess: false }, ...guessed];
    }

    /** @param {Run[]} parts @param {number} from @returns {[number, {text: string, weight: number}[]]} How many parts, and what they may have been meant to be. */
    _guessesAt(parts, from) {
      if (parts[from].isCjk) return [1, this._corrected(parts[from].text)];
      let length = 0;
      while (from + length < parts.length && !parts[from + length].isCjk && !this._isWord(parts[from + length].text)) length++;
      const words = parts.slice(from, from + length).map((part) => part.text);
      const begins = (/** @type {string} */ word) => this.postings({ text: word, isCjk: false }).df > 0;
      if (!length || (words.some(begins) && !this.spelling.isSpaced(words))) return [1, []];
      return [length, this._fromPinyin(words)];
    }

    /** Whether letters are a word of the manual, and not only the beginning of one. @param {string} text @returns {boolean} */
    _isWord(text) {
      return this.postings({ text, isCjk: false, isWhole: true }).df > 0;
    }

    /** @param {string} run @returns {{text: string, weight: number}[]} */
    _corrected(run) {
      if (run.length < 2 || run.length > LONGEST_SLIP) return [];
      const known = this.guessed.get(run);
      if (known) return known;
      const isKnown = pairs(run).map((pair) => this.postings({ text: pair, isCjk: true }).df > 0);
      const found = isKnown.every(Boolean) ? [] : this.spelling.corrections(run, isKnown, this._named());
      this.guessed.set(run, found);
      return found;
    }

    /** @param {string[]} words @returns {{text: string, weight: number}[]} */
    _fromPinyin(words) {
      const key = "pinyin " + words.join(" ");
      const known = this.guessed.get(key);
      if (known) return known;
      const syllables = this.spelling.syllables(words);
      const found = syllables.length ? this._spelledOut(syllables) : [];
      this.guessed.set(key, found);
      return found;
    }

    /** The longest pieces that the manual has words for, one after the other; those that end where a typed word ends come first. @param {any[]} syllables @returns {{text: string, weight: number}[]} */
    _spelledOut(syllables) {
      /** @type {{text: string, weight: number}[]} */ let found = [];
      for (let from = 0; from < syllables.length; ) {
        const [length, words] = this._longestPiece(syllables.slice(from));
        if (!length) return found.length && from === syllables.length - 1 ? found : [];
        found = found.length ? found.map((guess) => ({ text: guess.text + " " + words[0].text, weight: guess.weight })) : words;
        from += length;
      }
      return found;
    }

    /** @param {any[]} syllables @returns {[number, {text: string, weight: number}[]]} How many syllables, and words for them; 0 where there are none. */
    _longestPiece(syllables) {
      const lengths = syllables.map((_, i) => i + 1).filter((length) => length > 1).reverse();
      const ends = (/** @type {number} */ length) => syllables[length - 1].isLast;
      for (const length of [...lengths.filter(ends), ...lengths.filter((each) => !ends(each))]) {
        const words = this.spelling.fromPinyin(syllables.slice(0, length), this._named());
        if (words.length) return [length, words];
      }
      return [0, []];
    }

    /** Titles and names; of a small manual the texts as well. @returns {any[]} */
    _named() {
      return this.totalLength < SMALL ? this.columns : this.columns.filter((column) => column.field !== "lines");
    }

    /** @param {Run[]} parts @param {number[]} factors Of each kind. @returns {Found} */
    _rank(parts, factors) {
      const concepts = this.concepts(parts);
      const weighed = concepts.map((concept) => ({ concept, weights: concept.tokens.map((token) => concept.factor * this._idf(this.postings(token).df)) }));
      const found = this._rerank(this._score(concepts, phrasesOf(parts), factors), parts, weighed);
      return this.topics ? this._withTopics(found, weighed) : found;
    }

    /** What is marked in results. @param {Run[]} parts @returns {Run[]} */
    _needles(parts) {
      return [...phrasesOf(parts), ...this.concepts(parts).flatMap((c) => [...c.tokens, ...c.instead])];
    }

    /** @param {Concept[]} concepts @param {Run[]} phrases @param {number[]} factors Of each kind. @returns {Found} */
    _score(concepts, phrases, factors) {
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
      return this._weighed(sums, whole, this.kindNames.map((kind) => said[kind] || 0), factors);
    }

    /** Makes scores of the sums, and clears them; what is far below the best is left out. @param {Sums} sums @param {number} whole @param {number[]} said By kind. @param {number[]} factors By kind. @returns {Found} */
    _weighed(sums, whole, said, factors) {
      const { of } = sums;
      const docs = new Uint32Array(sums.size);
      const scores = new Float64Array(sums.size);
      let size = 0;
      let best = 0;
      for (let i = 0; i < sums.size; i++) {
        const doc = sums.docs[i];
        const at = doc << 2;
        const kind = this.kindOf[doc];
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
      if (!this.rooms) this.rooms = [0, 1].map(() => ({ of: new Float32Array(4 * this.size), docs: new Uint32Array(this.size), size: 0 }));
      return this.rooms;
    }

    /** @returns {number} The weight of the token in the coverage. @param {Run} token @param {number} factor @param {Sums} sums @param {boolean} [counts] Whether it counts for the coverage. */
    _add(token, factor, sums, counts = true) {
      const found = this.postings(token);
      const idf = this._idf(found.df);
      if (!found.df) return factor * idf * ABSENT;
      const { of } = sums;
      const weight = factor * idf;
      const covered = counts ? weight : 0;
      for (let i = 0; i < found.docs.length; i++) {
        const doc = found.docs[i];
        const at = doc << 2;
        const where = found.where[i];
        if (!of[at]) sums.docs[sums.size++] = doc;
        of[at] += weight * this._saturate(doc, found.weights[i]);
        of[at + COVER] += covered;
        if (where & 2) of[at + NAME] += covered;
        if (where) of[at + OWN] = 1;
      }
      return weight;
    }

    /** @param {Run} token @returns {number} */
    _weightOf(token) {
      const { df } = this.postings(token);
      return df ? this._idf(df) : 0;
    }

    /** @param {Concept} concept @param {Sums} sums @param {Sums} mine Empty, and empty again afterwards. @returns {number} */
    _addConcept(concept, sums, mine) {
      if (!concept.instead.length) return concept.tokens.reduce((sum, token) => sum + this._add(token, concept.factor, sums), 0);
      const own = concept.tokens.reduce((sum, token) => sum + this._add(token, 1, mine), 0);
      const isAbsent = concept.tokens.every((token) => !this.postings(token).df);
      const weight = isAbsent ? Math.max(own, ...concept.instead.map((other) => this._weightOf(other))) : own;
      for (const other of concept.instead) this._addInstead(other, concept.tokens.length, weight, mine);
      for (let i = 0; i < mine.size; i++) {
        const doc = mine.docs[i];
        const at = doc << 2;
        if (!sums.of[at]) sums.docs[sums.size++] = doc;
        for (let n = at + SCORE; n <= at + NAME; n++) sums.of[n] += mine.of[n];
        if (mine.of[at + OWN]) sums.of[at + OWN] = 1;
        mine.of[at] = mine.of[at + COVER] = mine.of[at + NAME] = mine.of[at + OWN] = 0;
      }
      mine.size = 0;
      return weight;
    }

    /** @param {Run} other @param {number} tokens How many tokens it stands for. @param {number} weight Theirs. @param {Sums} mine */
    _addInstead(other, tokens, weight, mine) {
      const found = this.postings(other);
      const most = SYNONYM * Math.min(this._idf(found.df) * tokens, weight);
      const covered = SYNONYM * weight;
      const { of } = mine;
      for (let i = 0; i < found.docs.length; i++) {
        const doc = found.docs[i];
        const at = doc << 2;
        if (!of[at]) mine.docs[mine.size++] = doc;
        of[at] = Math.max(of[at], most * this._saturate(doc, found.weights[i]));
        of[at + COVER] = Math.max(of[at + COVER], covered);
        if (found.where[i] & 2) of[at + NAME] = Math.max(of[at + NAME], covered);
        if (found.where[i]) of[at + OWN] = 1;
      }
    }

    /** Looks closer at the best: titles and names that are the query. @param {Found} found @param {Run[]} parts @param {Weighed[]} weighed @returns {Found} */
    _rerank(found, parts, weighed) {
      const core = squeeze(parts.map((part) => part.text).join(""));
      placesOfBest(found, RERANKED).forEach((place, i) => {
        const doc = found.docs[place];
        const together = i < READ ? this._together(doc, weighed) : 0;
        const bonus = Math.max(this._nameBonus(doc, core), this._phraseBonus(doc, weighed));
        found.scores[place] *= (1 + bonus) * (1 + TOGETHER * together * together);
      });
      return found;
    }

    /** How much of a query stands in one line, together with the title. @param {number} doc @param {Weighed[]} weighed @returns {number} Up to 1. */
    _together(doc, weighed) {
      const title = this.folded.title[doc] + " ";
      let best = 0;
      for (const line of (this.folded.lines[doc] + "\t" + this.folded.names[doc]).split("\t")) {
        best = Math.max(best, shareIn(title + line, weighed));
      }
      return best;
    }

    /** How much the query is what readers type for a document: by the one phrase that is most like it. @param {number} doc @param {Weighed[]} weighed @returns {number} */
    _phraseBonus(doc, weighed) {
      const all = this.phrases[doc];
      if (!all || shareIn(all.replace(/\t/g, " "), weighed) < OWN_PHRASE.least) return 0; // no phrase alone holds more than all together
      const best = likest(all.split("\t"), weighed, OWN_PHRASE);
      return PHRASED * best * best;
    }

    /** Lifts what answers a topic that is asked like this, and brings it where it uses other words. @param {Found} found @param {Weighed[]} weighed @returns {Found} */
    _withTopics(found, weighed) {
      const gains = this._gains(weighed);
      if (!gains.size) return found;
      const best = TOPIC * (found.scores.reduce((most, score) => Math.max(most, score), 0) || 1);
      const docs = [...found.docs];
      const scores = [...found.scores];
      docs.forEach((doc, place) => {
        const gain = gains.get(doc) || 0;
        scores[place] += gain * (ASKED * scores[place] + best);
        gains.delete(doc);
      });
      for (const [doc, gain] of gains) scores[docs.push(doc) - 1] = gain * best;
      return { docs: Uint32Array.from(docs), scores: Float64Array.from(scores) };
    }

    /** How much documents answer the topics that are like a query. @param {Weighed[]} weighed @returns {Map<number, number>} */
    _gains(weighed) {
      /** @type {Map<number, number>} */ const gains = new Map();
      for (const topic of this._topicsNear(weighed)) {
        const like = likest(this.asked[topic], weighed, TOPICAL);
        if (like < LEAST_LIKE) continue;
        this.answers[topic].forEach((doc, nth) => {
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
        concept.tokens.forEach((token, i) => { for (const topic of this.postings(token).topics) mine.set(topic, (mine.get(topic) || 0) + weights[i]); });
        for (const other of concept.instead) for (const topic of this.postings(other).topics) mine.set(topic, Math.max(mine.get(topic) || 0, SYNONYM * all));
        for (const [topic, weight] of mine) held.set(topic, (held.get(topic) || 0) + weight);
        whole += all;
      }
      return [...held].filter(([, weight]) => weight >= TOPICAL.least * whole).sort(byScore).slice(0, ASKED_ABOUT).map(([topic]) => topic);
    }

    /** The best, sorted; the parts of pages that have come already are put off. @param {Found} found @param {number} size @returns {[number, number][]} */
    _thin(found, size) {
      /** @type {[number, number][]} */ const top = placesOfBest(found, size).map((place) => [found.docs[place], found.scores[place]]);
      /** @type {Map<number | string, number>} */ const seen = new Map();
      for (const pair of top) {
        for (const [mark, factor] of /** @type {[number | string, number][]} */ ([[this.entityOf[pair[0]], SAME_ENTITY], [this.folded.title[pair[0]], SAME_TITLE]])) {
          const times = seen.get(mark) || 0;
          seen.set(mark, times + 1);
          pair[1] *= Math.pow(factor, times);
        }
      }
      return top.sort(byScore);
    }

    /** @param {number} doc @param {string} core @returns {number} */
    _nameBonus(doc, core) {
      const bonus = likeness(squeeze(this.folded.title[doc]), core);
      const share = (this.titleWeights[doc] - 1) / (WEIGHT.title - 1);
      const names = this.folded.names[doc] ? this.folded.names[doc].split("\t") : [];
      return names.reduce((best, name) => Math.max(best, 0.9 * likeness(squeeze(name), core)), bonus * share);
    }

    /** @param {number} doc @param {number} score @param {Run[]} needles @returns {Result} */
    _describe(doc, score, needles) {
      const title = this.titles[doc];
      const line = this._bestLine(doc, needles);
      const limit = Math.ceil((LINE_WIDTH * line.length) / (width(line) || 1));
      return {
        id: this.ids[doc], kind: this.kinds[doc], title, path: this.paths[doc], url: this.urls[doc], score,
        titlePieces: mark(title, needles), line: mark(line, needles, limit),
      };
    }

    /** @param {number} doc @param {Run[]} needles @returns {string} */
    _bestLine(doc, needles) {
      const lines = (this.lines[doc] + "\t" + this.names[doc]).split("\t");
      let best = lines.find(Boolean) || "";
      let most = 0;
      (this.folded.lines[doc] + "\t" + this.folded.names[doc]).split("\t").forEach((folded, i) => {
        let weight = 0;
        for (const needle of needles) if (stands(folded, needle)) weight += this._idf(this.postings(needle).df) * needle.text.length;
        if (weight > most * 1.001) [best, most] = [lines[i], weight];
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
      const wanted = grams(squeeze(normalise(query)));
      /** @type {[number, number][]} */ const found = [];
      for (let doc = 0; doc < this.size && wanted.size; doc++) {
        if (this.entityOf[doc] !== doc) continue;
        const names = [this.titles[doc], ...this.names[doc].split("\t")];
        const like = Math.max(...names.map((name) => overlap(wanted, grams(squeeze(normalise(name))))));
        if (like >= NEAR) found.push([doc, like]);
      }
      found.sort(byScore);
      return found.slice(0, limit || 5).map(([doc, like]) => this._describe(doc, like, []));
    }
  }

  /** @param {[number, number]} a @param {[number, number]} b @returns {number} */
  function byScore(a, b) {
    return b[1] - a[1] || a[0] - b[0];
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

  /** The places of the best of many, sorted; all of them need not be. @param {Found} found @param {number} size @returns {number[]} */
  function placesOfBest({ docs, scores }, size) {
    const isBehind = (/** @type {number} */ a, /** @type {number} */ b) => scores[a] < scores[b] || (scores[a] === scores[b] && docs[a] > docs[b]);
    /** @type {number[]} A heap: the worst of the best comes first. */ const heap = [];
    const sink = (/** @type {number} */ at, /** @type {number} */ place) => {
      for (let child = 2 * at + 1; child < heap.length; child = 2 * at + 1) {
        if (child + 1 < heap.length && isBehind(heap[child + 1], heap[child])) child++;
        if (!isBehind(heap[child], place)) break;
        heap[at] = heap[child];
        at = child;
      }
      heap[at] = place;
    };
    for (let place = 0; place < docs.length; place++) {
      if (place < size) {
        heap.push(place);
        if (heap.length === size) for (let i = size >> 1; i >= 0; i--) sink(i, heap[i]);
      } else if (isBehind(heap[0], place)) sink(0, place);
    }
    return heap.sort((a, b) => (isBehind(b, a) ? -1 : 1));
  }

  /** @param {string} text @returns {Run[]} */
  function inWords(text) {
    return text.split(" ").map((word) => ({ text: word, isCjk: true }));
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

  /** @param {string} word @returns {string} What all forms of a word begin with. */
  function root(word) {
    return stem(word).replace(/i$/, "") || word;
  }

  /** @type {Map<string, string>} */ const roots = new Map();

  /** @param {string} word @returns {string} */
  function rootOf(word) {
    let known = roots.get(word);
    if (known === undefined) {
      if (roots.size > 5000) roots.clear();
      roots.set(word, (known = root(word)));
    }
    return known;
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

  /** Runs that count more when they stand in a row. @param {Run[]} parts @returns {Run[]} */
  function phrasesOf(parts) {
    const found = parts.filter((part) => part.isCjk && part.text.length > 2);
    const words = parts.filter((part) => !part.isCjk).map((part) => part.text);
    if (words.length > 1) found.push({ text: words.join(" "), isCjk: false });
    return found;
  }

  /** @param {string} kind @returns {number} */
  function kindWeight(kind) {
    return /** @type {Record<string, number>} */ (KIND_WEIGHT)[kind] || 1;
  }

  /** @param {string} text @returns {string} */
  function squeeze(text) {
    return text.replace(/[\s\p{P}\p{S}]+/gu, "");
  }

  /** How much a name is what was asked for. @param {string} name @param {string} core @returns {number} */
  function likeness(name, core) {
    if (!name || !core) return 0;
    if (name === core) return EXACT;
    if (core.length > 1 && name.includes(core)) return 0.2 + (0.7 * core.length) / name.length;
    if (name.length > 1 && core.includes(name)) return 0.1 + (0.7 * name.length) / core.length;
    if (core.length > 2 && isInOrder(core, name)) return (0.7 * core.length) / name.length;
    return 0;
  }

  /** Whether all characters of a text stand in another in their order, with others between. @param {string} text @param {string} other @returns {boolean} */
  function isInOrder(text, other) {
    let at = -1;
    for (const character of text) {
      at = other.indexOf(character, at + 1);
      if (at < 0) return false;
    }
    return true;
  }

  /** The width of a text in Chinese characters. @param {string} text @returns {number} */
  function width(text) {
    let units = 0;
    for (let i = 0; i < text.length; i++) units += text.charCodeAt(i) < 0x2e80 ? 0.5 : 1;
    return units;
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
