/* Words written with letters: where they begin, what all their forms have in common, and slips of the finger. Pure functions, no page. */
(function () {
  "use strict";

  const VOWEL = /[aeiouy]/;
  // The longest first; behind each, how many letters must be left. A stem stays the beginning of its word.
  /** @type {[string, number][]} */ const ENDINGS = [
    ["ifications", 4], ["ification", 4], ["ifying", 4], ["ifiers", 4], ["ifier", 4], ["ified", 4], ["ifies", 4], ["ify", 4],
    ["ations", 4], ["ating", 4], ["ation", 4], ["ators", 4], ["ated", 4], ["ates", 4], ["ator", 4], ["ate", 4],
    ["itions", 4], ["ition", 4], ["itors", 4], ["itor", 4], ["itive", 4], ["ancies", 4], ["ances", 4], ["ance", 4], ["ancy", 4], ["ants", 4], ["ant", 4],
    ["ements", 3], ["ement", 3], ["ments", 3], ["ment", 3], ["ering", 4], ["ered", 4], ["eries", 4], ["ery", 4],
    ["ions", 3], ["ings", 3], ["ing", 3], ["ion", 3], ["als", 3], ["al", 3], ["ers", 4], ["er", 4], ["ors", 5], ["or", 5], ["ly", 4], ["ies", 0], ["ied", 0],
    ["ed", 3], ["es", 3], ["s", 3], ["e", 3],
  ];

  // What looks like an ending belongs to these words: a signal is no sign, a letter does not let, and a conversation converts nobody.
  const ENDING_IS_ITS_OWN = new RegExp(
    "^(apartment|appliance|audition|bother|comment|compliment|conversation|counter|evening|fabric|festival|final|formal|former|informal|instalment|" +
    "instance|legal|letter|manner|matter|mental|mission|motive|overall|partial|passion|patient|poster|probation|season|series|should|shoulder|" +
    "signal|summer|tender|trial)(?:s|ed|ing|ly)?$");

  const LONGEST = 24; // letters; a longer word has one spelling
  // What both spellings of a word begin with, and how it goes on; British and American are the same word, as far as it has been typed.
  /** @type {[RegExp, string][]} */ const SPELLINGS = [
    [/^((?:arm|behavi|col|endeav|fav|flav|harb|hon|hum|lab|neighb|od|rum|sav|splend|vap|vig)o)u?(?=r|$)/, ""],
    [/^(calib|cent|fib|lit|lust|(?:centi|kilo|milli)?met|theat)(?:re|er)(?=s?$)/, "re"],
    [/^((?:anal|catal|dial|epil|monol|prol)og)(?:ue?(?=s?$)|u(?=e|i))?/, ""],
    [/^(defen|licen|offen|practi|preten)[cs]/, "c"],
    [/^([a-z]{3,}i|[a-z]+ly)[sz](?=[eia]|$)/, "s"],
    [/^(program)(?:me)?(?=s?$)/, ""],
    [/^([a-z]*[aeiouy][^aeiouy]+[aeiouy]+l)l?(?=(?:ed|ing|ers?|ations?|ments?|ful)?$)/, ""],
  ];

  /** A word in the one of its spellings that all others are taken for. @param {string} word @returns {string} */
  function spelt(word) {
    let known = spellings.get(word);
    if (known === undefined) {
      if (spellings.size > 20_000) spellings.clear();
      const other = word.length <= LONGEST && SPELLINGS.find(([pattern]) => pattern.test(word));
      known = other ? word.replace(other[0], "$1" + other[1]) : word;
      spellings.set(word, known);
    }
    return known;
  }

  /** @type {Map<string, string>} */ const spellings = new Map();

  /** The words of a text in their one spelling. @param {string} text Folded. @returns {string} */
  function speltAll(text) {
    return text.replace(/[a-z]{4,}/g, spelt);
  }

  /**
   * The stem of an English word, the same for both of its spellings; light, so that it stays the beginning of the word but for a final
   * `y` and where spellings part.
   * @param {string} word
   * @returns {string}
   */
  function stem(word) {
    let known = stems.get(word);
    if (known === undefined) {
      if (stems.size > 20_000) stems.clear();
      known = cutEnding(spelt(word));
      if (INFLECTED.test(word) && !SETTLED.test(word)) known = cutEnding(known.replace(/i$/, "y"));
      if (known === "not" && word !== "not") known = "note";
      stems.set(word, known);
    }
    return known;
  }

  /** @type {Map<string, string>} */ const stems = new Map();
  const INFLECTED = /(ed|ings?|ly)$/; // behind these another ending may stand: documented, commissioning, quarterly
  const SETTLED = /(at|ific|ify|er)(ed|ings?)$/; // these are cut at one stroke

  /** @param {string} word @returns {string} */
  function cutEnding(word) {
    if (word.length < 4 || !/^[a-z]+$/.test(word) || /(ss|us|[^y]sis|ppl[yi]|[^s]is)$/.test(word)) return word.replace(/(?<=..)y$/, "i");
    const own = ENDING_IS_ITS_OWN.exec(word);
    if (own) return own[1];
    if (/ys[ei]s?$/.test(word)) return word.replace(/[ei]s?$/, "");
    for (const [ending, least] of ENDINGS) {
      if (!word.endsWith(ending)) continue;
      const rest = word.slice(0, -ending.length);
      if (ending === "ies" || ending === "ied") return rest + "i";
      if (rest.length < least || !VOWEL.test(rest)) continue;
      if (/^(ings?|ed|ers?)$/.test(ending) && /([bdgmnprt])\1$/.test(rest)) return rest.slice(0, -1);
      return rest.replace(/y$/, "i");
    }
    return word.replace(/y$/, "i");
  }

  /**
   * Whether two words differ by at most `limit` slips of the finger: a letter too many, missing, wrong, or two exchanged.
   * @param {string} a
   * @param {string} b
   * @param {number} limit
   * @returns {boolean}
   */
  function isSlip(a, b, limit) {
    if (Math.abs(a.length - b.length) > limit) return false;
    let before = [];
    let last = Array.from({ length: b.length + 1 }, (_, j) => j);
    for (let i = 1; i <= a.length; i++) {
      const row = [i];
      for (let j = 1; j <= b.length; j++) {
        const same = a[i - 1] === b[j - 1] ? 0 : 1;
        row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + same);
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
      }
      if (Math.min(...row) > limit) return false;
      before = last;
      last = row;
    }
    return last[b.length] <= limit;
  }

  /**
   * Whether a character belongs to a word written with letters.
   * @param {number} code
   * @returns {boolean}
   */
  function isLetter(code) {
    return (code >= 97 && code <= 122) || (code >= 48 && code <= 57) || (code >= 0xc0 && code < 0x2000 && code !== 0xd7 && code !== 0xf7);
  }

  /**
   * The word that begins at a place of a folded text.
   * @param {string} text
   * @param {number} at
   * @returns {string} Empty when the place lies inside a word.
   */
  function wordAt(text, at) {
    if (at > 0 && isLetter(text.charCodeAt(at - 1))) return "";
    let end = at;
    while (end < text.length && isLetter(text.charCodeAt(end))) end++;
    return text.slice(at, end);
  }

  /** Whether a word or figure stands by itself: 10 is neither in 100 nor in 1.10. @param {string} text @param {number} from @param {number} to @returns {boolean} */
  function isWhole(text, from, to) {
    if ((from > 0 && isLetter(text.charCodeAt(from - 1))) || (to < text.length && isLetter(text.charCodeAt(to)))) return false;
    return !isDigit(text, from) || !(endsFigure(text, from) || (/[.,:]/.test(text[to] || "") && isDigit(text, to + 1)));
  }

  /** Whether a figure that began before goes on at a place. @param {string} text @param {number} at @returns {boolean} */
  function endsFigure(text, at) {
    return at > 0 && (isDigit(text, at - 1) || (/[.,:]/.test(text[at - 1]) && isDigit(text, at - 2)));
  }

  /** @param {string} text @param {number} at @returns {boolean} */
  function isDigit(text, at) {
    const code = text.charCodeAt(at);
    return code >= 48 && code <= 57;
  }

  /**
   * A word without the ending of its plural or of its tense: what synonyms are known by, because a worker is no work and a dealer no deal.
   * @param {string} word
   * @returns {string}
   */
  function uninflected(word) {
    if (word.length < 4 || /(ss|us|is)$/.test(word)) return word;
    const bare = spelt(word).replace(/ie(s|d)$/, "y").replace(/(?<=[^s])s$/, "");
    const verb = bare.replace(/(?<=[aeiouy].*)(ing|ed)$/, "");
    if (verb !== bare && verb.length > 2) return verb.replace(/([bdgmnprt])\1$/, "$1").replace(/e$/, "");
    return bare.replace(/(?<=...)e$/, "");
  }

  /** The stems of words with spaces between. @param {string} text Folded. @returns {string[]} */
  function stemsOf(text) {
    return text.split(" ").map(stem);
  }

  /**
   * Where words in a row end, in whatever forms and with whatever small words between them (“signed the contracts”).
   * @param {string} text Folded.
   * @param {number} at Where they may begin.
   * @param {string[]} words Their stems.
   * @returns {number} 0 when they do not stand there.
   */
  function phraseEnd(text, at, words) {
    let end = at;
    for (let i = 0; i < words.length; ) {
      const word = wordAt(text, end);
      if (!word) return 0;
      if (stem(word) === words[i]) i++;
      else if (!i || !SMALL_WORDS.has(word)) return 0;
      end += word.length;
      if (i < words.length) end += / |\/|'|’/.test(text[end] || "") ? 1 : 0;
    }
    return end;
  }

  /** @type {Map<string, string>} */ const roots = new Map();

  /** @param {string} word @returns {string} What all forms of a word begin with, in whatever spelling. */
  function rootOf(word) {
    let known = roots.get(word);
    if (known === undefined) {
      if (roots.size > 5000) roots.clear();
      const parting = word.length <= LONGEST && SPELLINGS.map(([pattern]) => pattern.exec(word)).find(Boolean);
      known = (stem(word).replace(/i$/, "") || word).slice(0, parting ? parting[1].length : undefined);
      roots.set(word, known);
    }
    return known;
  }

  const SMALL_WORDS = new Set("a an the of for to in on at by with your our their his her my this that any and or".split(" "));

  window.drillbookSearchEngine = { stem, stemsOf, spelt, speltAll, rootOf, phraseEnd, uninflected, isSlip, isLetter, isWhole, endsFigure, wordAt };
})();
