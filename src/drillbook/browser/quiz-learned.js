/**
 * The schedule of what was passed: every fact comes back after 2, 7, 21 and 60 days; a miss begins anew; a fact that changed comes
 * back at once. The intervals follow Kang 2014 (expanding intervals keep recall higher in between).
 *
 * @typedef {Object<string, [string, string]>} Facts fact id -> its hash and what it states
 * @typedef {import("./quiz-store.js").Known} Known
 */
(function () {
  "use strict";

  var store = window.drillbookStore;
  var STEPS = [2, 7, 21, 60];

  /** @param {Date} [now] @returns {string} the day where the learner is, such as 2026-11-22 */
  function today(now) {
    var day = now || new Date();
    return new Date(Date.UTC(day.getFullYear(), day.getMonth(), day.getDate())).toISOString().slice(0, 10);
  }

  /** @param {string} day @param {number} days @returns {string} */
  function later(day, days) { return new Date(Date.parse(day) + days * 86400000).toISOString().slice(0, 10); }

  /** @param {string} fact @returns {string} the playbook it belongs to: `relation:entity.part:qualifier` */
  function entityOf(fact) { return (fact.split(":")[1] || "").split(".")[0]; }

  /**
   * What is known of a fact after an answer.
   * @param {Known|undefined} before @param {boolean} right @param {[string, string]} fact hash and statement
   * @param {string} lang @param {string} day @param {string} item
   * @returns {Known|undefined} undefined when the fact was not passed yet and still is not
   */
  function after(before, right, fact, lang, day, item) {
    if (!before && !right) return undefined;
    var stage = before && before.hash === fact[0] && before.was === undefined ? before.stage : -1;
    var due = before ? before.due : "";
    if (!right) {
      stage = 0;
      due = later(day, STEPS[0]);
    } else if (stage < 0 || (due !== "" && due <= day)) {
      stage += 1;
      due = stage < STEPS.length ? later(day, STEPS[stage]) : "";
    }
    return { hash: fact[0], said: fact[1], lang: lang, stage: stage, due: due, last: day, item: item };
  }

  /**
   * Remembers an answer for every fact an item rests on. Nobody knows which of them one proves that was written by hand: its id names
   * no fact, and its answers are not remembered here.
   * @param {{id: string, facts: string[]}} item @param {function(string): boolean} passed tells of a fact whether it was
   * @param {Facts} facts @param {string} lang
   */
  function note(item, passed, facts, lang) {
    if (item.id.indexOf(":") < 0) return;
    var known = store.records(store.CONCERNS.learned, "facts");
    var day = today();
    store.update(store.CONCERNS.learned, function (data) {
      if (typeof data.who !== "string") data.who = Math.random().toString(36).slice(2, 12);
      item.facts.forEach(function (id) {
        if (!store.has(facts, id)) return;
        var now = after(store.has(known, id) ? known[id] : undefined, passed(id), facts[id], lang, day, item.id);
        if (now) data.facts[id] = now;
      });
    });
  }

  /**
   * Compares what was passed with the manual as it is now: what changed is due at once, with the old statement beside it.
   * @param {string} entity @param {string} state what the whole playbook states, as one hash @param {Facts} facts @param {string} lang
   */
  function compare(entity, state, facts, lang) {
    var known = store.records(store.CONCERNS.learned, "facts");
    store.update(store.CONCERNS.learned, function (data) {
      Object.keys(known).forEach(function (id) {
        if (entityOf(id) !== entity || !store.has(facts, id) || known[id].hash === facts[id][0]) return;
        var was = known[id].was === undefined ? known[id].said : known[id].was;
        data.facts[id] = {
          hash: facts[id][0], said: facts[id][1], lang: lang, stage: -1, due: today(), last: known[id].last, was: was,
        };
      });
      data.entities[entity] = state;
    });
  }

  /** @param {string} day @returns {string[]} what is due: what changed first, then what waits longest */
  function due(day) {
    var known = store.records(store.CONCERNS.learned, "facts");
    return Object.keys(known).filter(function (id) { return known[id].due !== "" && known[id].due <= day; }).sort(function (a, b) {
      var changed = Number(known[b].was !== undefined) - Number(known[a].was !== undefined);
      return changed || (known[a].due < known[b].due ? -1 : known[a].due > known[b].due ? 1 : a < b ? -1 : 1);
    });
  }

  window.drillbookLearned = { STEPS: STEPS, today: today, later: later, entityOf: entityOf, after: after, note: note, compare: compare, due: due };
})();
