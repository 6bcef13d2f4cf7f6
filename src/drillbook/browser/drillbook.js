/* Small things every page may use: language switch that keeps the place, copying, talk practice, ticks, filters. */
(function () {
  "use strict";
  var zh = /^zh/i.test(document.documentElement.lang);
  /** @param {string} chinese @param {string} english */
  function say(chinese, english) { return zh ? chinese : english; }

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

  function copyButtons() {
    each(".db-mermaid", function (box) {
      var pre = box.querySelector("pre");
      if (!pre) return;
      var copy = button(say("复制", "Copy"), function () {
        var done = function () { copy.textContent = say("已复制", "Copied"); };
        var select = function () {
          var range = document.createRange();
          range.selectNodeContents(/** @type {Node} */ (pre));
          var selection = window.getSelection();
          if (selection) { selection.removeAllRanges(); selection.addRange(range); }
          try { if (document.execCommand("copy")) done(); } catch (e) { /* the text is selected; the reader copies it */ }
        };
        if (navigator.clipboard) navigator.clipboard.writeText(pre.textContent || "").then(done, select); else select();
      });
      box.insertBefore(copy, pre);
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
      var toggle = button(say("逐句练习", "Practise turn by turn"), function () {
        var isOn = talk.classList.toggle("db-talk--one");
        toggle.textContent = isOn ? say("显示全部", "Show all") : say("逐句练习", "Practise turn by turn");
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
        var on = button(say("下一句", "Next"), function () { show(turns[index + 1].getAttribute("data-turn") || ""); });
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
      if (line) line.textContent = say("已完成 ", "") + done + " / " + boxes.length + say("", " done");
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
        if (status) status.textContent = wanted ? shown + say(" 条", " shown") : "";
      });
      input.addEventListener("compositionend", function () { input.dispatchEvent(new Event("input")); });
    });
  }

  function start() { keepPlaceAcrossLanguages(); copyButtons(); talkPractice(); pathTicks(); sourceCodes(); filters(); }
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start); else start();
})();
