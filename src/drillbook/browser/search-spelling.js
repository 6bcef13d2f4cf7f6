/* What a query was probably meant to be: pinyin in full or as initials, and slips (homophones, look-alikes, one wrong character)
   become the words of the manual. No page; the words come from the columns of the index, the readings from its tables. */
(function () {
  "use strict";

  const language = window.drillbookSearchEngine;
  const { isSlip } = language;

  /** @typedef {{text: string, weight: number}} Guess Words of the manual, and how likely they were meant; at most 1. */
  /** @typedef {{text: string, isInitial: boolean, isLast?: boolean}} Syllable Last are those that a typed word ends with. */

  const MOST_SYLLABLES = 12;
  const MOST_GUESSES = 3;
  const LEAST_SHARE = 0.12; // of the best guess's weight
  const IN_TITLE = 3;
  const AT_ITS_START = 1;
  const IS_TITLE = 12;
  const IN_LINE = 0.3;
  const IS_WORD = 100; // how much likelier a word is than characters that only stand in a row, as 理制 does in 管理制度
  const ALIKE = 0.5; // what a homophone or look-alike costs; another character costs 1
  const LONGEST_WINDOW = 8;
  const MEANINGLESS = /^(.)\1{2,}$/; // one letter again and again
  const KEYBOARD = "qwertyuiop asdfghjkl zxcvbnm mnbvcxz lkjhgfdsa poiuytrewq"; // what lies side by side is no word, either
  const SURE_WORD = 5; // letters; a shorter word is like so many others that its first letter must be right, or exchanged with the second
  const MOST_LETTERS = 7; // of a syllable, one typed twice
  const LONG_WORD = 8; // letters, in which there may be two slips
  const MOST_SLIPS = 8; // so many words a mistyped one may have been meant to be

  class Spelling {
    constructor() {
      /** @type {Map<string, string>} Syllable -> characters. */ this.characters = new Map();
      /** @type {Map<string, string[]>} Character -> syllables. */ this.readings = new Map();
      /** @type {Map<string, string>} Character -> those that look like it. */ this.alike = new Map();
      /** @type {Map<string, string[]>} Word -> its pinyin. */ this.spelled = new Map();
      this.mask = new Uint16Array(0x10000);
    }

    /**
     * Learns readings and look-alikes.
     * @param {string} readings Each syllable followed by its characters, with a space between.
     * @param {string} alike Groups of characters that look alike, with a space between.
     */
    learn(readings, alike) {
      for (const entry of readings.split(" ")) {
        const [, syllable, characters] = /^([a-z]*)(.*)$/s.exec(entry) || ["", "", ""];
        if (!/[aeiouv]/.test(syllable)) continue; // 嗯, 呣: letters that hardly anybody types as a word
        this.characters.set(syllable, (this.characters.get(syllable) || "") + characters);
        for (const character of characters) this.readings.set(character, [...(this.readings.get(character) || []), syllable]);
      }
      for (const group of alike.split(" ")) {
        for (const character of group) this.alike.set(character, (this.alike.get(character) || "") + group);
      }
    }

    /**
     * What letters stand for in pinyin: whole syllables as far as possible, initials where not.
     * @param {string[]} words Folded words in a row.
     * @returns {Syllable[]} Empty when they can be no pinyin.
     */
    syllables(words) {
      if (words.some((word) => MEANINGLESS.test(word) || isOnKeyboard(word))) return [];
      const found = words.flatMap((word) => this._split(word.replace(/u:|\u00fc/g, "v")) || [{ text: "", isInitial: true }]);
      return found.length > 1 && found.length <= MOST_SYLLABLES && found.every((syllable) => syllable.text) ? found : [];
    }

    /**
     * The ways in which letters can be cut into syllables (`ji ne`, `jin e`) or be initials (`k h x y da`, `k h x y d a`), the likeliest first.
     * @param {string[]} words Folded words in a row.
     * @returns {Syllable[][]}
     */
    splits(words) {
      const best = this.syllables(words);
      if (!best.length || words.length > 1) return best.length ? [best] : [];
      const isInitial = best.some((syllable) => syllable.isInitial);
      const others = isInitial ? this._allInitials(words[0]) : this._wholeSplits(words[0], best.length);
      const different = others.filter((split) => split.length !== best.length || split.some((text, i) => text !== best[i].text));
      return [best, ...different.map((split) => split.map((text, i) => ({ text, isInitial, isLast: i === split.length - 1 })))];
    }

    /** @param {string} word @returns {string[][]} Its letters, where each can begin a syllable. */
    _allInitials(word) {
      const letters = [...word];
      return letters.every((letter) => this._isBeginning(letter, false)) ? [letters] : [];
    }

    /** @param {string} word @param {number} count @returns {string[][]} Every way to cut it into so many whole syllables. */
    _wholeSplits(word, count) {
      if (count === 1) return this.characters.has(word) ? [[word]] : [];
      const heads = [1, 2, 3, 4, 5, 6].map((length) => word.slice(0, length)).filter((head) => this.characters.has(head));
      return heads.flatMap((head) => this._wholeSplits(word.slice(head.length), count - 1).map((rest) => [head, ...rest]));
    }

    /**
     * Whether words can be nothing but pinyin with spaces between (`ke hu tou su`, `ht sp`): all whole syllables, or all initials.
     * @param {string[]} words Folded words in a row.
     * @returns {boolean}
     */
    isSpaced(words) {
      if (words.length < 2) return false;
      const found = this.syllables(words);
      return found.length > 0 && found.every((syllable) => syllable.isInitial === found[0].isInitial);
    }

    /** @param {string} word @returns {Syllable[] | null} With as few initials, and then as few syllables as can be. */
    _split(word) {
      if (!this.characters.size || !/^[a-z]+$/.test(word)) return null;
      /** @type {({cost: number, from: number, isInitial: boolean} | null)[]} */ const best = [{ cost: 0, from: 0, isInitial: false }];
      for (let to = 1; to <= word.length; to++) {
        best.push(null);
        for (let from = Math.max(0, to - 6); from < to; from++) {
          const piece = word.slice(from, to);
          const before = best[from];
          const isWhole = this.characters.has(piece);
          if (!before || !(isWhole || this._isBeginning(piece, to === word.length))) continue;
          const cost = before.cost + (isWhole ? (piece.length > 1 ? 1 : 2.5) : piece.length > 2 ? 2 : 3);
          const now = best[to];
          if (!now || cost < now.cost) best[to] = { cost, from, isInitial: !isWhole };
        }
      }
      /** @type {Syllable[]} */ const found = [];
      for (let to = word.length; to > 0; ) {
        const step = best[to];
        if (!step) return null;
        found.unshift({ text: word.slice(step.from, to), isInitial: step.isInitial, isLast: to === word.length });
        to = step.from;
      }
      return found;
    }

    /** Words whose pinyin is one slip of the finger from what was typed (`tichen`, `hetog`). @param {string} typed @param {Set<string>} words @returns {string[]} */
    wordsSpelledLike(typed, words) {
      if (!/^[a-z]+$/.test(typed) || typed.length < SURE_WORD) return [];
      const mayBe = (/** @type {string} */ word) => this._spellings(word).some((spelled) => spelled !== typed && beginsAlike(typed, spelled) && isSlip(typed, spelled, 1));
      return [...words].filter((word) => 2 * word.length <= typed.length + 1 && typed.length <= MOST_LETTERS * word.length && mayBe(word));
    }

    /** @param {string} word @returns {string[]} Its pinyin, in all ways it can be read. */
    _spellings(word) {
      let known = this.spelled.get(word);
      if (!known) {
        known = [...word].reduce((/** @type {string[]} */ begun, character) => begun.flatMap((head) => (this.readings.get(character) || []).map((syllable) => head + syllable)), [""]);
        this.spelled.set(word, known);
      }
      return known;
    }

    /** Whether letters begin a syllable: as an initial, or as what has been typed of the last one. @param {string} piece @param {boolean} isLast @returns {boolean} */
    _isBeginning(piece, isLast) {
      if (piece.length === 1) return !/[iuv]/.test(piece);
      if (piece === "zh" || piece === "ch" || piece === "sh") return true;
      return isLast && [...this.characters.keys()].some((syllable) => syllable.startsWith(piece));
    }

    /**
     * The words of the manual that letters typed as pinyin may stand for.
     * @param {Syllable[]} syllables
     * @param {any[]} columns Where words are looked for: syllables in full everywhere; where the last is still being typed in titles and names, and
     *     in lines when these have none; initials only where a name begins or where they are a known word, because they fit something by chance
     *     everywhere else.
     * @param {(word: string) => boolean} [isWord] Whether characters are a word that is known by itself, and not only two that stand in a row.
     * @returns {Guess[]} The likeliest first.
     */
    fromPinyin(syllables, columns, isWord = () => false) {
      this.mask.fill(0);
      syllables.forEach((syllable, i) => {
        for (const [spelled, characters] of this.characters) {
          if (syllable.isInitial ? !spelled.startsWith(syllable.text) : spelled !== syllable.text) continue;
          for (const character of characters) this.mask[character.charCodeAt(0)] |= 1 << i;
        }
      });
      const size = syllables.length;
      const { mask } = this;
      const isShort = syllables.slice(0, -1).some((syllable) => syllable.isInitial);
      const isSpelledOut = !syllables.some((syllable) => syllable.isInitial);
      return guesses(columns, size, (column, visit) => {
        const { text } = column;
        for (let at = 0; at + size <= text.length; at++) {
          let i = 0;
          while (i < size && mask[text.charCodeAt(at + i)] & (1 << i)) i++;
          if (i === size && (!isShort || isNameStart(text, at) || isWord(text.slice(at, at + size)))) visit(at, 1);
        }
      }, isShort ? "names" : isSpelledOut ? "all" : "", isSpelledOut ? isWord : undefined);
    }

    /**
     * The words of the manual that Chinese characters which stand nowhere together may have been meant to be.
     * @param {string} text Folded.
     * @param {boolean[]} isKnown Of each pair of neighbours, whether it stands somewhere.
     * @param {any[]} columns
     * @returns {Guess[]} The likeliest first; each is as long as the text.
     */
    fromSlip(text, isKnown, columns) {
      const meant = [...text].map((character) => this._couldBe(character));
      const most = text.length < 6 ? ALIKE : 1;
      const fits = (/** @type {string} */ other, /** @type {number} */ at) => {
        if (at < 0) return 0;
        let cost = 0;
        for (let i = 0; i < text.length; i++) {
          const code = other.charCodeAt(at + i);
          if (code === text.charCodeAt(i)) continue;
          if (!isHan(code)) return 0;
          cost += meant[i].has(other[at + i]) ? ALIKE : 1;
          if (cost > most) return 0;
        }
        return Math.pow(0.4, cost);
      };
      return guesses(columns, text.length, (column, visit) => {
        const look = (/** @type {number} */ at) => {
          const likeness = fits(column.text, at);
          if (likeness) visit(at, likeness);
        };
        if (isKnown.some(Boolean)) anchored(column, text, isKnown, look);
        else for (let at = 0; at + text.length <= column.text.length; at++) look(at);
      });
    }

    /**
     * Puts a known word in place of a piece of a run that stands nowhere and is the same but for a homophone or look-alike; its pairs may
     * stand by chance (报假单, where there are 报假 and 假单).
     * @param {string} run Folded.
     * @param {Set<string>} words Known ones.
     * @param {(text: string) => boolean} stands
     * @returns {Guess[]} Whole runs, those with the longest word first.
     */
    knownWords(run, words, stands) {
      const meant = [...run].map((character) => this._couldBe(character));
      /** @type {Guess[]} */ const found = [];
      for (const word of words) {
        for (let at = 0; at + word.length <= run.length; at++) {
          const wrong = onlyDifference(run, at, word);
          if (wrong < 0 || !meant[at + wrong].has(word[wrong])) continue;
          const piece = run.slice(at, at + word.length);
          if (words.has(piece) || stands(piece) || !stands(word)) continue;
          found.push({ text: run.slice(0, at) + word + run.slice(at + word.length), weight: word.length });
        }
      }
      const longest = Math.max(...found.map(({ weight }) => weight));
      return found.filter(({ weight }) => weight === longest).slice(0, MOST_GUESSES).map(({ text }) => ({ text, weight: 1 }));
    }

    /** Homophones and look-alikes. @param {string} character @returns {Set<string>} */
    _couldBe(character) {
      const found = new Set(this.alike.get(character) || "");
      for (const syllable of this.readings.get(character) || []) {
        for (const other of alsoHeardAs(syllable)) for (const each of this.characters.get(other) || "") found.add(each);
      }
      return found;
    }

    /**
     * Replaces what stands nowhere in a run of Chinese characters by what was probably meant, the longest piece first.
     * @param {string} run Folded.
     * @param {boolean[]} isKnown Of each pair of neighbours, whether it stands somewhere.
     * @param {any[]} columns
     * @returns {Guess[]} Whole runs.
     */
    corrections(run, isKnown, columns) {
      for (let size = Math.min(run.length, LONGEST_WINDOW); size > 1; size--) {
        /** @type {Guess[]} */ let best = [];
        const seen = new Set(); // in a run that repeats itself every piece is looked for once
        for (let at = 0; at + size <= run.length; at++) {
          const window = isKnown.slice(at, at + size - 1);
          if (window.every(Boolean) || (size > 2 && !window.some(Boolean))) continue;
          const piece = run.slice(at, at + size);
          if (seen.has(piece)) continue;
          seen.add(piece);
          const found = this.fromSlip(piece, window, columns);
          if (found.length && (!best.length || found[0].weight > best[0].weight)) {
            best = found.map((guess) => ({ text: run.slice(0, at) + guess.text + run.slice(at + size), weight: guess.weight }));
          }
        }
        if (best.length) return best;
      }
      return [];
    }
  }

  /**
   * Words that fit, weighed by where they stand.
   * @param {any[]} columns
   * @param {number} size
   * @param {(column: any, visit: (at: number, likeness: number) => void) => void} look Calls for every place of a column where words fit.
   * @param {"names" | "all" | ""} [which] Whether only titles and names are looked through, or all texts; else the texts where no title or name fits.
   * @param {(word: string) => boolean} [isWord]
   * @returns {Guess[]}
   */
  function guesses(columns, size, look, which = "", isWord = () => false) {
    /** @type {Map<string, number>} */ const found = new Map();
    for (const isLine of [false, true]) {
      if (isLine && which !== "all" && (found.size || size < 3 || which)) break;
      for (const column of columns) {
        if ((column.field === "lines" || column.field === "phrases") !== isLine) continue;
        const { text } = column;
        look(column, (at, likeness) => {
          const word = text.slice(at, at + size);
          const isStart = isNameStart(text, at);
          const isEnd = at + size === text.length || text.charCodeAt(at + size) < 32;
          const weight = isLine ? IN_LINE : IN_TITLE + (isStart ? (isEnd ? IS_TITLE : AT_ITS_START) : 0);
          found.set(word, (found.get(word) || 0) + weight * likeness);
        });
      }
    }
    for (const [word, weight] of found) if (isWord(word)) found.set(word, IS_WORD * weight);
    const sorted = [...found].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, MOST_GUESSES);
    return sorted.filter((pair) => pair[1] >= LEAST_SHARE * sorted[0][1]).map(([text, weight]) => ({ text, weight: Math.pow(weight / sorted[0][1], 0.25) }));
  }

  /** Where the one character stands that is different in a piece of a run and a word; -1 where there is none, or several. @param {string} run @param {number} at @param {string} word @returns {number} */
  function onlyDifference(run, at, word) {
    let found = -1;
    for (let i = 0; i < word.length; i++) {
      if (run.charCodeAt(at + i) === word.charCodeAt(i)) continue;
      if (found >= 0) return -1;
      found = i;
    }
    return found;
  }

  /** Whether letters are only what lies side by side on the keyboard. @param {string} word @returns {boolean} */
  function isOnKeyboard(word) {
    return word.length > 3 && KEYBOARD.includes(word);
  }

  /** Whether a name begins at a place. @param {string} text @param {number} at @returns {boolean} */
  function isNameStart(text, at) {
    return at === 0 || text.charCodeAt(at - 1) < 32;
  }

  /** Calls for every place where a text could begin, told by its pairs that stand in a column. @param {any} column @param {string} text @param {boolean[]} isKnown @param {(at: number) => void} visit */
  function anchored(column, text, isKnown, visit) {
    const seen = new Set();
    isKnown.forEach((known, offset) => {
      if (!known) return;
      const { places, size } = column.hits(text.slice(offset, offset + 2));
      for (let i = 0; i < size; i++) {
        if (seen.has(places[i] - offset)) continue;
        seen.add(places[i] - offset);
        visit(places[i] - offset);
      }
    });
  }

  /** Syllables that many speakers do not tell apart. @param {string} syllable @returns {Set<string>} */
  function alsoHeardAs(syllable) {
    const found = new Set([syllable]);
    const swapped = [[/^zh/, "z"], [/^ch/, "c"], [/^sh/, "s"], [/^z(?!h)/, "zh"], [/^c(?!h)/, "ch"], [/^s(?!h)/, "sh"], [/^n/, "l"], [/^l/, "n"]];
    const ends = [[/([aei])ng$/, "$1n"], [/([aei])n$/, "$1ng"]];
    for (const rules of [swapped, ends]) {
      for (const each of [...found]) for (const [from, to] of rules) if (/** @type {RegExp} */ (from).test(each)) found.add(each.replace(from, /** @type {string} */ (to)));
    }
    return found;
  }

  /** @param {number} code @returns {boolean} */
  function isHan(code) {
    return code >= 0x3400 && code <= 0x9fff;
  }

  /** @typedef {{words: string[], letters: Uint32Array}} Vocabulary Words, each once, and which letters each is made of. */

  /** @param {any[]} columns @returns {Vocabulary} */
  function vocabularyOf(columns) {
    const words = [...new Set(columns.flatMap((column) => column.words()))];
    return { words, letters: Uint32Array.from(words, lettersOf) };
  }

  /** One bit for each letter; others share bits. @param {string} word @returns {number} */
  function lettersOf(word) {
    let bits = 0;
    for (let i = 0; i < word.length; i++) bits |= 1 << (word.charCodeAt(i) & 31);
    return bits;
  }

  /** @param {number} bits @returns {number} */
  function countOf(bits) {
    let count = 0;
    for (let rest = bits; rest; rest &= rest - 1) count++;
    return count;
  }

  /**
   * Words of the manual that a word which stands nowhere was probably meant to be: those with one slip, or else with two.
   * @param {string} word
   * @param {Vocabulary} vocabulary
   * @returns {string[]}
   */
  function slipsOf(word, vocabulary) {
    if (word.length < 4 || /\d/.test(word)) return [];
    const found = wordsWithSlips(word, vocabulary, 1);
    return found.length || word.length < LONG_WORD ? found : wordsWithSlips(word, vocabulary, 2);
  }

  /** @param {string} word @param {Vocabulary} vocabulary @param {number} limit How many slips at most. @returns {string[]} */
  function wordsWithSlips(word, { words, letters }, limit) {
    const own = lettersOf(word);
    /** @type {string[]} */ const found = [];
    for (let i = 0; i < words.length && found.length < MOST_SLIPS; i++) {
      if (Math.abs(words[i].length - word.length) > limit) continue;
      // A slip brings at most one letter that the other word has not, and takes at most one.
      if (countOf(own & ~letters[i]) > limit || countOf(letters[i] & ~own) > limit) continue;
      if (word.length < SURE_WORD && !beginsAlike(word, words[i])) continue;
      if (isSlip(word, words[i], limit)) found.push(words[i]);
    }
    return found;
  }

  /** Whether two words begin with the same letter, or with the same two exchanged. @param {string} word @param {string} other @returns {boolean} */
  function beginsAlike(word, other) {
    return word[0] === other[0] || (word[0] === other[1] && word[1] === other[0]);
  }

  Object.assign(language, { Spelling, vocabularyOf, slipsOf });
})();
