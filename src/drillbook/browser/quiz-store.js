/**
 * What the learner's browser remembers: one key of localStorage for each concern, each with its own version.
 *
 * Blocked, full, broken or foreign storage never breaks a page: then there is only no memory. What a newer version wrote is left
 * alone. Records that make no sense are passed over one by one; the others count.
 *
 * @typedef {{hash: string, response: string[], checked: boolean, first?: string[]}} Answer first: what was checked first, which counts
 * @typedef {{hash: string, said: string, lang: string, stage: number, due: string, last: string, was?: string, item?: string}} Known
 * @typedef {{known: boolean, last: string}} Card
 * @typedef {{key: string, tables: Object<string, function(*): boolean>}} Concern
 */
(function () {
  "use strict";

  var VERSION = 1;

  /** @param {*} value @returns {boolean} */
  function isObject(value) { return typeof value === "object" && value !== null && !Array.isArray(value); }

  /** @param {Object<string, *>} table @param {string} key @returns {boolean} */
  function has(table, key) { return Object.prototype.hasOwnProperty.call(table, key); }

  /** @param {*} text @returns {boolean} */
  function isText(text) { return typeof text === "string"; }

  /** @param {*} value @returns {boolean} a date such as 2026-11-22; empty for never */
  function isDay(value) { return isText(value) && (value === "" || (/^\d{4}-\d\d-\d\d$/.test(value) && !isNaN(Date.parse(value)))); }

  /** @param {*} value @returns {boolean} */
  function isAnswer(value) {
    return isObject(value) && isText(value.hash) && Array.isArray(value.response) && value.response.every(isText);
  }

  /** @param {*} answer @param {string} hash of the item as it is now @returns {string[]} what was checked first; empty where nothing was */
  function firstOf(answer, hash) {
    if (!isAnswer(answer) || answer.hash !== hash) return [];
    // Earlier versions kept no first answer: what they kept is the first.
    var isSaid = Array.isArray(answer.first) && answer.first.length && answer.first.every(isText);
    return isSaid ? answer.first : answer.checked ? answer.response : [];
  }

  /** @param {*} value @returns {boolean} whether it has answers; `retake`, which has those to what was asked again, is looked at where it is read */
  function isForm(value) { return isObject(value) && isObject(value.answers); }

  /** @param {*} value @returns {boolean} */
  function isKnown(value) {
    return isObject(value) && isText(value.hash) && isText(value.said) && isText(value.lang) && isDay(value.due) && isDay(value.last) &&
      Number.isInteger(value.stage) && value.stage >= -1 && value.stage <= 4 && (value.was === undefined || isText(value.was));
  }

  /** @param {*} value @returns {boolean} */
  function isCard(value) { return isObject(value) && typeof value.known === "boolean" && isDay(value.last) && value.last !== ""; }

  /** @param {*} value @returns {boolean} */
  function isMark(value) {
    return isObject(value) && isText(value.last) && [value.read, value.note].every(function (text) { return text === undefined || isText(text); });
  }

  /** Answers to forms; facts passed, and the state in which each playbook was seen; flashcards; ticks of paths; marks on playbooks. */
  var CONCERNS = {
    quiz: { key: window.drillbookKey("quiz"), tables: { forms: isForm } },
    learned: { key: window.drillbookKey("learned"), tables: { facts: isKnown, entities: isText } },
    cards: { key: window.drillbookKey("cards"), tables: { cards: isCard } },
    ticks: { key: window.drillbookKey("ticks"), tables: { items: function (/** @type {*} */ value) { return value === true; } } },
    marks: { key: window.drillbookKey("marks"), tables: { pages: isMark } },
  };

  /** @param {string} key @returns {string|null} the stored text; null when there is none or it may not be read */
  function raw(key) {
    try { return window.localStorage.getItem(key); } catch (error) { return null; }
  }

  /** @param {string} key @param {string} text @returns {boolean} whether it is kept */
  function put(key, text) {
    try { window.localStorage.setItem(key, text); return true; } catch (error) { return false; }
  }

  /** @param {string|null} text @returns {*} */
  function parsed(text) {
    try { return JSON.parse(text || "null"); } catch (error) { return null; }
  }

  /** @param {Concern} concern @param {*} found @returns {boolean} */
  function isSound(concern, found) {
    return isObject(found) && found.v === VERSION &&
      Object.keys(concern.tables).every(function (name) { return found[name] === undefined || isObject(found[name]); });
  }

  /** @param {*} found @returns {boolean} */
  function isNewer(found) { return isObject(found) && typeof found.v === "number" && found.v > VERSION; }

  /** @param {Concern} concern @param {*} found @returns {*} with all its tables */
  function whole(concern, found) {
    var data = isSound(concern, found) ? found : { v: VERSION };
    Object.keys(concern.tables).forEach(function (name) { if (!has(data, name)) data[name] = {}; });
    return data;
  }

  /** @param {Concern} concern @returns {*} everything stored; empty tables when nothing usable is */
  function read(concern) { return whole(concern, parsed(raw(concern.key))); }

  /** @param {Concern} concern @param {string} table @returns {Object<string, *>} the records that make sense */
  function records(concern, table) {
    var all = read(concern)[table];
    /** @type {Object<string, *>} */
    var found = {};
    Object.keys(all).forEach(function (id) { if (id !== "__proto__" && concern.tables[table](all[id])) found[id] = all[id]; });
    return found;
  }

  /**
   * Reads anew, changes and writes: another window may have written in between.
   * @param {Concern} concern @param {function(*): void} change @returns {boolean} whether it is kept
   */
  function update(concern, change) {
    var text = raw(concern.key), found = parsed(text);
    if (isNewer(found)) return false;
    // What cannot be understood is put aside once, so that nothing is lost for good.
    if (text && !isSound(concern, found) && raw(concern.key + ":unreadable") === null) put(concern.key + ":unreadable", text);
    var data = whole(concern, found);
    change(data);
    return put(concern.key, JSON.stringify(data));
  }

  /** @returns {boolean} whether the browser keeps anything at all */
  function keeps() {
    var works = put("drillbook:test", "1");
    try { window.localStorage.removeItem("drillbook:test"); } catch (error) { return false; }
    return works;
  }

  /** @returns {boolean} whether it may not even be read */
  function isBlocked() {
    try { return !window.localStorage; } catch (error) { return true; }
  }

  /** @param {Concern} concern @returns {boolean} whether a newer version wrote it */
  function isLocked(concern) { return isNewer(parsed(raw(concern.key))); }

  /** Forgets a concern, unless a newer version wrote it. @param {Concern} concern */
  function forget(concern) {
    if (isLocked(concern)) return;
    try { window.localStorage.removeItem(concern.key); } catch (error) { /* blocked: there is nothing to forget */ }
  }

  window.drillbookStore = {
    CONCERNS: CONCERNS, VERSION: VERSION, read: read, records: records, update: update, keeps: keeps, isBlocked: isBlocked, isLocked: isLocked, forget: forget,
    isNewer: isNewer, isSound: isSound, isObject: isObject, isAnswer: isAnswer, firstOf: firstOf, has: has,
  };
})();
