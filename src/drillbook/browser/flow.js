/* The drawing of a process: its size, the whole screen for it, and its source for other tools. */
(function () {
  "use strict";
  var db = window.drillbook;

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
    lines.push("  done([" + quoted(db.say("end")) + "])");
    return lines.concat(ways).join("\n");
  }

  // ---------------------------------------------------------------- size

  /** Shares of the drawn size. */
  var SIZES = [0.5, 0.75, 1, 1.25, 1.5, 2, 3, 4];
  /** What of a share may be lost in whole pixels. */
  var NEARLY = 0.01;

  /**
   * Makes a drawing smaller and larger: the keys + - 0 do, and buttons.
   * @param {HTMLElement} figure @returns {(bar: HTMLElement) => void} puts buttons into a bar
   */
  function sizes(figure) {
    var drawing = /** @type {SVGElement | null} */ (figure.querySelector("svg"));
    var width = drawing ? parseFloat(drawing.style.getPropertyValue("--w")) : 0;
    var told = /** @type {HTMLElement[]} */ ([]);

    /** @returns {number} the share that is shown: at first, and fitted, as large as there is room for */
    function share() { return drawing && width && drawing.clientWidth / width || 1; }
    /** @param {number} size a share of the drawn size; 0 stands for the width of the window */
    function show(size) {
      var middle = [(figure.scrollLeft + figure.clientWidth / 2) / figure.scrollWidth, (figure.scrollTop + figure.clientHeight / 2) / figure.scrollHeight];
      figure.style.setProperty("--zoom", String(size));
      figure.classList.toggle("db-flow--fit", size === 0);
      figure.classList.add("db-flow--zoomed");
      figure.scrollLeft = middle[0] * figure.scrollWidth - figure.clientWidth / 2;
      figure.scrollTop = middle[1] * figure.scrollHeight - figure.clientHeight / 2;
      told.forEach(function (line) { line.textContent = size ? percent(size) : db.say("fit"); });
    }
    function larger() {
      var shown = share();
      var next = SIZES.filter(function (size) { return size > shown + NEARLY; })[0];
      if (next) show(next);
    }
    function smaller() {
      var shown = share();
      var next = SIZES.filter(function (size) { return size < shown - NEARLY; }).pop();
      if (next) show(next);
    }
    function fit() { show(0); }

    figure.addEventListener("keydown", function (event) {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      var action = { "+": larger, "=": larger, "-": smaller, "0": fit }[event.key];
      if (!action) return;
      action();
      event.preventDefault();
    });
    return function (bar) {
      var line = db.make("span", "db-size", percent(share()));
      line.setAttribute("role", "status");
      told.push(line);
      bar.append(sign("−", "smaller", smaller), line, sign("+", "larger", larger), sign("↔", "fit", fit));
    };
  }

  /** @param {number} share @returns {string} */
  function percent(share) { return Math.round(share * 100) + "%"; }

  /** @param {string} text @param {string} word what it says to those who do not see it @param {() => void} action */
  function sign(text, word, action) {
    var made = db.button(text, action, "db-button db-button--sign");
    made.setAttribute("aria-label", db.say(word));
    made.title = db.say(word);
    return made;
  }

  // ---------------------------------------------------------------- the whole screen

  /** Height of the names of the lanes, as drawn. */
  var HEAD = 44;

  /**
   * Keeps the names of the lanes in sight where the drawing is higher than the screen: a copy of them moves down with the reader.
   * @param {HTMLElement} figure @returns {() => void} puts the copy where it belongs
   */
  function keepHeads(figure) {
    var drawing = /** @type {SVGSVGElement | null} */ (figure.querySelector("svg"));
    if (!drawing) return function () { /* nothing is drawn */ };
    var svg = "http://www.w3.org/2000/svg";
    var heads = document.createElementNS(svg, "g");
    var ground = heads.appendChild(document.createElementNS(svg, "rect"));
    heads.setAttribute("class", "db-heads");
    heads.setAttribute("aria-hidden", "true");
    ground.setAttribute("width", String(drawing.viewBox.baseVal.width));
    ground.setAttribute("height", String(HEAD));
    db.each(".h", function (name) { heads.appendChild(name.cloneNode(true)); }, drawing);
    function place() {
      var down = figure.scrollTop * drawing.viewBox.baseVal.width / (drawing.clientWidth || 1);
      heads.style.display = down > 0 ? "" : "none";
      heads.setAttribute("transform", "translate(0 " + Math.round(down) + ")");
    }
    place();
    drawing.appendChild(heads);
    figure.addEventListener("scroll", place, { passive: true });
    return place;
  }

  /**
   * The drawing moves into a dialog that fills the screen, and back when it closes.
   * @param {HTMLElement} figure @param {HTMLElement} opener the button that opens it
   * @param {(bar: HTMLElement) => void} addSizes @returns {() => void} opens it
   */
  function wholeScreen(figure, opener, addSizes) {
    var place = document.createComment("");
    var dialog = /** @type {HTMLDialogElement} */ (db.make("dialog", "db-full"));
    var inner = db.make("div", "db-full__inner");
    var bar = db.make("div", "db-bar");
    dialog.setAttribute("aria-label", figure.getAttribute("aria-label") || "");
    var close = db.button(db.say("close"), function () { dialog.close(); });
    addSizes(bar);
    var placeHeads = keepHeads(figure);
    bar.appendChild(close);
    inner.appendChild(bar);
    dialog.appendChild(inner);
    figure.parentNode && figure.parentNode.insertBefore(dialog, figure);
    // A step chosen in the drawing takes the reader there; else it goes on where it was opened.
    function giveBack() {
      if (dialog.returnValue !== "link" && document.activeElement === document.body) opener.focus({ preventScroll: true });
    }
    var isWhole = false; // news of the full screen come late: they may be of the opening before
    var settled = Promise.resolve();
    /** The full screen follows the dialog, one change after the other: one that is asked for while another is under way may get lost. */
    function follow() {
      settled = settled.then(function () {
        if (!dialog.open) return document.fullscreenElement ? document.exitFullscreen() : undefined;
        // Where the browser has no real full screen (iPhones), the dialog alone fills the window.
        return inner.requestFullscreen ? inner.requestFullscreen().then(function () { isWhole = dialog.open; }) : undefined;
      }).catch(function () { /* not allowed: the dialog will do */ });
    }
    dialog.addEventListener("close", function () {
      isWhole = false;
      follow();
      if (place.parentNode) place.parentNode.replaceChild(figure, place);
      placeHeads();
      giveBack();
    });
    document.addEventListener("fullscreenchange", function () {
      if (document.fullscreenElement) return;
      if (!dialog.open) giveBack();
      else if (isWhole) dialog.close();
    });
    return db.inHistory(dialog, "flow", function () {
      if (figure.parentNode) figure.parentNode.insertBefore(place, figure);
      inner.appendChild(figure);
      figure.focus();
      follow();
    });
  }

  /**
   * A drawing that needs a sheet of its own comes last on paper: before the steps, it would leave most of the first sheet empty.
   * @param {HTMLElement} figure @param {HTMLElement} bar what stands before it
   */
  function printLast(figure, bar) {
    var heading = document.getElementById("section-flow");
    var place = document.createComment("");
    if (!heading || !figure.querySelector(".db-lanes:not(.db-lanes--short, .db-lanes--large)")) return;
    window.addEventListener("beforeprint", function () {
      if (figure.closest("dialog") || place.parentNode) return;
      heading.before(place);
      bar.parentNode && bar.parentNode.append(heading, figure);
    });
    window.addEventListener("afterprint", function () {
      if (!place.parentNode) return;
      place.replaceWith(heading);
      bar.after(figure);
    });
  }

  function start() {
    var bar = /** @type {HTMLElement | null} */ (document.querySelector('[data-drillbook="flow"]'));
    var figure = /** @type {HTMLElement | null} */ (document.querySelector(".db-flow"));
    if (!bar || !figure) return;
    var opener = db.button(db.say("whole_screen"), function () { open(); });
    var addSizes = sizes(figure);
    var open = wholeScreen(figure, opener, addSizes);
    bar.appendChild(opener);
    printLast(figure, bar);
    var wide = bar.appendChild(db.make("span", "db-wide db-bar"));
    addSizes(wide);
    wide.appendChild(db.button(db.say("copy_as_mermaid"), function () { db.copy(mermaid(), bar || document.body, "Mermaid"); }));
  }

  start();
})();
