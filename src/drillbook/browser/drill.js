/**
 * The drill: what is due today over everything passed, three to ten items; the coming dates; what changed in the manual since.
 *
 * @typedef {import("./quiz-store.js").Known} Known
 */
(function () {
  "use strict";

  var FEWEST = 3, MOST = 10, DATES = 6;
  var ui = window.drillbookItem, store = window.drillbookStore, learned = window.drillbookLearned, data = window.drillbookData;
  var quiz = window.drillbookQuiz;
  var make = ui.make;
  var words = (window.drillbookWords || {}).practice || {};

  /** @param {string} key @param {Object<string, *>} [values] @returns {string} */
  function say(key, values) { return ui.filled(words[key] || key, values); }

  /** @returns {Object<string, Known>} */
  function known() { return store.records(store.CONCERNS.learned, "facts"); }

  /** @param {string} day @returns {string} as people write it */
  function shown(day) {
    var options = /** @type {Intl.DateTimeFormatOptions} */ ({ year: "numeric", month: "long", day: "numeric", timeZone: "UTC" });
    try {
      return new Intl.DateTimeFormat(document.documentElement.lang, options).format(new Date(day));
    } catch (error) { return day; }
  }

  /** What keeps nothing says so. @param {HTMLElement} root @param {any[]} concerns what is remembered here @returns {boolean} whether it did */
  function warn(root, concerns) {
    var note = quiz.notice(concerns, store.keeps());
    if (note) root.appendChild(note);
    return Boolean(note);
  }

  // ---------------------------------------------------------------- the manual as it is now

  /**
   * Loads what changed since it was seen, and marks it; forgets what is gone.
   * @param {function(number): void} done gets how many facts are gone
   */
  function compare(done) {
    data.load("items/index", function (index) {
      var mine = unique(Object.keys(known()).map(learned.entityOf));
      if (!index) { done(0); return; }
      var seen = store.records(store.CONCERNS.learned, "entities");
      var other = mine.filter(function (id) { return store.has(index.entities, id) && seen[id] !== index.entities[id]; });
      data.several(other, function (supplies) {
        supplies.forEach(function (supply) {
          learned.compare(supply.entity, index.entities[supply.entity], supply.facts, document.documentElement.lang);
        });
        done(forgetGone(index.entities, supplies));
      });
    });
  }

  /** @param {Object<string, string>} entities @param {any[]} supplies @returns {number} */
  function forgetGone(entities, supplies) {
    var gone = Object.keys(known()).filter(function (fact) {
      var entity = learned.entityOf(fact);
      return !store.has(entities, entity) || supplies.some(function (supply) {
        return supply.entity === entity && !store.has(supply.facts, fact);
      });
    });
    if (gone.length) {
      store.update(store.CONCERNS.learned, function (all) { gone.forEach(function (fact) { delete all.facts[fact]; }); });
    }
    return gone.length;
  }

  /** @param {string[]} list @returns {string[]} */
  function unique(list) { return list.filter(function (one, place) { return list.indexOf(one) === place; }); }

  // ---------------------------------------------------------------- a session

  /** @param {HTMLElement} root @constructor */
  function Drill(root) {
    this.root = root;
    this.empty = ui.hooks(root, "drill-empty")[0];
    this.body = root.appendChild(make("div"));
    this.body.setAttribute("aria-busy", "true");
    this.empty.hidden = true;
    this.body.appendChild(make("p", say("loading")));
    var self = this;
    compare(function (gone) { self.show(gone); });
  }

  Drill.prototype = {
    /** @param {number} gone how many facts are no longer in the manual */
    show: function (gone) {
      var all = known(), facts = learned.due(learned.today());
      this.body.textContent = "";
      this.body.removeAttribute("aria-busy");
      var isLost = warn(this.body, [store.CONCERNS.learned]);
      if (gone) this.body.appendChild(make("p", say("gone", { count: gone }), "db-practice-note"));
      if (!Object.keys(all).length) {
        // How to start promises that what is answered comes back: where nothing is kept, only the way to the quizzes is left of it.
        if (isLost && this.empty.lastElementChild) this.body.appendChild(this.empty.lastElementChild);
        this.empty.hidden = isLost;
        return;
      }
      var changed = facts.filter(function (id) { return all[id].was !== undefined; }).length;
      var line = facts.length ? say("due", { count: facts.length }) + (changed ? say("due_changed", { count: changed }) : "") : say("nothing_due");
      this.body.appendChild(make("p")).appendChild(make("strong", line));
      this.session = this.body.appendChild(make("div"));
      this.footer = this.body.appendChild(make("div"));
      if (facts.length) this.ask(filledUp(facts, all));
      else this.offerAhead(all);
      this.showDates();
    },

    /** Nothing is due: three all the same for who wants them. @param {Object<string, Known>} all */
    offerAhead: function (all) {
      var self = this;
      var button = ui.button(say("ahead"), function () {
        self.session.textContent = "";
        self.ask(filledUp([], all));
      }, "drill-ahead");
      this.session.appendChild(make("p", "", "db-quiz")).appendChild(button);
    },

    /** @param {string[]} facts */
    ask: function (facts) {
      var self = this, now = facts.slice(0, MOST);
      data.several(unique(now.map(learned.entityOf)), function (supplies) { self.put(now, supplies); });
    },

    /** @param {string[]} facts @param {any[]} supplies */
    put: function (facts, supplies) {
      var self = this, all = known(), found = chosen(facts, supplies, all);
      found.without.forEach(function (fact) { self.withoutQuestion(fact, all[fact]); });
      if (!found.items.length) { this.finish(); return; }
      var heading = this.session.appendChild(make("div"));
      heading.tabIndex = -1;
      var sheet = quiz.loose(this.session, found.items, quiz.factsOf(supplies), {
        counts: true,
        before: function (/** @type {HTMLElement} */ form, /** @type {any} */ item) { addChange(form, item, all); },
        finished: function () { self.finish(sheet); },
      });
    },

    /** What changed is shown even where no question can be asked; it comes back as if it had been answered. @param {string} fact @param {Known} before */
    withoutQuestion: function (fact, before) {
      if (before.was !== undefined) {
        var box = this.session.appendChild(change(before));
        box.appendChild(make("p", say("no_question")));
      }
      store.update(store.CONCERNS.learned, function (all) {
        all.facts[fact] = learned.after(before, true, [before.hash, before.said], before.lang, learned.today(), "");
      });
    },

    /** @param {any} [sheet] */
    finish: function (sheet) {
      var left = learned.due(learned.today()), self = this;
      this.footer.textContent = "";
      var result = this.footer.appendChild(make("div", "", "db-quiz db-quiz-result"));
      if (sheet) {
        result.appendChild(make("p", sheet.progress()));
        result.appendChild(sheet.topics());
      }
      if (!left.length) result.appendChild(make("p")).appendChild(make("strong", say("finished")));
      else {
        result.appendChild(ui.button(say("more", { count: left.length }), function () {
          self.session.textContent = "";
          self.footer.textContent = "";
          self.ask(left);
          self.showDates();
        }, "drill-more"));
      }
      this.showDates();
    },

    showDates: function () {
      var days = upcoming(known()), self = this;
      if (this.dates) this.dates.remove();
      this.dates = this.body.appendChild(make("section", "", "db-quiz db-drill-dates"));
      if (!days.length) { this.dates.appendChild(make("p", say("all_done"))); return; }
      this.dates.appendChild(make("p")).appendChild(make("strong", say("dates")));
      var list = this.dates.appendChild(make("ul"));
      days.slice(0, DATES).forEach(function (one) {
        list.appendChild(make("li", say("date_count", { date: shown(one.day), count: one.count })));
      });
      this.dates.appendChild(ui.button(say("calendar"), function () { self.download(days); }, "drill-calendar"));
    },

    /** @param {{day: string, count: number}[]} days */
    download: function (days) {
      var events = days.map(function (one) { return { day: one.day, title: say("event", { count: one.count }) }; });
      var text = window.drillbookCalendar.file(events, {
        who: store.read(store.CONCERNS.learned).who || "learner", text: say("event_text"), url: window.location.href.split("#")[0],
        now: new Date(), next: function (day) { return learned.later(day, 1); },
      });
      save("drillbook.ics", "text/calendar", text);
    },
  };

  /** @param {string} name @param {string} type @param {string} text */
  function save(name, type, text) {
    var link = /** @type {HTMLAnchorElement} */ (document.body.appendChild(make("a")));
    link.href = URL.createObjectURL(new Blob([text], { type: type + ";charset=utf-8" }));
    link.download = name;
    link.hidden = true;
    link.click();
    window.setTimeout(function () { URL.revokeObjectURL(link.href); link.remove(); }, 1000);
  }

  /** @param {Object<string, Known>} all @returns {{day: string, count: number}[]} the days on which something is due, the next first */
  function upcoming(all) {
    var today = learned.today();
    /** @type {Object<string, number>} */
    var days = {};
    Object.keys(all).forEach(function (fact) {
      if (!all[fact].due) return;
      var day = all[fact].due < today ? today : all[fact].due;
      days[day] = (days[day] || 0) + 1;
    });
    return Object.keys(days).sort().map(function (day) { return { day: day, count: days[day] }; });
  }

  /** Too few make no session: what is due next joins in. @param {string[]} facts @param {Object<string, Known>} all @returns {string[]} */
  function filledUp(facts, all) {
    if (facts.length >= FEWEST) return facts;
    var others = Object.keys(all).filter(function (fact) { return facts.indexOf(fact) < 0; }).sort(function (a, b) {
      // What was asked longest ago first; not what was answered a minute ago.
      return all[a].last < all[b].last ? -1 : all[a].last > all[b].last ? 1 : a < b ? -1 : 1;
    });
    return facts.concat(others.slice(0, FEWEST - facts.length));
  }

  /**
   * @param {string[]} facts @param {any[]} supplies @param {Object<string, Known>} all
   * @returns {{items: any[], without: string[]}} an item on each fact, no item twice; and the facts that have none
   */
  function chosen(facts, supplies, all) {
    /** @type {any[]} */
    var items = [];
    /** @type {string[]} */
    var without = [];
    facts.forEach(function (fact) {
      if (items.some(function (item) { return item.facts.indexOf(fact) >= 0; })) return;
      var supply = supplies.filter(function (one) { return one.entity === learned.entityOf(fact); })[0];
      var item = supply ? data.pick(supply, fact, all[fact].item ? [all[fact].item] : []) : null;
      if (item) items.push(item);
      // Where the file cannot be had, nothing is known: it stays due.
      else if (supply) without.push(fact);
    });
    return { items: items, without: without };
  }

  // ---------------------------------------------------------------- what changed

  /** @param {HTMLElement} form @param {any} item @param {Object<string, Known>} all */
  function addChange(form, item, all) {
    item.facts.forEach(function (/** @type {string} */ fact) {
      if (store.has(all, fact) && all[fact].was !== undefined) form.appendChild(change(all[fact]));
    });
  }

  /** The old and the new statement, closed: whoever wants to try first can. @param {Known} fact @returns {HTMLElement} */
  function change(fact) {
    var box = make("details", "", "db-drill-change");
    box.setAttribute("data-drillbook", "drill-change");
    var summary = box.appendChild(make("summary"));
    summary.appendChild(make("strong", say("changed")));
    summary.appendChild(make("span", " " + say("changed_what")));
    var list = box.appendChild(make("dl"));
    [["was", fact.was || "", "del"], ["now", fact.said, "ins"]].forEach(function (row) {
      if (!row[1]) return;
      list.appendChild(make("dt", say(row[0])));
      list.appendChild(make("dd")).appendChild(make(row[2], row[1]));
    });
    return box;
  }

  window.drillbookDrill = { say: say, save: save, warn: warn, upcoming: upcoming };
  function start() { quiz.once("drill", function (root) { return new Drill(root); }); }
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start); else start();
})();
