/* Phones: a bar at the bottom with what is needed most, and tables as cards with the names of their columns. */
(function () {
  "use strict";
  var db = window.drillbook;
  var PATH = db.key("path");
  var LENS = "M9.5 3a6.5 6.5 0 0 1 5 10.7l.3.3h.8l5 5-1.5 1.5-5-5v-.8l-.3-.3A6.5 6.5 0 1 1 9.5 3m0 2a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9Z";

  /** @returns {string} the address of the onboarding path opened last, or of the list of paths */
  function myPath() {
    var here = /\/path\/([a-z0-9-]+)\.html$/.exec(location.pathname);
    if (here) db.store.set(PATH, { v: 1, id: here[1] });
    var found = db.store.read(PATH, { v: 1, id: "" });
    return found && /^[a-z0-9-]+$/.test(found.id) ? "path/" + found.id + ".html" : "reference/quizzes.html#section-paths";
  }

  function bar() {
    var made = db.make("nav", "db-phone");
    made.setAttribute("aria-label", db.say("phone_bar"));
    /** @param {HTMLElement} item @param {string} sign @param {string} word */
    function add(item, sign, word) {
      item.replaceChildren(db.icon(sign), db.make("span", "", db.say(word)));
      made.appendChild(item);
    }
    /** @param {string} place @param {string} sign @param {string} word */
    function link(place, sign, word) {
      var item = /** @type {HTMLAnchorElement} */ (db.make("a"));
      item.href = db.root + place;
      if (item.pathname === location.pathname) item.setAttribute("aria-current", "page");
      add(item, sign, word);
    }
    add(db.button("", function () {
      var open = /** @type {HTMLElement | null} */ (document.querySelector(".db-search-open"));
      if (open) open.click();
    }, "db-phone__search"), LENS, "phone_search");
    link(myPath(), "☰", "phone_path");
    link("practice/drill.html", "↻", "phone_drill");
    link("practice/marks.html", "★", "phone_marks");
    document.body.appendChild(made);
  }

  /** The role each part of a table keeps when it is laid out as cards: browsers forget it with the layout. */
  var ROLES = { TABLE: "table", THEAD: "rowgroup", TBODY: "rowgroup", TR: "row", TD: "cell" };

  /** @param {HTMLElement} table names every cell after its column, and keeps what is a table a table for screen readers */
  function label(table) {
    var heads = Array.prototype.map.call(table.querySelectorAll("thead tr:last-child > *"), function (cell) { return (cell.textContent || "").trim(); });
    db.each("thead, tbody, tr, th, td", function (part) {
      part.setAttribute("role", part.tagName === "TH" ? (part.closest("thead") ? "columnheader" : "rowheader") : ROLES[part.tagName]);
      if (part.tagName !== "TD" || part.hasAttribute("data-label") || part.closest("thead")) return;
      var name = heads[/** @type {HTMLTableCellElement} */ (part).cellIndex];
      if (name) part.setAttribute("data-label", name);
    }, table);
    table.setAttribute("role", "table");
  }

  function tables() {
    var narrow = window.matchMedia("(max-width: 44.9em)");
    var done = false;
    function check() {
      if (done || !narrow.matches) return;
      done = true;
      db.each(".md-typeset table", label);
    }
    check();
    narrow.addEventListener("change", check);
  }

  db.ready(function () { bar(); tables(); });
})();
