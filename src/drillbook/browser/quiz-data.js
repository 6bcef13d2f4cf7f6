/**
 * The items of a playbook, loaded when they are wanted: a script for each playbook, because pages opened from disk may not fetch.
 *
 * @typedef {{entity: string, state: string, items: Item[], facts: Object<string, [string, string]>}} Supply
 * @typedef {[string, string, string, string]} Told id, text, rationale, address
 * @typedef {[string, string, string, string, string, string]} Line id, text, rationale, address, what that is called, the fact it asks for
 * @typedef {{id: string, type: string, hash: string, stem: string, options: Told[], prompts: Line[], answer: string[],
 *   before: [string, string][], facts: string[], topic: string, link: string}} Item
 */
(function () {
  "use strict";

  var script = /** @type {HTMLScriptElement|null} */ (document.currentScript);
  var folder = script ? (script.getAttribute("src") || "").replace(/[^/]*$/, "") : "";
  /** The way from the page to the language's folder. */
  var root = folder.replace(/assets\/drillbook\/$/, "");
  /** @type {Object<string, *>} */
  var files = {};
  /** @type {Object<string, (function(*): void)[]>} */
  var waiting = {};

  /** Called by every data script. @param {string} name @param {*} data */
  function receive(name, data) { files[name] = data; }

  /**
   * @param {string} name the place of a data script below the folder, without ending
   * @param {function(*): void} done gets the data, null when it cannot be had
   */
  function load(name, done) {
    if (Object.prototype.hasOwnProperty.call(files, name)) { done(files[name]); return; }
    if (Object.prototype.hasOwnProperty.call(waiting, name)) { waiting[name].push(done); return; }
    waiting[name] = [done];
    var element = document.createElement("script");
    element.onload = element.onerror = function () {
      var found = Object.prototype.hasOwnProperty.call(files, name) ? files[name] : null;
      var all = waiting[name];
      delete waiting[name];
      all.forEach(function (tell) { tell(found); });
    };
    element.src = folder + name + ".js";
    document.head.appendChild(element);
  }

  /** @param {string} entity @param {function(Supply|null): void} done */
  function items(entity, done) {
    if (!/^[a-z0-9-]+$/.test(entity)) { done(null); return; }
    load("items/" + entity, done);
  }

  /** @param {string[]} entities @param {function(Supply[]): void} done gets those that could be had */
  function several(entities, done) {
    /** @type {Supply[]} */
    var found = [];
    var left = entities.length;
    if (!left) { done(found); return; }
    entities.forEach(function (entity) {
      items(entity, function (supply) {
        if (supply) found.push(supply);
        left -= 1;
        if (!left) done(found);
      });
    });
  }

  /**
   * An item on a fact, by preference one that was not seen just now; never one on another fact.
   * @param {Supply} supply @param {string} fact @param {string[]} seen ids of items
   * @returns {Item|null}
   */
  function pick(supply, fact, seen) {
    var fit = supply.items.filter(function (item) { return item.facts.indexOf(fact) >= 0; });
    return any(fit.filter(function (item) { return seen.indexOf(item.id) < 0; })) || any(fit);
  }

  /** @template T @param {T[]} list @returns {T|null} */
  function any(list) { return list.length ? list[Math.floor(Math.random() * list.length)] : null; }

  /** @template T @param {T[]} list @returns {T[]} in an order of chance */
  function shuffled(list) {
    return list.map(function (value) { return { value: value, lot: Math.random() }; })
      .sort(function (a, b) { return a.lot - b.lot; }).map(function (pair) { return pair.value; });
  }

  window.drillbookData = { root: root, receive: receive, load: load, items: items, several: several, pick: pick, shuffled: shuffled };
})();
