/**
 * One's own role: chosen once, remembered on every page; steps and lanes of other roles stand back.
 * Only its id is kept: what it is called depends on the language of the page.
 */
(function () {
  "use strict";
  var db = window.drillbook;
  var KEY = db.key("role");

  /** @returns {string} the id of the reader's role, or nothing */
  function own() {
    var found = db.store.read(KEY, { v: 1, id: "" });
    return found && typeof found.id === "string" ? found.id : "";
  }

  /** @param {string} href @returns {string} the id of the role a link leads to, or nothing */
  function roleOf(href) {
    var found = /(?:^|\/)role\/([^/#?]+)\.html$/.exec(href);
    return found ? found[1] : "";
  }

  /** @param {Element} place @param {string} role @returns {boolean} whether something links to the role */
  function names(place, role) {
    return Array.prototype.some.call(place.querySelectorAll(".db-who > a, dl > dd > a"), function (link) {
      return roleOf(link.getAttribute("href") || "") === role;
    });
  }

  /** @returns {Object<string, string>} the roles of this process: id -> title, in the order in which they first act */
  function roles() {
    var found = /** @type {Object<string, string>} */ ({});
    db.each(".db-who > a", function (link) {
      var id = roleOf(link.getAttribute("href") || "");
      if (id) found[id] = link.textContent || id;
    });
    return found;
  }

  /** @param {string} role marks the steps, boxes, lanes and rows of a role; an empty id marks none */
  function show(role) {
    var mine = /** @type {Object<string, boolean>} */ ({});
    var count = 0;
    db.each(".db-step", function (step) {
      var isMine = Boolean(role) && names(step, role);
      var heading = step.querySelector("h3, h4");
      if (heading) mine[heading.id] = isMine;
      count += isMine ? 1 : 0;
      step.classList.toggle("db-mine", isMine);
    });
    // A process the role has no part in is shown as it is.
    var isOn = count > 0;
    db.each(".db-step", function (step) { step.classList.toggle("db-other", isOn && !step.classList.contains("db-mine")); });
    db.each(".db-lanes a", function (link) {
      var href = link.getAttribute("href") || "";
      var isMine = href.charAt(0) === "#" ? mine[href.slice(1)] : roleOf(href) === role;
      link.classList.toggle("db-other", isOn && !isMine);
      link.classList.toggle("db-mine", isOn && isMine);
    });
    db.each(".db-raci tr", function (row) {
      var link = row.querySelector("th > a");
      row.classList.toggle("db-mine", isOn && Boolean(link) && roleOf(link.getAttribute("href") || "") === role);
    });
    return count;
  }

  function start() {
    var bar = document.querySelector('[data-drillbook="process"]');
    if (!bar) return;
    var known = roles();
    var saved = own();
    var select = /** @type {HTMLSelectElement} */ (db.make("select", "db-select"));
    select.setAttribute("aria-label", db.say("my_role"));
    /** @param {string} value @param {string} text @returns {HTMLOptionElement} */
    function add(value, text) {
      var option = /** @type {HTMLOptionElement} */ (db.make("option", "", text));
      option.value = value;
      return select.appendChild(option);
    }
    /** @param {string} id a role that has no part in this process; its title comes from the list of playbooks */
    function addElsewhere(id) {
      /** @param {string} title @returns {string} */
      function text(title) { return db.say("role_elsewhere").replace("{role}", title); }
      var option = add(id, text(id));
      db.load("playbooks.js", function () {
        var listed = window.drillbookPlaybooks || {};
        if (Object.prototype.hasOwnProperty.call(listed, id)) option.textContent = text(listed[id][1]);
      });
    }
    add("", db.say("every_role"));
    Object.keys(known).forEach(function (id) { add(id, db.say("only_role").replace("{role}", known[id])); });
    if (saved && !known[saved]) addElsewhere(saved);
    select.value = saved;
    select.addEventListener("change", function () {
      var id = select.value;
      var kept = db.store.set(KEY, { v: 1, id: id });
      var count = show(id);
      db.tell((id ? db.say("role_steps").replace("{count}", String(count)) : db.say("all_shown")) + (kept ? "" : db.say("not_kept_page")));
    });
    bar.appendChild(select);
    if (saved) show(saved);
  }

  start();
})();
