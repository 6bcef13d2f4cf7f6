/* Phases of a process fold away, one by one or all; a link or a search in the page opens them again. */
(function () {
  "use strict";
  var db = window.drillbook;

  /** @param {HTMLElement} heading @param {string} title @returns {{set: (isOpen: boolean) => void}} makes what follows a heading foldable */
  function fold(heading, title) {
    var body = db.make("div", "db-phase");
    while (heading.nextSibling && !(heading.nextSibling instanceof HTMLHeadingElement)) body.appendChild(heading.nextSibling);
    heading.insertAdjacentElement("afterend", body);
    var toggle = db.button("", function () { set(toggle.getAttribute("aria-expanded") !== "true"); }, "db-fold");
    toggle.setAttribute("aria-label", db.say("phase").replace("{title}", title));
    /** @param {boolean} isOpen */
    function set(isOpen) {
      toggle.setAttribute("aria-expanded", String(isOpen));
      // The browser's own search still finds what is folded away, and opens it.
      if (isOpen) body.removeAttribute("hidden"); else body.setAttribute("hidden", "until-found");
    }
    body.addEventListener("beforematch", function () { set(true); });
    set(true);
    heading.insertBefore(toggle, heading.firstChild);
    return { set: set };
  }

  function start() {
    var phases = Array.prototype.map.call(document.querySelectorAll(".db-steps > h3"), function (heading) {
      return fold(heading, (heading.firstChild && heading.firstChild.textContent || "").trim());
    });
    var bar = document.querySelector('[data-drillbook="process"]');
    if (phases.length < 2 || !bar) return;
    var isOpen = true;
    var all = db.button(db.say("fold_all"), function () {
      isOpen = !isOpen;
      phases.forEach(function (phase) { phase.set(isOpen); });
      all.textContent = db.say(isOpen ? "fold_all" : "unfold_all");
    });
    all.classList.add("db-wide");
    bar.appendChild(all);
  }

  start();
})();
