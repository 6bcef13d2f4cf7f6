/* Phases of a process fold away, one by one or all; a link or a search in the page opens them again. */
(function () {
  "use strict";
  var db = window.drillbook;

  /**
   * Makes what follows a heading foldable.
   * @param {HTMLElement} heading @param {string} title @param {() => void} changed called whenever it was folded or opened
   * @returns {{set: (isOpen: boolean) => void, isOpen: () => boolean}}
   */
  function fold(heading, title, changed) {
    var body = db.make("div", "db-phase");
    while (heading.nextSibling && !(heading.nextSibling instanceof HTMLHeadingElement)) body.appendChild(heading.nextSibling);
    heading.insertAdjacentElement("afterend", body);
    var toggle = db.button("", function () { set(!isOpen()); }, "db-fold");
    toggle.setAttribute("aria-label", db.say("phase").replace("{title}", title));
    function isOpen() { return toggle.getAttribute("aria-expanded") === "true"; }
    /** @param {boolean} open */
    function set(open) {
      toggle.setAttribute("aria-expanded", String(open));
      // The browser's own search still finds what is folded away, and opens it.
      if (open) body.removeAttribute("hidden"); else body.setAttribute("hidden", "until-found");
      changed();
    }
    body.addEventListener("beforematch", function () { set(true); });
    set(true);
    heading.insertBefore(toggle, heading.firstChild);
    return { set: set, isOpen: isOpen };
  }

  function start() {
    /** @type {{set: (isOpen: boolean) => void, isOpen: () => boolean}[]} */
    var phases = [];
    function isAnyOpen() { return phases.some(function (phase) { return phase.isOpen(); }); }
    var all = db.button("", function () {
      var open = !isAnyOpen();
      phases.forEach(function (phase) { phase.set(open); });
    });
    function name() { all.textContent = db.say(isAnyOpen() ? "fold_all" : "unfold_all"); }
    db.each(".db-steps > h3", function (heading) {
      phases.push(fold(heading, (heading.firstChild && heading.firstChild.textContent || "").trim(), name));
    });
    var bar = document.querySelector('[data-drillbook="process"]');
    if (phases.length < 2 || !bar) return;
    name();
    all.classList.add("db-wide");
    bar.appendChild(all);
  }

  start();
})();
