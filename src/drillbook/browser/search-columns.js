/* The texts of the index in columns, and where something stands in them. No page, no ranking.
   Each column knows, for every pair of Chinese characters and every beginning of a word, the places where it may stand; that is
   counted in the browser, in one pass, when a column is first asked: nothing of it need be built or sent beforehand. */
(function () {
  "use strict";

  const language = window.drillbookSearchEngine;
  const { normalise, isLetter } = language;

  const FIRST_BITS = 9; // of a bucket's number, taken from the first character
  const CJK_FROM = 0x2e80;
  const HAS_CJK = /[\u2e80-\uffff]/;
  const WORD_HEAD = 3; // letters of a word that its bucket is found by
  const LETTERS = Uint8Array.from({ length: CJK_FROM }, (_, code) => Number(isLetter(code))); // what is looked up needs no call

  /** @typedef {{places: Uint32Array, rows: Uint32Array, size: number}} Hits Where something stands: `size` places, and their rows. */
  /** @typedef {{offset: number, first: number, second: number, isAny: boolean}} Spot A place in a needle by whose bucket it is found; any is a single character, whatever comes next. */

  /** One kind of text (titles, names, lines or phrases) of entries in a row. */
  class Column {
    /**
     * @param {string} text Rows joined by line breaks; several texts of one row are joined by tabs.
     * @param {number} base The number of the entry the first row belongs to.
     * @param {"title" | "names" | "lines" | "phrases"} field
     */
    constructor(text, base, field) {
      this.raw = text.split("\n");
      this.text = normalise(text);
      this.rows = this.text.split("\n"); // folded
      this.base = base;
      this.field = field;
      /** @type {{heads: Uint32Array, places: Uint32Array, rows: Uint32Array, secondBits: number} | null} */ this.buckets = null;
      /** @type {string[] | null} */ this.known = null;
      this._made(); // now, while a file is being loaded, and not at the reader's next key
    }

    /**
     * Every place where a text stands, in order.
     * @param {string} needle Folded. A word must stand at the beginning of a word, Chinese characters anywhere.
     * @param {"anywhere" | "begins" | "whole"} [how] What matters of a word that is too short for a bucket: any place, its beginning, or only all of it.
     * @returns {Hits} Good until the next call for any column: the room is used again.
     */
    hits(needle, how = "anywhere") {
      const { spots } = planOf(needle, how === "whole");
      return spots.length ? this._among(this._fewest(spots), needle) : this._scan(needle, how !== "anywhere");
    }

    /** The candidates of that spot of a needle which has the fewest. @param {Spot[]} spots @returns {[number, number, number]} From, to, and where the spot lies in the needle. */
    _fewest(spots) {
      const { heads, secondBits } = this._made();
      const low = (1 << secondBits) - 1;
      let [from, to, offset] = [0, Infinity, 0];
      for (const spot of spots) {
        if (spot.isAny && to < Infinity) break;
        const bucket = (spot.first << secondBits) | (spot.isAny ? 0 : spot.second & low);
        const [start, end] = [heads[bucket], heads[bucket + (spot.isAny ? 1 << secondBits : 1)]];
        if (end - start < to - from) [from, to, offset] = [start, end, spot.offset];
      }
      return [from, to, offset];
    }

    /** @param {[number, number, number]} candidates @param {string} needle @returns {Hits} */
    _among([from, to, offset], needle) {
      const { places, rows } = this._made();
      const { text } = this;
      const first = needle.charCodeAt(0);
      const found = roomFor(to - from);
      let size = 0;
      for (let i = from; i < to; i++) {
        const place = places[i] - offset;
        if (place < 0 || text.charCodeAt(place) !== first || !text.startsWith(needle, place)) continue;
        found.places[size] = place;
        found.rows[size++] = rows[i];
      }
      found.size = size;
      return found;
    }

    /** Looks through the whole text; for what is too short for a bucket. @param {string} needle @param {boolean} isWord @returns {Hits} */
    _scan(needle, isWord) {
      const { text } = this;
      const found = roomFor(text.length);
      let [row, size, end] = [0, 0, text.indexOf("\n")];
      for (let at = text.indexOf(needle); at >= 0; at = text.indexOf(needle, at + 1)) {
        if (isWord && at > 0 && isLetter(text.charCodeAt(at - 1))) continue;
        while (end >= 0 && end < at) {
          row++;
          end = text.indexOf("\n", end + 1);
        }
        found.places[size] = at;
        found.rows[size++] = row;
      }
      found.size = size;
      return found;
    }

    /** Puts every place into its bucket: counts first, then writes. */
    _made() {
      if (this.buckets) return this.buckets;
      const { text } = this;
      const secondBits = text.length > 200_000 ? 7 : text.length > 20_000 ? 5 : 2;
      const low = (1 << secondBits) - 1;
      // Of each place that has a bucket, in order: which place, in which row, and the bucket's number + 1.
      const [spots, rowOf, numbers] = [new Uint32Array(text.length), new Uint32Array(text.length), new Uint32Array(text.length)];
      const heads = new Uint32Array((1 << (FIRST_BITS + secondBits)) + 2);
      let size = 0;
      for (let i = 0, row = 0, isInWord = 0; i < text.length; i++) {
        const code = text.charCodeAt(i);
        const isLetterHere = code < CJK_FROM ? LETTERS[code] : 0;
        if (code >= CJK_FROM || (isLetterHere && !isInWord)) {
          const number = code < CJK_FROM ? wordBucket(text, i, secondBits) : (firstHash(code) << secondBits) | (secondHash(text.charCodeAt(i + 1)) & low);
          spots[size] = i;
          rowOf[size] = row;
          numbers[size++] = number + 1;
          heads[number + 2]++;
        } else if (code === 10) row++;
        isInWord = isLetterHere;
      }
      for (let i = 1; i < heads.length; i++) heads[i] += heads[i - 1];
      const places = new Uint32Array(size);
      const rows = new Uint32Array(size);
      for (let i = 0; i < size; i++) {
        const at = heads[numbers[i]]++;
        places[at] = spots[i];
        rows[at] = rowOf[i];
      }
      this.buckets = { heads, places, rows, secondBits };
      return this.buckets;
    }

    /** The words written with letters, each once. @returns {string[]} */
    words() {
      if (!this.known) this.known = [...new Set(this.text.match(/[a-z\u00c0-\u1fff]{3,}/g) || [])];
      return this.known;
    }
  }

  /** @type {Hits} */ let room = { places: new Uint32Array(0), rows: new Uint32Array(0), size: 0 };

  /** @param {number} size @returns {Hits} */
  function roomFor(size) {
    if (room.places.length < size) room = { places: new Uint32Array(2 * size), rows: new Uint32Array(2 * size), size: 0 };
    return room;
  }

  /** The last one: the same needle is looked for in many columns. */
  let plan = { needle: "", isWhole: false, spots: /** @type {Spot[]} */ ([]) };

  /** By which buckets a needle is found; none where what begins with it lies in many. @param {string} needle @param {boolean} isWhole @returns {{spots: Spot[]}} */
  function planOf(needle, isWhole) {
    if (plan.needle === needle && plan.isWhole === isWhole) return plan;
    const letters = wordHead(needle, 0);
    const isFound = letters === WORD_HEAD || (isWhole && letters === needle.length && letters > 0);
    plan = { needle, isWhole, spots: HAS_CJK.test(needle) ? spotsOf(needle) : isFound ? [spot(0, headHash(needle, 0, letters))] : [] };
    return plan;
  }

  /** The pairs of a needle that begin with a Chinese character, and its last character. @param {string} needle @returns {Spot[]} */
  function spotsOf(needle) {
    /** @type {Spot[]} */ const found = [];
    for (let i = 0; i < needle.length; i++) {
      const code = needle.charCodeAt(i);
      if (code >= CJK_FROM) found.push(spot(i, pairHash(code, needle.charCodeAt(i + 1)), i + 1 === needle.length));
    }
    return found;
  }

  /** @param {number} offset @param {[number, number]} hash @param {boolean} [isAny] @returns {Spot} */
  function spot(offset, [first, second], isAny = false) {
    return { offset, first, second, isAny };
  }

  /** How many letters that count has the word which begins at a place; none inside of a word. @param {string} text @param {number} at @returns {number} */
  function wordHead(text, at) {
    if (at > 0 && isLetter(text.charCodeAt(at - 1))) return 0;
    let letters = 0;
    while (letters < WORD_HEAD && at + letters < text.length && isLetter(text.charCodeAt(at + letters))) letters++;
    return letters;
  }

  /** The bucket of the word that begins at a place. @param {string} text @param {number} at @param {number} secondBits @returns {number} */
  function wordBucket(text, at, secondBits) {
    const [first, second] = headHash(text, at, wordHead(text, at));
    return (first << secondBits) | (second & ((1 << secondBits) - 1));
  }

  /** @param {number} code @returns {number} */
  function firstHash(code) {
    return Math.imul(code, 0x9e3779b1) >>> (32 - FIRST_BITS);
  }

  /** @param {number} code Of the next character; NaN behind the last. @returns {number} */
  function secondHash(code) {
    return Math.imul(code | 0, 0x85ebca6b) >>> 20;
  }

  /** @param {number} first @param {number} second @returns {[number, number]} */
  function pairHash(first, second) {
    return [firstHash(first), secondHash(second)];
  }

  /** @param {string} text @param {number} at @param {number} letters How many the word has there. @returns {[number, number]} */
  function headHash(text, at, letters) {
    return pairHash(text.charCodeAt(at) * 40 + (letters > 1 ? text.charCodeAt(at + 1) : 0), letters > 2 ? text.charCodeAt(at + 2) : 0);
  }

  language.Column = Column;
})();
