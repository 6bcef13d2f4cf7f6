/* In which order what was found comes: by its scores, by a closer look at the best, by topics, and by what they are about. No page. */
(function () {
  "use strict";

  const language = window.drillbookSearchEngine;
  const { TITLE_WEIGHT, Scores, Phrases, Latent, Vectors, soughtOf, sharesIn, byScore, phrasesOf, bare } = language;

  /** @typedef {import("./search-language.js").Run} Run */
  /** @typedef {import("./search-meaning.js").Concept} Concept */
  /** @typedef {import("./search-phrases.js").Sought} Sought */
  /** @typedef {import("./search-scores.js").Found} Found */

  const RERANKED = 150; // so many are looked at closely
  const EXACT = 3; // how much more a name counts that is the query
  const ASKED = 4; // how much more an entry counts that answers the topic which the query is
  const TOPIC = 0.6; // what it counts, of the best, whatever words it uses itself
  const TYPED = 0.9; // what it counts at least, of the best, that readers type exactly this for an entry
  const TOGETHER = 0.375; // how much more a line counts that holds all of the query
  const READ = 25; // of how many the lines are read
  const SAME_ENTITY = 0.5;
  const SAME_TITLE = 0.95; // the same figure stands in several places

  /** Puts into order what is found. */
  class Ranking {
    /** @param {any} entries @param {any} places */
    constructor(entries, places) {
      this.entries = entries;
      this.places = places;
      this.scores = new Scores(entries, places);
      this.phrases = new Phrases(entries, places);
      this.latent = new Latent(entries, places);
      this.vectors = new Vectors(entries);
    }

    /** Makes room for the entries there are. */
    reset() {
      this.scores.reset();
      this.phrases.reset();
      this.latent.reset();
      /** @type {string[][]} */ this.bare = [];
    }

    /** What is found for one reading of a query. @param {Run[]} parts @param {Concept[]} concepts What they look for. @param {Float64Array} factors Of each kind. @param {string} text The reading as a whole, folded. @returns {Found} */
    of(parts, concepts, factors, text) {
      const sought = soughtOf(concepts, (/** @type {Run} */ token) => this.places.idf(this.places.postings(token).df));
      const found = this._rerank(this.scores.of(concepts, phrasesOf(parts), factors), parts, sought);
      return this._meant(this.latent.lift(this.entries.topics ? this._withTopics(found, sought) : found, sought), text);
    }

    /** Lifts what the words of a reading mean, and brings the nearest of it that has none of them. @param {Found} found @param {string} text @returns {Found} */
    _meant(found, text) {
      const meant = this.vectors.of(text);
      if (!meant) return found;
      const best = bestOf(found);
      found.docs.forEach((doc, place) => { found.scores[place] *= meant.likely[doc]; });
      meant.nearest.forEach((share, doc) => meant.nearest.set(doc, share * best));
      return raised(found, meant.nearest, Math.max);
    }

    /** Looks closer at the best: titles and names that are the query. @param {Found} found @param {Run[]} parts @param {Sought} sought @returns {Found} */
    _rerank(found, parts, sought) {
      const core = bare(parts.map((part) => part.text).join(" "));
      placesOfBest(found, RERANKED).forEach((place, i) => {
        const doc = found.docs[place];
        const together = i < READ ? this._together(doc, sought) : 0;
        const bonus = Math.max(this._nameBonus(doc, core), this.phrases.bonus(doc, sought));
        found.scores[place] *= (1 + bonus) * (1 + TOGETHER * together * together);
      });
      return found;
    }

    /** How much of a query stands in one line, together with the title. @param {number} doc @param {Sought} sought @returns {number} Up to 1. */
    _together(doc, sought) {
      const { title, lines, names } = this.entries.folded;
      return Math.max(...sharesIn(lines[doc] + "\t" + names[doc], sought, 0, title[doc]));
    }

    /** @param {number} doc @param {string} core @returns {number} */
    _nameBonus(doc, core) {
      const [title, ...names] = this._bare(doc);
      const share = (this.entries.titleWeights[doc] - 1) / (TITLE_WEIGHT - 1);
      return names.reduce((best, name) => Math.max(best, 0.9 * likeness(name, core)), likeness(title, core) * share);
    }

    /** The title of a document and its names, with nothing but letters. @param {number} doc @returns {string[]} */
    _bare(doc) {
      const { title, names } = this.entries.folded;
      if (!this.bare[doc]) this.bare[doc] = [title[doc], ...(names[doc] ? names[doc].split("\t") : [])].map(bare);
      return this.bare[doc];
    }

    /** Lifts what answers a topic that is asked like this, and brings it where it uses other words. @param {Found} found @param {Sought} sought @returns {Found} */
    _withTopics(found, sought) {
      const gains = this.phrases.gains(sought);
      if (!gains.size) return found;
      const best = TOPIC * bestOf(found);
      return raised(found, gains, (score, gain) => score + gain * (ASKED * score + best));
    }

    /** Brings up what readers type exactly this for. @param {Found} found @param {string} asked Folded. @returns {Found} */
    asTyped(found, asked) {
      const typed = this.phrases.typed(asked);
      const least = TYPED * bestOf(found);
      return typed.length ? raised(found, new Map(typed.map((doc) => [doc, least])), Math.max) : found;
    }

    /** The best, sorted; the parts of pages that have come already are put off. @param {Found} found @param {number} least How many at least. @returns {[number, number][]} */
    thin(found, least) {
      /** @type {[number, number][]} */ const top = placesOfBest(found, Math.max(RERANKED, least)).map((place) => [found.docs[place], found.scores[place]]);
      /** @type {Map<number | string, number>} */ const seen = new Map();
      for (const pair of top) {
        for (const [mark, factor] of /** @type {[number | string, number][]} */ ([[this.entries.entityOf[pair[0]], SAME_ENTITY], [this.entries.folded.title[pair[0]], SAME_TITLE]])) {
          const times = seen.get(mark) || 0;
          seen.set(mark, times + 1);
          pair[1] *= Math.pow(factor, times);
        }
      }
      return top.sort(byScore);
    }
  }

  /** @param {Found} found @returns {number} The highest score; 1 where nothing was found. */
  function bestOf({ scores }) {
    let most = 0;
    for (let place = 0; place < scores.length; place++) if (scores[place] > most) most = scores[place];
    return most || 1;
  }

  /** Gives documents other scores, and takes in those that were not found. @param {Found} found Changed. @param {Map<number, number>} gains Emptied. @param {(score: number, gain: number) => number} raise @returns {Found} */
  function raised(found, gains, raise) {
    const size = found.docs.length;
    const docs = new Uint32Array(size + gains.size);
    const scores = new Float64Array(size + gains.size);
    docs.set(found.docs);
    scores.set(found.scores);
    for (let place = 0; place < size; place++) {
      const gain = gains.get(docs[place]);
      if (gain === undefined) continue;
      scores[place] = raise(scores[place], gain);
      gains.delete(docs[place]);
    }
    let end = size;
    for (const [doc, gain] of gains) {
      docs[end] = doc;
      scores[end++] = raise(0, gain);
    }
    return { docs: docs.subarray(0, end), scores: scores.subarray(0, end) };
  }

  /** The places of the best of many, sorted; all of them need not be. @param {Found} found @param {number} size @returns {number[]} */
  function placesOfBest({ docs, scores }, size) {
    const { length } = docs;
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
    for (let place = 0; place < Math.min(size, length); place++) heap.push(place);
    if (length > size) for (let i = size >> 1; i >= 0; i--) sink(i, heap[i]);
    for (let place = size, worst = length > size ? scores[heap[0]] : 0; place < length; place++) {
      if (scores[place] < worst || !isBehind(heap[0], place)) continue;
      sink(0, place);
      worst = scores[heap[0]];
    }
    return heap.sort((a, b) => (isBehind(b, a) ? -1 : 1));
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

  Object.assign(language, { Ranking });
})();
