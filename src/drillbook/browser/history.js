/* A dialog that fills the screen is a place of its own in the history: Back closes it, Forward opens it again. */
(function () {
  "use strict";
  var db = window.drillbook;

  /**
   * Gives a dialog its place. Where the reader comes back to it from another page, or loads it again, it opens by itself.
   *
   * A link to a part of the page closes the dialog, with the value `link`, and what it leads to takes its place.
   * @param {HTMLDialogElement} dialog @param {string} name what the place is called
   * @param {() => void} opened fills the dialog when it has just opened @returns {() => void} opens it
   */
  db.inHistory = function (dialog, name, opened) {
    /** @param {string} value @returns {any} the state of the place with another dialog, or none, open */
    function stateWith(value) { return Object.assign({}, history.state, { drillbookOpen: value }); }
    function isHere() { return !!history.state && history.state.drillbookOpen === name; }
    function open() {
      db.load("process.css", function () {
        if (dialog.open) return;
        dialog.returnValue = "";
        dialog.showModal();
        if (!isHere()) history.pushState(stateWith(name), "");
        opened();
      });
    }
    dialog.addEventListener("close", function () { if (isHere()) history.back(); });
    window.addEventListener("popstate", function () {
      if (isHere()) open(); else dialog.close();
    });
    dialog.addEventListener("click", function (event) {
      var link = event.target instanceof Element ? event.target.closest('a[href^="#"]') : null;
      if (!link || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return; // in a tab of its own, nothing closes
      event.preventDefault();
      history.replaceState(stateWith(""), "");
      dialog.close("link");
      location.replace(link.getAttribute("href") || "");
    });
    if (isHere()) open();
    return open;
  };
})();
