/* The ways a query can be read: as it was typed, and with pinyin and slips turned into words of the manual. No page. */
(function () {
  "use strict";

  const language = window.drillbookSearchEngine;
  const { pairs } = language;

  /** @typedef {import("./search-language.js").Run} Run */
  /** @typedef {{text: string, weight: number}} Guess Words of the manual, and how likely they were meant; at most 1. */
  /** @typedef {{parts: Run[], weight: number, isGuess: boolean}} Reading What a query is taken for, and what that counts. */

  const GUESSED = 0.9; // what a reading counts in which pinyin or slips were turned into words
  const SECOND_GUESS = 0.8;
  const LONGEST_SLIP = 64; // a longer run is no name that was mistyped, and what it was meant to be is not looked for
  const LONGEST_WORD = 8; // characters
  const MOST_MISTYPED = 3; // words that mistyped pinyin may have been meant to be
  const SMALL = 1_500_000; // characters up to which all texts are looked through for what a slip was meant to be

  /** Guesses what was meant, and remembers it. */
  class Readings {
    /** @param {any} entries @param {any} places @param {any} spelling */
    constructor(entries, places, spelling) {
      this.entries = entries;
      this.places = places;
      this.spelling = spelling;
      this.reset();
    }

    /** Forgets what was guessed; more entries have come. */
    reset() {
      /** @type {Map<string, Guess[]>} */ this.guessed = new Map();
      /** @type {Set<string> | null} */ this.words = null;
    }

    /**
     * The ways a query can be read: as it was typed, and with pinyin and slips turned into words of the manual.
     * @param {Run[]} parts
     * @returns {Reading[]}
     */
    of(parts) {
      /** @type {Reading[]} */ let guessed = [];
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

    /** @param {Run[]} parts @param {number} from @returns {[number, Guess[]]} How many parts, and what they may have been meant to be. */
    _guessesAt(parts, from) {
      if (parts[from].isFigure) return [1, []];
      if (parts[from].isCjk) return [1, this._corrected(parts[from].text)];
      if (!this.spelling.characters.size) return [1, []]; // nobody types pinyin here
      let length = 0;
      while (from + length < parts.length && !parts[from + length].isCjk && !this.places.isWord(parts[from + length].text)) length++;
      const words = parts.slice(from, from + length).map((part) => part.text);
      const begins = (/** @type {string} */ word) => this.places.postings({ text: word, isCjk: false }).df > 0;
      if (!length || (words.some(begins) && !this.spelling.isSpaced(words))) return [1, []];
      return [length, this._fromPinyin(words)];
    }

    /** @param {string} run @returns {Guess[]} */
    _corrected(run) {
      if (run.length < 2 || run.length > LONGEST_SLIP) return [];
      const known = this.guessed.get(run);
      if (known) return known;
      const isWord = this._inKnownWords(run);
      const stands = pairs(run).map((pair, i) => isWord[i] || this._stand(pair));
      const isKnown = stands.map((known, i) => known || (stands[i - 1] && stands[i + 1])); // between two words, nothing is misspelt
      let found = this.spelling.knownWords(run, this._knownWords(), (/** @type {string} */ text) => this._stand(text));
      if (!found.length && !isKnown.every(Boolean)) found = this.spelling.corrections(run, isKnown, this._named());
      this.guessed.set(run, found);
      return found;
    }

    /** Of each pair of neighbours, whether it belongs to a known word; that is no slip, though it stand nowhere. @param {string} run @returns {boolean[]} */
    _inKnownWords(run) {
      const found = pairs(run).map(() => false);
      for (let from = 0; from < run.length; from++) {
        for (let to = from + 2; to <= Math.min(run.length, from + LONGEST_WORD); to++) if (this.entries.synonyms.has(run.slice(from, to))) found.fill(true, from, to - 1);
      }
      return found;
    }

    /** @returns {Set<string>} Those of Chinese characters. */
    _knownWords() {
      if (!this.words) this.words = new Set([...this.entries.synonyms.keys()].filter((word) => word > "~"));
      return this.words;
    }

    /** @param {string[]} words @returns {Guess[]} */
    _fromPinyin(words) {
      const key = "pinyin " + words.join(" ");
      const known = this.guessed.get(key);
      if (known) return known;
      let found = this._likeliest(this.spelling.splits(words).map((syllables) => this._spelledOut(syllables)));
      if (!found.length) found = words.length > 1 ? this._wordByWord(words) : this._mistyped(words[0]);
      this.guessed.set(key, found);
      return found;
    }

    /** @param {string[]} words Of which some may be mistyped pinyin. @returns {Guess[]} */
    _wordByWord(words) {
      const each = words.map((word) => this._fromPinyin([word])[0]);
      return each.every(Boolean) ? [{ text: each.map(({ text }) => text).join(" "), weight: Math.min(...each.map(({ weight }) => weight)) }] : [];
    }

    /** The known words whose pinyin is a letter off, the commonest first. @param {string} word @returns {Guess[]} */
    _mistyped(word) {
      const found = this.spelling.wordsSpelledLike(word, this._knownWords()).map((text) => ({ text, df: this.places.postings({ text, isCjk: true }).df }));
      return found.filter(({ df }) => df).sort((a, b) => b.df - a.df).slice(0, MOST_MISTYPED).map(({ text }) => ({ text, weight: 1 }));
    }

    /** Of letters that can be cut in several ways, what gives one word before what gives two, and a common word before a rare one. @param {[Guess[], number][]} cuts @returns {Guess[]} */
    _likeliest(cuts) {
      const known = cuts.filter(([guesses]) => guesses.length);
      const fewest = Math.min(...known.map(([, pieces]) => pieces));
      const common = (/** @type {Guess[]} */ [{ text }]) => Math.min(...text.split(" ").map((word) => this.places.postings({ text: word, isCjk: true }).df));
      const best = known.filter(([, pieces]) => pieces === fewest).map(([guesses]) => guesses);
      return best.length > 1 ? best.sort((a, b) => common(b) - common(a))[0] : best[0] || [];
    }

    /**
     * The longest pieces that the manual has words for, one after the other; those that end where a typed word ends come first.
     * @param {any[]} syllables
     * @returns {[Guess[], number]} And how many pieces that takes; a syllable that is left at the end is one of them.
     */
    _spelledOut(syllables) {
      /** @type {Guess[]} */ let found = [];
      let [pieces, isSure] = [0, true]; // what is told by initials fits by chance, unless it is one piece or stands in a row
      const isInFull = (/** @type {any} */ syllable, /** @type {number} */ i) => !syllable.isInitial || i === syllables.length - 1;
      for (let from = 0; from < syllables.length; pieces++) {
        const [length, words] = this._longestPiece(syllables.slice(from));
        if (!length) return [isSure && from === syllables.length - 1 ? found : [], pieces + 1];
        isSure = syllables.slice(0, from + length).every(isInFull);
        const next = found.length && words.find((word) => isSure || this._stand(found[0].text.slice(-2) + word.text.slice(0, 2)));
        if (next === undefined) return [[], 0];
        found = next ? found.map((guess) => ({ text: guess.text + " " + next.text, weight: guess.weight })) : words;
        from += length;
      }
      return [found, pieces];
    }

    /** @param {string} characters @returns {boolean} Whether they stand anywhere in a row. */
    _stand(characters) {
      return this.places.postings({ text: characters, isCjk: true }).df > 0;
    }

    /** @param {any[]} syllables @returns {[number, Guess[]]} How many syllables, and words for them; 0 where there are none. */
    _longestPiece(syllables) {
      const lengths = syllables.map((_, i) => i + 1).filter((length) => length > 1).reverse();
      const ends = (/** @type {number} */ length) => syllables[length - 1].isLast;
      for (const length of [...lengths.filter(ends), ...lengths.filter((each) => !ends(each))]) {
        const words = this.spelling.fromPinyin(syllables.slice(0, length), this._named(), (/** @type {string} */ word) => this.entries.synonyms.has(word));
        if (words.length) return [length, words];
      }
      return [0, []];
    }

    /** Titles and names; of a small manual the texts as well. @returns {any[]} */
    _named() {
      return this.entries.totalLength < SMALL ? this.entries.columns : this.entries.columns.filter((column) => column.field !== "lines");
    }
  }

  /** @param {string} text @returns {Run[]} */
  function inWords(text) {
    return text.split(" ").map((word) => ({ text: word, isCjk: true }));
  }

  language.Readings = Readings;
})();
