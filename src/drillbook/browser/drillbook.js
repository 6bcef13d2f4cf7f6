/* Small things every page may use: language switch that keeps the place, copying, talk practice, ticks, filters. */
(function () {
  "use strict";
  var script = /** @type {HTMLScriptElement | null} */ (document.currentScript);
  var folder = script ? script.src.replace(/[^/]*$/, "") : "";
  /** @param {string} key @returns {string} a word of the interface */
  function say(key) { return (window.drillbookWords || {})["browser_" + key] || key; }

  var store = {
    /** @param {string} key @returns {any} the stored value, or null when there is none or it is broken */
    get: function (key) { try { return JSON.parse(localStorage.getItem(key) || "null"); } catch (e) { return null; } },
    /** @param {string} key @param {any} value */
    set: function (key, value) { try { localStorage.setItem(key, JSON.stringify(value)); } catch (e) { /* blocked or full: nothing is kept */ } }
  };

  /** @param {string} selector @param {(element: HTMLElement) => void} action @param {ParentNode} [root] */
  function each(selector, action, root) { Array.prototype.forEach.call((root || document).querySelectorAll(selector), action); }

  /** @param {string} text @param {() => void} action */
  function button(text, action) {
    var made = document.createElement("button");
    made.type = "button";
    made.className = "db-button";
    made.textContent = text;
    made.addEventListener("click", action);
    return made;
  }

  /** The id of the part the reader is looking at: the last one above the upper third of the window. */
  function currentPlace() {
    var found = "";
    each(".md-content [id]", function (element) {
      if (element.hasAttribute("popover") || !/^(H[1-6]|LI|TR|DT|SECTION)$/.test(element.tagName)) return;
      if (element.getBoundingClientRect().top < window.innerHeight / 3) found = element.id;
    });
    return window.scrollY < 80 ? "" : found;
  }

  function keepPlaceAcrossLanguages() {
    each('a[data-drillbook="language"], .md-select__link[hreflang]', function (link) {
      link.addEventListener("click", function () {
        try { localStorage.setItem("drillbook:lang", link.getAttribute("hreflang") || ""); } catch (e) { /* blocked storage */ }
        var place = currentPlace();
        /** @type {HTMLAnchorElement} */ (link).hash = place ? "#" + place : location.hash;
      });
    });
  }

  /** Explains a term in place; without this script the link leads to the glossary. */
  function terms() {
    var links = document.querySelectorAll("a.db-term");
    if (!links.length || !HTMLElement.prototype.showPopover) return;
    var box = document.createElement("div");
    box.className = "db-popover";
    box.setAttribute("popover", "auto");
    box.setAttribute("role", "status");
    (document.querySelector("article") || document.body).appendChild(box);
    /** @param {HTMLAnchorElement} link */
    function show(link) {
      var found = (window.drillbookTerms || {})[link.hash.slice(1)];
      if (!found) { location.href = link.href; return; }
      var title = document.createElement("strong");
      title.textContent = found[0];
      var more = document.createElement("a");
      more.href = link.href;
      more.textContent = say("glossary");
      box.replaceChildren(title, " " + found[1] + " ", more);
      box.showPopover();
    }
    Array.prototype.forEach.call(links, function (link) {
      link.addEventListener("click", function (event) {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        if (window.drillbookTerms) { show(link); return; }
        var data = document.createElement("script");
        data.src = folder + "terms.js";
        data.onload = function () { show(link); };
        data.onerror = function () { location.href = link.href; };
        document.head.appendChild(data);
      });
    });
  }

  /** @param {string} text @returns {string} a text as Mermaid takes it between quotes */
  function quoted(text) { return '"' + text.replace(/\s+/g, " ").trim().replace(/"/g, "#quot;").replace(/</g, "#lt;") + '"'; }

  /** The flow of a process page as Mermaid source, read from its steps. */
  function mermaid() {
    var steps = Array.prototype.slice.call(document.querySelectorAll(".db-step"));
    var lanes = /** @type {Object<string, string[]>} */ ({});
    var lines = ["flowchart TD"];
    var ways = /** @type {string[]} */ ([]);
    steps.forEach(function (step, index) {
      var heading = step.querySelector("h3, h4");
      var actor = step.querySelector(".db-who a");
      var lane = actor ? actor.textContent || "" : "";
      var id = heading ? heading.id : "";
      (lanes[lane] = lanes[lane] || []).push("    " + id + "[" + quoted((heading && heading.firstChild && heading.firstChild.textContent) || id) + "]");
      var listed = step.querySelectorAll(".db-ways > li");
      var next = index + 1 < steps.length ? steps[index + 1].querySelector("h3, h4") : null;
      if (!listed.length) ways.push("  " + id + " --> " + (next ? next.id : "done"));
      Array.prototype.forEach.call(listed, function (way) {
        var links = way.querySelectorAll("a");
        var link = links[links.length - 1];
        var label = (way.textContent || "").split("→").slice(0, -1).join("→").trim();
        var href = link.getAttribute("href") || "";
        var target = href === "#section-steps" ? "done" : href.charAt(0) === "#" ? href.slice(1) : "out" + ways.length;
        if (target.indexOf("out") === 0) lines.push("  " + target + "([" + quoted(link.textContent || "") + "])");
        ways.push("  " + id + " -->" + (label ? "|" + quoted(label) + "|" : "") + " " + target);
      });
    });
    Object.keys(lanes).forEach(function (lane, number) {
      lines.push("  subgraph lane" + number + "[" + quoted(lane) + "]");
      lines = lines.concat(lanes[lane]);
      lines.push("  end");
    });
    lines.push("  done([" + quoted(say("end")) + "])");
    return lines.concat(ways).join("\n");
  }

  function copyButtons() {
    each('[data-drillbook="mermaid"]', function (box) {
      var copy = box.querySelector("button");
      var status = box.querySelector("span");
      if (!copy) return;
      box.hidden = false;
      copy.addEventListener("click", function () {
        var source = mermaid();
        var done = function () { if (status) status.textContent = say("copied"); };
        var show = function () {
          var area = document.createElement("textarea");
          area.value = source;
          area.rows = 12;
          area.setAttribute("aria-label", "Mermaid");
          box.appendChild(area);
          area.select();
          try { if (document.execCommand("copy")) done(); } catch (e) { /* the text is selected; the reader copies it */ }
        };
        if (navigator.clipboard) navigator.clipboard.writeText(source).then(done, show); else show();
      });
    });
  }

  /** Shows one turn of a talk track at a time; what the customer answers leads on. */
  function talkPractice() {
    each('[data-drillbook="talk"]', function (talk) {
      var turns = talk.querySelectorAll(".db-turn");
      var bar = document.createElement("p");
      bar.className = "db-talk-bar";
      /** @param {string} id */
      function show(id) {
        Array.prototype.forEach.call(turns, function (turn) {
          var isNow = turn.getAttribute("data-turn") === id;
          turn.classList.toggle("db-turn--now", isNow);
          if (isNow) {
            var heading = turn.querySelector("h3");
            if (heading) { heading.tabIndex = -1; heading.focus(); }
          }
        });
      }
      var toggle = button(say("practise"), function () {
        var isOn = talk.classList.toggle("db-talk--one");
        toggle.textContent = isOn ? say("show_all") : say("practise");
        toggle.setAttribute("aria-pressed", String(isOn));
        if (isOn && turns.length) show(turns[0].getAttribute("data-turn") || "");
      });
      toggle.setAttribute("aria-pressed", "false");
      bar.appendChild(toggle);
      talk.parentNode && talk.parentNode.insertBefore(bar, talk);
      each("[data-goto]", function (link) {
        link.addEventListener("click", function (event) {
          if (!talk.classList.contains("db-talk--one")) return;
          event.preventDefault();
          show(link.getAttribute("data-goto") || "");
        });
      }, talk);
      Array.prototype.forEach.call(turns, function (turn, index) {
        if (turn.querySelector("[data-goto]") || index + 1 >= turns.length || turn.querySelector(".db-signals, .db-listen")) return;
        var on = button(say("next"), function () { show(turns[index + 1].getAttribute("data-turn") || ""); });
        on.classList.add("db-talk-next");
        turn.appendChild(on);
      });
    });
  }

  /** Ticks of an onboarding path, kept in the browser by item id. */
  function pathTicks() {
    var boxes = document.querySelectorAll("input[data-tick]");
    if (!boxes.length) return;
    var saved = store.get("drillbook:ticks");
    var ticks = saved && typeof saved === "object" && saved.v === 1 && saved.items && typeof saved.items === "object" ? saved : { v: 1, items: {} };
    var line = document.querySelector('[data-drillbook="path-progress"]');
    function count() {
      var done = Array.prototype.filter.call(boxes, function (box) { return box.checked; }).length;
      if (line) line.textContent = say("done").replace("{done}", String(done)).replace("{total}", String(boxes.length));
    }
    Array.prototype.forEach.call(boxes, function (box) {
      var key = box.getAttribute("data-tick");
      box.checked = ticks.items[key] === true;
      box.addEventListener("change", function () {
        if (box.checked) ticks.items[key] = true; else delete ticks.items[key];
        store.set("drillbook:ticks", ticks);
        count();
      });
    });
    count();
  }

  /** Shows or hides the codes of sources, on every page until changed. */
  function sourceCodes() {
    var root = document.documentElement;
    root.classList.toggle("db-show-sources", store.get("drillbook:sources") === true);
    each('button[data-drillbook="sources"]', function (toggle) {
      toggle.hidden = false;
      toggle.setAttribute("aria-pressed", String(root.classList.contains("db-show-sources")));
      toggle.addEventListener("click", function () {
        var isOn = root.classList.toggle("db-show-sources");
        toggle.setAttribute("aria-pressed", String(isOn));
        store.set("drillbook:sources", isOn);
      });
    });
  }

  function filters() {
    each('[data-drillbook="filter"]', function (box) {
      var input = box.querySelector("input");
      var status = box.querySelector("[aria-live]");
      if (!input) return;
      box.hidden = false;
      input.addEventListener("input", function (event) {
        if (/** @type {InputEvent} */ (event).isComposing) return;
        var wanted = input.value.normalize("NFKC").toLowerCase().trim();
        var shown = 0;
        each(".db-filtered > li", function (item) {
          item.hidden = (item.textContent || "").normalize("NFKC").toLowerCase().indexOf(wanted) < 0;
          shown += item.hidden ? 0 : 1;
        });
        if (status) status.textContent = wanted ? say("shown").replace("{count}", String(shown)) : "";
      });
      input.addEventListener("compositionend", function () { input.dispatchEvent(new Event("input")); });
    });
  }

  /** A visible link to every heading, rule and term that has an anchor. */
  function permalinks() {
    each("article :is(h2, h3, h4, .db-rule, .db-glossary dt)[id]", function (place) {
      if (place.querySelector(".headerlink")) return;
      var link = document.createElement("a");
      link.className = "headerlink";
      link.href = "#" + place.id;
      link.title = say("permalink");
      link.textContent = "#";
      if (place.classList.contains("db-rule")) place.insertBefore(link, place.querySelector("dl, ul, div, small")); else place.appendChild(link);
    });
  }

  function start() { permalinks(); keepPlaceAcrossLanguages(); terms(); copyButtons(); talkPractice(); pathTicks(); sourceCodes(); filters(); }
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start); else start();
})();
