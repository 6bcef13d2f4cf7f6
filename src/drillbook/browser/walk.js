/**
 * Doing a process step by step: one step fills the screen with who, until when, what to do, say and fill in; ways on are buttons.
 *
 * Everything is read from the page. The place is remembered for each process; a step that is gone starts it anew.
 *
 * @typedef {{id: string, section: HTMLElement, title: string, phase: string}} Step
 * @typedef {{label: string, step: Step | null, href: string}} Way where it goes on: a step, another page, or neither at the end
 */
(function () {
  "use strict";
  var db = window.drillbook;
  var KEY = db.key("walk");
  var LONGEST = 60;

  // ---------------------------------------------------------------- reading the page

  /** @returns {Step[]} */
  function steps() {
    return Array.prototype.map.call(document.querySelectorAll(".db-step"), function (section) {
      var heading = section.querySelector("h3, h4");
      var phase = section.parentElement.previousElementSibling;
      return {
        id: heading.id, section: section, title: textOf(heading),
        phase: section.parentElement.classList.contains("db-phase") && phase ? textOf(phase) : ""
      };
    });
  }

  /** @param {Element} heading @returns {string} its text without the buttons scripts put there */
  function textOf(heading) {
    return Array.prototype.map.call(heading.childNodes, function (node) {
      return node instanceof Element && node.matches(".headerlink, button") ? "" : node.textContent;
    }).join("").trim();
  }

  /** @param {Step[]} all @param {number} at @returns {Way[]} */
  function waysOn(all, at) {
    var listed = all[at].section.querySelectorAll(".db-ways > li");
    if (!listed.length) {
      var next = all[at + 1] || null;
      return [{ label: next ? next.title : "", step: next, href: "" }];
    }
    return Array.prototype.map.call(listed, function (item) {
      var links = item.querySelectorAll("a");
      var href = links[links.length - 1].getAttribute("href") || "";
      var step = href.charAt(0) === "#" ? all.filter(function (other) { return "#" + other.id === href; })[0] || null : null;
      var label = (item.textContent || "").replace(/^\s*→\s*/, "").trim();
      return { label: label, step: step, href: step || href === "#section-steps" ? "" : links[links.length - 1].href };
    });
  }

  /** @param {Element} row @returns {string} which group a row of a step's list belongs to, by what it links to */
  function groupOf(row) {
    if (row.classList.contains("db-deadline")) return "until";
    if (row.querySelector(".db-ways")) return "";
    if (row.querySelector(':scope > a[href*="talk-track/"], :scope > a[href*="objection/"]')) return "say";
    return row.querySelector(':scope > a[href*="form/"]') ? "fill" : "do";
  }

  /** @param {Node} node @returns {Node} a copy without ids, which must stay unique */
  function copyOf(node) {
    var copy = node.cloneNode(true);
    if (copy instanceof Element) {
      copy.removeAttribute("id");
      db.each("[id]", function (element) { element.removeAttribute("id"); }, copy);
    }
    return copy;
  }

  /** @param {Step} step @returns {HTMLElement[]} what the reader does, says and fills in */
  function groups(step) {
    var found = /** @type {Object<string, HTMLElement>} */ ({});
    ["until", "do", "say", "fill"].forEach(function (name) {
      found[name] = db.make("section", "db-walk__" + name);
      found[name].appendChild(db.make("h3", "", db.say("walk_" + name)));
    });
    Array.prototype.forEach.call(step.section.children, function (child) {
      if (/^H[1-6]$/.test(child.tagName) || child.matches(".db-who")) return;
      if (child.tagName !== "DL") { found["do"].appendChild(copyOf(child)); return; }
      Array.prototype.forEach.call(child.querySelectorAll(":scope > dd"), function (row) {
        var group = groupOf(row);
        if (group === "until") found.until.appendChild(db.make("p", "db-deadline", row.textContent || ""));
        if (!group || group === "until") return;
        var list = found[group].querySelector(":scope > dl:last-child") || found[group].appendChild(db.make("dl", "db-facts"));
        if (row.previousElementSibling) list.appendChild(copyOf(row.previousElementSibling));
        list.appendChild(copyOf(row));
      });
    });
    return Object.keys(found).map(function (name) { return found[name]; }).filter(function (group) { return group.children.length > 1; });
  }

  // ---------------------------------------------------------------- the place

  /** @param {string} process @returns {string[]} the ids of the steps taken so far */
  function taken(process) {
    var saved = db.store.read(KEY, { v: 1, at: {} });
    var own = saved && Object.prototype.hasOwnProperty.call(saved.at, process) ? saved.at[process] : [];
    return Array.isArray(own) ? own.filter(function (id) { return typeof id === "string"; }) : [];
  }

  /** @param {string} process @param {string[]} ids */
  function keep(process, ids) {
    var saved = db.store.read(KEY, { v: 1, at: {} });
    if (!saved) return;
    if (ids.length) saved.at[process] = ids.slice(-LONGEST); else delete saved.at[process];
    db.store.set(KEY, saved);
  }

  // ---------------------------------------------------------------- the dialog

  /** @param {string} process @param {Step[]} all @param {(value: string) => void} closed @constructor */
  function Walk(process, all, closed) {
    this.process = process;
    this.all = all;
    this.dialog = /** @type {HTMLDialogElement} */ (db.make("dialog", "db-walk"));
    this.dialog.setAttribute("aria-labelledby", "db-walk-title");
    (document.querySelector("article") || document.body).appendChild(this.dialog);
    this.trail = taken(process).filter(function (id) { return all.some(function (step) { return step.id === id; }); });
    this.isOver = false;
    var walk = this;
    this.dialog.addEventListener("close", function () { closed(walk.dialog.returnValue); });
    this.dialog.addEventListener("keydown", function (event) { walk.key(event); });
    this.dialog.addEventListener("click", function (event) { walk.follow(event); });
    this.open = db.inHistory(this.dialog, "walk", function () {
      if (!walk.trail.length) walk.trail = [all[0].id];
      walk.show();
    });
  }

  Walk.prototype = {
    /** @param {Way} way */
    go: function (way) {
      if (way.step) this.trail.push(way.step.id); else this.isOver = true;
      keep(this.process, this.isOver ? [] : this.trail);
      this.show();
    },

    back: function () {
      if (this.isOver) this.isOver = false; else if (this.trail.length > 1) this.trail.pop();
      keep(this.process, this.trail);
      this.show();
    },

    again: function () {
      this.isOver = false;
      this.trail = [this.all[0].id];
      keep(this.process, []);
      this.show();
    },

    /** @param {KeyboardEvent} event */
    key: function (event) {
      if (event.ctrlKey || event.metaKey || event.altKey || (event.key !== "ArrowRight" && event.key !== "ArrowLeft")) return;
      event.preventDefault();
      if (event.key === "ArrowLeft") { this.back(); return; }
      if (this.isOver) return; // whoever holds the key arrives, and does not begin again
      var ways = this.dialog.querySelectorAll(".db-walk__ways > *");
      // With several ways on, the arrow goes from one to the next; Enter chooses.
      if (ways.length === 1) /** @type {HTMLElement} */ (ways[0]).click();
      else if (ways.length) {
        var place = Array.prototype.indexOf.call(ways, document.activeElement);
        /** @type {HTMLElement} */ (ways[(place + 1) % ways.length]).focus();
      }
    },

    /** @param {MouseEvent} event a link to a step of this page goes there within the dialog */
    follow: function (event) {
      var link = db.followed(event, 'a[href^="#"]');
      var step = link && this.all.filter(function (other) { return "#" + other.id === link.getAttribute("href"); })[0];
      if (!step) return;
      event.preventDefault();
      this.go({ label: "", step: step, href: "" });
    },

    show: function () {
      var id = this.trail[this.trail.length - 1];
      var at = this.all.findIndex(function (step) { return step.id === id; });
      var step = this.all[at];
      var title = db.make("h2", "", this.isOver ? db.say("walk_over") : step.title);
      title.id = "db-walk-title";
      title.tabIndex = -1;
      var body = db.make("div", "db-walk__body");
      body.appendChild(title);
      if (!this.isOver) {
        var who = step.section.querySelector(".db-who");
        if (who) body.appendChild(copyOf(who));
        groups(step).forEach(function (group) { body.appendChild(group); });
      }
      this.dialog.replaceChildren(this.head(step, at), body, this.foot(at));
      body.scrollTop = 0;
      title.focus();
    },

    /** @param {Step} step @param {number} at */
    head: function (step, at) {
      var walk = this;
      var head = db.make("header", "db-walk__head");
      var where = db.say("walk_where").replace("{number}", String(at + 1)).replace("{total}", String(this.all.length));
      head.appendChild(db.make("p", "", this.isOver ? db.page.title : where + (step.phase ? " · " + step.phase : "")));
      head.appendChild(db.button(db.say("close"), function () { walk.dialog.close(); }));
      var bar = db.make("span", "db-walk__progress");
      bar.style.setProperty("--done", String(this.isOver ? 1 : (at + 1) / this.all.length));
      head.appendChild(bar);
      return head;
    },

    /** @param {number} at */
    foot: function (at) {
      var walk = this;
      var foot = db.make("footer", "db-walk__foot");
      var back = db.button(db.say("walk_back"), function () { walk.back(); });
      back.disabled = this.trail.length < 2 && !this.isOver;
      foot.appendChild(back);
      var ways = foot.appendChild(db.make("div", "db-walk__ways"));
      if (this.isOver) { ways.appendChild(db.button(db.say("walk_again"), function () { walk.again(); }, "db-button db-button--main")); return foot; }
      var found = waysOn(this.all, at);
      found.forEach(function (way) {
        var text = found.length > 1 ? way.label : way.step ? db.say("walk_next").replace("{title}", way.step.title) : way.label || db.say("walk_end");
        if (!way.href) { ways.appendChild(db.button(text, function () { walk.go(way); }, "db-button db-button--main")); return; }
        var link = /** @type {HTMLAnchorElement} */ (db.make("a", "db-button db-button--main", text));
        link.href = way.href;
        ways.appendChild(link);
      });
      return foot;
    }
  };

  function start() {
    var bar = document.querySelector('[data-drillbook="process"]');
    var all = steps();
    if (!bar || !db.page || all.length < 2) return;
    var id = db.page.id;
    function label() {
      var last = taken(id).pop();
      var at = all.findIndex(function (step) { return step.id === last; });
      return at > 0 ? db.say("walk_resume").replace("{number}", String(at + 1)) : db.say("walk");
    }
    var begin = db.button(label(), function () { walk.open(); }, "db-button db-button--main");
    bar.insertBefore(begin, bar.firstChild);
    var walk = new Walk(id, all, function (value) {
      begin.textContent = label();
      if (value !== "link") begin.focus();
    });
  }

  start();
})();
