/* The drawing of a process. */
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

  function copyMermaid() {
    db.each('[data-drillbook="mermaid"]', function (box) {
      var copy = box.querySelector("button");
      if (!copy) return;
      box.hidden = false;
      copy.addEventListener("click", function () { db.copy(mermaid(), box, "Mermaid"); });
    });
  }

  copyMermaid();
})();
