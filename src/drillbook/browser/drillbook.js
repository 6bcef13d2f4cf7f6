/**
 * What every page needs first: words, storage, small helpers. Then it loads the scripts that this page has a use for.
 *
 * A part is a script of its own that reads `window.drillbook`; it is loaded when something on the page matches its selector.
 * Whatever a part adds stands in a place that the style sheet keeps free, so that nothing on the page moves.
 *
 * @typedef {{v: number}} Stored what is kept under one key; `v` is the version of its form
 */
(function () {
  "use strict";
  var script = /** @type {HTMLScriptElement | null} */ (document.currentScript);
  var folder = script ? script.src.replace(/[^/]*$/, "") : "";

  /** Script -> what on a page it is for. */
  var PARTS = {
    lists: '[data-drillbook="filter"], input[data-tick], button[data-drillbook="sources"], table[data-drillbook="sorted"]',
    talk: '[data-drillbook="talk"]',
    process: ".db-flow",
    marks: '[data-drillbook="marks"], .db-cards, .db-path'
  };
  var key = window.drillbookKey;
  var words = (window.drillbookWords || {}).browser || {};
  /** @type {(() => void)[]} what waits until the page is read */
  var waiting = [];

  /** @param {string} key @returns {string} a word of the interface */
  function say(key) { return words[key] || key; }

  /** @param {*} value @returns {boolean} */
  function isObject(value) { return typeof value === "object" && value !== null && !Array.isArray(value); }

  /**
   * The browser's storage. Blocked or full, nothing is kept and the page works on; what cannot be read counts as nothing.
   */
  var store = {
    /** @param {string} key @returns {any} the stored value, or null when there is none or it is broken */
    get: function (key) { try { return JSON.parse(localStorage.getItem(key) || "null"); } catch (e) { return null; } },
    /** @param {string} key @param {any} value @returns {boolean} whether it is kept */
    set: function (key, value) { try { localStorage.setItem(key, JSON.stringify(value)); return true; } catch (e) { return false; } },
    /** @returns {boolean} whether the browser keeps anything at all */
    keeps: function () {
      var works = store.set("drillbook:test", 1);
      try { localStorage.removeItem("drillbook:test"); } catch (e) { return false; }
      return works;
    },
    /**
     * Calls when another tab has changed what is kept, and when the reader comes back to a page that slept meanwhile.
     * @param {string} key @param {() => void} action
     */
    follow: function (key, action) {
      window.addEventListener("storage", function (event) { if (event.key === key || event.key === null) action(); });
      window.addEventListener("pageshow", function (event) { if (event.persisted) action(); });
    },
    /**
     * A value of a known form.
     * @param {string} key @param {Stored} empty what stands in for none, with the version this script writes
     * @returns {any} null when a newer version wrote it: then hands off
     */
    read: function (key, empty) {
      var found = store.get(key);
      if (!isObject(found)) return empty;
      if (typeof found.v === "number" && found.v > empty.v) return null;
      var sound = found.v === empty.v && Object.keys(empty).every(function (part) { return !isObject(empty[part]) || isObject(found[part]); });
      return sound ? Object.assign({}, empty, found) : empty;
    }
  };

  /** @param {string} selector @param {(element: HTMLElement) => void} action @param {ParentNode} [root] */
  function each(selector, action, root) { Array.prototype.forEach.call((root || document).querySelectorAll(selector), action); }

  /**
   * The link that a click leads to in this tab.
   * @param {MouseEvent} event @param {string} selector @returns {any} null where there is none, or it opens in a tab of its own
   */
  function followed(event, selector) {
    var elsewhere = event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey;
    return !elsewhere && event.target instanceof Element ? event.target.closest(selector) : null;
  }

  /**
   * Makes an element.
   * @param {string} name @param {string} [className] @param {string} [text] @returns {HTMLElement}
   */
  function make(name, className, text) {
    var made = document.createElement(name);
    if (className) made.className = className;
    if (text) made.textContent = text;
    return made;
  }

  /**
   * A sign beside or above a word, not read out. What not every font has is drawn.
   * @param {string} sign a character, or a path in a field of 24 by 24
   * @returns {HTMLElement}
   */
  function icon(sign) {
    var made = make("span", "db-icon", /^M\d/.test(sign) ? "" : sign);
    made.setAttribute("aria-hidden", "true");
    if (made.textContent) return made;
    var svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    var path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    svg.setAttribute("viewBox", "0 0 24 24");
    path.setAttribute("d", sign);
    svg.appendChild(path);
    made.appendChild(svg);
    return made;
  }

  /** @param {string} text @param {() => void} action @param {string} [className] @returns {HTMLButtonElement} */
  function button(text, action, className) {
    var made = /** @type {HTMLButtonElement} */ (make("button", className || "db-button", text));
    made.type = "button";
    made.addEventListener("click", action);
    return made;
  }

  /** The line in which screen readers hear what a button did. */
  var told = make("p", "db-told");
  told.setAttribute("role", "status");

  /** @param {string} text tells what happened: shown for a moment, and read out */
  function tell(text) {
    if (!told.isConnected) (document.querySelector("article") || document.body).appendChild(told);
    told.textContent = "";
    window.setTimeout(function () { told.textContent = text; }, 30);
    window.clearTimeout(Number(told.dataset.timer));
    told.dataset.timer = String(window.setTimeout(function () { told.textContent = ""; }, 4000));
  }

  /**
   * Copies a text; where the browser does not let scripts do it, shows it selected for the reader to copy.
   * @param {string} text @param {HTMLElement} place where to show it @param {string} label what the text is
   */
  function copy(text, place, label) {
    function show() {
      var area = /** @type {HTMLTextAreaElement} */ (make("textarea", "db-copied"));
      area.value = text;
      area.rows = Math.min(12, text.split("\n").length);
      area.setAttribute("aria-label", label);
      place.appendChild(area);
      area.select();
      try { if (document.execCommand("copy")) { area.remove(); tell(say("copied")); } } catch (e) { /* the reader copies it */ }
    }
    if (navigator.clipboard) navigator.clipboard.writeText(text).then(function () { tell(say("copied")); }, show); else show();
  }

  /** @type {Object<string, (() => void)[] | null>} who waits for a file; nobody once it is there */
  var loaded = {};

  /** @param {string} name @param {() => void} [ready] loads a file of this folder once; calls back also when it is missing */
  function load(name, ready) {
    var others = loaded[name];
    if (others === null) { if (ready) ready(); return; }
    if (others) { if (ready) others.push(ready); return; }
    loaded[name] = ready ? [ready] : [];
    var made = document.createElement(/\.css$/.test(name) ? "link" : "script");
    if (made instanceof HTMLLinkElement) { made.rel = "stylesheet"; made.href = folder + name; } else made.src = folder + name;
    made.onload = made.onerror = function () {
      var all = loaded[name] || [];
      loaded[name] = null;
      all.forEach(function (action) { action(); });
    };
    document.head.appendChild(made);
  }

  /** The playbook this page shows, or null: its id, version, kind, title and the address of its permanent page. */
  function playbook() {
    var link = /** @type {HTMLAnchorElement | null} */ (document.querySelector("h1 + .db-meta > .db-permalink"));
    var found = link && /\/id\/([^/]+)\//.exec(link.href);
    var title = document.querySelector("h1#section-top");
    if (!link || !found || !title) return null;
    var line = /** @type {HTMLElement} */ (link.parentElement);
    var version = /\d+\.\d+/.exec((line.children[1] || line).textContent || "");
    var kind = line.querySelector(".db-kind");
    return {
      id: decodeURIComponent(found[1]), version: version ? version[0] : "", kind: kind ? kind.textContent || "" : "",
      title: (title.textContent || "").trim(), link: link.href, line: line
    };
  }

  var TEXT = "drillbook:text";
  /** @param {number} [chosen] instead of what is kept @returns {number} the size of the text, 0 to 2; also sets it */
  function textSize(chosen) {
    var size = chosen === undefined ? store.get(TEXT) : chosen;
    var sound = size === 1 || size === 2 ? size : 0;
    document.documentElement.classList.toggle("db-text-1", sound === 1);
    document.documentElement.classList.toggle("db-text-2", sound === 2);
    return sound;
  }
  textSize();
  store.follow(TEXT, function () { textSize(); });

  function start() {
    window.drillbook.page = playbook();
    Object.keys(PARTS).forEach(function (name) {
      if (document.querySelector(PARTS[name]) || name === "marks" && store.get(key("marks"))) load(name + ".js");
    });
    waiting.splice(0).forEach(function (action) { action(); });
  }

  /** @param {() => void} action runs it once the page is read */
  function ready(action) { if (document.readyState === "loading") waiting.push(action); else action(); }

  window.drillbook = {
    say: say, key: key, store: store, each: each, followed: followed, make: make, icon: icon, button: button, tell: tell, copy: copy, load: load, ready: ready, textSize: textSize,
    page: null, folder: folder, root: folder.replace(/assets\/drillbook\/$/, "")
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start); else start();
})();
