/* What the search knows of languages: how a text is folded, cut into runs, what it asks for, and where matches are marked.
   Pure functions, no page. Loaded when the reader opens the search. */
(function () {
  "use strict";

  const language = window.drillbookSearchEngine;
  const { stem, stemsOf, spelt, rootOf, phraseEnd, isLetter, isWhole, wordAt } = language;

  /**
   * @typedef {Object} Run A piece of a query: Chinese characters in a row, or one word.
   * @property {string} text
   * @property {boolean} isCjk
   * @property {boolean} [isGlued] Nothing stands between it and the piece before it, as in A类.
   * @property {boolean} [isHyphened] A hyphen stands between it and the piece before it, as in sell-in.
   * @property {boolean} [isName] Several words that are one name, a word of asking among them (out of stock).
   * @property {boolean} [isLoose] A word of asking after all.
   * @property {boolean} [isWhole] Only the word itself is meant, not what begins with it.
   * @property {boolean} [isFigure] A number with its unit, which can be written in other ways.
   */
  /** @typedef {[string, boolean]} Piece A piece of a shown text, and whether it is marked. */

  const CJK = "\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}";
  const LETTER = "(?:(?![" + CJK + "])[\\p{L}\\p{N}\\p{M}])";
  const RUN = new RegExp("[" + CJK + "]+|\\d+(?:[.,:\u2013]\\d+)*(?!" + LETTER + ")%?|" + LETTER + "+", "gu"); // 8:30, 1.5, 2–3 and 10% are one
  const IS_CJK = new RegExp("^[" + CJK + "]", "u");

  // Words a question is asked with. They stand in every question and in hardly any answer.
  const QUESTION_ZH = new RegExp(
    "怎么办|怎么样|行不行|好不好|会不会|用不用|该不该|该怎么|怎么|怎样|怎$|什$|咋办|咋样|咋|如何|什么时候|什么时间|啥时候|何时|啥|为什么|是什么|有什么|什么|哪些|哪个|哪里|多少|多久|多长时间|几天|多少天|可不可以|能不能|要不要|" +
    "我们|你们|咱们|他们|您(?!好)|(?<!自)我(?!方)|你(?!好)|(?<![其吉])他(?!人)|她|" +
    "这个(?!月)|那个|这种|那种|这些|那些|[这那]么(?![贵慢晚早高低多少久大小])|一直|老是|总是|就是|还是|都是|真的|[啊呀嘛哦啦呗]|" +
    "是不是|有没有|是否|可以|应该|(?<!不)需要|请问|请教|想知道|问一下|能否|可否|由谁|是谁|找谁|归谁|谁来|谁负责|谁|哪位|哪一个|吗|呢|吧|(?<!目)的(?!确|士)|(?<!为)了(?!解|结)|想要|我想|" +
    "跟(?!进|单|踪|岗|着)|(?<!需|重|主|必|只|纪|概|摘|不|想)要(?!求|点|约|件|素|领|账)|把(?!握|关|控)|应(?!对|收|答|用|付|聘)", "g");
  const QUESTION_EN = new Set(
    ("become becomes becoming happen happens happened belong belongs someone somebody something anything into from about best way else much many long fast soon often " +
    "a an the to of for in on at by is are be was were do does did how what when where who whom which why should must can " +
    "could may will would i me my we us our you your he she it its they their this that these those with and or if as so " +
    "there have has had am need want get say tell about whose please s t m re").split(" "));

  const REFUSED = /^(need|want)s?$/; // words of asking, but not behind a refusal

  // What a question asks for, and the kinds that answer it.
  const SAYING = { objection: 1.3, "talk-track": 1.3, turn: 1.1 };
  const DOING = { process: 1.2, step: 1.1, "talk-track": 1.2, policy: 1.15, model: 1.1, objection: 1.1, responsibility: 0.8, routine: 0.8, rule: 0.9, figure: 0.9 };
  const WHO = { role: 1.1, authority: 1.25, responsibility: 1.25, process: 1.1, policy: 1.1, model: 1.1 };
  const MOMENT = { figure: 1.4, rule: 1.15, rhythm: 1.2, kpi: 1.1, model: 1.1, step: 1.1, policy: 1.1, form: 0.85 };
  /** @type {[RegExp, Record<string, number>][]} */
  const ASKED = [
    [/(怎么|咋)(办|回|答|说|应|开口)|(怎样|如何)(回|答|应|说|开口)|说什么|说啥|\b(say|answer|reply|respond|react)\b|\bwhat (do|should|can|shall) (i|we) tell\b/, SAYING],
    [/怎么|怎样|如何|咋|^how (do|does|can|should|must|to|is|are|would|shall)\b/, DOING],
    [/谁|哪位|哪个(岗位|部门|人)|什么(岗位|部门|人)|\b(who|whose|whom)\b|\b(which|what) (role|department|person)\b|\b(responsible for|in charge)\b/, WHO],
    [/多久|几天|多少天|多长时间|什么时(候|间)|啥时候|何时|几点|几号|哪天|期限|\b(when|how (long|often|soon|fast|quickly|many (days|hours|times)))\b/, MOMENT],
    [/怎么算|公式|多少|百分之几|\bhow (much|many)\b|\bformula\b|\bpercent(age)?\b/, { kpi: 1.3, figure: 1.2 }],
    [/是什么|什么是|什么意思|啥意思|是啥|什么叫|指什么|^what (is|are|does)\b|\b(meaning of|mean|definition)\b/, { term: 1.3, model: 1.1 }],
    [/(什么|啥|哪张|哪个|哪份|哪种)(表|单)|填什么|填哪|填啥|\b(which|what) (form|sheet|paperwork)\b/, { form: 1.4 }],
    // A kind by its name.
    [/\bkpis?\b|指标/, { kpi: 1.3 }],
    [/话术|\b(script|talk track)s?\b/, { "talk-track": 1.3 }],
    [/.(表|单)$|表单|\b(form|sheet)s?\b/, { form: 1.2 }],
    [/.(流程|步骤)$|\bprocess(es)?\b/, { process: 1.15 }],
    [/.(守则|规定|规范|制度)$|\b(rules?|polic(y|ies))\b/, { policy: 1.15 }],
    [/职责|岗位|\b(role|duty|duties)\b/, { role: 1.15 }],
    [/怎[么样].*(当上?|成为|升[任到]?|做到)|晋升到|\b(become|becoming|get promoted to|work my way up to)\b/, { path: 3, role: 1.2 }],
    [/[向跟给]谁(汇报|报告|请示)|(我|谁)的?(上级|上司|领导|主管)|\breports? to\b|\bmy (boss|superior|supervisor|line manager)\b/, { role: 1.8, rhythm: 1.2 }],
  ];

  // Words for a kind itself: what is of that kind answers them, whether it says the word or not.
  /** @type {Record<string, string>} */ const KIND_NAMED = {
    kpi: "kpi", kpis: "kpi", 指标: "kpi", form: "form", forms: "form", sheet: "form", 表单: "form", 表格: "form", process: "process", 流程: "process",
    步骤: "process", script: "talk-track", scripts: "talk-track", 话术: "talk-track", role: "role", 岗位: "role", policy: "policy", rules: "policy",
    守则: "policy", 规定: "policy", 制度: "policy", 术语: "term", term: "term",
  };

  /** @type {Map<string, string>} */ const simplified = new Map();
  /** @type {RegExp | null} */ let traditional = null;

  /**
   * Learns which traditional characters are folded into which simplified ones.
   * @param {string} pairsOfCharacters Traditional and simplified characters in turns.
   */
  function learnTraditional(pairsOfCharacters) {
    for (let i = 0; i + 1 < pairsOfCharacters.length; i += 2) simplified.set(pairsOfCharacters[i], pairsOfCharacters[i + 1]);
    traditional = simplified.size ? new RegExp("[" + [...simplified.keys()].join("") + "]", "g") : null;
  }

  /**
   * Folds what does not count: case, hyphens, full-width and half-width forms, traditional and simplified characters.
   * @param {string} text
   * @returns {string}
   */
  function normalise(text) {
    return folded(text).replace(HYPHEN, " ");
  }

  const HYPHEN = /[-\u2010\u2011]/g;

  /** The same, with the hyphens left. @param {string} text @returns {string} */
  function folded(text) {
    const same = text.normalize("NFKC").toLowerCase();
    return traditional ? same.replace(traditional, (character) => /** @type {string} */ (simplified.get(character))) : same;
  }

  /**
   * Cuts a folded text into runs of Chinese characters and words.
   * @param {string} text
   * @returns {Run[]}
   */
  function runs(text) {
    let end = -1;
    return [...text.matchAll(RUN)].map(({ 0: run, index }) => {
      const isGlued = index === end;
      const isHyphened = end >= 0 && /^[-\u2010\u2011]$/.test(text.slice(end, index));
      end = /** @type {number} */ (index) + run.length;
      if (isHyphened) return { text: run, isCjk: IS_CJK.test(run), isHyphened };
      return isGlued ? { text: run, isCjk: IS_CJK.test(run), isGlued } : { text: run, isCjk: IS_CJK.test(run) };
    });
  }

  /**
   * A question with a preposition left at its end (who do I report to): it belongs to its verb, as if a hyphen stood between.
   * @param {string} query Folded.
   * @returns {string}
   */
  function withoutStranding(query) {
    return query.replace(STRANDED, "$1-$2");
  }

  const STRANDED = /(?<=\b(?:do|does|did|can|could|may|must|shall|should|will|would) (?:i|you|he|she|it|we|they|(?:an?|my|our|the|your) (?:[a-z]+ ){0,2}[a-z]+) (?:have to |need to |want to )?)([a-z]{3,}) (about|at|by|for|from|in|of|on|to|with)(?=[\s?!.]*$)/;

  /**
   * What a query is about: its runs without the words it only asks with; all of them where nothing else is left.
   * @param {string} query A folded query.
   * @param {(text: string) => [number, number][]} [namesIn] Finds the known names in a run; a word of asking inside of one stays (坏了).
   * @param {(words: string[]) => number} [nameAt] Of how many of these words a known name is made that they begin with; 0 where there is none.
   * @returns {Run[]}
   */
  function segments(query, namesIn = () => [], nameAt = () => 0) {
    const all = runs(query.replace(/[’']s\b/g, "").replace(/\bwo(?=n[’']t\b)/g, "will").replace(/(\bcan|n)(?:[’']t|not)\b/g, (_, verb) => (verb === "can" ? "can not" : " not")));
    /** @type {Run[]} */ const kept = [];
    let named = 0; // before this run all belong to a name
    all.forEach((run, i) => {
      const words = i < named ? [] : wordsFrom(all, i);
      const length = words.length > 1 ? nameAt(words) : 0;
      if (length) kept.push({ text: words.slice(0, length).join(" "), isCjk: false, isName: true });
      named = Math.max(named, i + length);
      if (i < named) return;
      const next = all[i + 1] || {};
      const isGlued = run.isGlued || next.isGlued || run.isHyphened || next.isHyphened || (REFUSED.test(run.text) && all[i - 1]?.text === "not");
      if (run.isCjk) kept.push(...withoutAsking(run, namesIn(run.text)));
      else if (isGlued || !QUESTION_EN.has(run.text)) kept.push(run);
    });
    return kept.length ? kept : all;
  }

  /** The words from a run on, up to the next that is glued, joined by a hyphen, or Chinese. @param {Run[]} all @param {number} from @returns {string[]} */
  function wordsFrom(all, from) {
    const rest = all.slice(from, from + MOST_WORDS);
    const end = rest.findIndex((run, i) => run.isCjk || (i > 0 && (run.isGlued || run.isHyphened)));
    return (end < 0 ? rest : rest.slice(0, end)).map((run) => run.text);
  }

  const MOST_WORDS = 5; // of a name

  /** @param {Run} run Chinese. @param {[number, number][]} names @returns {Run[]} */
  function withoutAsking(run, names) {
    /** @type {Run[]} */ const kept = [];
    let from = 0;
    const keep = (/** @type {number} */ to) => {
      if (to > from) kept.push({ text: run.text.slice(from, to), isCjk: true, isGlued: run.isGlued && !from });
    };
    for (const { 0: word, index } of run.text.matchAll(QUESTION_ZH)) {
      const at = /** @type {number} */ (index);
      if (names.some(([start, end]) => start < at + word.length && at < end && (start < at || at + word.length < end))) continue;
      keep(at);
      from = at + word.length;
    }
    keep(run.text.length);
    return kept;
  }

  /**
   * Which kinds a question asks for.
   * @param {string} query A folded query.
   * @returns {Record<string, number>} Kind -> how much more it counts.
   */
  function wishes(query) {
    /** @type {Record<string, number>} */ const found = {};
    for (const [pattern, kinds] of ASKED) {
      if (!pattern.test(query)) continue;
      for (const kind in kinds) found[kind] = found[kind] === undefined ? kinds[kind] : Math.max(found[kind], kinds[kind]);
    }
    return found;
  }

  /**
   * The pairs of neighbouring characters of a run; a single character is its own token.
   * @param {string} run
   * @returns {string[]}
   */
  function pairs(run) {
    if (run.length < 2) return [run];
    return Array.from({ length: run.length - 1 }, (_, i) => run.slice(i, i + 2));
  }

  /** The width of a text in Chinese characters. @param {string} text @returns {number} */
  function width(text) {
    let units = 0;
    for (let i = 0; i < text.length; i++) units += text.charCodeAt(i) < 0x2e80 ? 0.5 : 1;
    return units;
  }

  /**
   * Marks every match in a text.
   * @param {string} text The text as it is shown.
   * @param {Run[]} needles Folded; words match by their stem or beginning.
   * @param {number} [limit] About how many characters are shown around the first match.
   * @returns {Piece[]}
   */
  function mark(text, needles, limit) {
    const { folded, places } = foldWithPlaces(text);
    const hit = new Uint8Array(folded.length + 1);
    for (const needle of needles) {
      for (const [from, to] of matches(folded, needle)) hit.fill(1, from, to);
    }
    const shown = new Uint8Array(text.length);
    for (let i = 0; i < folded.length; i++) if (hit[i]) shown[places[i]] = 1;
    return cut(text, shown, limit || text.length);
  }

  /** @param {string} text @param {Run} needle @returns {[number, number][]} */
  function matches(text, needle) {
    const found = /** @type {[number, number][]} */ ([]);
    const words = stemsOf(needle.text);
    const root = needle.isCjk ? needle.text : rootOf(needle.text.split(" ")[0]);
    if (!root) return found;
    for (let at = text.indexOf(root); at >= 0; at = text.indexOf(root, at + root.length)) {
      if (needle.isCjk) found.push([at, at + root.length]);
      else if (needle.isWhole) isWhole(text, at, at + needle.text.length) && text.startsWith(needle.text, at) && found.push([at, at + needle.text.length]);
      else if (words.length > 1) {
        const end = phraseEnd(text, at, words);
        if (end) found.push([at, end]);
      } else {
        const word = wordAt(text, at);
        if (word.startsWith(needle.text) || (word && (stem(word) === words[0] || spelt(word).startsWith(spelt(needle.text))))) found.push([at, at + word.length]);
      }
    }
    return found;
  }

  /** @param {string} text @returns {{folded: string, places: number[]}} The folded text, and where each of its characters came from. */
  function foldWithPlaces(text) {
    const places = [];
    let folded = "";
    let place = 0;
    for (const character of text) {
      const piece = isPlain(character.charCodeAt(0)) ? simplified.get(character) || character : normalise(character);
      folded += piece;
      for (let i = 0; i < piece.length; i++) places.push(place);
      place += character.length;
    }
    return { folded, places };
  }

  /** Whether a character folds into itself, or into its simplified form. @param {number} code @returns {boolean} */
  function isPlain(code) {
    return (code >= 0x4e00 && code <= 0x9fff) || (code >= 97 && code <= 122) || (code >= 32 && code < 65);
  }

  /** @param {string} text @param {Uint8Array} marked @param {number} limit @returns {Piece[]} */
  function cut(text, marked, limit) {
    const first = Math.max(0, marked.indexOf(1));
    // Neither begins nor ends inside a word or between the two halves of a character.
    const isInside = (/** @type {number} */ at) =>
      at > 0 && at < text.length && ((isLetter(text[at - 1].toLowerCase().charCodeAt(0)) && isLetter(text[at].toLowerCase().charCodeAt(0))) || (text.charCodeAt(at) & 0xfc00) === 0xdc00);
    let from = text.length <= limit ? 0 : Math.max(0, Math.min(first - Math.floor(limit / 4), text.length - limit));
    while (from < first && isInside(from)) from++;
    let to = Math.min(text.length, from + limit);
    while (to > first + 1 && isInside(to)) to--;
    const pieces = /** @type {Piece[]} */ (from > 0 ? [["…", false]] : []);
    for (let i = from; i < to; ) {
      let end = i;
      while (end < to && marked[end] === marked[i]) end++;
      pieces.push([text.slice(i, end), marked[i] === 1]);
      i = end;
    }
    if (to < text.length) pieces.push(["…", false]);
    return pieces;
  }

  Object.assign(language, { KIND_NAMED, QUESTION_EN, learnTraditional, normalise, folded, runs, withoutStranding, segments, wishes, pairs, width, mark });
})();
