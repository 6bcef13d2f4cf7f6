/**
 * One's own progress: what there is, as a file and back. Importing merges; a file that makes no sense changes nothing.
 *
 * The file: `{format: "drillbook-progress", v: 1, saved, parts: {quiz, learned, cards, ticks, marks}}`, each part as it is stored.
 *
 * @typedef {{taken: number, same: number, refused: number, parts: string[], error: string, kept: boolean}} Report
 */
(function () {
  "use strict";

  var FORMAT = "drillbook-progress", VERSION = 1, LARGEST = 20000000;
  var ui = window.drillbookItem, store = window.drillbookStore, learned = window.drillbookLearned;
  var make = ui.make, say = window.drillbookDrill.say, C = store.CONCERNS;

  // ---------------------------------------------------------------- the file

  /** @returns {string} */
  function exported() {
    /** @type {Object<string, *>} */
    var parts = {};
    Object.keys(C).forEach(function (name) { if (!store.isLocked(C[name])) parts[name] = store.read(C[name]); });
    return JSON.stringify({ format: FORMAT, v: VERSION, saved: new Date().toISOString(), parts: parts }, null, 1) + "\n";
  }

  /** How a record of each table is merged: the value to keep, or undefined when what is there is as new. @type {Object<string, function(*, *): *>} */
  var MERGE = {
    forms: function (own, other) { return mergeForm(own, other); },
    facts: newer,
    cards: newer,
    pages: newer,
    entities: function (own, other) { return own === undefined ? other : undefined; },
    items: function (own, other) { return own === undefined ? other : undefined; },
  };

  /** @param {*} own @param {*} other @returns {*} the record of the later day; of the same day the one that is further */
  function newer(own, other) {
    if (own === undefined || other.last > own.last) return other;
    return other.last === own.last && other.stage > own.stage ? other : undefined;
  }

  /** Answers that are missing here are added; those that are here stay. @param {*} own @param {*} other @returns {*} */
  function mergeForm(own, other) {
    var answers = Object.assign({}, own ? own.answers : {}), added = 0;
    Object.keys(other.answers).forEach(function (id) {
      if (id === "__proto__" || store.has(answers, id) || !store.isAnswer(other.answers[id])) return;
      answers[id] = other.answers[id];
      added += 1;
    });
    var record = own || other;
    return added || !own ? { hash: String(record.hash || ""), answers: answers, retake: record.retake } : undefined;
  }

  /** @param {string} text @returns {Report} */
  function imported(text) {
    var report = { taken: 0, same: 0, refused: 0, parts: [], error: "", kept: true };
    var file = null;
    try { file = JSON.parse(text); } catch (error) { /* no JSON: told below */ }
    if (!store.isObject(file) || file.format !== FORMAT || !store.isObject(file.parts)) report.error = "refused_file";
    else if (typeof file.v !== "number" || file.v > VERSION) report.error = "refused_newer";
    else Object.keys(C).forEach(function (name) { if (store.has(file.parts, name)) importPart(name, file.parts[name], report); });
    return report;
  }

  /** @param {string} name @param {*} part @param {Report} report */
  function importPart(name, part, report) {
    var concern = C[name];
    if (!store.isSound(concern, part) || store.isLocked(concern)) { report.parts.push(name); return; }
    var done = { taken: 0, same: 0, refused: 0 };
    var kept = store.update(concern, function (data) {
      Object.keys(concern.tables).forEach(function (table) { mergeTable(concern, table, data[table], part[table] || {}, done); });
    });
    if (!kept) { report.kept = false; return; }
    report.taken += done.taken;
    report.same += done.same;
    report.refused += done.refused;
  }

  /** @param {any} concern @param {string} table @param {Object<string, *>} own @param {Object<string, *>} other @param {*} done */
  function mergeTable(concern, table, own, other, done) {
    // Which state of a playbook was seen is no record of the learner's.
    var counts = table === "entities" ? { taken: 0, same: 0, refused: 0 } : done;
    Object.keys(other).forEach(function (id) {
      if (id === "__proto__" || !concern.tables[table](other[id])) { counts.refused += 1; return; }
      var mine = store.has(own, id) && concern.tables[table](own[id]) ? own[id] : undefined;
      var kept = MERGE[table](mine, other[id]);
      if (kept === undefined) { counts.same += 1; return; }
      own[id] = kept;
      counts.taken += 1;
    });
  }

  // ---------------------------------------------------------------- the page

  /** @param {HTMLElement} root @constructor */
  function Progress(root) {
    this.root = root;
    window.drillbookDrill.warn(root, Object.keys(C).map(function (name) { return C[name]; }));
    this.summary = section(root, "have");
    this.addExport(section(root, "export_title"));
    this.addImport(section(root, "import_title"));
    this.addForget(section(root, "forget_title"));
    this.say = ui.announcer(root);
    this.show();
  }

  Progress.prototype = {
    show: function () {
      var facts = store.records(C.learned, "facts"), cards = store.records(C.cards, "cards");
      var lines = [
        say("have_facts", {
          count: Object.keys(facts).length, due: learned.due(learned.today()).length,
          done: Object.keys(facts).filter(function (id) { return facts[id].due === ""; }).length,
        }),
        say("have_forms", { count: Object.keys(store.records(C.quiz, "forms")).length }),
        say("have_cards", { count: Object.keys(cards).filter(function (id) { return cards[id].known; }).length }),
        say("have_marks", { count: Object.keys(store.records(C.marks, "pages")).length }),
      say("have_ticks", { count: Object.keys(store.records(C.ticks, "items")).length }),
      ];
      if (this.list) this.list.remove();
      var list = (this.list = this.summary.appendChild(make("ul")));
      lines.forEach(function (line) { list.appendChild(make("li", line)); });
    },

    /** @param {HTMLElement} place */
    addExport: function (place) {
      place.appendChild(ui.button(say("export"), function () {
        window.drillbookDrill.save("drillbook-progress-" + learned.today() + ".json", "application/json", exported());
      }, "progress-export"));
    },

    /** @param {HTMLElement} place */
    addImport: function (place) {
      var self = this;
      place.appendChild(make("p", say("import_text")));
      var label = place.appendChild(make("label"));
      label.appendChild(make("span", say("import")));
      var input = /** @type {HTMLInputElement} */ (label.appendChild(make("input")));
      input.type = "file";
      input.accept = ".json,application/json";
      input.setAttribute("data-drillbook", "progress-import");
      this.told = place.appendChild(make("div", "", "db-progress-report"));
      input.addEventListener("change", function () {
        var file = input.files && input.files[0];
        if (!file) return;
        if (file.size > LARGEST) { self.tell([say("refused_large")]); return; }
        var reader = new FileReader();
        reader.onload = function () { self.report(imported(String(reader.result))); input.value = ""; };
        reader.onerror = function () { self.tell([say("refused_file")]); };
        reader.readAsText(file);
      });
    },

    /** @param {Report} report */
    report: function (report) {
      var lines = report.error ? [say(report.error)] : [say("taken", report)];
      report.parts.forEach(function (part) { lines.push(say("refused_part", { part: say("part_" + part) })); });
      if (!report.kept) lines.push(say("not_saved"));
      this.tell(lines);
      this.show();
    },

    /** @param {string[]} lines */
    tell: function (lines) {
      var told = this.told;
      told.textContent = "";
      lines.forEach(function (line) { told.appendChild(make("p", line)); });
      this.say(lines.join(" "));
    },

    /** @param {HTMLElement} place */
    addForget: function (place) {
      var self = this, isSure = false;
      var button = ui.button(say("forget"), function () {
        if (!isSure) {
          isSure = true;
          button.textContent = say("forget_sure");
          return;
        }
        Object.keys(C).forEach(function (name) { store.forget(C[name]); });
        isSure = false;
        button.textContent = say("forget");
        self.say(say("forgotten"));
        self.show();
      }, "progress-forget");
      button.addEventListener("blur", function () { isSure = false; button.textContent = say("forget"); });
      place.appendChild(button);
    },
  };

  /** @param {HTMLElement} root @param {string} title @returns {HTMLElement} */
  function section(root, title) {
    var made = root.appendChild(make("section"));
    made.appendChild(make("h2", say(title)));
    return made;
  }

  window.drillbookProgress = { exported: exported, imported: imported };
  function start() { window.drillbookQuiz.once("progress", function (root) { return new Progress(root); }); }
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start); else start();
})();
