/* The results as rows of the list. A letter more mostly changes few of them: what stays as it was is kept, and what lies below the fold
   comes a frame later, because a reader who is still typing waits for the first rows only. See search.js for the box. */
(function () {
  "use strict";

  /** @typedef {import("./search-engine.js").Result} Result */

  const AT_ONCE = 10; // rows that come first: more than are seen without scrolling

  /**
   * @param {Object} box What the box lends.
   * @param {(key: string) => string} box.word
   * @param {(tag: string, attributes: Record<string, string>, ...children: (Node | string)[]) => HTMLElement} box.element
   * @param {HTMLElement} box.list
   */
  function makeRows({ word, element, list }) {
    const blank = element("a", { class: "db-search-result", role: "option", "aria-selected": "false", tabindex: "-1" }, element("span", { class: "db-search-title" }, element("span", { class: "db-search-kind" })));
    const blankPath = element("span", { class: "db-search-path" });
    const blankLine = element("span", { class: "db-search-line" });
    const blankMark = element("mark", {});
    /** @type {Map<string, HTMLElement>} What each row shows, and the row. */ let shown = new Map();
    /** @type {HTMLElement | null} */ let last = null;
    /** @type {(() => void) | null} */ let rest = null;
    let undo = () => {};

    /**
     * Shows results: the first at once, the others after the next frame.
     * @param {Result[]} results @param {string} hook @param {string} root Of the addresses.
     * @param {HTMLElement | null} more What stands below them.
     */
    function show(results, hook, root, more) {
      forget();
      last = null;
      /** @type {[string, Result][]} */ const wanted = results.map((result) => [root + result.url + "\n" + said(result), result]);
      const first = wanted.findIndex(([says], i) => i >= AT_ONCE && !shown.has(says)); // of those that must be made
      const putAll = () => { last = more; put(wanted, hook, root); };
      if (first < 0) return putAll();
      put(wanted.slice(0, first), hook, root);
      rest = putAll;
      undo = afterFrame(finish);
    }

    /** Shows now what would come a frame later. */
    function finish() {
      const waiting = rest;
      forget();
      if (waiting) waiting();
    }

    function forget() {
      undo();
      rest = null;
    }

    /** Something else than results is shown in the list. */
    function clear() {
      forget();
      shown = new Map();
    }

    /** Makes the list these rows, and touches only what differs. @param {[string, Result][]} wanted What each says, and what it shows. @param {string} hook @param {string} root */
    function put(wanted, hook, root) {
      shown = new Map(wanted.map(([says, result]) => [says, shown.get(says) || rowOf(result, hook, root)]));
      const rows = [...shown.values(), ...(last ? [last] : [])];
      const staying = new Set(rows);
      for (const old of [...list.children]) if (!staying.has(/** @type {HTMLElement} */ (old))) old.remove();
      /** @type {Element | null} */ let next = list.firstElementChild;
      rows.forEach((row, i) => {
        const id = "db-search-option-" + i;
        if (row.id !== id) row.id = id;
        if (row === next) next = next.nextElementSibling;
        else list.insertBefore(row, next);
      });
    }

    /** @param {Result} result @param {string} hook @param {string} root @returns {HTMLElement} */
    function rowOf(result, hook, root) {
      const row = copy(blank);
      const head = /** @type {HTMLElement} */ (row.firstChild);
      row.setAttribute("href", root + result.url);
      row.setAttribute("data-drillbook", hook);
      row.setAttribute("data-id", result.id);
      /** @type {HTMLElement} */ (head.firstChild).textContent = word("kind_" + result.kind);
      head.append(" ", ...pieces(result.titlePieces));
      if (result.path.length) row.append(" ", filled(blankPath, [result.path.join(" › ")]));
      if (result.line.length) row.append(" ", filled(blankLine, pieces(result.line)));
      return row;
    }

    /** @param {[string, boolean][]} parts @returns {(Node | string)[]} */
    function pieces(parts) {
      return parts.map(([text, isMarked]) => (isMarked ? filled(blankMark, [text]) : text));
    }

    return { show, finish, clear };
  }

  /** Does something after the next frame. @param {() => void} work @returns {() => void} What takes it back. */
  function afterFrame(work) {
    let timer = 0;
    const frame = requestAnimationFrame(() => { timer = window.setTimeout(work); });
    return () => {
      cancelAnimationFrame(frame);
      window.clearTimeout(timer);
    };
  }

  /** All that a row shows, as one text. @param {Result} result @returns {string} */
  function said({ id, titlePieces, line }) {
    return [id, ...titlePieces.flat(), "", ...line.flat()].join("\t");
  }

  /** @param {HTMLElement} blank @returns {HTMLElement} */
  function copy(blank) {
    return /** @type {HTMLElement} */ (blank.cloneNode(true));
  }

  /** @param {HTMLElement} blank @param {(Node | string)[]} children @returns {HTMLElement} */
  function filled(blank, children) {
    const made = copy(blank);
    made.append(...children);
    return made;
  }

  Object.assign(window.drillbookSearchEngine, { makeRows, afterFrame });
})();
