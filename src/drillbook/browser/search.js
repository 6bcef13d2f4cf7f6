/* The search box: a combobox in the header of every page, a full-screen sheet on phones.
   The engine and the index are loaded when the reader opens it, by script tags, so that it works from disk as well. */
(function () {
  "use strict";

  /** @type {any} The build puts the words of the page's language here, and where its index lies; see drillbook.search.index. */
  const SETTINGS = {/* settings */};
  const script = /** @type {HTMLScriptElement | null} */ (document.currentScript);
  if (!script) return;
  const ASSETS = new URL("./", script.src).href;
  const ROOT = new URL("../../", script.src).href;
  const shelf = /** @type {any} */ (window);
  // Another language's box tells where its index lies, and is not shown.
  (shelf.drillbookSearchSettings = shelf.drillbookSearchSettings || []).push({ ...SETTINGS, assets: ASSETS, root: ROOT });
  const SHOWN = 20; // results that come first, and with every wish for more
  const LONGEST = 200; // characters of a query: more than any question
  const RESULT = '[data-drillbook="search-result"]';
  const ANNOUNCE_AFTER = 400;
  const SMALL = 2_500_000; // bytes, about a third of it compressed, of an index that is worth waiting for, so that the list does not change while it is read
  const PATIENCE = 800; // how long that is waited for, in ms from the first letter
  const AGAIN_AFTER = 1000; // how long a list found in a part of a large index stays as it is, in ms
  const SETTLED_AFTER = 150; // how long the box has been open when the texts are sent for, in ms
  const WIDE = window.matchMedia("(min-width: 60em)");
  const TOUCH = window.matchMedia("(pointer: coarse)");
  const ICONS = {
    search: "M9.5 3a6.5 6.5 0 0 1 5 10.7l.3.3h.8l5 5-1.5 1.5-5-5v-.8l-.3-.3A6.5 6.5 0 1 1 9.5 3m0 2a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9Z",
    clear: "M19 6.4 17.6 5 12 10.6 6.4 5 5 6.4 10.6 12 5 17.6 6.4 19 12 13.4 17.6 19 19 17.6 13.4 12 19 6.4Z",
    back: "M20 11v2H8l5.5 5.5-1.4 1.4L4.2 12l7.9-7.9 1.4 1.4L8 11h12Z",
  };

  /** @param {string} key @param {Record<string, string | number>} [values] @returns {string} */
  function word(key, values) {
    return (SETTINGS.words[key] || key).replace(/\{(\w+)\}/g, (whole, name) => (values && name in values ? String(values[name]) : whole));
  }

  /**
   * @param {string} tag
   * @param {Record<string, string>} attributes
   * @param {...(Node | string)} children
   * @returns {HTMLElement}
   */
  function element(tag, attributes, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(...children);
    return made;
  }

  /** @param {keyof typeof ICONS} name @returns {SVGElement} */
  function icon(name) {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    svg.setAttribute("viewBox", "0 0 24 24");
    svg.setAttribute("aria-hidden", "true");
    path.setAttribute("d", ICONS[name]);
    svg.append(path);
    return svg;
  }

  /** @param {keyof typeof ICONS} name @param {string} label @param {string} className @returns {HTMLElement} */
  function button(name, label, className) {
    return element("button", { type: "button", class: className, "aria-label": label, title: label }, icon(name));
  }

  // ---------------------------------------------------------------- the parts of the box

  const input = /** @type {HTMLInputElement} */ (element("input", {
    class: "db-search-input", type: "text", role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": "db-search-list",
    "aria-label": word("label"), placeholder: word("placeholder"), autocomplete: "off", autocapitalize: "off", autocorrect: "off", spellcheck: "false",
    enterkeyhint: "search", maxlength: String(LONGEST), "data-drillbook": "search-input",
  }));
  const openButton = button("search", word("open"), "db-search-open md-header__button md-icon");
  const backButton = button("back", word("close"), "db-search-back");
  const clearButton = button("clear", word("clear"), "db-search-clear");
  const live = element("div", { class: "db-search-live", role: "status" });
  const status = element("p", { class: "db-search-status", "aria-hidden": "true" });
  const list = element("div", { class: "db-search-list", role: "listbox", id: "db-search-list", "aria-label": word("results") });
  const keys = element("p", { class: "db-search-keys", "aria-hidden": "true" }, word("keys"));
  const extra = element("div", { class: "db-search-extra" });
  const panel = element("div", { class: "db-search-panel" }, status, list, extra, keys);
  const field = element("div", { class: "db-search-field" }, backButton, icon("search"), input, element("kbd", { "aria-hidden": "true" }, "/"), clearButton);
  const box = element("div", { class: "db-search-box", "data-drillbook": "search-box", "data-state": "empty" }, field, panel, live);
  const place = element("div", { class: "db-search", role: "search" }, openButton, box);
  const sheet = /** @type {HTMLDialogElement} */ (element("dialog", { class: "db-search-sheet", "aria-label": word("label") }));

  /** @type {any} What search-results.js makes; once it is there. */ let view = null;
  /** @type {any} What search-list.js makes; once it is there. */ let rows = null;
  /** @type {any} The place in whose language is searched: settings, index, how far it is loaded. */ let here = placeOf(shelf.drillbookSearchSettings[0]);
  const home = here;
  /** @type {{lang: string, root: string} | null} The language chosen last; null for that of the page. */ let wanted = null;
  /** @type {{lang: string, root: string} | null} The one whose search did not load. */ let lost = null;
  let isComposing = false;
  let active = -1;
  let isImpatient = false; // Enter came before the index
  let shownAt = 0; // when was last searched, in ms
  let isScrolled = false; // whether the list was, since it was filled
  let asked = ""; // what is searched for, filters included
  let limit = SHOWN; // how many results of that are shown
  let isStale = false; // what is shown was found before the rest of the index came
  let announcement = 0;
  /** @type {HTMLElement | null} What had the focus before. */ let before = null;

  // ---------------------------------------------------------------- loading

  /** @param {any} settings @returns {any} */
  function placeOf(settings) {
    return { settings, index: null, loading: null, filling: null, size: 0, isWhole: false, isAwaited: true, hasFailed: false };
  }

  /** @param {string} address @returns {Promise<void>} */
  function loadScript(address) {
    return new Promise((resolve, reject) => {
      const tag = document.createElement("script");
      tag.src = address;
      tag.async = false; // they run in the order they are asked for
      tag.onload = () => resolve();
      tag.onerror = () => reject(new Error(address));
      document.head.append(tag);
    });
  }

  /** Takes what has arrived for a place into its index. @param {any} place */
  function take(place) {
    const arrived = shelf.drillbookSearch || [];
    for (let i = 0; i < arrived.length; ) {
      if (arrived[i].lang !== place.settings.lang) i++;
      else {
        const [data] = arrived.splice(i, 1);
        if (data.texts && place.index.entries.size) continue; // asked for twice, as a script beside it did not come
        if (data.v !== SETTINGS.version) throw new Error("search index of version " + data.v);
        place.index.add(data);
        if (data.texts) [place.texts, place.size] = [data.texts, data.size];
      }
    }
  }

  /** Loads the engine and the names of all playbooks. @param {any} place */
  async function loadHeads(place) {
    const { assets, heads } = place.settings;
    await Promise.all([...(view ? [] : [ASSETS + "search-engine.js"]), assets + heads].map(loadScript));
    if (!view) {
      view = shelf.drillbookSearchEngine.makeView({ word, element, settings: SETTINGS, onChange: filterChanged, onRecent: searchAgain, focus: () => input.focus() });
      rows = shelf.drillbookSearchEngine.makeRows({ word, element, list });
      panel.prepend(view.filters);
    }
    const made = new shelf.drillbookSearchEngine.SearchIndex();
    place.index = made;
    take(place);
    refresh(place);
    window.setTimeout(() => { if (isOpen()) fillOnce(place); }, SETTLED_AFTER);
  }

  /** Loads the texts one file after the other; what did not come is asked for again the next time. @param {any} place */
  async function loadTexts(place) {
    await place.loading;
    for (const name of [...place.texts]) {
      if (!isText(name) && place.texts.some(isText)) break; // topics and vectors point into all texts
      const hasCome = await loadScript(place.settings.assets + name).then(() => take(place)).then(() => true, () => false);
      if (hasCome) place.texts.splice(place.texts.indexOf(name), 1);
      if (hasCome && (!list.querySelector(RESULT) || performance.now() - shownAt > AGAIN_AFTER)) refresh(place);
    }
    if (place.texts.length) throw new Error(place.texts[0]);
    place.isWhole = true;
    place.hasFailed = false;
    refresh(place);
    whenIdle(place.index.chores());
  }

  /** @param {string} name @returns {boolean} */
  function isText(name) {
    return name.startsWith("search/texts-");
  }

  /** Does one thing after the other whenever nothing else is to do. @param {(() => void)[]} chores */
  function whenIdle(chores) {
    const wait = window.requestIdleCallback || window.setTimeout;
    const next = () => {
      const chore = chores.shift();
      if (!chore) return;
      chore();
      wait(next);
    };
    wait(next);
  }

  /** Searches again because more has come, but moves nothing away under an arrow or a pointer. @param {any} place */
  function refresh(place) {
    if (place !== here) return;
    if (active >= 0 || (list.matches(":hover") && list.querySelector(RESULT))) isStale = true;
    else run();
  }

  /** @param {any} place @param {"loading" | "filling"} stage @param {(place: any) => Promise<void>} load */
  function once(place, stage, load) {
    if (place[stage]) return;
    if (stage === "loading") place.hasFailed = false;
    place[stage] = load(place).catch(() => {
      place.hasFailed = true;
      place[stage] = null; // the next letter or opening tries again
      if (place === here) refresh(place);
    });
  }

  /** @param {any} place */
  function fillOnce(place) {
    if (place.loading && !place.isWhole) once(place, "filling", loadTexts);
  }

  function loadOnce() {
    if (lost) goTo(lost);
    once(here, "loading", loadHeads);
    if (!input.value.trim()) return;
    fillOnce(here);
    waitOnce(here);
  }

  /** From the first letter on, a small index is waited for until it is whole, but not for long. @param {any} place */
  function waitOnce(place) {
    if (place.patience) return;
    place.patience = window.setTimeout(() => {
      place.isAwaited = false;
      if (!place.isWhole) refresh(place);
    }, PATIENCE);
  }

  /** Searches in another language's index. @param {{lang: string, root: string} | null} language */
  async function goTo(language) {
    wanted = language;
    try {
      const place = language ? await placeIn(language) : home;
      if (wanted !== language) return; // another one was chosen meanwhile
      here = place;
      lost = null;
    } catch {
      if (wanted === language) lost = language;
      return run();
    }
    loadOnce();
    run();
  }

  /** @param {{lang: string, root: string}} language @returns {Promise<any>} */
  async function placeIn(language) {
    const known = () => shelf.drillbookSearchSettings.find((/** @type {any} */ settings) => settings.lang === language.lang);
    if (!known()) await loadScript(new URL(language.root + "assets/drillbook/search.js", ROOT).href);
    const settings = known();
    settings.place = settings.place || placeOf(settings);
    return settings.place;
  }

  // ---------------------------------------------------------------- opening and closing

  function isOpen() {
    return box.classList.contains("db-search-box--open");
  }

  function open() {
    const focused = document.activeElement;
    if (focused instanceof HTMLElement && !box.contains(focused)) before = focused;
    if (!WIDE.matches && !sheet.open) {
      sheet.append(box);
      sheet.showModal();
    }
    input.focus();
    input.select();
  }

  function show() {
    if (isOpen()) return;
    box.classList.add("db-search-box--open");
    loadOnce();
    run();
  }

  function hide() {
    isImpatient = false;
    box.classList.remove("db-search-box--open");
    input.setAttribute("aria-expanded", "false");
    choose(-1);
  }

  /** Closes and gives the focus back. */
  function close() {
    hide();
    if (sheet.open) {
      sheet.close();
      place.append(box); // at once: the sheet's own event comes later, perhaps after the next opening
    } else input.blur();
    if (before && before !== document.body && before.isConnected) before.focus({ preventScroll: true });
    before = null;
  }

  // ---------------------------------------------------------------- searching

  function run() {
    // Parts of the index may arrive while a word is being composed.
    if (!isOpen() || isComposing) return;
    isStale = false;
    const query = input.value.trim();
    box.classList.toggle("db-search-box--filled", input.value !== "");
    choose(-1);
    if (extra.firstChild) extra.replaceChildren();
    if (view) view.filters.hidden = !query || !here.index;
    const isHopeless = lost || (here.hasFailed && !here.index);
    box.dataset.state = isHopeless ? "failed" : !query ? "empty" : "loading";
    if (isHopeless) return say(word("failed"), [], word("failed"));
    if (!query) return say(word("start"), view ? view.recents() : [], "");
    if (!here.index || (!isSettled() && here.isAwaited && here.size <= SMALL)) return say(word("loading"), [], "");
    shownAt = performance.now();
    begin(JSON.stringify([query, view.filter(), here.settings.lang]));
    const found = here.index.search(query, limit, view.filter());
    view.update(here.index.entries, found.kinds);
    box.dataset.state = here.isWhole ? "whole" : "partial";
    if (found.results.length) return showResults(found, query);
    if (!isSettled()) return say(word("loading"), [], "");
    const hidden = view.filter() ? here.index.search(query, 1).total : 0;
    if (hidden) showHidden(query, hidden);
    else showNone(query);
  }

  /** Something else is searched for, and little of it shown at first. @param {string} question */
  function begin(question) {
    if (question === asked) return;
    asked = question;
    limit = SHOWN;
  }

  /** Whether nothing more is to be waited for. @returns {boolean} */
  function isSettled() {
    return here.isWhole || here.hasFailed;
  }

  /** Nothing found: a gap in the manual, unless a part of the index is missing. @param {string} query */
  function showNone(query) {
    if (!here.isWhole) return say(word("none", { query }) + word("incomplete"), [], word("none", { query }) + word("incomplete"));
    const near = here.index.near(query);
    const text = word("none", { query }) + word(near.length ? "near" : "advice");
    extra.append(...view.gap(query, here.settings.lang));
    say(text, near, text, "search-near");
  }

  /** The manual has it, but the filters let nothing through. @param {string} query @param {number} count */
  function showHidden(query, count) {
    const text = word("hidden", { query, count });
    extra.append(view.widen());
    say(text, [], text);
  }

  /** What was found; where the query itself stands nowhere, that gap can be told. @param {any} found @param {string} query */
  function showResults(found, query) {
    if (isImpatient && isSettled()) window.setTimeout(() => openResult(null));
    const count = found.total === 1 ? word("count_one") : word(found.total > limit ? "count_more" : "count", { count: found.total, shown: limit });
    const missing = found.missing.length ? word("missing", { missing: found.missing.join(" ") }) : "";
    const told = [found.meant && word("meant", { meant: found.meant }), missing, count].filter(Boolean).join("");
    const text = here.hasFailed ? told + word("stop") + word("incomplete") : told;
    if (here.isWhole && found.missing.join("").length === query.replace(/\s/g, "").length) extra.append(...view.gap(query, here.settings.lang));
    say(text, found.results, text, "search-result", found.total > limit ? moreRow() : null);
  }

  /** @returns {HTMLElement} The row below the results that brings more of them. */
  function moreRow() {
    const row = element("div", { class: "db-search-result db-search-forget", role: "option", "aria-selected": "false", "data-drillbook": "search-more" }, word("more"));
    row.addEventListener("click", () => {
      const place = limit;
      limit += SHOWN;
      run();
      rows.finish();
      choose(place);
    });
    return row;
  }

  function filterChanged(/** @type {{lang: string, root: string} | null | undefined} */ language) {
    if (language === undefined) run();
    else goTo(language);
  }

  /** @param {string} query */
  function searchAgain(query) {
    input.value = query;
    input.focus();
    show();
    loadOnce();
    run();
  }

  /** @param {string} text @param {any[]} options Results; elements where no hook is given. @param {string} spoken @param {string} [hook] @param {HTMLElement | null} [more] What stands below the results. */
  function say(text, options, spoken, hook, more) {
    if (status.textContent !== text) status.textContent = text;
    if (hook) rows.show(options, hook, here.settings.root, more || null);
    else {
      if (rows) rows.clear();
      options.forEach((each, i) => { each.id = "db-search-option-" + i; });
      list.replaceChildren(...options);
    }
    list.hidden = !options.length;
    if (isScrolled) list.scrollTop = 0; // costs a layout, so only where it is needed
    isScrolled = false;
    input.setAttribute("aria-expanded", String(options.length > 0));
    window.clearTimeout(announcement);
    announcement = window.setTimeout(() => { live.textContent = spoken; }, ANNOUNCE_AFTER);
  }

  /** @param {number} position Of the option that Enter opens; -1 for none. */
  function choose(position) {
    const options = list.children;
    if (options[active]) options[active].setAttribute("aria-selected", "false");
    active = position;
    const chosen = options[active];
    if (!chosen) return input.removeAttribute("aria-activedescendant");
    chosen.setAttribute("aria-selected", "true");
    chosen.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", chosen.id);
  }

  // ---------------------------------------------------------------- what the reader does

  /** @param {KeyboardEvent} event Keys in the field. An input method that is still composing gets every key for itself. */
  function onKey(event) {
    if (event.isComposing || isComposing || event.keyCode === 229) return;
    if (rows && event.key.startsWith("Arrow")) rows.finish();
    const last = list.children.length - 1;
    if (event.key === "ArrowDown" && last >= 0) choose(active >= last ? 0 : active + 1);
    else if (event.key === "ArrowUp" && last >= 0) choose(active <= 0 ? last : active - 1);
    else if (event.key === "Enter") coversList() ? goToList() : openResult(event);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** Whether a keyboard on the screen may hide results: its search key makes room for them, and opens none unseen. @returns {boolean} */
  function coversList() {
    return sheet.open && TOUCH.matches && active < 0;
  }

  /** Leaves the field, which puts a keyboard on the screen away; the next Enter of a real one opens the first result. */
  function goToList() {
    const first = list.querySelector(RESULT);
    if (first instanceof HTMLElement) first.focus({ preventScroll: true });
    else input.blur();
  }

  /** Escape closes from the filters and buttons as well. @param {KeyboardEvent} event */
  function onEscape(event) {
    if (event.key !== "Escape" || event.defaultPrevented || event.isComposing || isComposing || event.keyCode === 229) return;
    close();
    event.preventDefault();
    event.stopPropagation();
  }

  /** @param {KeyboardEvent | null} event The press of Enter; null when it came before there were results. */
  function openResult(event) {
    isImpatient = !isSettled();
    if (event && isImpatient && active < 0) return;
    const chosen = list.children[active] || list.querySelector(RESULT);
    if (chosen instanceof HTMLElement && !(chosen instanceof HTMLAnchorElement)) return chosen.click();
    if (!(chosen instanceof HTMLAnchorElement)) return;
    if (event && (event.ctrlKey || event.metaKey)) window.open(chosen.href, "_blank", "noopener");
    else chosen.click();
  }

  /** @param {KeyboardEvent} event Keys anywhere on the page. */
  function onShortcut(event) {
    if (event.defaultPrevented || event.isComposing || event.keyCode === 229) return;
    const isCommand = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "k";
    const isLetter = !event.ctrlKey && !event.metaKey && !event.altKey && (event.key === "/" || event.key === "s") && !isTyping(event.target);
    if (!isCommand && !isLetter) return;
    if (document.querySelector("dialog[open]:not(.db-search-sheet)")) return;
    event.preventDefault();
    open();
  }

  /** @param {EventTarget | null} target @returns {boolean} */
  function isTyping(target) {
    if (!(target instanceof HTMLElement)) return false;
    if (target instanceof HTMLInputElement) return !["button", "checkbox", "radio", "submit", "reset"].includes(target.type);
    return target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
  }

  function listen() {
    openButton.addEventListener("click", open);
    backButton.addEventListener("click", close);
    clearButton.addEventListener("click", () => { input.value = ""; input.focus(); run(); });
    field.addEventListener("click", (event) => { if (event.target !== clearButton) input.focus(); });
    input.addEventListener("focus", () => {
      if (!WIDE.matches && !sheet.open) open();
      show();
    });
    input.addEventListener("input", () => {
      isImpatient = false;
      if (!isComposing) { show(); loadOnce(); run(); }
    });
    input.addEventListener("compositionstart", () => { isComposing = true; });
    input.addEventListener("compositionend", () => { isComposing = false; loadOnce(); run(); });
    input.addEventListener("keydown", onKey);
    box.addEventListener("keydown", onEscape);
    // A press on the panel must not take the focus from the field.
    panel.addEventListener("mousedown", (event) => {
      if (!(event.target instanceof Element && event.target.closest("select, a.db-search-report"))) event.preventDefault();
    });
    list.addEventListener("scroll", () => { isScrolled = true; }, { passive: true });
    list.addEventListener("touchmove", () => { if (coversList()) input.blur(); }, { passive: true });
    list.addEventListener("pointerleave", () => { if (isStale) refresh(here); });
    list.addEventListener("click", (event) => {
      const chosen = event.target instanceof Element ? event.target.closest("[data-id]") : null;
      if (!chosen) return;
      view.remember(input.value.trim());
      if (!event.ctrlKey && !event.metaKey && !event.shiftKey) window.setTimeout(hideAfterOpening);
    });
    box.addEventListener("focusout", (event) => {
      if (!sheet.open && document.hasFocus() && !box.contains(/** @type {Node | null} */ (event.relatedTarget))) hide();
    });
    // Escape and a phone's own way back close the sheet without asking the box.
    sheet.addEventListener("close", () => { if (!sheet.open && sheet.contains(box)) close(); });
    document.addEventListener("keydown", onShortcut);
  }

  /** A result on the page that is open already only scrolls; the box must get out of the way. */
  function hideAfterOpening() {
    before = null;
    close();
  }

  /** Puts the box into the header: Material's and Zensical's have the same classes; any other page gets it on top. */
  function attach() {
    const header = document.querySelector(".md-header__inner");
    const source = header && header.querySelector(":scope > .md-header__source");
    if (source) source.before(place);
    else if (header) header.append(place);
    else document.body.prepend(place);
    document.body.append(sheet);
    listen();
  }

  if (document.querySelector(".db-search")) return;
  if (document.readyState === "loading" && !document.querySelector(".md-header__inner")) document.addEventListener("DOMContentLoaded", attach);
  else attach();
})();
