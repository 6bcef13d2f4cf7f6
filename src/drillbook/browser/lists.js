/* Lists: filtering a register, sorting a table, ticks of an onboarding path, showing the codes of sources. */
(function () {
  "use strict";
  var db = window.drillbook;

  function filters() {
    db.each('[data-drillbook="filter"]', function (box) {
      var input = box.querySelector("input");
      var status = box.querySelector("[aria-live]");
      if (!input) return;
      box.hidden = false;
      input.addEventListener("input", function (event) {
        if (/** @type {InputEvent} */ (event).isComposing) return;
        var wanted = input.value.normalize("NFKC").toLowerCase().trim();
        var shown = 0;
        db.each(".db-filtered > li", function (item) {
          item.hidden = (item.textContent || "").normalize("NFKC").toLowerCase().indexOf(wanted) < 0;
          shown += item.hidden ? 0 : 1;
        });
        if (status) status.textContent = wanted ? db.say("shown").replace("{count}", String(shown)) : "";
      });
      input.addEventListener("compositionend", function () { input.dispatchEvent(new Event("input")); });
    });
  }

  /** Ticks of an onboarding path, kept in the browser by item id. */
  function pathTicks() {
    var boxes = document.querySelectorAll("input[data-tick]");
    if (!boxes.length) return;
    var KEY = db.key("ticks");
    var line = document.querySelector('[data-drillbook="path-progress"]');
    /** @returns {{v: number, items: Object<string, boolean>} | null} null when a newer version wrote it */
    function all() { return db.store.read(KEY, { v: 1, items: {} }); }
    var isKept = true;
    function count() {
      var done = Array.prototype.filter.call(boxes, function (box) { return box.checked; }).length;
      if (line) line.textContent = db.say("done").replace("{done}", String(done)).replace("{total}", String(boxes.length)) + (isKept ? "" : db.say("not_kept_page"));
    }
    function show() {
      var ticks = all();
      Array.prototype.forEach.call(boxes, function (box) {
        box.checked = Boolean(ticks) && ticks.items[box.getAttribute("data-tick")] === true;
      });
      count();
    }
    Array.prototype.forEach.call(boxes, function (box) {
      var id = box.getAttribute("data-tick");
      box.addEventListener("change", function () {
        // Read again before writing: another tab may have ticked something since.
        var ticks = all();
        if (ticks && box.checked) ticks.items[id] = true; else if (ticks) delete ticks.items[id];
        isKept = Boolean(ticks) && db.store.set(KEY, ticks);
        count();
      });
    });
    db.store.follow(KEY, show);
    show();
  }

  /** Shows or hides the codes of sources, on every page until changed; there is a button where there are codes. */
  function sourceCodes() {
    var root = document.documentElement;
    root.classList.toggle("db-show-sources", db.store.get("drillbook:sources") === true);
    db.each('button[data-drillbook="sources"]', function (toggle) {
      toggle.hidden = !document.querySelector(".db-source");
      toggle.setAttribute("aria-pressed", String(root.classList.contains("db-show-sources")));
      toggle.addEventListener("click", function () {
        var isOn = root.classList.toggle("db-show-sources");
        toggle.setAttribute("aria-pressed", String(isOn));
        db.store.set("drillbook:sources", isOn);
      });
    });
  }

  /** What a row is sorted by in a column: a number where the cell tells one, else its text. */
  function sortKey(row, place) {
    var cell = row.cells[place];
    var told = cell.getAttribute("data-sort");
    return told === null ? cell.textContent || "" : Number(told);
  }

  function sortBy(table, place, isDown) {
    var body = table.tBodies[0];
    var rows = Array.prototype.slice.call(body.rows);
    rows.sort(function (a, b) {
      var one = sortKey(a, place), other = sortKey(b, place);
      var order = typeof one === "number" && typeof other === "number" ? one - other
        : String(one).localeCompare(String(other), document.documentElement.lang);
      return isDown ? -order : order;
    });
    rows.forEach(function (row) { body.appendChild(row); });
  }

  /** Heads of columns that sort their table; once more, and it goes the other way. */
  function sortedTables() {
    db.each('table[data-drillbook="sorted"]', function (table) {
      var heads = Array.prototype.slice.call(table.tHead.rows[0].cells);
      heads.forEach(function (head, place) {
        head.querySelector("button").addEventListener("click", function () {
          var isDown = head.getAttribute("aria-sort") === "ascending";
          heads.forEach(function (other) { other.removeAttribute("aria-sort"); });
          head.setAttribute("aria-sort", isDown ? "descending" : "ascending");
          sortBy(table, place, isDown);
        });
      });
    });
  }

  filters();
  pathTicks();
  sortedTables();
  sourceCodes();
})();
