/* Numbers in a query: they stand as a whole and with their unit, however they are written. Pure functions, no page. */
(function () {
  "use strict";

  const language = window.drillbookSearchEngine;

  /** @typedef {import("./search-language.js").Run} Run */

  const CHINESE = "零一二三四五六七八九";
  const DIGIT = new Map([...CHINESE, "〇", "两"].map((character, i) => [character, i < 10 ? i : i === 10 ? 0 : 2]));
  const POWER = new Map([["十", 10], ["百", 100], ["千", 1000], ["万", 10_000]]);
  const IN_CHINESE = "[零〇一二两三四五六七八九十百千万]+";
  const UNIT = "个?工作日|个?小时|个月|个点|分钟|万元|天|日|号|周|年|月|元|块|折|成|次|倍|人|名|项|条|步|级";
  const UNIT_EN = "days?|hours?|minutes?|weeks?|months?|years?|people|times|percent";
  const IS_UNIT_EN = new RegExp("^(?:" + UNIT_EN + ")$");
  const UNIT_AHEAD = new RegExp("^[万千]?(?:" + UNIT + ")|^[万千]");
  const SPOKEN = new RegExp("百分之" + IN_CHINESE + "|" + IN_CHINESE + "(?:" + UNIT + ")", "g");
  const EXPRESSION = new RegExp("^(百分之)?(\\d[\\d,]*(?:\\.\\d+)?[万千]?|" + IN_CHINESE + ")(" + UNIT + "|%)?$");
  const IN_ENGLISH = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty".split(" ");
  const TENS = "thirty forty fifty sixty seventy eighty ninety".split(" ");
  /** @type {[RegExp, string][]} How some figures are put before they are read. */
  const PUT = [
    [/(\d) ?(?:percent|per cent|pct)\b/g, "$1%"], [/% off\b/g, "% discount"], [/\b(\d+)k\b/g, "$1000"],
    [/\b(\d+) ?(?:h|hrs?)\b/g, "$1 hours"], [/\b(\d+) ?mins?\b/g, "$1 minutes"], [/\b(\d+) ?d\b/g, "$1 days"],
    [/百分之(\d+(?:\.\d+)?)/g, "$1%"], [/(\d)个百分点/g, "$1%"],
    [/(?:19|20)\d\d年(?:度|(?!\d))/g, "年度"], // no manual is about one year
  ];
  const SMALL = "[一二两三四五六七八九十]";
  const TO = "\u2013"; // what stands between the two ends of a range
  const RANGE = new RegExp("(?<![\\d.,:\\-\u2013])(\\d{1,3}|" + SMALL + ")(?: ?[-\u2010-\u2015~] ?|[至到]| to | or )(\\d{1,3}|" + SMALL + ")(?= ?(?:" + UNIT + "|%|(?:" + UNIT_EN + ")\\b))", "g");
  const ABOUT = new RegExp("(?<![十百千万几第零])([一二两三四五六七八])([二两三四五六七八九])(?=" + UNIT + ")(?![折成])", "g"); // 两三天
  const CLOCK = new RegExp("(?<![让扣降打返加提少多第\\d.再])(上午|早上|中午|下午|晚上)?(\\d{1,2}|" + SMALL + "{1,3})点(半|钟|整|\\d{2}分?)?(?!\\d|个)", "g");
  const AM_PM = /\b(\d{1,2})(?:[:.](\d\d))? ?([ap])\.?m\b/g;

  /** A folded query with its figures in full. @param {string} query @returns {string} */
  function withFigures(query) {
    if (!/[\d一二两三四五六七八九十]|\b(?:one|two|three|four|five|six|seven|eight|nine|ten) (?:to|or)\b/.test(query)) return query;
    const put = PUT.reduce((text, [pattern, full]) => text.replace(pattern, full), withRanges(query));
    return put.replace(CLOCK, clock).replace(AM_PM, (_, hour, minutes, half) => (Number(hour) % 12) + (half === "p" ? 12 : 0) + ":" + (minutes || "00"));
  }

  /** A query with its ranges of numbers in one form: 3-5天, 三到五天, three to five days. @param {string} query Folded. @returns {string} */
  function withRanges(query) {
    const inDigits = query.replace(/\b([a-z]+) (to|or) ([a-z]+)(?= )/g, (all, from, to, end) => (IN_ENGLISH.includes(from) && IN_ENGLISH.includes(end) ? IN_ENGLISH.indexOf(from) + " " + to + " " + IN_ENGLISH.indexOf(end) : all));
    const put = (/** @type {string} */ all, /** @type {string} */ from, /** @type {string} */ to) => (valueOf(from) < valueOf(to) ? valueOf(from) + TO + valueOf(to) : all);
    return inDigits.replace(RANGE, put).replace(ABOUT, (all, from, to) => (valueOf(to) - valueOf(from) < 3 ? put(all, from, to) : all));
  }

  /** @param {string} all @param {string | undefined} half @param {string} hour @param {string | undefined} rest @returns {string} The time of day in figures: 8点半 is 8:30. */
  function clock(all, half, hour, rest) {
    const at = valueOf(hour) + (/[下晚]/.test(half || "") && valueOf(hour) < 12 ? 12 : 0);
    return at < 25 ? at + ":" + (rest === "半" ? "30" : (/\d+/.exec(rest || "") || ["00"])[0]) : all;
  }

  /** Whether a run is nothing but a figure, or a range of figures. @param {string} text @returns {boolean} */
  function isFigure(text) {
    return /^\d[\d.,:\u2013]*%?$/.test(text);
  }

  /** The unit a text begins with. @param {string} text @returns {string} */
  function unitAhead(text) {
    const found = UNIT_AHEAD.exec(text);
    return found ? found[0] : IS_UNIT_EN.test(text) ? text : "";
  }

  /** The numbers with units that stand in Chinese characters; a mere 一 is a word like others. @param {string} text @returns {[number, number][]} */
  function numbersIn(text) {
    const found = [...text.matchAll(SPOKEN)].filter(([each]) => !/^[一万千百十]./.test(each) || each.length > 3);
    return found.map(({ 0: each, index }) => [/** @type {number} */ (index), /** @type {number} */ (index) + each.length]);
  }

  /** The other ways to write a number with its unit. @param {string} text Folded. @returns {Run[]} */
  function otherFigures(text) {
    const range = IS_RANGE.exec(text);
    if (range) return ranges(range[1], range[2], range[3] || "");
    const counted = /^(\d\d?) ([a-z]+)$/.exec(text);
    if (counted) return IN_ENGLISH[Number(counted[1])] ? [{ text: IN_ENGLISH[Number(counted[1])] + " " + counted[2], isCjk: false }] : [];
    const time = /^(\d{1,2}):(\d\d)$/.exec(text);
    if (time) return times(Number(time[1]), time[2]);
    const told = EXPRESSION.exec(text);
    const isPrice = told && told[3] === "折";
    const value = told ? valueOf(isPrice ? [...told[2]].map((each) => DIGIT.get(each) ?? each).join("") : told[2]) : NaN;
    if (!told || Number.isNaN(value)) return inWords(text);
    const isShare = told[1] || told[3] === "%" || told[3] === "个点" || told[3] === "成";
    if (isShare) return runsOf(shares(told[3] === "成" ? 10 * value : value), text);
    if (isPrice) return runsOf([...reduced(value), ...figures(value).map((each) => each + "折"), "打折", "折扣"], text);
    const unit = told[3] || "";
    return [...runsOf(unit ? figures(value).flatMap((each) => (/\d$/.test(each) ? [each + unit, each + " " + unit] : [each + unit])) : figures(value), text), ...(unit ? [] : inWords(text))];
  }

  /** The two ends of a range, each with the unit; nothing for what is no range. @param {string} text @returns {string[]} */
  function endsOf(text) {
    const range = IS_RANGE.exec(text);
    const between = range && /^[a-z]/.test(range[3]) ? " " : "";
    return range ? [range[1], range[2]].map((each) => each + between + range[3]) : [];
  }

  const IS_RANGE = /^(\d+)\u2013(\d+) ?([^\d]*)$/;

  /** The ways to write a range; those of figures in a row with the unit, whatever stands between. @param {string} from @param {string} to @param {string} unit @returns {Run[]} */
  function ranges(from, to, unit) {
    const isEnglish = /^[a-z]/.test(unit);
    const [a, b] = [from, to].map((each) => (isEnglish ? IN_ENGLISH[Number(each)] : spoken(Number(each)).at(-1)));
    const behind = isEnglish ? " " + unit.replace(/s$/, "") : unit;
    const written = ["\u2014", TO, "\u2014\u2014", " ", "~", ...(isEnglish ? [" to ", " or "] : ["至", "到"])].map((between) => from + between + to + behind);
    const inWords = !a || !b ? [] : isEnglish ? [a + " to " + b + behind, a + " or " + b + behind] : [a + "到" + b + behind, a + "至" + b + behind, a.replace(/^二$/, "两") + b + behind];
    return [...written, ...inWords].map((each) => ({ text: each, isCjk: true }));
  }

  /** The other ways to write a time of day. @param {number} hour @param {string} minutes @returns {Run[]} */
  function times(hour, minutes) {
    const rest = minutes === "00" ? "" : minutes === "30" ? "半" : minutes + "分";
    const hours = [hour, ...(hour > 12 ? [hour - 12] : [])].flatMap((each) => [String(each), ...spoken(each)]);
    return [...hours.map((each) => ({ text: each + "点" + rest, isCjk: true })), { text: (hour < 10 ? "0" : "") + hour + ":" + minutes, isCjk: false, isWhole: true }];
  }

  /** @param {number} value @returns {string[]} */
  function shares(value) {
    return [value + "%", value + " percent", value + "个点", ...spoken(value).flatMap((each) => ["百分之" + each, each + "个点"]), ...(value > 10 ? spoken(value / 10).map((each) => each + "成") : [])];
  }

  /** What a price costs less that is so many tenths (九折 is 10% off, 85折 is 15%). @param {number} value @returns {string[]} */
  function reduced(value) {
    const off = 100 - (value < 10 ? 10 * value : value);
    return off > 0 && off < 100 ? [off + "%"] : [];
  }

  /** @param {number} value @returns {string[]} */
  function figures(value) {
    const plain = String(value);
    const grouped = plain.replace(/\B(?=(\d{3})+$)/g, ",");
    const inTens = value >= 10_000 && value % 1000 === 0 ? [value / 10_000 + "万"] : [];
    return [...new Set([plain, grouped, ...inTens, ...spoken(value)])];
  }

  /** @param {number} value @returns {string[]} In Chinese characters; nothing where that is unusual. */
  function spoken(value) {
    if (!Number.isInteger(value) || value < 1 || value > 9_999_999) return [];
    if (value >= 10_000) return value % 10_000 ? [] : [spoken(value / 10_000)[0] + "万"];
    const written = [1000, 100, 10, 1].reduce((text, power) => {
      const digit = Math.floor(value / power) % 10;
      const name = [...POWER].find(([, each]) => each === power);
      return digit ? text + CHINESE[digit] + (name ? name[0] : "") : text && value % power && !text.endsWith("零") ? text + "零" : text;
    }, "");
    return value === 2 ? ["两", "二"] : [written.replace(/^一十/, "十")];
  }

  /** @param {string} text Digits or Chinese characters. @returns {number} NaN where it is no number. */
  function valueOf(text) {
    const digits = /^([\d.,]+)([万千]?)$/.exec(text);
    if (digits) return Math.round(Number(digits[1].replace(/,/g, "")) * (POWER.get(digits[2]) || 1) * 1e6) / 1e6;
    if (/^[一二两三四五六七八九]{2,}$/.test(text)) return NaN; // 三五天: three or five
    let [whole, group, digit] = [0, 0, NaN];
    for (const character of text) {
      const power = POWER.get(character);
      if (!power) digit = Number(DIGIT.get(character));
      else if (power === 10_000) [whole, group, digit] = [(group + (digit || 0)) * power, 0, 0];
      else [group, digit] = [group + (Number.isNaN(digit) ? 1 : digit || 1) * power, 0];
    }
    return whole + group + digit;
  }

  /** @param {string} text @returns {Run[]} A small number in English words, and the other way round. */
  function inWords(text) {
    const value = IN_ENGLISH.indexOf(text);
    const tens = TENS.indexOf(text);
    if (value > 1 || tens >= 0) return [{ text: String(value >= 0 ? value : 10 * (tens + 3)), isCjk: false, isWhole: true }];
    const word = /^\d\d?$/.test(text) && (IN_ENGLISH[Number(text)] || (Number(text) % 10 ? "" : TENS[Number(text) / 10 - 3]));
    return word ? [{ text: word, isCjk: false, isWhole: true }] : [];
  }

  /** @param {string[]} texts @param {string} but @returns {Run[]} */
  function runsOf(texts, but) {
    return texts.filter((text) => text !== but).map((text) => (/[^\x00-\x7f]/.test(text) ? { text, isCjk: true } : { text, isCjk: false, isWhole: !/ /.test(text) }));
  }

  Object.assign(language, { TO, withFigures, isFigure, endsOf, unitAhead, numbersIn, otherFigures });
})();
