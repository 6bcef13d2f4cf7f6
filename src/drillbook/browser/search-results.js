/* What stands around the results of a search: filters, recent searches, and what to do when nothing is found.
   Loaded with the engine; see search.js for the box. Everything stays in this browser. */
(function () {
  "use strict";

  const { afterFrame } = window.drillbookSearchEngine;
  const RECENT = window.drillbookKey ? window.drillbookKey("recent-searches:1") : "drillbook:recent-searches:1";
  const MOST_RECENT = 8;
  const LONGEST = 100; // characters of a remembered query

  /** @returns {string[]} Empty when the storage is blocked or holds something else. */
  function readRecent() {
    try {
      const found = JSON.parse(window.localStorage.getItem(RECENT) || "[]");
      return Array.isArray(found) ? found.filter((query) => typeof query === "string" && query).slice(0, MOST_RECENT) : [];
    } catch {
      return [];
    }
  }

  /** @param {string[]} queries */
  function writeRecent(queries) {
    try {
      if (queries.length) window.localStorage.setItem(RECENT, JSON.stringify(queries));
      else window.localStorage.removeItem(RECENT);
    } catch {
      // A blocked or full storage: nothing is remembered.
    }
  }

  /**
   * @param {Object} box What the box lends.
   * @param {(key: string, values?: Record<string, string | number>) => string} box.word
   * @param {(tag: string, attributes: Record<string, string>, ...children: (Node | string)[]) => HTMLElement} box.element
   * @param {any} box.settings
   * @param {(language?: {lang: string, root: string} | null) => void} box.onChange
   * @param {(query: string) => void} box.onRecent
   * @param {() => void} box.focus Gives the focus to the field.
   */
  function makeView({ word, element, settings, onChange, onRecent, focus }) {
    const selects = Object.fromEntries(["kind", "role", "industry", "lang"].map((name) => [name, select(name)]));
    const reset = element("button", { type: "button", class: "db-search-reset", "data-drillbook": "search-reset" }, word("reset"));
    const filters = element("div", { class: "db-search-filters", role: "group", "aria-label": word("filters") }, ...Object.values(selects), reset);
    /** @type {any} */ let filled = null;
    let undo = () => {};

    /** @param {string} name @returns {HTMLSelectElement} */
    function select(name) {
      const made = /** @type {HTMLSelectElement} */ (element("select", { "aria-label": word("filter_" + name), "data-drillbook": "search-filter-" + name }));
      made.add(new Option(word("all_" + name), ""));
      made.addEventListener("change", () => {
        if (name === "lang") for (const other of ["kind", "role", "industry"]) selects[other].value = "";
        if (name !== "lang") onChange();
        else onChange(made.value ? settings.others[Number(made.value)] : null);
      });
      return made;
    }

    /** @param {HTMLSelectElement} field @param {[string, string][]} options Values and what is shown. */
    function fill(field, options) {
      const chosen = field.value;
      field.length = 1;
      for (const [value, text] of options) field.add(new Option(text, value));
      if (chosen && !options.some(([value]) => value === chosen)) field.add(new Option(chosen, chosen));
      field.value = chosen;
      field.hidden = field.length < 2;
    }

    /** The roles or industries that anything is marked with, by title. @param {any} entries @param {string[][]} marks @returns {[string, string][]} */
    function marked(entries, marks) {
      const ids = new Set(marks.flat());
      const found = entries.ids.map((/** @type {string} */ id, /** @type {number} */ doc) => [id, entries.titles[doc]]).filter((/** @type {[string, string]} */ [id]) => ids.has(id));
      return found.sort((/** @type {[string, string]} */ a, /** @type {[string, string]} */ b) => a[1].localeCompare(b[1], settings.lang));
    }

    /** Shows what can be filtered by. @param {any} entries @param {Record<string, number>} kinds */
    function update(entries, kinds) {
      undo();
      const has = entries.ids.length + settings.lang;
      if (filled === has) undo = afterFrame(() => count(kinds)); // the results are waited for, the numbers beside them are not
      else {
        filled = has;
        count(kinds);
        fill(selects.role, marked(entries, entries.roles));
        fill(selects.industry, marked(entries, entries.industries));
        fill(selects.lang, settings.others.map((/** @type {any} */ other, /** @type {number} */ i) => [String(i), other.name]));
      }
      reset.hidden = !Object.values(selects).some((field) => field.value);
    }

    /** @param {Record<string, number>} kinds How many results there are of each. */
    function count(kinds) {
      const shown = Object.entries(kinds).sort((a, b) => b[1] - a[1]);
      fill(selects.kind, shown.map(([kind, number]) => [kind, word("kind_" + kind) + " (" + number + ")"]));
      if (selects.kind.value && !kinds[selects.kind.value]) selects.kind.options[selects.kind.selectedIndex].text = word("kind_" + selects.kind.value) + " (0)";
    }

    reset.addEventListener("click", () => {
      focus(); // before the button is hidden: a focus that is lost closes the box
      const wasElsewhere = selects.lang.value;
      for (const field of Object.values(selects)) field.value = "";
      onChange(wasElsewhere ? null : undefined);
    });

    /** @returns {HTMLElement} A button that shows what the filters hide, in the language that is searched. */
    function widen() {
      const button = element("button", { type: "button", class: "db-search-report", "data-drillbook": "search-widen" }, word("widen"));
      button.addEventListener("click", () => {
        focus();
        for (const name of ["kind", "role", "industry"]) selects[name].value = "";
        onChange();
      });
      return button;
    }

    /** @returns {HTMLElement[]} One option for each recent search, and one that forgets them. */
    function recents() {
      const queries = readRecent();
      const made = queries.map((query) => {
        const option = element("div", { class: "db-search-result db-search-recent", role: "option", "aria-selected": "false", "data-drillbook": "search-recent" }, query);
        option.addEventListener("click", () => onRecent(query));
        return option;
      });
      if (made.length) {
        const forget = element("div", { class: "db-search-result db-search-forget", role: "option", "aria-selected": "false", "data-drillbook": "search-forget" }, word("forget"));
        forget.addEventListener("click", () => { writeRecent([]); onRecent(""); });
        made.push(forget);
      }
      return made;
    }

    /** @param {string} query */
    function remember(query) {
      if (query && query.length <= LONGEST) writeRecent([query, ...readRecent().filter((other) => other !== query)].slice(0, MOST_RECENT));
    }

    /** What can be done about a gap: tell whoever looks after the manual. @param {string} query @param {string} lang @returns {HTMLElement[]} */
    function gap(query, lang) {
      const subject = word("report_subject", { query });
      const body = word("report_body", { query, lang, page: window.location.href.split("#")[0] });
      const address = reportAddress(settings.report || "", subject, body);
      if (address) return [element("a", { class: "db-search-report", href: address, "data-drillbook": "search-report", rel: "noopener" }, word("report"))];
      const button = element("button", { type: "button", class: "db-search-report", "data-drillbook": "search-report" }, word("report_copy"));
      button.addEventListener("click", () => { copy(subject + "\n" + body).then((done) => { button.textContent = word(done ? "report_copied" : "report_failed"); }); });
      return [button];
    }

    const filter = () => {
      const { kind, role, industry } = selects;
      return kind.value || role.value || industry.value ? { kind: kind.value, role: role.value, industry: industry.value } : undefined;
    };
    return { filters, filter, update, recents, remember, gap, widen };
  }

  /** @param {string} report A mail address or the address of a form for new issues. @param {string} subject @param {string} body @returns {string} */
  function reportAddress(report, subject, body) {
    const mail = /^(?:mailto:)?([^\s:/?&]+@[^\s:/?&]+)$/.exec(report);
    if (mail) return "mailto:" + mail[1] + "?subject=" + encodeURIComponent(subject) + "&body=" + encodeURIComponent(body);
    if (!/^https?:\/\//.test(report)) return "";
    return report + (report.includes("?") ? "&" : "?") + "title=" + encodeURIComponent(subject) + "&body=" + encodeURIComponent(body);
  }

  /** Copies a text, also where the page was opened from disk. @param {string} text @returns {Promise<boolean>} */
  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      const field = document.createElement("textarea");
      field.value = text;
      const place = document.querySelector(".db-search-extra") || document.body; // inside the sheet, which holds the focus
      place.append(field);
      field.select();
      const done = document.execCommand("copy");
      field.remove();
      return done;
    }
  }

  Object.assign(window.drillbookSearchEngine, { makeView });
})();
