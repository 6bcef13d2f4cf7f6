/* The names under which a manual keeps things in the browser: two manuals at one address, or on one disk, do not share them. */
(function () {
  "use strict";
  if (window.drillbookKey) return;
  var site = window.drillbookSite || "";

  /** What belongs to a manual. Language and size of the text belong to the reader, everywhere. */
  var OWN = ["marks", "quiz", "learned", "cards", "ticks", "walk", "role", "path", "recent-searches:1"];

  /** @param {string} name @returns {string} */
  function key(name) { return "drillbook:" + (site ? site + ":" : "") + name; }

  /** Earlier versions kept things without the manual's name: the manual that is opened first takes them over. */
  function takeOver() {
    OWN.forEach(function (name) {
      var old = localStorage.getItem("drillbook:" + name);
      if (old === null || localStorage.getItem(key(name)) !== null) return;
      localStorage.setItem(key(name), old);
      localStorage.removeItem("drillbook:" + name);
    });
  }

  try { if (site) takeOver(); } catch (e) { /* blocked or full: they stay where they are */ }
  window.drillbookKey = key;
})();
