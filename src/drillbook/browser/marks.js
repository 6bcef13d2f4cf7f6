/**
 * A reader's own marks on a playbook: a bookmark, "read", a note to oneself, the size of the text; and the page that lists them.
 *
 * They stay in this browser and travel in the progress file (progress.js). "Read" remembers the version; after a change by which
 * somebody must act differently (another number before the dot) it counts as outdated.
 *
 * @typedef {{star?: boolean, read?: string, note?: string, last: string}} Mark
 * @typedef {[string, string, string, string]} Listed kind, title, version, address from the root of the language
 */
(function () {
  "use strict";
  var db = window.drillbook;
  var KEY = "drillbook:marks";
  var LONGEST_NOTE = 4000;

  // ---------------------------------------------------------------- what is kept

  /** @returns {{v: number, pages: Object<string, Mark>} | null} null when a newer version wrote it */
  function all() { return db.store.read(KEY, { v: 1, pages: {} }); }

  /** @param {string} id @returns {Mark} the marks of a playbook; what makes no sense is left out */
  function marksOf(id) {
    var saved = all();
    var own = saved && Object.prototype.hasOwnProperty.call(saved.pages, id) ? saved.pages[id] : null;
    if (typeof own !== "object" || own === null) return { last: "" };
    return {
      star: own.star === true, read: /^\d+\.\d+$/.test(own.read || "") ? own.read : "", note: typeof own.note === "string" ? own.note : "",
      last: typeof own.last === "string" ? own.last : ""
    };
  }

  /** @param {string} id @param {Mark} mark */
  function keep(id, mark) {
    var saved = all();
    if (!saved) return;
    // A mark taken back stays as an empty record, so that importing an older file does not bring it back.
    saved.pages[id] = { star: Boolean(mark.star), read: mark.read || "", note: (mark.note || "").slice(0, LONGEST_NOTE), last: new Date().toISOString() };
    db.store.set(KEY, saved);
  }

  /** @param {string} read @param {string} now @returns {boolean} whether a version read is outdated by the present one */
  function isOutdated(read, now) { return Boolean(read) && Boolean(now) && read.split(".")[0] !== now.split(".")[0]; }

  // ---------------------------------------------------------------- the size of the text

  /** @param {HTMLElement} bar */
  function textSize(bar) {
    var made = db.button("", function () {
      var size = (db.textSize() + 1) % 3;
      db.store.set("drillbook:text", size);
      db.textSize();
      db.tell(db.say("text_" + size));
    });
    face(made, "A", "text_size");
    bar.appendChild(made);
  }

  /** @param {HTMLElement} made @param {string} sign @param {string} word gives a button its sign and its word; a phone shows the sign alone */
  function face(made, sign, word) {
    var icon = db.make("span", "db-icon", sign);
    icon.setAttribute("aria-hidden", "true");
    made.replaceChildren(icon, db.make("span", "db-word", db.say(word)));
  }

  // ---------------------------------------------------------------- on a playbook

  /** @param {HTMLElement} bar */
  function onPlaybook(bar) {
    var id = db.page.id;
    var star = db.button("", function () {
      change(function (mark) { mark.star = !mark.star; return mark.star ? "starred" : "unstarred"; });
    });
    var read = db.button("", function () {
      change(function (mark) {
        mark.read = mark.read && !isOutdated(mark.read, db.page.version) ? "" : db.page.version;
        return mark.read ? "read_told" : "unread_told";
      });
    });
    var note = db.button("", function () { setNote(area.hidden); if (!area.hidden) field.focus(); });
    var area = db.make("div", "db-own-note");
    var field = /** @type {HTMLTextAreaElement} */ (db.make("textarea"));
    field.rows = 3;
    field.maxLength = LONGEST_NOTE;
    field.setAttribute("aria-label", db.say("note_label"));
    field.placeholder = db.say("note_label");
    area.appendChild(field);
    field.addEventListener("input", function () { write(); });

    function write() {
      var mark = marksOf(id);
      mark.note = field.value;
      keep(id, mark);
      show();
    }
    /** @param {(mark: Mark) => string} act changes the marks and says the word for what happened */
    function change(act) {
      var mark = marksOf(id);
      var word = act(mark);
      keep(id, mark);
      show();
      db.tell(db.say(word));
    }
    /** @param {boolean} isOpen */
    function setNote(isOpen) {
      area.hidden = !isOpen;
      note.setAttribute("aria-expanded", String(isOpen));
    }
    function show() {
      var mark = marksOf(id);
      var old = isOutdated(mark.read || "", db.page.version);
      face(star, mark.star ? "★" : "☆", "star");
      star.setAttribute("aria-pressed", String(Boolean(mark.star)));
      face(read, old ? "!" : "✓", mark.read ? (old ? "read_outdated" : "read_done") : "read");
      read.setAttribute("aria-pressed", String(Boolean(mark.read) && !old));
      read.classList.toggle("db-outdated", old);
      read.title = old ? db.say("read_outdated_why").replace("{read}", mark.read || "").replace("{now}", db.page.version) : "";
      face(note, "✎", "note");
      note.classList.toggle("db-has", Boolean(mark.note));
    }
    bar.append(star, read, note);
    bar.insertAdjacentElement("afterend", area);
    field.value = marksOf(id).note || "";
    setNote(Boolean(field.value));
    show();
  }

  // ---------------------------------------------------------------- the page that lists them

  /** @param {HTMLElement} root @param {Object<string, Listed>} listed */
  function onList(root, listed) {
    var saved = all() || { v: 1, pages: {} };
    var groups = [["star", "marks_star"], ["note", "marks_note"], ["read", "marks_read"]];
    root.replaceChildren();
    groups.forEach(function (group) {
      var ids = Object.keys(saved.pages).filter(function (id) { return id !== "__proto__" && Boolean(marksOf(id)[group[0]]); });
      ids.sort(function (a, b) { return marksOf(a).last < marksOf(b).last ? 1 : -1; });
      root.appendChild(db.make("h2", "", db.say(group[1]).replace("{count}", String(ids.length))));
      if (!ids.length) { root.appendChild(db.make("p", "", db.say(group[1] + "_none"))); return; }
      var list = root.appendChild(db.make("ul", "db-marks"));
      ids.forEach(function (id) { list.appendChild(line(root, listed, id, group[0])); });
    });
  }

  /** @param {HTMLElement} root @param {Object<string, Listed>} listed @param {string} id @param {string} what @returns {HTMLElement} */
  function line(root, listed, id, what) {
    var item = db.make("li");
    var mark = marksOf(id);
    var found = Object.prototype.hasOwnProperty.call(listed, id) ? listed[id] : null;
    if (found) {
      var link = /** @type {HTMLAnchorElement} */ (db.make("a", "", found[1]));
      link.href = db.root + found[3];
      item.append(link, " ", db.make("span", "db-kind", found[0]));
    } else item.append(db.make("span", "", id), " ", db.make("small", "", db.say("marks_gone")));
    if (what === "read") {
      var old = Boolean(found) && isOutdated(mark.read || "", found ? found[2] : "");
      item.append(" ", db.make(old ? "strong" : "small", old ? "db-outdated" : "",
        db.say(old ? "read_outdated_why" : "read_version").replace("{read}", mark.read || "").replace("{now}", found ? found[2] : "")));
    }
    if (what === "note") item.appendChild(db.make("p", "db-own-text", mark.note));
    var remove = db.button(db.say("marks_remove"), function () {
      /** @type {any} */ (mark)[what] = what === "star" ? false : "";
      keep(id, mark);
      onList(root, listed);
      db.tell(db.say("marks_removed"));
    });
    remove.setAttribute("aria-label", db.say("marks_remove_of").replace("{title}", found ? found[1] : id));
    item.append(" ", remove);
    return item;
  }

  // ---------------------------------------------------------------- in lists of playbooks

  /** @param {Object<string, Listed>} listed ticks what is read in lists of playbooks and on onboarding paths */
  function inLists(listed) {
    var read = /** @type {Object<string, boolean>} */ ({});
    Object.keys(listed).forEach(function (id) {
      var version = marksOf(id).read || "";
      if (version) read[db.root + listed[id][3]] = isOutdated(version, listed[id][2]);
    });
    db.each(".db-cards a, .db-go a", function (link) {
      var href = /** @type {HTMLAnchorElement} */ (link).href;
      if (!Object.prototype.hasOwnProperty.call(read, href)) return;
      var tick = db.make("small", read[href] ? "db-outdated" : "db-read", read[href] ? " ! " + db.say("read_outdated") : " ✓ " + db.say("read_done"));
      (link.querySelector("strong") || link).appendChild(tick);
    });
  }

  function start() {
    var bar = /** @type {HTMLElement | null} */ (document.querySelector('[data-drillbook="marks"]'));
    var list = /** @type {HTMLElement | null} */ (document.querySelector('[data-drillbook="my-marks"]'));
    if (bar && db.page) onPlaybook(bar);
    if (bar) textSize(bar);
    if (bar && db.page) {
      var print = db.button("", function () { window.print(); });
      face(print, "⎙", "print");
      bar.appendChild(print);
    }
    var saved = all();
    var hasAny = Boolean(saved) && Object.keys(saved ? saved.pages : {}).length > 0;
    if (list || (hasAny && document.querySelector(".db-cards a, .db-go a"))) {
      db.load("playbooks.js", function () {
        var listed = window.drillbookPlaybooks || {};
        if (list) onList(list, listed);
        inLists(listed);
      });
    }
  }

  start();
})();
