/**
 * One question: made from data or read from the page, answered, graded, explained.
 *
 * The markup is that of site/templates/quiz.html.jinja; `build` makes the same for items that are loaded later, and a test compares
 * the two. Content is only ever set as text, never as HTML.
 *
 * @typedef {import("./quiz-data.js").Item} Item
 * @typedef {import("./quiz-grade.js").Grade} Grade
 * @typedef {{changed: function(Question): void, graded: function(Question, boolean): void, say: function(string): void,
 *   keys: function(function(boolean): void): void}} Host keys: brings what a page does not show, and tells whether it could be had
 */
(function () {
  "use strict";

  var grading = window.drillbookGrade;
  var words = (window.drillbookWords || {}).player || {};

  // ---------------------------------------------------------------- small helpers

  /** @param {string} name @param {string} [text] @param {string} [className] @returns {HTMLElement} */
  function make(name, text, className) {
    var element = document.createElement(name);
    if (text) element.textContent = text;
    if (className) element.className = className;
    return element;
  }

  /** @param {string} key @param {Object<string, *>} [values] @returns {string} a word of the player with {name} replaced */
  function say(key, values) { return filled(words[key] || key, values); }

  /** @param {string} text @param {Object<string, *>} [values] @returns {string} */
  function filled(text, values) {
    return text.replace(/\{(\w+)\}/g, function (all, name) {
      return values && Object.prototype.hasOwnProperty.call(values, name) ? String(values[name]) : all;
    });
  }

  /** @param {string} text @param {string} href @returns {HTMLElement} */
  function link(text, href) {
    var anchor = make("a", text);
    // Addresses are made by the engine; should one ever be something else, it must not run.
    if (!/^[\s\0-\x1f]*[a-z][a-z0-9+.-]*:/i.test(href)) anchor.setAttribute("href", href);
    return anchor;
  }

  /** @param {string} text @param {function(): void} action @param {string} [hook] @returns {HTMLButtonElement} */
  function button(text, action, hook) {
    var made = /** @type {HTMLButtonElement} */ (make("button", text));
    made.type = "button";
    if (hook) made.setAttribute("data-drillbook", hook);
    made.addEventListener("click", action);
    return made;
  }

  /** @param {Element} root @param {string} hook @returns {HTMLElement[]} */
  function hooks(root, hook) { return Array.prototype.slice.call(root.querySelectorAll('[data-drillbook="' + hook + '"]')); }

  /** @param {Element} root @param {string} selector @returns {any[]} */
  function all(root, selector) { return Array.prototype.slice.call(root.querySelectorAll(selector)); }

  /** @param {boolean} right @returns {HTMLElement} a sign for the eye; the words say the same */
  function sign(right) {
    var mark = make("span", right ? "✓" : "✗", "db-quiz-sign");
    mark.setAttribute("aria-hidden", "true");
    return mark;
  }

  // ---------------------------------------------------------------- markup

  /** @param {string} type @param {string} name @param {string} id @param {string} text @returns {HTMLElement} */
  function choice(type, name, id, text) {
    var label = make("label"), input = /** @type {HTMLInputElement} */ (make("input"));
    input.type = type;
    input.name = name;
    input.value = id;
    label.appendChild(input);
    label.appendChild(make("span", text));
    return label;
  }

  /** @param {HTMLElement} box @param {Item} item @param {string} name */
  function addChoices(box, item, name) {
    var type = item.type === "multiple_response" ? "checkbox" : "radio";
    var list = item.type === "find_mistake" ? box.appendChild(make("ol", "", "db-quiz-lines")) : box;
    item.options.forEach(function (option) {
      var label = choice(type, name, option[0], option[1]);
      if (list === box) box.appendChild(label);
      else list.appendChild(make("li")).appendChild(label);
    });
  }

  /** @param {HTMLElement} box @param {Item} item */
  function addOrder(box, item) {
    var list = box.appendChild(make("ol", "", "db-quiz-order"));
    item.options.forEach(function (option) {
      var row = list.appendChild(make("li"));
      row.setAttribute("data-id", option[0]);
      row.appendChild(make("span", option[1]));
    });
  }

  /** @param {HTMLElement} box @param {Item} item */
  function addPairs(box, item) {
    item.prompts.forEach(function (prompt) {
      var label = box.appendChild(make("label", "", "db-quiz-pair"));
      label.appendChild(make("span", prompt[1]));
      var select = label.appendChild(make("select"));
      select.setAttribute("data-prompt", prompt[0]);
      [["", say("pick")]].concat(item.options).forEach(function (option) {
        var made = /** @type {HTMLOptionElement} */ (select.appendChild(make("option", option[1])));
        made.value = option[0];
      });
    });
    // On paper a list does not open.
    var paper = box.appendChild(make("p", "", "db-quiz-print"));
    item.options.forEach(function (option) { paper.appendChild(make("span", option[1])); });
  }

  /** @param {HTMLElement} box */
  function addGap(box) {
    var label = box.appendChild(make("label", "", "db-quiz-gap"));
    label.appendChild(make("span", say("your_answer")));
    var input = label.appendChild(make("input"));
    [["type", "text"], ["autocomplete", "off"], ["autocapitalize", "off"], ["spellcheck", "false"], ["maxlength", "200"]]
      .forEach(function (pair) { input.setAttribute(pair[0], pair[1]); });
  }

  /**
   * The markup of an item.
   * @param {Item} item @param {number} number its number on the page @returns {HTMLElement} a fieldset
   */
  function build(item, number) {
    var box = make("fieldset"), interaction = grading.INTERACTIONS[item.type];
    [["drillbook", "quiz-item"], ["id", item.id], ["hash", item.hash], ["type", item.type]]
      .forEach(function (pair) { box.setAttribute("data-" + pair[0], pair[1]); });
    var legend = box.appendChild(make("legend", number + ". " + item.stem + " "));
    if (words["hint_" + item.type]) legend.appendChild(make("small", say("hint_" + item.type)));
    if (interaction === "order") addOrder(box, item);
    else if (interaction === "match") addPairs(box, item);
    else if (interaction === "write") addGap(box);
    else addChoices(box, item, "q" + number);
    var check = box.appendChild(make("button", say("check")));
    check.setAttribute("type", "button");
    check.setAttribute("data-drillbook", "quiz-check");
    check.hidden = true;
    box.appendChild(make("div")).setAttribute("data-drillbook", "quiz-feedback");
    return box;
  }

  // ---------------------------------------------------------------- one question

  /** @param {Element} element of an option @returns {string[]} */
  function shownOption(element) {
    var place = element.tagName === "INPUT" ? element.parentElement || element : element;
    var id = element.getAttribute("data-id") || element.getAttribute("value") || "";
    return [id, ((place.querySelector("span") || place).textContent || "").trim(), "", ""];
  }

  /** @param {HTMLElement} box @returns {{options: string[][], prompts: string[][]}} */
  function shownTexts(box) {
    var selects = all(box, "select");
    return {
      options: all(box, 'input:not([type="text"]), li[data-id]').concat(selects.length ? all(selects[0], 'option:not([value=""])') : []).map(shownOption),
      prompts: selects.map(function (select) {
        return [select.getAttribute("data-prompt"), select.parentNode.querySelector("span").textContent || "", "", ""];
      }),
    };
  }

  /** @param {HTMLElement} box @returns {string} what its legend asks, without number and hint */
  function shownStem(box) {
    var asked = /** @type {Element} */ (box.querySelector("legend")).firstChild;
    return ((asked && asked.textContent) || "").trim().replace(/^\d+\. /, "");
  }

  /**
   * What a fieldset shows of its item: no key, no rationale, and of what is to be written no option. Its texts are read when they are
   * first asked for: with the first answer, not before the page can be answered.
   * @param {HTMLElement} box @returns {any}
   */
  function shown(box) {
    /** @type {{options: string[][], prompts: string[][]} | null} */
    var read = null;
    function texts() { return read || (read = shownTexts(box)); }
    return {
      id: box.getAttribute("data-id") || "",
      type: box.getAttribute("data-type") || "",
      hash: box.getAttribute("data-hash") || "",
      get stem() { return shownStem(box); },
      get options() { return texts().options; },
      get prompts() { return texts().prompts; },
    };
  }

  /**
   * @param {HTMLElement} box the fieldset
   * @param {any} item an Item, or what is `shown` of one: the rest is asked of the host when it is wanted
   * @param {Host} host what it belongs to
   * @constructor
   */
  function Question(box, item, host) {
    this.id = item.id;
    this.box = box;
    this.item = item;
    this.host = host;
    this.interaction = grading.INTERACTIONS[item.type];
    this.feedback = hooks(box, "quiz-feedback")[0];
    /** Of the answer that stands there. @type {Grade|null} */
    this.grade = null;
    /** The answer that was checked first: what was chosen once the key was shown changes no result. @type {{response: string[], grade: Grade}|null} */
    this.first = null;
    this.touched = false;
    if (this.interaction === "order") this.addMoves();
    this.listen();
  }

  Question.prototype = {
    /** Takes what the page does not show. @param {Item} told its texts are empty where they stand in the page */
    learn: function (told) {
      /** @param {string[][]} rows @param {string[][]} known */
      function fill(rows, known) {
        rows.forEach(function (row) {
          var own = known.filter(function (one) { return one[0] === row[0]; })[0];
          if (!row[1] && own) row[1] = own[1];
        });
      }
      fill(told.options, this.item.options);
      fill(told.prompts, this.item.prompts);
      told.stem = told.stem || this.item.stem;
      this.item = told;
    },

    /** @returns {string[]} what can be chosen */
    ids: function () { return this.item.options.map(function (/** @type {string[]} */ option) { return option[0]; }); },

    /** @returns {HTMLElement[]} the rows of an order */
    rows: function () { return all(this.box, "ol.db-quiz-order > li"); },

    /** @returns {string[]} */
    response: function () {
      switch (this.interaction) {
        case "order": return this.rows().map(function (row) { return row.getAttribute("data-id") || ""; });
        case "match": return all(this.box, "select").filter(function (select) { return select.value; })
          .map(function (select) { return select.getAttribute("data-prompt") + "=" + select.value; });
        case "write": return all(this.box, "input").map(function (input) { return input.value; })
          .filter(function (text) { return text.trim(); });
        default: return all(this.box, "input").filter(function (input) { return input.checked; })
          .map(function (input) { return input.value; });
      }
    },

    /** @param {string[]} response */
    set: function (response) {
      var box = this.box;
      if (this.interaction === "order") {
        var rows = this.rows();
        response.forEach(function (id) {
          rows.forEach(function (row) { if (row.getAttribute("data-id") === id) row.parentNode.appendChild(row); });
        });
        this.updateMoves();
      } else if (this.interaction === "match") {
        all(box, "select").forEach(function (select) {
          var own = response.filter(function (pair) { return pair.indexOf(select.getAttribute("data-prompt") + "=") === 0; })[0];
          select.value = own ? own.slice(own.indexOf("=") + 1) : "";
        });
        this.showChosen();
      } else if (this.interaction === "write") {
        all(box, "input").forEach(function (input) { input.value = response[0] || ""; });
      } else {
        all(box, "input").forEach(function (input) { input.checked = response.indexOf(input.value) >= 0; });
      }
    },

    /** @param {string[]} response @returns {boolean} whether it can be an answer to this item as it is now */
    fits: function (response) {
      var known = this.ids(), item = this.item;
      if (this.interaction === "write") return response.length <= 1;
      if (this.interaction === "match") {
        return response.every(function (pair) {
          return item.prompts.some(function (prompt) {
            return known.some(function (id) { return pair === prompt[0] + "=" + id; });
          });
        });
      }
      var isKnown = response.every(function (id) { return known.indexOf(id) >= 0; });
      return isKnown && (this.interaction !== "order" ||
        (response.length === known.length && known.every(function (id) { return response.indexOf(id) >= 0; })));
    },

    /** @param {string} id @returns {string[]} */
    option: function (id) { return this.item.options.filter(function (option) { return option[0] === id; })[0] || ["", "", "", ""]; },

    /** @param {string} id @returns {string} what an option says */
    text: function (id) { return this.option(id)[1]; },

    listen: function () {
      var self = this, check = hooks(this.box, "quiz-check")[0];
      /** Browsers end a composition before or after the key event that ended it. */
      var composed = 0;
      check.hidden = false;
      check.addEventListener("click", function () { self.check(); });
      this.box.addEventListener("change", function () { self.change(); });
      this.box.addEventListener("input", function (event) {
        if (event.target.type === "text" && !event.isComposing) self.change();
      });
      this.box.addEventListener("compositionend", function () { composed = Date.now(); self.change(); });
      // Browsers send a form from a field only when it has a submit button; here Enter checks the answer.
      this.box.addEventListener("keydown", function (event) {
        if (event.key !== "Enter" || event.target.tagName !== "INPUT") return;
        event.preventDefault();
        if (event.isComposing || event.keyCode === 229 || Date.now() - composed < 50) return;
        self.check();
      });
    },

    /** A closed list has one line: what is chosen stands in full below it where it is cut, and in its place on paper. */
    showChosen: function () {
      all(this.box, "select").forEach(function (select) {
        var said = select.previousSibling, text = select.value ? select.selectedOptions[0].text : "";
        if (said.className !== "db-quiz-said") {
          said = select.parentNode.insertBefore(make("span", "", "db-quiz-said"), select);
          said.setAttribute("aria-hidden", "true");
        }
        said.textContent = text;
        // Half an em for a letter, one for a Chinese character; beside the text there are the arrow and the padding.
        var ems = text.replace(/[^\0-\xff]/g, "xx").length / 2 + 3;
        said.setAttribute("data-cut", String(ems * parseFloat(getComputedStyle(select).fontSize) > select.clientWidth));
      });
    },

    /** The learner chose something else: what was said about the last answer is no longer true. */
    change: function () {
      this.touched = true;
      this.grade = null;
      this.showChosen();
      this.feedback.textContent = "";
      this.box.removeAttribute("data-state");
      this.host.changed(this);
    },

    check: function () {
      var response = this.response();
      var isWhole = this.interaction === "match" ? response.length === this.item.prompts.length : response.length > 0;
      if (!isWhole) {
        this.feedback.textContent = say("choose_" + this.interaction);
        this.host.say(say("choose_" + this.interaction));
        return;
      }
      if (!this.item.answer) {
        this.askForKeys();
        return;
      }
      this.touched = true;
      var isNew = !this.grade, isFirst = !this.first;
      this.mark(response);
      this.host.say(this.verdict() + this.keyForEars() + (this.isLater() ? " " + say("later") : ""));
      if (isNew) this.host.graded(this, isFirst);
    },

    /** Checks as soon as the key is there; says so where it cannot be had. */
    askForKeys: function () {
      var self = this;
      this.host.keys(function () {
        if (self.item.answer) { self.check(); return; }
        self.feedback.textContent = say("no_keys");
        self.host.say(say("no_keys"));
      });
    },

    /** @returns {boolean} whether the answer that stands there is worth something else than the one that counts */
    isLater: function () { return Boolean(this.grade && this.first && this.grade.score !== this.first.grade.score); },

    /** @returns {boolean} */
    isCorrected: function () { return Boolean(this.grade && this.first && this.grade.right && !this.first.grade.right); },

    /** What was wrong when it was checked first: lines of pairs, else the whole. @returns {{topic: string, link: string, fact: string}[]} */
    missed: function () {
      var item = this.item, grade = this.first ? this.first.grade : { right: true, amiss: [] };
      if (grade.right) return [];
      if (this.interaction !== "match") return [{ topic: item.topic, link: item.link, fact: item.facts[0] }];
      return item.prompts.filter(function (line) { return grade.amiss.indexOf(line[0]) >= 0; })
        .map(function (line) { return { topic: line[4], link: line[3], fact: line[5] || item.facts[0] }; });
    },

    /** Whether a fact was passed when it was checked first: of pairs by its own lines. @param {string} fact @returns {boolean} */
    passed: function (fact) {
      var missed = this.missed().map(function (one) { return one.fact; });
      var isAsked = this.item.prompts.some(function (line) { return line[5] === fact; });
      return isAsked ? missed.indexOf(fact) < 0 : !missed.length;
    },

    /** @returns {string} right, wrong, or partly right */
    verdict: function () {
      if (!this.grade || this.grade.right) return say("right");
      return this.grade.score > 0 ? say("partly", { score: Math.round(this.grade.score * 100) }) : say("wrong");
    },

    /** @returns {string} the key of a choice that went wrong, for those who do not see the list below */
    keyForEars: function () {
      if (!this.grade || this.grade.right || this.interaction === "order" || this.interaction === "match") return "";
      var ids = this.interaction === "write" ? this.ids() : this.item.answer;
      return " " + this.keyWord() + ids.map(function (id) { return " “" + this.text(id) + "”"; }, this).join("");
    },

    /** @returns {string} how the option to choose is called; that of a line with a mistake must not sound as if the line were right */
    keyWord: function () { return say(this.item.type === "find_mistake" ? "fault" : "key"); },

    // what is said about an answer

    /** Grades and explains. @param {string[]} response */
    mark: function (response) {
      this.grade = grading.grade(this.item, response);
      this.first = this.first || { response: response, grade: this.grade };
      this.box.setAttribute("data-state", this.grade.right ? "right" : "wrong");
      this.feedback.textContent = "";
      var verdict = make("p", "", "db-quiz-verdict");
      verdict.appendChild(sign(this.grade.right));
      verdict.appendChild(make("strong", this.verdict()));
      this.feedback.appendChild(verdict);
      if (this.isLater()) this.feedback.appendChild(make("p", say("later")));
      if (this.interaction === "order") this.explainOrder(response);
      else if (this.interaction === "match") this.explainPairs(response);
      else this.explainChoices(this.interaction === "write" ? this.ids() : this.item.answer, response);
    },

    /** @param {string} title @param {string} kind @returns {HTMLElement} a list below a line of its own */
    list: function (title, kind) {
      this.feedback.appendChild(make("p", say(title)));
      return this.feedback.appendChild(make(kind));
    },

    /** @param {string[]} response */
    explainOrder: function (response) {
      if (this.grade && !this.grade.right) this.explainPlaces(response, this.list("misplaced", "ul"));
      var list = this.list("right_order", "ol");
      this.item.answer.forEach(function (id) { this.explain(list.appendChild(make("li")), this.text(id), [], this.option(id)); }, this);
    },

    /** Which places are wrong: behind what, or before what, it belongs instead. @param {string[]} response @param {HTMLElement} list */
    explainPlaces: function (response, list) {
      var before = this.item.before, answer = this.item.answer;
      response.forEach(function (id, place) {
        /** @param {number} own @returns {string[]} what is on the wrong side of it, in the right order */
        var amiss = function (own) {
          return answer.filter(function (other) {
            var isLate = response.indexOf(other) > place;
            return isLate === (own === 1) && before.some(function (pair) { return pair[own] === id && pair[1 - own] === other; });
          });
        };
        var late = amiss(1), early = amiss(0);
        if (!late.length && !early.length) return;
        var row = list.appendChild(make("li"));
        row.appendChild(sign(false));
        row.appendChild(make("b", say("place", { n: place + 1, text: this.text(id) })));
        if (late.length) row.appendChild(make("span", say("after", { text: this.text(late[late.length - 1]) })));
        if (early.length) row.appendChild(make("span", say("before", { text: this.text(early[0]) })));
      }, this);
    },

    /** @param {string[]} response */
    explainPairs: function (response) {
      var list = this.feedback.appendChild(make("ul")), answer = this.item.answer;
      /** Options whose reason is told. @type {string[]} */
      var told = [];
      this.item.prompts.forEach(function (prompt) {
        /** @param {string[]} pairs @returns {string} */
        var partner = function (pairs) {
          var own = pairs.filter(function (pair) { return pair.indexOf(prompt[0] + "=") === 0; })[0];
          return own ? own.slice(own.indexOf("=") + 1) : "";
        };
        var key = partner(answer), chosen = partner(response), isRight = chosen === key;
        told.push(key, chosen);
        var row = list.appendChild(make("li", "", isRight ? "db-quiz-key" : ""));
        row.appendChild(sign(isRight));
        this.explain(row, prompt[1] + " → " + this.text(key), [], prompt);
        if (isRight) return;
        var wrong = this.option(chosen);
        // Mostly its reason names it.
        this.why(row, say(wrong[2].indexOf(wrong[1]) >= 0 ? "chosen_why" : "chosen_is", { text: wrong[1] }), wrong);
      }, this);
      var rest = this.item.options.filter(function (option) { return told.indexOf(option[0]) < 0; });
      if (!rest.length) return;
      list = this.list("unused", "ul");
      rest.forEach(function (option) { this.explain(list.appendChild(make("li")), option[1], [], option); }, this);
    },

    /** @param {string[]} keys @param {string[]} response */
    explainChoices: function (keys, response) {
      var list = this.feedback.appendChild(make("ul")), isFault = this.item.type === "find_mistake";
      this.item.options.forEach(function (option) {
        var isKey = keys.indexOf(option[0]) >= 0;
        var row = list.appendChild(make("li", "", isKey && !isFault ? "db-quiz-key" : ""));
        // Beside a line of a procedure a tick or a cross would be taken to judge the line.
        if (!isFault) row.appendChild(sign(isKey));
        else if (isKey) row.appendChild(sign(false)).textContent = "!";
        var tags = (isKey ? [this.keyWord()] : []).concat(response.indexOf(option[0]) >= 0 ? [say("chosen")] : []);
        this.explain(row, option[1], tags, option);
      }, this);
    },

    /** @param {HTMLElement} row @param {string} text @param {string[]} tags @param {string[]} told its rationale and address */
    explain: function (row, text, tags, told) {
      row.appendChild(make("b", text));
      tags.forEach(function (tag) { row.appendChild(make("span", tag, "db-quiz-tag")); });
      this.why(row, "", told);
    },

    /** @param {HTMLElement} row @param {string} text what stands before the reason @param {string[]} told its rationale and address */
    why: function (row, text, told) {
      row.appendChild(make("span", text + told[2] + " ", "db-quiz-why")).appendChild(link(say("see"), told[3]));
    },

    reset: function () {
      this.set(this.interaction === "order" ? this.initial : []);
      this.grade = this.first = null;
      this.touched = false;
      this.feedback.textContent = "";
      this.box.removeAttribute("data-state");
    },

    /**
     * What is saved of it.
     * @param {*} [before] what was saved before: of what two windows checked, the first one counts @returns {import("./quiz-store.js").Answer}
     */
    record: function (before) {
      var first = window.drillbookStore.firstOf(before, this.item.hash);
      if (this.first && !(first.length && this.fits(first))) first = this.first.response;
      /** @type {import("./quiz-store.js").Answer} */
      var answer = { hash: this.item.hash, response: this.touched ? this.response() : [], checked: Boolean(this.grade) };
      if (first.length) answer.first = first;
      return answer;
    },

    /** @param {*} answer what was saved; taken only if it belongs to the item as it is now @returns {boolean} whether it was */
    restore: function (answer) {
      if (!window.drillbookStore.isAnswer(answer) || answer.hash !== this.item.hash || !this.fits(answer.response)) return false;
      this.touched = true;
      this.set(answer.response);
      var first = window.drillbookStore.firstOf(answer, this.item.hash);
      if (!this.fits(first)) first = answer.checked ? answer.response : [];
      if (first.length && this.item.answer) this.first = { response: first, grade: grading.grade(this.item, first) };
      if (answer.checked && answer.response.length && this.item.answer) this.mark(answer.response);
      return true;
    },

    // ordering by buttons: works with keyboard, touch and screen reader alike

    addMoves: function () {
      var self = this;
      /** The order in which the page shows them. @type {string[]} */
      this.initial = this.response();
      this.rows().forEach(function (row) {
        var text = (row.querySelector("span") || row).textContent || "";
        [["up", "↑", -1], ["down", "↓", 1]].forEach(function (move) {
          var made = button(String(move[1]), function () { self.move(row, Number(move[2]), made); });
          made.className = "db-quiz-move";
          made.setAttribute("aria-label", say(String(move[0]), { text: text }));
          row.appendChild(made);
        });
      });
      this.updateMoves();
    },

    /** @param {HTMLElement} row @param {number} by @param {HTMLButtonElement} pressed */
    move: function (row, by, pressed) {
      var other = by < 0 ? row.previousElementSibling : row.nextElementSibling;
      if (!other || !row.parentNode) return;
      row.parentNode.insertBefore(row, by < 0 ? other : other.nextElementSibling);
      this.updateMoves();
      // A button that can go no further loses the focus; its twin takes it.
      var free = pressed.disabled ? row.querySelector("button:not([disabled])") : pressed;
      if (free) /** @type {HTMLElement} */ (free).focus();
      var rows = this.rows();
      this.change();
      var text = (row.querySelector("span") || row).textContent;
      this.host.say(say("moved", { text: text, n: rows.indexOf(row) + 1, m: rows.length }));
    },

    updateMoves: function () {
      var rows = this.rows();
      rows.forEach(function (row, place) {
        var buttons = row.querySelectorAll("button");
        if (buttons.length < 2) return;
        buttons[0].disabled = place === 0;
        buttons[1].disabled = place === rows.length - 1;
      });
    },
  };

  /** @param {HTMLElement} root @returns {function(string): void} tells a screen reader */
  function announcer(root) {
    var live = make("p", "", "db-quiz-live");
    live.setAttribute("role", "status");
    root.appendChild(live);
    return function (text) {
      // The same words twice would not be read out a second time.
      live.textContent = live.textContent === text ? text + "\u00a0" : text;
    };
  }

  window.drillbookItem = {
    build: build, shown: shown, Question: Question, announcer: announcer, make: make, say: say, filled: filled, link: link, button: button, hooks: hooks, all: all,
    sign: sign,
  };
})();
