/* Reading: permanent links of parts, deep links, terms in place, the language switch that keeps the place, fetching ahead. */
(function () {
  "use strict";
  var db = window.drillbook;

  // ---------------------------------------------------------------- links to parts

  /** Parts that have a permanent page of their own under id/. */
  var PARTS = ".db-step > :is(h3, h4), .db-turn > h3, .db-category > h3, .db-rules > li, h2:has(+ .db-meta)";

  /** @param {string} id @returns {string} the permanent address of a part of this page's playbook */
  function address(id) {
    var own = db.page.link.replace(/\/id\/[^/]+\//, "/id/" + encodeURIComponent(db.page.id) + (id ? "." + encodeURIComponent(id) : "") + "/");
    return location.protocol === "file:" ? own : own.replace(/index\.html$/, "");
  }

  /** A visible link to every heading, rule and term that has an anchor, and a button that copies a part's permanent link. */
  function permalinks() {
    db.each("article :is(h2, h3, h4, .db-rules > li, .db-glossary dt)[id]", function (place) {
      if (place.querySelector(".headerlink")) return;
      var title = (place.firstChild && place.firstChild.textContent || place.textContent || "").trim().slice(0, 60);
      var link = /** @type {HTMLAnchorElement} */ (db.make("a", "headerlink", "#"));
      link.href = "#" + place.id;
      link.title = db.say("permalink");
      var before = place.matches("li") ? place.querySelector("dl, ul, div, small") : null;
      place.insertBefore(link, before);
      if (!db.page || !place.matches(PARTS)) return;
      var copy = db.button("", function () { db.copy(address(place.id), place, db.say("permanent_link")); }, "db-copy");
      copy.title = db.say("copy_link");
      copy.setAttribute("aria-label", db.say("copy_link_of").replace("{title}", title));
      place.insertBefore(copy, before);
    });
    var whole = document.querySelector("h1 + .db-meta > .db-permalink");
    if (!whole || !db.page) return;
    var copy = db.button("", function () { db.copy(address(""), db.page.line, db.say("permanent_link")); }, "db-copy");
    copy.title = db.say("copy_link");
    copy.setAttribute("aria-label", db.say("copy_link_of").replace("{title}", db.page.title));
    // The button stays in one line with its link.
    var pair = db.make("span", "db-fact");
    whole.replaceWith(pair);
    pair.append(whole, copy);
  }

  // ---------------------------------------------------------------- deep links

  /** @param {Element | null} element opens everything closed around it */
  function reveal(element) {
    for (var node = element; node; node = node.parentElement) {
      if (node instanceof HTMLDetailsElement) node.open = true;
      if (node.hasAttribute("hidden")) node.dispatchEvent(new Event("beforematch", { bubbles: true }));
    }
  }

  /** @returns {HTMLElement | null} the part the address names */
  function target() {
    try { return document.getElementById(decodeURIComponent(location.hash.slice(1))); } catch (e) { return null; }
  }

  /** An entry of a register that stands on another of its pages by now, as others came before it: its permanent page knows where. */
  function elsewhere() {
    var id = location.hash.slice(1);
    var source = /** @type {HTMLAnchorElement | null} */ (document.querySelector('a[data-drillbook="language"]'));
    if (!source || !/^[a-z0-9][a-z0-9-]*$/.test(id) || /^section-/.test(id) || !document.querySelector("nav.db-pager")) return;
    var place = location.href.replace(/[?#].*$/, "").slice(db.root.length);
    var site = source.href.replace(/[?#].*$/, "").slice(0, -place.length);
    location.replace(site + "id/" + id + "/index.html?lang=" + document.documentElement.lang);
  }

  /** Shows the part the address names: opens what is closed around it; on arrival brings it into view once more. */
  function deepLinks() {
    window.addEventListener("hashchange", function () { reveal(target()); });
    var element = target();
    if (!element) elsewhere();
    if (!element) return;
    reveal(element);
    // Going back, the browser itself restores where the reader was.
    var entries = performance.getEntriesByType ? performance.getEntriesByType("navigation") : [];
    var way = entries.length ? /** @type {PerformanceNavigationTiming} */ (entries[0]).type : "navigate";
    if (way !== "navigate") return;
    var moved = false;
    ["wheel", "touchstart", "keydown", "mousedown"].forEach(function (name) {
      window.addEventListener(name, function () { moved = true; }, { once: true, passive: true });
    });
    var again = function () { if (!moved && element) element.scrollIntoView(); };
    if (document.readyState === "complete") again(); else window.addEventListener("load", again);
  }

  // ---------------------------------------------------------------- the other language

  /** The id of the part the reader is looking at: the last one above the upper third of the window. */
  function currentPlace() {
    var found = "";
    db.each(".md-content [id]", function (element) {
      if (element.hasAttribute("popover") || !/^(H[1-6]|LI|TR|DT|SECTION)$/.test(element.tagName)) return;
      if (element.getBoundingClientRect().top < window.innerHeight / 3) found = element.id;
    });
    return window.scrollY < 80 ? "" : found;
  }

  /** Permanent links lead on in the language that is read, whatever the browser's own is. */
  function noteLanguage() {
    function note() {
      try { localStorage.setItem("drillbook:lang", document.documentElement.lang); } catch (e) { /* blocked storage */ }
    }
    note();
    // Pages of both languages may be open side by side.
    window.addEventListener("focus", note);
    window.addEventListener("pageshow", note);
  }

  function keepPlaceAcrossLanguages() {
    db.each('a[data-drillbook="language"], .md-select__link[hreflang]', function (link) {
      link.addEventListener("click", function () {
        var place = currentPlace();
        /** @type {HTMLAnchorElement} */ (link).hash = place ? "#" + place : location.hash;
      });
    });
  }

  // ---------------------------------------------------------------- fetching ahead

  /**
   * Fetches the page a reader is about to open: when the pointer rests on a link, or a finger touches it. The page then opens
   * as usual; replacing its content by script instead would break players, ids and `file://`.
   */
  function fetchAhead() {
    var connection = /** @type {any} */ (navigator).connection;
    if (!/^https?:$/.test(location.protocol) || (connection && connection.saveData)) return;
    var known = /** @type {Object<string, boolean>} */ ({});
    var timer = 0;
    /** @param {Event} event @returns {string} the page of this manual a link leads to, when it is not fetched yet */
    function wanted(event) {
      var link = event.target instanceof Element ? event.target.closest("a[href]") : null;
      var href = link ? /** @type {HTMLAnchorElement} */ (link).href : "";
      if (typeof href !== "string" || href.indexOf(db.root) !== 0) return "";
      href = href.replace(/#.*$/, "");
      return /\.html$/.test(href) && href !== location.href.replace(/#.*$/, "") && !known[href] ? href : "";
    }
    /** @param {string} href */
    function prefetch(href) {
      known[href] = true;
      var link = document.createElement("link");
      link.rel = "prefetch";
      link.href = href;
      document.head.appendChild(link);
    }
    document.addEventListener("mouseover", function (event) {
      window.clearTimeout(timer);
      var href = wanted(event);
      if (href) timer = window.setTimeout(function () { prefetch(href); }, 80);
    }, { passive: true });
    document.addEventListener("touchstart", function (event) {
      var href = wanted(event);
      if (href) prefetch(href);
    }, { passive: true });
  }

  // ---------------------------------------------------------------- terms

  /** Explains a term in place; without this script the link leads to the glossary. */
  function terms() {
    if (!document.querySelector("a.db-term") || !HTMLElement.prototype.showPopover) return;
    var box = db.make("div", "db-popover");
    box.setAttribute("popover", "auto");
    box.setAttribute("role", "status");
    /** @param {HTMLAnchorElement} link */
    function show(link) {
      var found = (window.drillbookTerms || {})[link.hash.slice(1)];
      if (!found) { location.href = link.href; return; }
      var more = /** @type {HTMLAnchorElement} */ (db.make("a", "", db.say("glossary")));
      more.href = link.href;
      box.replaceChildren(db.make("strong", "", found[0]), " " + found[1] + " ", more);
      // In an open dialog everything outside it is out of reach.
      (link.closest("dialog") || document.querySelector("article") || document.body).appendChild(box);
      box.showPopover();
    }
    document.addEventListener("click", function (event) {
      var link = db.followed(event, "a.db-term");
      if (!link) return;
      event.preventDefault();
      db.load("terms.js", function () { show(link); });
    });
  }

  db.ready(function () {
    permalinks();
    deepLinks();
    noteLanguage();
    keepPlaceAcrossLanguages();
    fetchAhead();
    terms();
  });
})();
