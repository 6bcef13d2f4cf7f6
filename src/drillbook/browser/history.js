/* A dialog that fills the screen is a place of its own in the history: Back closes it, Forward opens it again. */
(function () {
  "use strict";
  var db = window.drillbook;
  /** @type {HTMLDialogElement | null} the dialog that fills the screen; its end is told a moment after it has closed */
  var shown = null;
  /** Whether the way back from a dialog's place has begun; the browser is there a moment later. */
  var isLeaving = false;
  /** @type {(() => void) | null} what the reader wanted meanwhile */
  var next = null;

  /** @returns {string} the name of the dialog whose place this is */
  function here() { return history.state && history.state.drillbookOpen || ""; }
  /** @param {string} name @returns {any} the state of a place of that dialog, or of none */
  function stateWith(name) { return Object.assign({}, history.state, { drillbookOpen: name }); }

  function goOn() {
    var action = next;
    isLeaving = false;
    next = null;
    if (action) action();
  }

  // The browser first scrolls to where the reader was.
  window.addEventListener("popstate", function () { if (isLeaving) window.setTimeout(goOn); });
  // Where Back leads to another page, this one sleeps and may be shown again.
  window.addEventListener("pagehide", function () {
    isLeaving = false;
    next = null;
  });
  document.addEventListener("click", function (event) {
    var link = shown || isLeaving ? db.followed(event, 'a[href^="#"]') : null;
    if (!link) return;
    event.preventDefault();
    next = function () {
      var way = here() ? "replace" : "assign";
      history.replaceState(stateWith(""), "");
      location[way](link.getAttribute("href"));
    };
    if (shown) shown.close("link");
  });

  /**
   * Gives a dialog its place. Where the reader comes back to it from another page, or loads it again, it opens by itself.
   *
   * A link to a part of the page closes the dialog, with the value `link`, and what it leads to takes its place.
   * @param {HTMLDialogElement} dialog @param {string} name what the place is called
   * @param {() => void} opened fills the dialog when it has just opened @returns {() => void} opens it
   */
  db.inHistory = function (dialog, name, opened) {
    function open() {
      db.load("process.css", function () {
        if (dialog.open) return;
        if (shown || isLeaving) { next = open; return; }
        shown = dialog;
        dialog.returnValue = "";
        dialog.showModal();
        history[here() ? "replaceState" : "pushState"](stateWith(name), "");
        opened();
      });
    }
    dialog.addEventListener("close", function () {
      shown = null;
      isLeaving = !next && here() === name;
      if (isLeaving) history.back(); else goOn();
    });
    window.addEventListener("popstate", function () {
      if (here() === name) open(); else dialog.close();
    });
    if (here() === name) open();
    return open;
  };
})();
