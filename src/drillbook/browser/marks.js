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
  var KEY = db.key("marks");
  var LONGEST_NOTE = 4000;
  var PRINTER = "M18 3H6v4h12zm1 9a1 1 0 1 1 0-2 1 1 0 0 1 0 2m-3 7H8v-5h8zm3-11H5a3 3 0 0 0-3 3v6h4v4h12v-4h4v-6a3 3 0 0 0-3-3";

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

  /** @param {string} id @param {Mark} mark @returns {boolean} whether it is kept */
  function keep(id, mark) {
    var saved = all();
    if (!saved) return false;
    // A mark taken back stays as an empty record, so that importing an older file does not bring it back.
    saved.pages[id] = { star: Boolean(mark.star), read: mark.read || "", note: (mark.note || "").slice(0, LONGEST_NOTE), last: new Date().toISOString() };
    return db.store.set(KEY, saved);
  }

  /** @returns {string} the word for why marks are not kept here; nothing where they are */
  function lost() { return !all() ? "not_kept_newer" : db.store.keeps() ? "" : "not_kept"; }

  /** @param {string} read @param {string} now @returns {boolean} whether a version read is outdated by the present one */
  function isOutdated(read, now) { return Boolean(read) && Boolean(now) && read.split(".")[0] !== now.split(".")[0]; }

  // ---------------------------------------------------------------- the size of the text

  /** @param {HTMLElement} bar */
  function textSize(bar) {
    var size = db.textSize();
    var made = db.button("", function () {
      size = db.textSize((size + 1) % 3);
      var kept = db.store.set("drillbook:text", size);
      db.tell(db.say("text_" + size) + (kept ? "" : db.say("not_kept_page")));
    });
    face(made, "A", "text_size");
    db.store.follow("drillbook:text", function () { size = db.textSize(); });
    bar.appendChild(made);
  }

  /** @param {HTMLElement} made @param {string} sign @param {string} word gives a button its sign and its word; a phone shows the sign alone */
  function face(made, sign, word) {
    made.replaceChildren(db.icon(sign), db.make("span", "db-word", db.say(word)));
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
    var note = db.button("", function () {
      if (area.hidden && tellLost(lost())) return;
      setNote(area.hidden);
      if (!area.hidden) field.focus();
    });
    var told = db.make("p", "db-lost");
    told.setAttribute("role", "status");
    var area = db.make("div", "db-own-note");
    var field = /** @type {HTMLTextAreaElement} */ (db.make("textarea"));
    field.rows = 3;
    field.maxLength = LONGEST_NOTE;
    field.setAttribute("aria-label", db.say("note_label"));
    field.placeholder = db.say("note_label");
    area.appendChild(field);
    field.addEventListener("input", function () { write(); });
    field.addEventListener("focus", function () { readNote(); });

    function write() {
      var mark = marksOf(id);
      mark.note = field.value;
      tellLost(keep(id, mark) ? "" : lost() || "not_kept");
      show();
    }
    /** Another tab may have written since: what the reader writes on is what is kept. */
    function readNote() {
      var kept = marksOf(id).note || "";
      if (field.value !== kept && !told.textContent) field.value = kept;
    }
    /** @param {string} word says that nothing is kept, until something is @returns {string} the same word */
    function tellLost(word) {
      var text = word ? db.say(word) : "";
      if (told.textContent === text) told.textContent = "";
      window.setTimeout(function () { told.textContent = text; }, 30);
      return word;
    }
    /** @param {(mark: Mark) => string} act changes the marks and says the word for what happened */
    function change(act) {
      var mark = marksOf(id);
      var word = act(mark);
      if (tellLost(keep(id, mark) ? "" : lost() || "not_kept")) return;
      show();
      tickLists();
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
    bar.after(told, area);
    readNote();
    setNote(Boolean(field.value));
    show();
    db.store.follow(KEY, function () { readNote(); show(); });
  }

  // ---------------------------------------------------------------- the page that lists them

  /** @param {HTMLElement} root @param {Object<string, Listed>} listed */
  function onList(root, listed) {
    var saved = all() || { v: 1, pages: {} };
    var groups = [["star", "marks_star"], ["note", "marks_note"], ["read", "marks_read"]];
    var why = lost();
    root.replaceChildren();
    if (why) root.appendChild(db.make("p", "db-lost", db.say(why)));
    groups.forEach(function (group) {
      var ids = Object.keys(saved.pages).filter(function (id) { return id !== "__proto__" && Boolean(marksOf(id)[group[0]]); });
      if (why && !ids.length) return;
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
      var kept = keep(id, mark);
      onList(root, listed);
      db.tell(db.say(kept ? "marks_removed" : lost() || "not_kept"));
    });
    remove.setAttribute("aria-label", db.say("marks_remove_of").replace("{title}", found ? found[1] : id));
    item.append(" ", remove);
    return item;
  }

  // ---------------------------------------------------------------- in lists of playbooks

  var LISTED = ".db-cards a, .db-go a, .db-roles a, .db-tree a, table.db-stack tbody th a";
  var NAMED = '.md-nav--primary a.md-nav__link:not([href*="#"])';

  /** @param {Object<string, Listed>} listed ticks what is read in lists of playbooks, on onboarding paths and in the navigation */
  function inLists(listed) {
    var read = /** @type {Object<string, boolean>} */ ({});
    Object.keys(listed).forEach(function (id) {
      var version = marksOf(id).read || "";
      if (version) read[db.root + listed[id][3]] = isOutdated(version, listed[id][2]);
    });
    /** @param {HTMLAnchorElement} link @returns {string} the word for a playbook that was read, or nothing */
    function word(link) {
      var place = link.href.replace(/#.*$/, "");
      return Object.prototype.hasOwnProperty.call(read, place) ? (read[place] ? "read_outdated" : "read_done") : "";
    }
    db.each(".db-tick", function (tick) { tick.remove(); });
    db.each(LISTED, function (link) {
      var found = word(link);
      if (!found) return;
      var isOld = found === "read_outdated";
      (link.querySelector("strong") || link).appendChild(db.make("small", "db-tick " + (isOld ? "db-outdated" : "db-read"), (isOld ? " ! " : " ✓ ") + db.say(found)));
    });
    // Beside the page there is room for the sign only.
    db.each(NAMED, function (link) {
      var found = word(link);
      if (!found) return;
      var tick = db.make("span", "db-tick " + (found === "read_outdated" ? "db-outdated" : "db-read"), found === "read_outdated" ? "!" : "✓");
      tick.setAttribute("role", "img");
      tick.setAttribute("aria-label", db.say(found));
      tick.title = db.say(found);
      link.appendChild(tick);
    });
  }

  /** Ticks what is read wherever it is named on this page. */
  function tickLists() { db.load("playbooks.js", function () { inLists(window.drillbookPlaybooks || {}); }); }

  function start() {
    var bar = /** @type {HTMLElement | null} */ (document.querySelector('[data-drillbook="marks"]'));
    var list = /** @type {HTMLElement | null} */ (document.querySelector('[data-drillbook="my-marks"]'));
    if (bar && db.page) onPlaybook(bar);
    if (bar) textSize(bar);
    if (bar && db.page) {
      var print = db.button("", function () { window.print(); });
      face(print, PRINTER, "print");
      bar.appendChild(print);
    }
    var saved = all();
    var hasAny = Boolean(saved) && Object.keys(saved ? saved.pages : {}).length > 0;
    function showList() { if (list) db.load("playbooks.js", function () { onList(list, window.drillbookPlaybooks || {}); }); }
    if (hasAny) tickLists();
    showList();
    db.store.follow(KEY, function () { tickLists(); showList(); });
  }

  start();
})();
