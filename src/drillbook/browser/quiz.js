/**
 * The quiz player: answers, feedback, score and progress for every form on the page.
 *
 * The markup comes from site/templates/quiz.html.jinja and is complete without this script; keys, rationales and words come
 * from the JSON in its <template>. Progress stays in localStorage. Content is only ever set as text, never as HTML.
 * Grading (`drillbookQuiz.grade`) equals quiz/score.py; tests/vectors/quiz-grade.json holds both to it.
 *
 * @typedef {{type: string, answer: string[], before: [string, string][]}} Gradable
 * @typedef {Gradable & {topic: string, link: string, why: Object<string, [string, string]>}} Item
 * @typedef {{score: number, right: boolean, amiss: string[]}} Grade
 * @typedef {{hash: string, response: string[], checked: boolean}} Answer
 * @typedef {{hash: string, answers: Object<string, Answer>}} Saved
 */
(function () {
  "use strict";

  var STORE = "drillbook:quiz";
  var VERSION = 1;

  // ---------------------------------------------------------------- grading

  /**
   * Ids that are in one list and not in the other.
   * @param {string[]} one @param {string[]} other @returns {string[]}
   */
  function difference(one, other) {
    return one.filter(function (id) { return other.indexOf(id) < 0; })
      .concat(other.filter(function (id) { return one.indexOf(id) < 0; }));
  }

  /**
   * Grades the response to an item.
   * @param {Gradable} item
   * @param {string[]} response the chosen option ids; for ordering all of them in the learner's order
   * @returns {Grade}
   */
  function grade(item, response) {
    var amiss = difference(item.answer, response);
    if (item.type === "ordering") {
      (item.before || []).forEach(function (pair) {
        var first = response.lastIndexOf(pair[0]);
        var second = response.lastIndexOf(pair[1]);
        if (first >= 0 && second >= 0 && first > second) amiss.push(pair[0], pair[1]);
      });
    }
    amiss = amiss.filter(function (id, place) { return amiss.indexOf(id) === place; }).sort();
    var right = amiss.length === 0 && response.length === item.answer.length;
    return { score: right ? 1 : 0, right: right, amiss: amiss };
  }

  window.drillbookQuiz = { grade: grade };
  if (typeof document === "undefined") return;

  // ---------------------------------------------------------------- progress

  /** @returns {{v: number, forms: Object<string, Saved>}|null} null when it was written by a newer version: hands off */
  function load() {
    var found = null;
    try {
      found = JSON.parse(window.localStorage.getItem(STORE) || "null");
    } catch (error) { /* blocked or corrupt: a fresh start */ }
    if (found && typeof found.v === "number" && found.v > VERSION) return null;
    var sound = isObject(found) && found.v === VERSION && isObject(found.forms);
    return sound ? found : { v: VERSION, forms: {} };
  }

  /** @param {*} value @returns {boolean} */
  function isObject(value) {
    return typeof value === "object" && value !== null && !Array.isArray(value);
  }

  /** @param {string} id @returns {Saved} what is known of a form; empty when nothing usable is */
  function loadForm(id) {
    var all = load();
    var own = all && Object.prototype.hasOwnProperty.call(all.forms, id) ? all.forms[id] : null;
    return isObject(own) && isObject(own.answers) ? own : { hash: "", answers: {} };
  }

  /** @param {string} id @param {Saved|null} saved null to forget the form; the other forms are left as they are */
  function saveForm(id, saved) {
    var all = load();
    if (!all) return;
    if (saved) all.forms[id] = saved;
    else delete all.forms[id];
    try {
      window.localStorage.setItem(STORE, JSON.stringify(all));
    } catch (error) { /* blocked or full: the page works on without memory */ }
  }

  // ---------------------------------------------------------------- small helpers

  /**
   * Makes an element with text.
   * @param {string} name @param {string} [text] @param {string} [className] @returns {HTMLElement}
   */
  function make(name, text, className) {
    var element = document.createElement(name);
    if (text) element.textContent = text;
    if (className) element.className = className;
    return element;
  }

  /** @param {string} text @param {Object<string, *>} values @returns {string} the text with {name} replaced */
  function fill(text, values) {
    return text.replace(/\{(\w+)\}/g, function (all, name) {
      return Object.prototype.hasOwnProperty.call(values, name) ? String(values[name]) : all;
    });
  }

  /** @param {string} text @param {string} href @returns {HTMLElement} */
  function link(text, href) {
    var anchor = make("a", text);
    // Addresses are made by the engine; should one ever be something else, it must not run.
    if (!/^\s*[a-z][a-z0-9+.-]*:/i.test(href)) anchor.setAttribute("href", href);
    return anchor;
  }

  /** @param {Element} root @param {string} hook @returns {HTMLElement[]} */
  function hooks(root, hook) {
    return Array.prototype.slice.call(root.querySelectorAll('[data-drillbook="' + hook + '"]'));
  }

  // ---------------------------------------------------------------- one question

  /**
   * One item: reads and sets the response, shows feedback.
   * @param {HTMLElement} box the fieldset
   * @param {Item} item
   * @param {Object<string, string>} words
   * @param {{changed: function(): void, say: function(string): void}} player
   */
  function Question(box, item, words, player) {
    this.id = box.getAttribute("data-id") || "";
    this.hash = box.getAttribute("data-hash") || "";
    this.box = box;
    this.item = item;
    this.words = words;
    this.player = player;
    this.list = box.querySelector("ol");
    this.feedback = hooks(box, "quiz-feedback")[0];
    this.initial = this.ids();
    /** @type {Grade|null} */
    this.grade = null;
    this.touched = false;
    if (this.list) this.addMoves();
    this.listen();
  }

  Question.prototype = {
    /** @returns {string[]} the option ids as they stand */
    ids: function () {
      return Array.prototype.map.call(this.box.querySelectorAll("li[data-id], input"), function (/** @type {Element} */ e) {
        return e.getAttribute("data-id") || e.getAttribute("value") || "";
      });
    },

    /** @returns {string[]} */
    response: function () {
      if (this.list) return this.ids();
      return Array.prototype.filter.call(this.box.querySelectorAll("input"), function (/** @type {HTMLInputElement} */ input) {
        return input.checked;
      }).map(function (/** @type {HTMLInputElement} */ input) { return input.value; });
    },

    /** @param {string[]} response */
    set: function (response) {
      var list = this.list;
      if (list) {
        response.forEach(function (id) {
          var row = Array.prototype.filter.call(list.children, function (/** @type {Element} */ li) {
            return li.getAttribute("data-id") === id;
          })[0];
          if (row) list.appendChild(row);
        });
        this.updateMoves();
        return;
      }
      Array.prototype.forEach.call(this.box.querySelectorAll("input"), function (/** @type {HTMLInputElement} */ input) {
        input.checked = response.indexOf(input.value) >= 0;
      });
    },

    /** @param {string} id @returns {string} what an option says */
    text: function (id) {
      var input = Array.prototype.filter.call(this.box.querySelectorAll("li[data-id], input"), function (/** @type {Element} */ e) {
        return e.getAttribute("data-id") === id || e.getAttribute("value") === id;
      })[0];
      var row = input && (input.tagName === "LI" ? input : input.parentNode);
      var span = row && row.querySelector("span");
      return span ? span.textContent || "" : "";
    },

    listen: function () {
      var self = this;
      var button = hooks(this.box, "quiz-check")[0];
      button.hidden = false;
      button.addEventListener("click", function () { self.check(); });
      this.box.addEventListener("change", function () { self.change(); });
      // Browsers send a form from a radio button only when it has a submit button; here Enter checks the answer.
      this.box.addEventListener("keydown", function (event) {
        if (event.key !== "Enter" || event.isComposing || event.target.tagName !== "INPUT") return;
        event.preventDefault();
        self.check();
      });
    },

    /** The learner chose something else: what was said about the last answer is no longer true. */
    change: function () {
      this.touched = true;
      this.grade = null;
      this.feedback.textContent = "";
      this.box.removeAttribute("data-state");
      this.player.changed();
    },

    check: function () {
      var response = this.response();
      if (!response.length) {
        this.feedback.textContent = this.words.choose;
        this.player.say(this.words.choose);
        return;
      }
      this.touched = true;
      this.mark(response);
      var key = this.list ? "" : " " + this.words.key + this.item.answer.map(this.text, this).map(function (text) {
        return " “" + text + "”";
      }).join("");
      this.player.changed();
      this.player.say(this.grade && this.grade.right ? this.words.right : this.words.wrong + key);
    },

    /** Grades and explains. @param {string[]} response */
    mark: function (response) {
      var result = grade(this.item, response);
      this.grade = result;
      this.box.setAttribute("data-state", result.right ? "right" : "wrong");
      this.feedback.textContent = "";
      var verdict = make("p", "", "db-quiz-verdict");
      verdict.appendChild(sign(result.right));
      verdict.appendChild(make("strong", result.right ? this.words.right : this.words.wrong));
      if (this.list) verdict.appendChild(document.createTextNode(" " + this.words.right_order));
      this.feedback.appendChild(verdict);
      this.feedback.appendChild(this.explanation(response));
    },

    /** @param {string[]} response @returns {HTMLElement} every option with its reason and a link to the place that proves it */
    explanation: function (response) {
      var self = this;
      var list = make(this.list ? "ol" : "ul");
      (this.list ? this.item.answer : this.ids()).forEach(function (id) {
        var why = self.item.why[id] || ["", ""];
        var row = make("li");
        var isKey = self.item.answer.indexOf(id) >= 0;
        if (!self.list) {
          row.className = isKey ? "db-quiz-key" : "";
          row.appendChild(sign(isKey));
        }
        row.appendChild(make("b", self.text(id)));
        if (!self.list && isKey) row.appendChild(make("span", self.words.key, "db-quiz-tag"));
        if (!self.list && response.indexOf(id) >= 0) row.appendChild(make("span", self.words.chosen, "db-quiz-tag"));
        row.appendChild(make("span", why[0] + " ", "db-quiz-why"));
        row.lastChild.appendChild(link(self.words.see, why[1]));
        list.appendChild(row);
      });
      return list;
    },

    reset: function () {
      this.set(this.list ? this.initial : []);
      this.grade = null;
      this.touched = false;
      this.feedback.textContent = "";
      this.box.removeAttribute("data-state");
    },

    /** @param {*} answer what was saved; taken only if it belongs to the item as it is now */
    restore: function (answer) {
      var known = this.initial;
      var fits = isObject(answer) && answer.hash === this.hash && Array.isArray(answer.response) &&
        answer.response.every(function (/** @type {*} */ id) { return known.indexOf(id) >= 0; }) &&
        (!this.list || (answer.response.length === known.length && !difference(known, answer.response).length));
      if (!fits) return;
      this.touched = true;
      this.set(answer.response);
      if (answer.checked && answer.response.length) this.mark(answer.response);
    },

    // ordering by buttons: works with keyboard, touch and screen reader alike

    addMoves: function () {
      var self = this;
      Array.prototype.forEach.call(this.list.children, function (/** @type {HTMLElement} */ row) {
        var text = (row.querySelector("span") || row).textContent || "";
        [["up", "↑", -1], ["down", "↓", 1]].forEach(function (move) {
          var button = make("button", String(move[1]), "db-quiz-move");
          button.setAttribute("type", "button");
          button.setAttribute("aria-label", fill(self.words[move[0]], { text: text }));
          button.addEventListener("click", function () { self.move(row, Number(move[2]), button); });
          row.appendChild(button);
        });
      });
      this.updateMoves();
    },

    /** @param {HTMLElement} row @param {number} by @param {HTMLElement} button */
    move: function (row, by, button) {
      var other = by < 0 ? row.previousElementSibling : row.nextElementSibling;
      if (!other) return;
      this.list.insertBefore(row, by < 0 ? other : other.nextElementSibling);
      this.updateMoves();
      // A button that can go no further loses the focus; its twin takes it.
      if (button.disabled) row.querySelector("button:not([disabled])").focus();
      else button.focus();
      var place = Array.prototype.indexOf.call(this.list.children, row) + 1;
      var values = { text: (row.querySelector("span") || row).textContent, n: place, m: this.list.children.length };
      this.change();
      this.player.say(fill(this.words.moved, values));
    },

    updateMoves: function () {
      var rows = this.list.children;
      Array.prototype.forEach.call(rows, function (/** @type {Element} */ row, /** @type {number} */ place) {
        var buttons = row.querySelectorAll("button");
        if (buttons.length < 2) return;
        buttons[0].disabled = place === 0;
        buttons[1].disabled = place === rows.length - 1;
      });
    },
  };

  /** @param {boolean} right @returns {HTMLElement} a sign for the eye; the words say the same */
  function sign(right) {
    var mark = make("span", right ? "✓" : "✗", "db-quiz-sign");
    mark.setAttribute("aria-hidden", "true");
    return mark;
  }

  // ---------------------------------------------------------------- one form

  /** @param {HTMLFormElement} form */
  function Player(form) {
    var template = form.querySelector("template.db-quiz-data");
    var data = JSON.parse((template && template.content.textContent) || "");
    var self = this;
    this.form = form;
    this.words = data.words;
    this.result = hooks(form, "quiz-result")[0];
    this.live = make("p", "", "db-quiz-live");
    this.live.setAttribute("role", "status");
    form.appendChild(this.live);
    this.questions = hooks(form, "quiz-item").filter(function (box) {
      return data.items[box.getAttribute("data-id")];
    }).map(function (box) {
      return new Question(box, data.items[box.getAttribute("data-id")], data.words, self);
    });
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    this.restore();
  }

  Player.prototype = {
    restore: function () {
      var saved = loadForm(this.form.getAttribute("data-id"));
      this.questions.forEach(function (question) { question.restore(saved.answers[question.id]); });
      this.show();
    },

    /** Called by a question whose response or grade is another now. */
    changed: function () {
      /** @type {Object<string, Answer>} */
      var answers = {};
      this.questions.forEach(function (question) {
        if (!question.touched) return;
        answers[question.id] = { hash: question.hash, response: question.response(), checked: Boolean(question.grade) };
      });
      saveForm(this.form.getAttribute("data-id"), { hash: this.form.getAttribute("data-hash"), answers: answers });
      this.show();
    },

    /** The line with the score, and what to read again. */
    show: function () {
      var done = this.questions.filter(function (question) { return question.grade; });
      var right = done.filter(function (question) { return question.grade.right; });
      var all = this.questions.length;
      this.result.textContent = "";
      if (!this.questions.some(function (question) { return question.touched; })) return;
      this.result.appendChild(make("p", fill(this.words.progress, { done: done.length, all: all, right: right.length })));
      if (done.length === all && Number(this.form.getAttribute("data-cut"))) this.showScore(Math.round((100 * right.length) / all));
      this.showReading(done.filter(function (question) { return !question.grade.right; }));
      this.showReset();
    },

    /** @param {number} score in per cent */
    showScore: function (score) {
      var cut = Number(this.form.getAttribute("data-cut"));
      var text = fill(score >= cut ? this.words.passed : this.words.failed, { score: score, cut: cut });
      var line = make("p");
      line.appendChild(make("strong", text));
      this.result.appendChild(line);
    },

    /** @param {Question[]} missed */
    showReading: function (missed) {
      if (!missed.length) return;
      this.result.appendChild(make("p", this.words.reread));
      var list = make("ul");
      var seen = {};
      missed.forEach(function (question) {
        if (seen[question.item.link]) return;
        seen[question.item.link] = true;
        var row = make("li");
        row.appendChild(link(question.item.topic, question.item.link));
        list.appendChild(row);
      });
      this.result.appendChild(list);
    },

    showReset: function () {
      var self = this;
      var button = make("button", this.words.reset);
      button.setAttribute("type", "button");
      button.setAttribute("data-drillbook", "quiz-reset");
      button.addEventListener("click", function () { self.reset(); });
      this.result.appendChild(button);
    },

    reset: function () {
      this.questions.forEach(function (question) { question.reset(); });
      saveForm(this.form.getAttribute("data-id"), null);
      this.show();
      this.say(this.words.reset);
      var first = this.form.querySelector("input, button:not([disabled])");
      if (first) first.focus();
    },

    /** Tells a screen reader. @param {string} text */
    say: function (text) {
      // The same words twice would not be read out a second time.
      this.live.textContent = this.live.textContent === text ? text + "\u00a0" : text;
    },
  };

  // ---------------------------------------------------------------- start

  function start() {
    hooks(document.documentElement, "quiz").forEach(function (form) {
      if (form.getAttribute("data-ready")) return;
      form.setAttribute("data-ready", "true");
      try {
        new Player(/** @type {HTMLFormElement} */ (form));
      } catch (error) {
        // The questions stay readable; what went wrong is for the console only.
        window.console.error("drillbook quiz", error);
      }
    });
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
  // Material swaps the page without loading it when navigation.instant is on.
  if (window.document$ && window.document$.subscribe) window.document$.subscribe(start);
})();
