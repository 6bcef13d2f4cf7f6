/* What a query looks for: its words and pairs of characters, those that belong together, and what else means the same. No page. */
(function () {
  "use strict";

  const language = window.drillbookSearchEngine;
  const { QUESTION_EN, withoutStranding, segments, pairs, keyOf, isLetter, slipsOf, TO, withFigures, isFigure, endsOf, unitAhead, numbersIn, otherFigures } = language;

  /** @typedef {import("./search-language.js").Run} Run */
  /** @typedef {import("./search-places.js").Postings} Postings */
  /** @typedef {{tokens: Run[], instead: Run[], factor: number, isSlip?: boolean}} Concept What is looked for: tokens, and words that mean the same, or that a mistyped one may have been meant to be. */

  const SYNONYM = 0.85; // what a word counts that means the same
  const ACROSS = 0.2; // what a pair counts that lies across the border of two words
  const DIP = 0.34; // a pair so much rarer than its neighbours lies across a border
  const CHARACTER = 0.35; // what a telling character counts by itself
  const TELLING = 2;
  const TAKEN_APART = /([^一二三四五六七八九十几两这那哪每各半多])([个点了过些]|一下)(.)/g; // a verb, what may stand behind it, and its object
  const IN_NAME = 1; // what a word counts by itself that belongs to a name
  const REFUSAL = /[不没未别无]/;
  const REFUSALS = new Set(["not", "t", "no"]);
  const SINGLE = 0.5; // what a single character counts whose pairs stand nowhere

  /** Finds what the parts of a query look for. */
  class Meaning {
    /** @param {any} entries @param {any} places */
    constructor(entries, places) {
      this.entries = entries;
      this.places = places;
      this.reset();
    }

    /** Forgets what words were meant to be; more entries have come. */
    reset() {
      /** @type {Map<string, string[]>} */ this.meant = new Map();
    }

    /** What a query says, without the words it only asks with. @param {string} asked Folded. @returns {Run[]} */
    parts(asked) {
      const found = segments(withoutStranding(withFigures(asked)), (/** @type {string} */ run) => this._knownWords(run), (/** @type {string[]} */ words) => this._nameAt(words));
      return this._joined(this._compounds(found).map((/** @type {Run} */ part) => (part.isCjk ? { ...part, text: this._closed(part.text) } : part)));
    }

    /** How many words make a name with a word of asking in it (out of stock, best price). @param {string[]} words @returns {number} */
    _nameAt(words) {
      if (/^(an?|the|to)$/.test(words[0])) return 0;
      for (let length = words.length; length > 1; length--) {
        const name = words.slice(0, length);
        if (!name.some((word) => QUESTION_EN.has(word)) || !this.entries.synonyms.has(keyOf(name.join(" ")))) continue;
        if ([{ text: name.join(" "), isCjk: false }, ...this._instead(keyOf(name.join(" ")))].some((token) => this.places.postings(token).df)) return length;
      }
      return 0;
    }

    /** A word of asking that a hyphen makes a part of a word (sell-in) stays with it where the manual has the two together; a letter (e-mail) as well. @param {Run[]} parts @returns {Run[]} */
    _compounds(parts) {
      /** @type {Run[]} */ const found = [];
      for (const part of parts) {
        const last = found[found.length - 1];
        if (!part.isHyphened || part.isCjk || !last || last.isCjk) found.push(part);
        else if ([part, last].some(({ text }) => text.length === 1 || QUESTION_EN.has(text))) found.splice(-1, 1, ...this._compound(last, part));
        else found.push(part);
      }
      const kept = found.filter((part) => part.isCjk || !part.isLoose);
      return kept.length ? kept : found;
    }

    /** @param {Run} first @param {Run} second @returns {Run[]} The two as one, or as they were. */
    _compound(first, second) {
      const written = [first.text + " " + second.text, first.text + second.text].map((text, isOne) => ({ text, df: this.places.postings({ text, isCjk: false, isWhole: isOne > 0 }).df }));
      const [{ text, df }] = written.sort((a, b) => b.df - a.df);
      const isOne = df > 0 && (!text.includes(" ") || [first, second].some((each) => QUESTION_EN.has(each.text)));
      return isOne ? [{ text, isCjk: false }] : [first, second].map((each) => (QUESTION_EN.has(each.text) ? { ...each, isLoose: true } : each));
    }

    /** Puts together words that speech takes apart: 打个折 and 退了货 are 打折 and 退货, where the manual has them so. @param {string} text @returns {string} */
    _closed(text) {
      const df = (/** @type {string} */ pair) => this.places.postings({ text: pair, isCjk: true }).df;
      return text.replace(TAKEN_APART, (all, verb, between, object) => (df(verb + object) > Math.min(df(verb + between), df(between + object)) ? verb + object : all));
    }

    /** Joins a letter or digit with the Chinese character it is glued to, where the manual has the two together (A类). @param {Run[]} parts @returns {Run[]} */
    _joined(parts) {
      /** @type {Run[]} */ const found = [];
      let cut = 0;
      parts.forEach((part, i) => {
        const next = parts[i + 1];
        const text = part.text.slice(cut);
        cut = 0;
        const counted = isFigure(part.text) && next ? this._withUnit(part.text, next.text) : [];
        if (counted.length) return (cut = found.push(...counted.map((each) => ({ text: each, isCjk: !/[a-z]/.test(each) || each.includes(TO), isFigure: true }))) && unitAhead(next.text).length);
        if (REFUSALS.has(part.text)) return found.push({ ...part, isWhole: true });
        if (isFigure(part.text)) return found.push({ ...part, isWhole: true, isFigure: true });
        if (part.isCjk || part.text.length > 1) return text && found.push({ ...part, text });
        const glued = next && next.isCjk && next.isGlued ? { text: part.text + next.text[0], isCjk: true } : null;
        if (glued && this.places.postings(glued).df) cut = found.push(glued) && 1;
        else found.push(parts.length > 1 ? { ...part, isWhole: true } : part);
      });
      return found;
    }

    /** A figure with the unit that comes next, where the manual has the two together in whatever way; of a range that it has not, the two ends. @param {string} figure @param {string} next @returns {string[]} */
    _withUnit(figure, next) {
      const unit = unitAhead(next);
      const isForeign = /^[a-z]/.test(unit);
      if (!unit || (isForeign && !figure.includes(TO))) return [];
      const counted = figure + (isForeign ? " " : "") + unit;
      const stands = (/** @type {string} */ each) => [{ text: each, isCjk: !isForeign }, ...otherFigures(each)].some((token) => this.places.postings(token).df);
      return stands(counted) ? [counted] : endsOf(counted).filter(stands);
    }

    /** What the parts of a query look for, and those of its words that stand nowhere: they leave it to the others. @param {Run[]} parts @returns {{concepts: Concept[], missing: string[]}} */
    of(parts) {
      const stands = (/** @type {Run} */ token) => this.places.postings(token).df > 0;
      const concepts = this.concepts(parts).filter(({ tokens, instead }) => tokens.some(stands) || instead.some(stands));
      const known = concepts.flatMap(({ tokens }) => tokens.map((token) => token.text));
      const isMissing = (/** @type {Run} */ token) => !stands(token) && !known.some((each) => each.includes(token.text));
      if (parts.length === 1 && parts[0].isCjk && this._isUnheard(parts[0].text)) return { concepts, missing: [parts[0].text] };
      const missing = parts.flatMap((part) => (part.isCjk ? missingIn(part.text, isMissing) : isMissing(part) ? [part.text] : []));
      return { concepts, missing: [...new Set(missing)] };
    }

    /** Whether nothing of a word stands anywhere but its characters one by one (加床). @param {string} text @returns {boolean} */
    _isUnheard(text) {
      const stands = (/** @type {string} */ each) => this.places.postings({ text: each, isCjk: true }).df > 0;
      return text.length > 1 && !pairs(text).some(stands) && !this._instead(text).some((other) => this.places.postings(other).df);
    }

    /**
     * What a query looks for: every token once, those of a word with synonyms together.
     * @param {Run[]} parts
     * @returns {Concept[]}
     */
    concepts(parts) {
      /** @type {Concept[]} */ const found = [];
      for (let i = 0; i < parts.length; i++) {
        if (parts[i].isFigure) found.push({ tokens: [parts[i]], instead: otherFigures(parts[i].text), factor: 1 });
        else if (parts[i].isCjk) found.push(...this._cjkConcepts(parts[i].text));
        else {
          const length = this._wordsWithSynonyms(parts, i);
          const refused = length ? null : this._refused(parts, i);
          if (refused) {
            found.push(refused);
            continue;
          }
          const words = parts.slice(i, i + Math.max(1, length));
          const isUnknown = !length && !this.places.postings(parts[i]).df;
          const instead = length ? this._instead(keyOf(words.map((word) => word.text).join(" "))) : isUnknown ? this._slips(parts[i].text) : [];
          found.push({ tokens: words, instead: words.length > 1 ? instead : [...instead, ...otherFigures(words[0].text)], factor: 1, isSlip: isUnknown && instead.length > 0 });
          if (words[0].isName) found.push(...inName(words[0].text));
          i += words.length - 1;
        }
      }
      return found;
    }

    /** What a refusal looks for: it stays with its word (not interested, isn't interested, no interest), which is looked for by itself as well. @param {Run[]} parts @param {number} at @returns {Concept | null} */
    _refused(parts, at) {
      const next = parts[at + 1];
      if (!REFUSALS.has(parts[at].text) || !next || next.isCjk || next.isFigure) return null;
      const [token, ...instead] = [parts[at].text, ...[...REFUSALS].filter((word) => word !== parts[at].text)].map((word) => ({ text: word + " " + next.text, isCjk: false }));
      return [token, ...instead].some((each) => this.places.postings(each).df) ? { tokens: [token], instead, factor: 1 } : null;
    }

    /** What mistyped words were taken for: of the words each may have been meant to be, the one that is most common. @param {Run[]} parts @param {Concept[]} concepts @returns {string} All parts; empty where nothing was mistyped. */
    spelt(parts, concepts) {
      const df = (/** @type {Run} */ token) => this.places.postings(token).df;
      const meant = new Map(concepts.filter(({ isSlip }) => isSlip).map(({ tokens, instead }) => [tokens[0].text, instead.reduce((best, each) => (df(each) > df(best) ? each : best)).text]));
      return meant.size ? parts.map(({ text }) => meant.get(text) || text).join(" ") : "";
    }

    /** @param {Run[]} parts @param {number} from @returns {number} How many words from here on have a synonym together. */
    _wordsWithSynonyms(parts, from) {
      let best = 0;
      let text = "";
      for (let i = from; i < Math.min(parts.length, from + 5) && !parts[i].isCjk; i++) {
        text += (text && " ") + keyOf(parts[i].text);
        if (this.entries.synonyms.has(text)) best = i - from + 1;
      }
      return best;
    }

    /** Words of the manual that a word which stands nowhere was probably meant to be. @param {string} word @returns {Run[]} */
    _slips(word) {
      let found = this.meant.get(word);
      if (!found) {
        const apart = this._apart(word);
        found = apart ? [apart] : /** @type {string[]} */ (slipsOf(word, this.entries.vocabulary()));
        this.meant.set(word, found);
      }
      return found.map((text) => ({ text, isCjk: false }));
    }

    /** A word that the manual writes as two (followup). @param {string} word @returns {string} */
    _apart(word) {
      if (!/^[a-z]{5,20}$/.test(word)) return "";
      const found = Array.from({ length: word.length - 3 }, (_, i) => word.slice(0, i + 2) + " " + word.slice(i + 2));
      return found.find((text) => text.split(" ").every((each) => this.places.isWord(each)) && this.places.postings({ text, isCjk: false }).df) || "";
    }

    /** @param {string} text @returns {Concept[]} */
    _cjkConcepts(text) {
      /** @type {Concept[]} */ const found = [];
      const tokens = pairs(text).map((pair) => ({ text: pair, isCjk: true }));
      const postings = tokens.map((token) => this.places.postings(token));
      const df = postings.map((each) => each.df);
      const isKnown = df.map((count) => count > 0);
      const words = this._knownWords(text);
      tokens.forEach((token, i) => {
        const word = words.find(([from, to]) => from <= i && i + 2 <= to);
        if (word && word[0] === i) found.push(...this._wordConcepts(text.slice(...word), REFUSAL.test(text[word[0] - 1] || "") ? text[word[0] - 1] : ""));
        if (word || !isKnown[i]) return;
        const isDip = i > 0 && df[i] < DIP * Math.min(df[i - 1], df[i + 1] || 0);
        const isAcross = isDip || words.some(([from, to]) => i + 1 === from || i + 1 === to);
        found.push({ tokens: [token], instead: [], factor: isAcross ? ACROSS : 1 });
      });
      const isNamed = words.map((word) => this._instead(text.slice(...word)).some((other) => this.places.postings(other).df));
      return [...found, ...this._characters(text, postings, words.filter((_, i) => isNamed[i]))];
    }

    /** What a known word looks for, and what its parts do where it is made of several known ones (折扣审批). @param {string} word @returns {Concept[]} */
    _wordConcepts(word, refusal = "") {
      const others = otherFigures(word);
      if (others.length) return [{ tokens: [{ text: word, isCjk: true }], instead: others, factor: 1 }];
      const parts = word.length > 3 ? this._knownWords(word, word.length - 1).map((place) => word.slice(...place)) : [];
      return [word, ...(parts.length > 1 ? parts : [])].map((each) => ({ tokens: pairs(each).map((pair) => ({ text: pair, isCjk: true })), instead: refusal ? this._instead(each).map((other) => (other.isCjk ? { ...other, text: refusal + other.text } : other)) : this._instead(each), factor: 1 }));
    }

    /** The places of names in a run, the longest first come. @param {string} text @param {number} [longest] Of a name. @returns {[number, number][]} */
    _knownWords(text, longest = text.length) {
      /** @type {[number, number][]} */ const found = [];
      for (let from = 0; from < text.length - 1; from++) {
        for (let to = Math.min(text.length, from + longest); to >= from + 2; to--) {
          if (!this.entries.synonyms.has(text.slice(from, to))) continue;
          found.push([from, to]);
          from = to - 1;
          break;
        }
      }
      const apart = numbersIn(text).filter(([start, end]) => end - start <= longest && !found.some(([from, to]) => from < end && start < to));
      return [...found, ...apart].sort((a, b) => a[0] - b[0]);
    }

    /**
     * Characters by themselves: those whose pairs stand nowhere, because they were mistyped or put together by the reader, and,
     * at less weight, those that are words of their own (贵, 退, 慢).
     * @param {string} text
     * @param {Postings[]} ofPairs
     * @param {[number, number][]} named The places of words for which there are others.
     * @returns {Concept[]}
     */
    _characters(text, ofPairs, named) {
      /** @type {Concept[]} */ const found = [];
      if (text.length < 2) return found;
      const numbers = numbersIn(text);
      [...text].forEach((character, i) => {
        const token = { text: character, isCjk: true };
        const beside = [ofPairs[i - 1], ofPairs[i]].filter(Boolean);
        if (numbers.some(([from, to]) => from <= i && i < to)) return;
        const isStray = !beside.some((each) => each.df);
        if (isStray && named.some(([from, to]) => from <= i && i < to)) return;
        if (!isStray && beside.some((each) => this.places.idf(each.own) <= TELLING)) return; // a character is no rarer than its pairs
        if (isStray || this.places.idf(this.places.postings(token).df) > TELLING) found.push({ tokens: [token], instead: [], factor: isStray ? SINGLE : CHARACTER });
      });
      return found;
    }

    /** What else means the same as a name. @param {string} name @returns {Run[]} */
    _instead(name) {
      return [...[...(this.entries.synonyms.get(name) || [])].map((text) => ({ text, isCjk: !isLetter(text.charCodeAt(0)) })), ...otherFigures(name)];
    }
  }

  /** The words of a name that say something by themselves. @param {string} name @returns {Concept[]} */
  function inName(name) {
    return name.split(" ").filter((word) => !QUESTION_EN.has(word)).map((text) => ({ tokens: [{ text, isCjk: false }], instead: [], factor: IN_NAME }));
  }

  /** Characters in a row that stand nowhere. @param {string} text @param {(token: Run) => boolean} isMissing @returns {string[]} */
  function missingIn(text, isMissing) {
    return [...text].map((character) => (isMissing({ text: character, isCjk: true }) ? character : " ")).join("").split(" ").filter(Boolean);
  }

  /** Runs that count more when they stand in a row. @param {Run[]} parts @returns {Run[]} */
  function phrasesOf(parts) {
    const found = parts.filter((part) => part.isCjk && part.text.length > 2);
    const words = parts.filter((part) => !part.isCjk).map((part) => part.text);
    if (words.length > 1) found.push({ text: words.join(" "), isCjk: false });
    return found;
  }

  Object.assign(language, { Meaning, SYNONYM, phrasesOf });
})();
