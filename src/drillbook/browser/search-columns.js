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
     * Calls for every place where a text stands.
     * @param {string} needle Folded. A word must stand at the beginning of a word, Chinese characters anywhere.
     * @param {(place: number, row: number) => void} visit
     */
    find(needle, visit) {
      if (HAS_CJK.test(needle)) this._findCjk(needle, visit);
      else if (wordHead(needle, 0)) this._findIn(this._bucketOf(headHash(needle, 0)), needle, 0, visit);
      else this._scan(needle, visit);
    }

    /** @param {string} needle @param {(place: number, row: number) => void} visit */
    _findCjk(needle, visit) {
      // Of all pairs in the needle, the one with the fewest places is looked through; a pair begins with a Chinese character.
      let best = /** @type {[number, number]} */ ([0, Infinity]);
      let offset = 0;
      for (let i = 0; i < needle.length; i++) {
        if (needle.charCodeAt(i) < CJK_FROM) continue;
        const isLast = i + 1 === needle.length;
        if (isLast && best[1] < Infinity) break;
        const found = isLast ? this._allOf(needle.charCodeAt(i)) : this._bucketOf(pairHash(needle.charCodeAt(i), needle.charCodeAt(i + 1)));
        if (found[1] - found[0] < best[1] - best[0]) [best, offset] = [found, i];
      }
      this._findIn(best, needle, offset, visit);
    }

    /** Where a character stands, whatever comes next. @param {number} code @returns {[number, number]} */
    _allOf(code) {
      const { heads, secondBits } = this._made();
      const first = firstHash(code) << secondBits;
      return [heads[first], heads[first + (1 << secondBits)]];
    }

    /** @param {[number, number]} range @param {string} needle @param {number} offset @param {(place: number, row: number) => void} visit */
    _findIn([from, to], needle, offset, visit) {
      const { places, rows } = this._made();
      for (let i = from; i < to; i++) {
        const place = places[i] - offset;
        if (place >= 0 && this.text.startsWith(needle, place)) visit(place, rows[i]);
      }
    }

    /** Looks through the whole text; for what is too short for a bucket. @param {string} needle @param {(place: number, row: number) => void} visit */
    _scan(needle, visit) {
      let row = 0;
      let end = this.text.indexOf("\n");
      for (let at = this.text.indexOf(needle); at >= 0; at = this.text.indexOf(needle, at + 1)) {
        while (end >= 0 && end < at) {
          row++;
          end = this.text.indexOf("\n", end + 1);
        }
        visit(at, row);
      }
    }

    /** @param {[number, number]} hash Of the first and of the second character. @returns {[number, number]} */
    _bucketOf([first, second]) {
      const { heads, secondBits } = this._made();
      const bucket = (first << secondBits) | (second & ((1 << secondBits) - 1));
      return [heads[bucket], heads[bucket + 1]];
    }

    /** Puts every place into its bucket: counts first, then writes. */
    _made() {
      if (this.buckets) return this.buckets;
      const { text } = this;
      const secondBits = text.length > 200_000 ? 7 : text.length > 20_000 ? 5 : 2;
      const low = (1 << secondBits) - 1;
      const numbers = new Uint32Array(text.length);
      const heads = new Uint32Array((1 << (FIRST_BITS + secondBits)) + 2);
      for (let i = 0; i < text.length; i++) {
        const code = text.charCodeAt(i);
        if (code >= CJK_FROM) numbers[i] = ((firstHash(code) << secondBits) | (secondHash(text.charCodeAt(i + 1)) & low)) + 1;
        else if (wordHead(text, i)) {
          const [first, second] = headHash(text, i);
          numbers[i] = ((first << secondBits) | (second & low)) + 1;
        } else continue;
        heads[numbers[i] + 1]++;
      }
      for (let i = 1; i < heads.length; i++) heads[i] += heads[i - 1];
      const places = new Uint32Array(heads[heads.length - 1]);
      const rows = new Uint32Array(places.length);
      for (let i = 0, row = 0; i < text.length; i++) {
        if (numbers[i]) {
          const at = heads[numbers[i]]++;
          places[at] = i;
          rows[at] = row;
        } else if (text.charCodeAt(i) === 10) row++;
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

  /** Whether a word of enough letters begins at a place. @param {string} text @param {number} at @returns {boolean} */
  function wordHead(text, at) {
    if (at > 0 && isLetter(text.charCodeAt(at - 1))) return false;
    for (let i = 0; i < WORD_HEAD; i++) if (at + i >= text.length || !isLetter(text.charCodeAt(at + i))) return false;
    return true;
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

  /** @param {string} text @param {number} at @returns {[number, number]} */
  function headHash(text, at) {
    return pairHash(text.charCodeAt(at) * 40 + text.charCodeAt(at + 1), text.charCodeAt(at + 2));
  }

  language.Column = Column;
})();
