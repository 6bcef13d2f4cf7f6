/**
 * The quiz player: every form on the page, with its score, what to read again, and new items on what was missed.
 *
 * The markup comes from site/templates/quiz.html.jinja and is readable without this script; keys and rationales are loaded beside the
 * page once somebody answers. Answers stay in localStorage.
 *
 * @typedef {import("./quiz-data.js").Item} Item
 */
(function () {
  "use strict";

  var ui = window.drillbookItem, store = window.drillbookStore, learned = window.drillbookLearned, data = window.drillbookData;
  var make = ui.make, say = ui.say;

  // ---------------------------------------------------------------- a list of questions

  /**
   * Questions that are answered together; knows the score and what to read again, and remembers which facts were passed.
   * @param {HTMLElement} root where the result is shown
   * @param {{counts: boolean, finished?: function(): void}} options counts: whether answers are remembered for the drill
   * @constructor
   */
  function Sheet(root, options) {
    this.options = options;
    /** @type {any[]} */
    this.questions = [];
    /** @type {Object<string, [string, string]>} */
    this.facts = {};
    this.say = ui.announcer(root);
  }

  Sheet.prototype = {
    /** @param {HTMLElement} box @param {Item} item @returns {any} */
    add: function (box, item) {
      var question = new ui.Question(box, item, this);
      this.questions.push(question);
      return question;
    },

    changed: function () { /* a sheet that is not kept has nothing to do */ },

    /** @param {function(boolean): void} done what is not on the page knows its keys */
    keys: function (done) { done(true); },

    /** @param {any} question @param {boolean} isFirst whether it had not been checked before */
    graded: function (question, isFirst) {
      if (isFirst && this.options.counts) this.note(question);
      this.changed(question);
      this.finish();
    },

    /** Remembers which facts were passed. @param {any} question */
    note: function (question) {
      learned.note(question.item, function (fact) { return question.passed(fact); }, this.facts, document.documentElement.lang);
    },

    /** Tells the result when all is answered. */
    finish: function () {
      if (this.options.finished && this.done().length === this.questions.length) this.options.finished();
    },

    /** Puts back what was answered before. @param {any[]} rows answers with the ids of their items */
    resume: function (rows) {
      this.questions.forEach(function (question) {
        rows.forEach(function (row) { if (row.id === question.id && (row.response.length || row.first)) question.restore(row); });
      });
      this.finish();
    },

    /** @returns {any[]} the questions that were checked; what was checked first counts */
    done: function () { return this.questions.filter(function (question) { return question.first; }); },

    /** @returns {any[]} */
    missed: function () { return this.done().filter(function (question) { return !question.first.grade.right; }); },

    /**
     * Rounded down: who lacks a part of a point does not pass, as on paper. What shares lose when they are added is no such part.
     * @returns {number} in per cent, partly right answers included
     */
    score: function () {
      var sum = this.done().reduce(function (points, question) { return points + question.first.grade.score; }, 0);
      return this.questions.length ? Math.floor((100 * sum) / this.questions.length + 1e-6) : 0;
    },

    /** @returns {string} how far it got, and what was corrected since */
    progress: function () {
      var done = this.done(), right = done.length - this.missed().length;
      var corrected = done.filter(function (question) { return question.isCorrected(); }).length;
      return say("progress", { done: done.length, all: this.questions.length, right: right }) + (corrected ? say("corrected", { count: corrected }) : "");
    },

    /** Right of all by playbook, with links to what was missed; many small ones share a page. @returns {HTMLElement} */
    topics: function () {
      /** @type {{title: string, all: number, right: number, links: [string, string][]}[]} */
      var topics = [];
      this.done().forEach(function (question) {
        var missed = question.missed(), title = (missed[0] || question.item).topic.split(" › ")[0];
        var topic = topics.filter(function (one) { return one.title === title; })[0];
        if (!topic) topics.push((topic = { title: title, all: 0, right: 0, links: [] }));
        topic.all += 1;
        topic.right += missed.length ? 0 : 1;
        missed.forEach(function (/** @type {{topic: string, link: string}} */ one) {
          if (!topic.links.some(function (link) { return link[1] === one.link; })) topic.links.push([one.topic, one.link]);
        });
      });
      return topicList(topics);
    },
  };

  /** @param {{title: string, all: number, right: number, links: [string, string][]}[]} topics @returns {HTMLElement} */
  function topicList(topics) {
    var list = make("ul", "", "db-quiz-topics");
    topics.sort(function (a, b) { return a.right / a.all - b.right / b.all; }).forEach(function (topic) {
      var isRight = topic.right === topic.all, row = list.appendChild(make("li", "", isRight ? "db-quiz-key" : ""));
      row.appendChild(ui.sign(isRight));
      row.appendChild(make("span", say("topic", { title: topic.title, right: topic.right, all: topic.all })));
      if (!topic.links.length) return;
      row.appendChild(make("span", " " + say("reread") + " "));
      topic.links.forEach(function (one, place) {
        if (place) row.appendChild(document.createTextNode(say("comma")));
        row.appendChild(ui.link(below(one[0], topic.title), one[1]));
      });
    });
    return list;
  }

  /** @param {string} path @param {string} title @returns {string} what lies below a title, without it */
  function below(path, title) { return path.indexOf(title + " › ") === 0 ? path.slice(title.length + 3) : path; }

  /**
   * A sheet of items that are not on the page yet.
   * @param {HTMLElement} root @param {Item[]} items @param {Object<string, [string, string]>} facts
   * @param {{counts: boolean, finished?: function(): void, before?: function(HTMLElement, Item): void}} options
   * @returns {any}
   */
  function loose(root, items, facts, options) {
    var form = root.appendChild(make("form", "", "db-quiz"));
    form.setAttribute("data-drillbook", "quiz-extra");
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    var sheet = new Sheet(form, options);
    sheet.facts = facts;
    items.forEach(function (item, place) {
      if (options.before) options.before(form, item);
      sheet.add(form.appendChild(ui.build(placed(item), place + 1)), item);
    });
    return sheet;
  }

  /** The addresses of a loaded item as seen from this page. @param {any} item @returns {Item} */
  function placed(item) {
    if (item.isPlaced) return item;
    item.isPlaced = true;
    item.link = data.root + item.link;
    item.options.concat(item.prompts).forEach(function (/** @type {string[]} */ told) { told[3] = data.root + told[3]; });
    return item;
  }

  // ---------------------------------------------------------------- what is not kept

  var isWarned = false;

  /** @param {any[]} concerns what a page remembers @param {boolean} keeps @returns {HTMLElement|null} what says that it is not kept */
  function notice(concerns, keeps) {
    var word = concerns.some(store.isLocked) ? "newer" : keeps ? "" : "not_kept";
    return word ? make("p", say(word), "db-practice-note") : null;
  }

  /** Says above a form, once on a page, that nothing is kept; not beside a line that says the opposite. @param {any} player @param {boolean} keeps */
  function warn(player, keeps) {
    var note = notice([store.CONCERNS.quiz, store.CONCERNS.learned], keeps);
    if (!note || isWarned) return;
    isWarned = true;
    var opposite = document.querySelector(".db-quiz-private");
    if (opposite) opposite.remove();
    player.form.parentNode.insertBefore(note, player.form);
    player.sheet.say(note.textContent);
  }

  // ---------------------------------------------------------------- a form of the page

  /** @param {HTMLFormElement} form @constructor */
  function Player(form) {
    var self = this;
    this.form = form;
    this.id = form.getAttribute("data-id") || "";
    this.cut = Number(form.getAttribute("data-cut"));
    this.result = ui.hooks(form, "quiz-result")[0];
    this.sheet = new Sheet(form, { counts: true });
    /** The items nobody may miss. @type {string[]} */
    this.critical = [];
    this.sheet.changed = function () { self.changed(); };
    this.sheet.keys = function (done) { self.keys(done); };
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    // Keys and rationales are a third of what a page weighs; the first answer brings them, so that they are there for the check.
    form.addEventListener("change", function () { self.keys(function () {}); });
    this.begin();
    // Nobody should find out at the end; the page is ready first. Whether there is room shows when something is kept.
    (window.requestIdleCallback || window.setTimeout)(function () { warn(self, !store.isBlocked()); });
  }

  Player.prototype = {
    begin: function () {
      var sheet = this.sheet, self = this;
      ui.hooks(this.form, "quiz-item").forEach(function (box) { sheet.add(box, ui.shown(box)); });
      this.form.setAttribute("data-ready", "true");
      if (store.has(store.records(store.CONCERNS.quiz, "forms"), this.id)) this.keys(function (isTold) { if (isTold) self.restore(); });
    },

    /** @param {function(boolean): void} done told whether keys and rationales could be had; without them a form stays readable */
    keys: function (done) {
      var self = this;
      data.load("forms/" + this.id, function (told) {
        if (told && !self.isTold) self.learn(told);
        done(Boolean(told));
      });
    },

    /** @param {{items: Object<string, Item>, facts: Object<string, [string, string]>, critical: string[]}} told */
    learn: function (told) {
      this.isTold = true;
      this.sheet.facts = told.facts;
      this.critical = told.critical;
      this.sheet.questions.forEach(function (question) {
        if (store.has(told.items, question.id)) question.learn(placed(told.items[question.id]));
      });
    },

    restore: function () {
      var forms = store.records(store.CONCERNS.quiz, "forms"), sheet = this.sheet;
      var answers = store.has(forms, this.id) ? forms[this.id].answers : {};
      var known = store.records(store.CONCERNS.learned, "facts");
      sheet.questions.forEach(function (question) {
        if (!store.has(answers, question.id) || !question.restore(answers[question.id])) return;
        // What was answered before there was a schedule enters it now.
        var isNew = question.item.facts.some(function (/** @type {string} */ id) { return !store.has(known, id); });
        if (isNew && question.first && question.first.grade.right) sheet.note(question);
      });
      this.show();
      if (store.has(forms, this.id)) this.resume(forms[this.id].retake);
    },

    /** Called by a question whose response or grade is another now. */
    changed: function () {
      var id = this.id, hash = this.form.getAttribute("data-hash") || "", questions = this.sheet.questions;
      this.save(function (all) {
        var before = store.isObject(all.forms[id]) ? all.forms[id] : {};
        all.forms[id] = { hash: hash, answers: answersOf(questions, before.answers), retake: before.retake };
      });
      this.show();
    },

    /** @param {function(*): void} change */
    save: function (change) { if (!store.update(store.CONCERNS.quiz, change)) warn(this, false); },

    /** The line with the score, and what to read again. */
    show: function () {
      var sheet = this.sheet, done = sheet.done();
      this.result.textContent = "";
      if (!sheet.questions.some(function (question) { return question.touched; })) return;
      this.result.appendChild(make("p", sheet.progress()));
      if (done.length === sheet.questions.length && this.cut) this.showScore();
      if (done.length) this.result.appendChild(sheet.topics());
      var row = this.result.appendChild(make("p", "", "db-quiz-actions"));
      if (sheet.missed().length) row.appendChild(this.retakeButton());
      row.appendChild(this.resetButton());
    },

    showScore: function () {
      var score = this.sheet.score(), critical = this.critical;
      var fatal = this.sheet.missed().filter(function (question) { return critical.indexOf(question.id) >= 0; }).length;
      var word = score < this.cut ? "failed" : fatal ? "failed_critical" : "passed";
      var line = this.result.appendChild(make("p"));
      line.appendChild(make("strong", say(word, { score: score, cut: this.cut, count: fatal })));
    },

    /** @returns {HTMLElement} */
    resetButton: function () {
      var self = this, isSure = false;
      var button = ui.button(say("reset"), function () {
        if (isSure) return self.reset();
        isSure = true;
        self.sheet.say((button.textContent = say("reset_sure")));
      }, "quiz-reset");
      button.addEventListener("blur", function () { isSure = false; button.textContent = say("reset"); });
      return button;
    },

    /** @returns {HTMLElement} */
    retakeButton: function () {
      var self = this;
      return ui.button(say("retake", { count: this.sheet.missed().length }), function () { self.retake(); }, "quiz-retake");
    },

    reset: function () {
      var id = this.id;
      this.sheet.questions.forEach(function (question) { question.reset(); });
      if (this.extra) this.extra.remove();
      store.update(store.CONCERNS.quiz, function (all) { delete all.forms[id]; });
      this.show();
      this.sheet.say(say("reset_done"));
      var first = /** @type {HTMLElement|null} */ (this.form.querySelector("fieldset input, fieldset select, fieldset button:not([disabled])"));
      if (first) first.focus();
    },

    /** Other items on the facts that were missed; their answers count for the drill, not for the score above. */
    retake: function () {
      var self = this;
      var missed = this.sheet.missed();
      data.several(unique(missed.map(function (question) { return learned.entityOf(question.missed()[0].fact); })), function (supplies) {
        self.keep(self.showRetake(chosen(missed, supplies), supplies));
        /** @type {HTMLElement} */ (self.extra.firstChild).focus();
      });
    },

    /** Remembers what is asked again, and the answers to it. @param {any} sheet */
    keep: function (sheet) {
      var id = this.id;
      var rows = sheet.questions.map(function (/** @type {any} */ question) {
        return Object.assign({ entity: learned.entityOf(question.item.facts[0]), id: question.id }, question.record());
      });
      this.save(function (all) { if (store.isObject(all.forms[id])) all.forms[id].retake = rows; });
    },

    /** Goes on with what was asked again, as far as it is still asked. @param {*} kept what `keep` wrote, if nobody else did */
    resume: function (kept) {
      var self = this, rows = Array.isArray(kept) ? kept.filter(function (row) { return store.isAnswer(row) && typeof row.entity === "string"; }) : [];
      data.several(unique(rows.map(function (row) { return row.entity; })), function (supplies) {
        var own = self.sheet.questions.map(function (question) { return question.item; });
        var items = rows.map(function (row) { return inSupplies(row, supplies) || same(row, own); }).filter(Boolean);
        var sheet = items.length ? self.showRetake(items, supplies) : null;
        if (sheet) sheet.resume(rows);
      });
    },

    /** @param {any[]} items @param {any[]} supplies @returns {any} the sheet */
    showRetake: function (items, supplies) {
      var self = this;
      if (this.extra) this.extra.remove();
      var extra = (this.extra = make("section", "", "db-quiz-retake"));
      this.form.parentNode.insertBefore(extra, this.form.nextSibling);
      var heading = extra.appendChild(make("p", "", "db-quiz-extra-title"));
      heading.tabIndex = -1;
      heading.appendChild(make("strong", say("retake_title")));
      var sheet = loose(extra, items, Object.assign({}, this.sheet.facts, factsOf(supplies)), {
        counts: true,
        finished: function () {
          result.textContent = "";
          result.appendChild(make("p", sheet.progress()));
          result.appendChild(sheet.topics());
        },
      });
      sheet.changed = function () { self.keep(sheet); };
      var result = extra.appendChild(make("div", "", "db-quiz-result"));
      return sheet;
    },
  };

  /**
   * @param {any[]} questions @param {*} before the answers that are stored
   * @returns {Object<string, import("./quiz-store.js").Answer>} those to keep; what is not shown yet, because keys are still on their way, stays
   */
  function answersOf(questions, before) {
    /** @type {Object<string, import("./quiz-store.js").Answer>} */
    var answers = {};
    questions.forEach(function (question) {
      var kept = store.isObject(before) && store.has(before, question.id) ? before[question.id] : null;
      if (question.touched) answers[question.id] = question.record(kept);
      else if (store.isAnswer(kept) && kept.hash === question.item.hash) answers[question.id] = kept;
    });
    return answers;
  }

  /** @param {{entity: string, id: string, hash: string}} row @param {any[]} supplies @returns {Item|undefined} the item that was asked, if it still is the same */
  function inSupplies(row, supplies) {
    var supply = supplyOf(row.entity, supplies);
    return supply && same(row, supply.items);
  }

  /** @param {string} entity @param {any[]} supplies @returns {any} */
  function supplyOf(entity, supplies) { return supplies.filter(function (one) { return one.entity === entity; })[0]; }

  /** @param {{id: string, hash: string}} row @param {Item[]} items @returns {Item|undefined} */
  function same(row, items) { return items.filter(function (item) { return item.id === row.id && item.hash === row.hash; })[0]; }

  /** @param {string[]} ids @returns {string[]} */
  function unique(ids) { return ids.filter(function (id, place) { return ids.indexOf(id) === place; }); }

  /**
   * For every missed question another one on the fact that was missed; the same again where there is no other.
   * @param {any[]} missed @param {any[]} supplies @returns {Item[]}
   */
  function chosen(missed, supplies) {
    var seen = missed.map(function (question) { return question.id; });
    return missed.map(function (question) {
      var fact = question.missed()[0].fact, supply = supplyOf(learned.entityOf(fact), supplies);
      var other = supply && data.pick(supply, fact, seen);
      if (!other || seen.indexOf(other.id) >= 0) return question.item;
      seen.push(other.id);
      return other;
    });
  }

  /** @param {any[]} supplies @returns {Object<string, [string, string]>} */
  function factsOf(supplies) {
    return supplies.reduce(function (all, supply) { return Object.assign(all, supply.facts); }, {});
  }

  // ---------------------------------------------------------------- before reading

  var PRETEST = 3;

  /** Three items before reading, which count for nothing: they make the reader look for the answers. @param {HTMLElement} box */
  function pretest(box) {
    var details = /** @type {HTMLDetailsElement} */ (box);
    details.hidden = false;
    details.addEventListener("toggle", function () {
      if (!details.open || details.getAttribute("data-ready")) return;
      details.setAttribute("data-ready", "true");
      data.items(details.getAttribute("data-entity") || "", function (supply) {
        var items = supply ? few(data.shuffled(supply.items)) : [];
        if (!items.length) { details.appendChild(make("p", say("retake_none"))); return; }
        var sheet = loose(details, items, {}, {
          counts: false,
          finished: function () { result.textContent = sheet.progress() + " " + say("pretest_done"); },
        });
        var result = details.appendChild(make("p"));
      });
    });
  }

  /** @param {Item[]} items @returns {Item[]} the first of them; those on many facts only where enough others are left */
  function few(items) {
    var found = apart(items);
    if (found.length < PRETEST) found = apart(items.slice().sort(function (a, b) { return a.facts.length - b.facts.length; }));
    return found.slice(0, PRETEST);
  }

  /** @param {Item[]} items @returns {Item[]} no two on the same fact */
  function apart(items) {
    /** @type {Object<string, boolean>} */
    var asked = {};
    return items.filter(function (item) {
      var isNew = !item.facts.some(function (id) { return store.has(asked, id); });
      if (isNew) item.facts.forEach(function (id) { asked[id] = true; });
      return isNew;
    });
  }

  // ---------------------------------------------------------------- start

  /** @param {string} hook @param {function(any): void} action */
  function once(hook, action) {
    ui.hooks(document.documentElement, hook).forEach(function (element) {
      if (element.getAttribute("data-started")) return;
      element.setAttribute("data-started", "true");
      try {
        action(element);
      } catch (error) {
        // The questions stay readable; what went wrong is for the console only.
        window.console.error("drillbook quiz", error);
      }
    });
  }

  function start() {
    once("quiz", function (form) { return new Player(form); });
    once("pretest", pretest);
    // For measuring only.
    if (window.performance && window.performance.mark) window.performance.mark("drillbook-quiz-ready");
  }

  window.drillbookQuiz = { loose: loose, factsOf: factsOf, apart: apart, once: once, notice: notice };
  // It stands behind what it starts, or is deferred.
  start();
})();
