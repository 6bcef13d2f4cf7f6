/**
 * Grading: what a response is worth. Knows no page.
 *
 * Equals quiz/score.py and quiz/written.py, step by step; tests/vectors/quiz-grade.json and a property test hold them together.
 *
 * @typedef {{type: string, answer: string[], before?: [string, string][]}} Gradable
 * @typedef {{score: number, right: boolean, amiss: string[]}} Grade
 * @typedef {{text: string, numbers: number[], unit: string, optional: boolean}} Reading
 */
(function () {
  "use strict";

  /** What the learner does with an item of each type. @type {Object<string, string>} */
  var INTERACTIONS = {
    single_choice: "choose_one", multiple_response: "choose_many", true_false: "choose_one", ordering: "order", matching: "match",
    classification: "match", cloze: "write", find_mistake: "choose_one", who_may_decide: "choose_one", next_best_move: "choose_one",
  };

  // ---------------------------------------------------------------- responses

  /** @param {string[]} list @returns {string[]} each once, sorted by code point */
  function unique(list) {
    var sorted = list.filter(function (id, place) { return list.indexOf(id) === place; });
    return sorted.sort(function (a, b) {
      var one = Array.from(a), other = Array.from(b);
      for (var i = 0; i < one.length && i < other.length; i++) {
        if (one[i] !== other[i]) return one[i].codePointAt(0) - other[i].codePointAt(0);
      }
      return one.length - other.length;
    });
  }

  /** @param {string[]} one @param {string[]} other @returns {string[]} what is in one of them and not in the other */
  function difference(one, other) {
    return one.filter(function (id) { return other.indexOf(id) < 0; })
      .concat(other.filter(function (id) { return one.indexOf(id) < 0; }));
  }

  /** @param {number} score @param {boolean} right @param {string[]} amiss @returns {Grade} */
  function graded(score, right, amiss) { return { score: score, right: right, amiss: unique(amiss) }; }

  /** @type {Object<string, function(Gradable, string[]): Grade>} */
  var GRADERS = {
    choose_one: function (item, response) {
      var amiss = difference(item.answer, response);
      var right = !amiss.length && response.length === item.answer.length;
      return graded(right ? 1 : 0, right, amiss);
    },

    choose_many: function (item, response) {
      var chosen = unique(response);
      var hits = chosen.filter(function (id) { return item.answer.indexOf(id) >= 0; }).length;
      var score = item.answer.length ? Math.max(0, (hits - (chosen.length - hits)) / unique(item.answer).length) : 0;
      var amiss = difference(item.answer, chosen);
      return graded(score, !amiss.length && response.length === item.answer.length, amiss);
    },

    order: function (item, response) {
      var amiss = difference(item.answer, response);
      (item.before || []).forEach(function (pair) {
        var first = response.lastIndexOf(pair[0]), second = response.lastIndexOf(pair[1]);
        if (first >= 0 && second >= 0 && first > second) amiss.push(pair[0], pair[1]);
      });
      var right = !amiss.length && response.length === item.answer.length;
      return graded(right ? 1 : 0, right, amiss);
    },

    match: function (item, response) {
      var prompts = response.map(promptOf);
      var found = unique(item.answer).filter(function (pair) {
        return response.indexOf(pair) >= 0 && prompts.indexOf(promptOf(pair)) === prompts.lastIndexOf(promptOf(pair));
      });
      var amiss = item.answer.concat(response).filter(function (pair) { return found.indexOf(pair) < 0; }).map(promptOf);
      var score = item.answer.length ? found.length / item.answer.length : 0;
      return graded(score, !amiss.length && item.answer.length > 0, amiss);
    },

    write: function (item, response) {
      var right = response.length === 1 && isAccepted(response[0], item.answer);
      return graded(right ? 1 : 0, right, []);
    },
  };

  /** @param {string} pair @returns {string} */
  function promptOf(pair) { return pair.split("=", 1)[0]; }

  /**
   * Grades the response to an item.
   * @param {Gradable} item
   * @param {string[]} response the chosen option ids; for order all of them in the learner's order; for match a `prompt=option`
   *   for every prompt; for write the text
   * @returns {Grade}
   */
  function grade(item, response) { return GRADERS[INTERACTIONS[item.type]](item, response); }

  // ---------------------------------------------------------------- written answers

  /** @type {Object<string, number>} */
  var DIGITS = {};
  ["零〇", "一壹", "二贰两兩", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖"].forEach(function (signs, n) {
    Array.from(signs).forEach(function (sign) { DIGITS[sign] = n; });
  });
  /** @type {Object<string, number>} */
  var SIZES = { 十: 10, 拾: 10, 百: 100, 佰: 100, 千: 1000, 仟: 1000, 万: 10000, 萬: 10000, 亿: 100000000, 億: 100000000 };
  /** How people write a unit -> the name by which it is compared. @type {Object<string, string>} */
  var UNITS = {};
  [
    "天 日 day days d", "小时 钟头 hour hours hr hrs h", "分钟 分 minute minutes min mins", "周 星期 礼拜 week weeks",
    "月 month months", "季度 季 quarter quarters", "年 year years", "秒 秒钟 second seconds",
    "工作日 workday workdays workingday workingdays businessday businessdays", "% percent",
    "元 块 块钱 圆 rmb 人民币 cny yuan ¥", "次 time times", "人 名 位 person people",
  ].forEach(function (names) {
    names.split(" ").forEach(function (alias) { UNITS[alias] = names.split(" ")[0]; });
  });
  var NAMES = Object.keys(UNITS).map(function (alias) { return UNITS[alias]; });
  var ONES = ("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen " +
    "eighteen nineteen").split(" ");
  var TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split(" ");

  var HAN = Object.keys(DIGITS).join(""), SIZE = Object.keys(SIZES).join("");
  var AROUND = /^(?:第|不超过|within |in |at most |up to )|[.。!,;、 ]+$|(?:之内|以内|内)$/;
  var WORD = new RegExp("\\b(?:(" + TENS.join("|") + ")(?:[- ](" + ONES.slice(1, 10).join("|") + "))?|(" + ONES.join("|") + ")|(half)(?: an?)?)\\b", "g");
  var PIECE = "[0-9]{1,3}(?:,[0-9]{3})+(?:\\.[0-9]+)?|[0-9]+(?:\\.[0-9]+)?|[" + HAN + "]+[点點][" + HAN + "]+|[" + HAN + SIZE + "]";
  var AMOUNT = new RegExp("^(?:" + PIECE + ")+");

  /** @param {Object<string, *>} table @param {string} key @returns {boolean} */
  function has(table, key) { return Object.prototype.hasOwnProperty.call(table, key); }

  /**
   * Whether a written answer says the same as one of the accepted ones.
   * @param {string} response @param {string[]} answers @returns {boolean}
   */
  function isAccepted(response, answers) {
    var said = read(response), wanted = answers.map(read);
    var withoutUnit = !wanted.some(function (reading) { return reading.unit; });
    return wanted.some(function (reading) { return saysTheSame(said, reading, withoutUnit); });
  }

  /** @param {Reading} said @param {Reading} wanted @param {boolean} withoutUnit @returns {boolean} */
  function saysTheSame(said, wanted, withoutUnit) {
    if (!said.numbers.length || !wanted.numbers.length) return Boolean(said.text) && said.text === wanted.text;
    if (said.numbers.length !== wanted.numbers.length) return false;
    if (!said.numbers.every(function (n, i) { return isEqual(n, wanted.numbers[i]); })) return false;
    if (!said.unit) return !wanted.unit || wanted.optional;
    return said.unit === wanted.unit || (!wanted.unit && withoutUnit && said.optional);
  }

  /** @param {number} a @param {number} b @returns {boolean} */
  function isEqual(a, b) { return Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b)); }

  /** Understands a written answer. @param {string} text @returns {Reading} */
  function read(text) {
    var folded = fold(Array.from(text).slice(0, 200).join(""));
    var letters = lettersOf(folded.split(" ").join(""));
    var bare = bared(folded).replace(WORD, figure).split(" ").join("");
    var money = /^(rmb|人民币|cny|¥|\$|€|£)/.exec(bare);
    if (money) bare = bare.slice(money[0].length);
    var found = numbersOf(bare);
    var name = found ? unitOf(found[1] || (money ? money[1] : "")) : "";
    if (!found || /[0-9:.]/.test(name)) return { text: letters, numbers: [], unit: "", optional: false };
    // A Chinese numeral before an unknown word may be part of that word: a first-tier city is no number.
    return { text: letters, numbers: found[0], unit: name, optional: NAMES.indexOf(name) >= 0 || !name || /^[0-9]/.test(bare) };
  }

  /** @param {string} text @returns {string} in one width and case, without invisible characters, with single spaces */
  function fold(text) {
    var seen = text.normalize("NFKC").replace(/\p{Cf}/gu, "").replace(/[\p{Z}\p{Cc}]/gu, " ");
    return seen.toUpperCase().toLowerCase().replace(/ς/g, "σ").replace(/ +/g, " ").replace(/^ | $/g, "");
  }

  /** @param {string} folded @returns {string} its letters and digits */
  function lettersOf(folded) {
    var chars = Array.from(folded);
    return chars.filter(function (char, i) {
      if (".,:/~-".indexOf(char) >= 0) {
        return i > 0 && i < chars.length - 1 && /^[0-9]$/.test(chars[i - 1]) && /^[0-9]$/.test(chars[i + 1]);
      }
      return "%+<>=≥≤≈".indexOf(char) >= 0 || /[\p{L}\p{N}\p{M}]/u.test(char);
    }).join("") || folded;
  }

  /** @param {string} folded @returns {string} without what may stand around a number */
  function bared(folded) {
    var shorter = folded.replace(AROUND, "");
    return shorter === folded ? folded : bared(shorter);
  }

  /** @param {string} all @param {string} [tens] @param {string} [one] @param {string} [small] @param {string} [half] @returns {string} */
  function figure(all, tens, one, small, half) {
    if (half) return "0.5";
    if (tens) return String(20 + 10 * TENS.indexOf(tens) + (one ? ONES.indexOf(one) : 0));
    return String(ONES.indexOf(small || ""));
  }

  /** @param {string} text @returns {[number[], string]|null} the number or range at the beginning, and the unit behind it */
  function numbersOf(text) {
    var first = numberOf(text);
    if (!first) return null;
    var gap = /[-–—~至到]|to/.exec(first[1]);
    var second = gap && numberOf(first[1].slice(gap.index + gap[0].length));
    if (gap && second) {
      var between = unitOf(first[1].slice(0, gap.index));
      if (!between || between === unitOf(second[1])) return [[first[0], second[0]], second[1]];
    }
    return [[first[0]], first[1]];
  }

  /** @param {string} text @returns {[number, string]|null} the number at the beginning, and what follows it */
  function numberOf(text) {
    var found;
    if (/^[-−负]/.test(text)) {
      found = /^[-−负]/.test(text.slice(1)) ? null : numberOf(text.slice(1));
      return found && [-found[0], found[1]];
    }
    if (/^百分之/.test(text)) {
      found = numberOf(text.slice(3));
      return found && [found[0], "%" + found[1]];
    }
    if (text.charAt(0) === "半") return [0.5, text.slice(1)];
    var fraction = /^([0-9]+)[/⁄]([0-9]+)/.exec(text);
    if (fraction && Number(fraction[2])) return [Number(fraction[1]) / Number(fraction[2]), text.slice(fraction[0].length)];
    var amount = AMOUNT.exec(text);
    var value = amount ? amountOf(amount[0]) : null;
    return amount && value !== null ? withHalf(value, text.slice(amount[0].length)) : null;
  }

  /** @param {number} value @param {string} rest @returns {[number, string]|null} what follows may still change the number */
  function withHalf(value, rest) {
    if (/^分之/.test(rest)) {
      var share = numberOf(rest.slice(2));
      return share && value ? [share[0] / value, share[1]] : null;
    }
    var half = /^个?半/.exec(rest);
    if (half) return [value + 0.5, rest.slice(half[0].length)];
    if (/半$/.test(rest) && NAMES.indexOf(unitOf(rest.slice(0, -1))) >= 0) return [value + 0.5, rest.slice(0, -1)];
    return [value, rest];
  }

  /** @param {string} token @returns {number|null} a number in Arabic or Chinese figures, or a mixture */
  function amountOf(token) {
    if (Array.from(token).every(function (c) { return has(DIGITS, c); })) return figures(token);
    var pieces = token.match(new RegExp(PIECE, "g")) || [];
    var total = 0, section = 0, last = 1, afterZero = false;
    /** @type {number|null} */
    var number = null;
    for (var i = 0; i < pieces.length; i++) {
      var piece = pieces[i];
      if (has(SIZES, piece)) {
        last = SIZES[piece];
        afterZero = false;
        if (last >= 10000) {
          section += number || 0;
          total = section ? total + section * last : total * last;
          section = 0;
        } else if (number === null && last > 10) {
          return null;
        } else {
          section += (number === null ? 1 : number) * last;
        }
        number = null;
      } else if (piece === "零" || piece === "〇") {
        afterZero = true;
      } else if (number !== null) {
        return null;
      } else {
        number = figures(piece);
      }
    }
    var end = pieces[pieces.length - 1];
    if (number !== null && last >= 100 && !afterZero && has(DIGITS, end)) number *= last / 10;
    var value = total + section + (number || 0);
    return value || !has(SIZES, end) ? value : null;
  }

  /** @param {string} piece @returns {number} */
  function figures(piece) {
    if (!has(DIGITS, piece.charAt(0))) return Number(piece.split(",").join(""));
    return Number(Array.from(piece).map(function (c) { return has(DIGITS, c) ? DIGITS[c] : "."; }).join(""));
  }

  /** @param {string} text @returns {string} */
  function unitOf(text) {
    var unit = text.replace(/^个/, "").replace(/m2$/, "平方米");
    return has(UNITS, unit) ? UNITS[unit] : unit;
  }

  window.drillbookGrade = {
    grade: grade, read: read, isAccepted: isAccepted, INTERACTIONS: INTERACTIONS,
    tables: { DIGITS: DIGITS, SIZES: SIZES, UNITS: UNITS, ONES: ONES, TENS: TENS },
  };
})();
