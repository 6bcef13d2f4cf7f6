/**
 * Flashcards: the front, what one should know on the back, known or not known. What is not known comes first the next time.
 *
 * @typedef {[string, string, string, string, [string, string][], string]} Card id, part, what is asked, front, back, address
 */
(function () {
  "use strict";

  var ui = window.drillbookItem, store = window.drillbookStore, data = window.drillbookData, learned = window.drillbookLearned;
  var make = ui.make, say = window.drillbookDrill.say;
  var DECKS = ["term", "objection", "move"];

  /** @param {HTMLElement} root @constructor */
  function Cards(root) {
    var self = this;
    this.root = root;
    /** @type {Card[]} */
    this.queue = [];
    data.load("cards/index", function (index) {
      if (!index) { root.appendChild(make("p", say("no_cards"))); return; }
      self.index = index;
      window.drillbookDrill.warn(root, [store.CONCERNS.cards]);
      self.addChoices();
      self.box = root.appendChild(make("section", "", "db-flash-card"));
      self.line = root.appendChild(make("p", "", "db-flash-line"));
      if (!matchMedia("(hover: none)").matches) root.appendChild(make("p")).appendChild(make("small", say("keys")));
      self.say = ui.announcer(root);
      self.listen();
      self.begin();
    });
  }

  Cards.prototype = {
    /** Deck, part, and whether to leave out what is known. */
    addChoices: function () {
      var index = this.index, self = this;
      var decks = DECKS.filter(function (deck) { return index.decks[deck] && index.decks[deck][0]; });
      var row = this.root.appendChild(make("p", "", "db-flash-choices"));
      this.deck = select(row, say("deck"), decks.map(function (deck) { return [deck, say("deck_" + deck) + " (" + index.decks[deck][0] + ")"]; }));
      this.part = select(row, say("part"), [["", say("every_part")]].concat(index.parts));
      var label = row.appendChild(make("label"));
      this.only = /** @type {HTMLInputElement} */ (label.appendChild(make("input")));
      this.only.type = "checkbox";
      this.only.checked = true;
      label.appendChild(make("span", say("unknown_only")));
      row.addEventListener("change", function () { self.begin(); });
    },

    /** Loads the deck and puts its cards in order. */
    begin: function () {
      var self = this, deck = this.deck.value, files = this.index.decks[deck] ? this.index.decks[deck][1] : 0;
      /** @type {Card[]} */
      var all = [];
      var left = files;
      if (!files) this.put([]);
      for (var number = 0; number < files; number++) {
        data.load("cards/" + deck + "-" + number, function (found) {
          if (found) all = all.concat(found.cards);
          left -= 1;
          if (!left && self.deck.value === deck) self.put(all);
        });
      }
    },

    /** @param {Card[]} cards */
    put: function (cards) {
      var part = this.part.value;
      this.all = cards.filter(function (card) { return !part || card[1] === part; });
      this.refill(this.only.checked);
      this.show(false);
    },

    /** Cards not known first, then new ones, then known ones. @param {boolean} unknownOnly */
    refill: function (unknownOnly) {
      var known = store.records(store.CONCERNS.cards, "cards");
      /** @param {Card} card @returns {number} */
      var place = function (card) { return !store.has(known, card[0]) ? 1 : known[card[0]].known ? 2 : 0; };
      this.queue = data.shuffled(this.all.filter(function (card) { return !unknownOnly || place(card) < 2; }))
        .sort(function (a, b) { return place(a) - place(b); });
    },

    /** @param {boolean} focus whether the card takes the focus: not when the page has just opened */
    show: function (focus) {
      var card = this.queue[0], self = this;
      this.box.textContent = "";
      this.isOpen = false;
      this.count();
      if (!card) { this.showEnd(focus); return; }
      this.box.appendChild(make("p", card[2], "db-flash-ask"));
      var front = this.box.appendChild(make("p", "", "db-flash-front"));
      front.tabIndex = -1;
      card[3].split("\n").forEach(function (line, place) { front.appendChild(make(place ? "small" : "span", line)); });
      this.actions = this.box.appendChild(make("p", "", "db-quiz-actions"));
      this.actions.appendChild(ui.button(say("reveal"), function () { self.reveal(); }, "card-reveal"));
      if (focus) front.focus();
    },

    reveal: function () {
      var card = this.queue[0], self = this;
      if (!card || this.isOpen) return;
      this.isOpen = true;
      this.actions.textContent = "";
      var back = make("dl", "", "db-flash-back");
      card[4].forEach(function (row) {
        if (row[0]) back.appendChild(make("dt", row[0]));
        back.appendChild(make("dd", row[1]));
      });
      if (!card[4].length || card[4][0][0]) this.box.insertBefore(back, this.actions);
      else this.box.insertBefore(unlabelled(card[4]), this.actions);
      this.actions.appendChild(ui.button(say("dont"), function () { self.answer(false); }, "card-dont"));
      this.actions.appendChild(ui.button(say("know"), function () { self.answer(true); }, "card-know"));
      this.actions.appendChild(document.createTextNode(" "));
      this.actions.appendChild(ui.link(say("see"), data.root + card[5]));
      // Not on a button: whoever presses space twice has not said anything yet.
      /** @type {HTMLElement} */ (this.box.querySelector(".db-flash-front")).focus({ preventScroll: true });
      this.say(card[4].map(function (row) { return (row[0] ? row[0] + " " : "") + row[1]; }).join(" "));
    },

    /** @param {boolean} known */
    answer: function (known) {
      var card = this.queue.shift();
      if (!card || !this.isOpen) return;
      var id = card[0];
      store.update(store.CONCERNS.cards, function (all) { all.cards[id] = { known: known, last: learned.today() }; });
      // Not known: again after a few others.
      if (!known) this.queue.splice(Math.min(3, this.queue.length), 0, card);
      this.show(true);
    },

    count: function () {
      var known = store.records(store.CONCERNS.cards, "cards");
      var done = this.all.filter(function (card) { return store.has(known, card[0]) && known[card[0]].known; }).length;
      this.line.textContent = say("card", { left: this.queue.length, all: this.all.length, known: done });
    },

    /** @param {boolean} focus */
    showEnd: function (focus) {
      var self = this;
      var text = this.box.appendChild(make("p", say(this.all.length ? "cards_done" : "no_cards")));
      if (!this.all.length) return;
      var again = ui.button(say("again"), function () { self.refill(false); self.show(true); }, "card-again");
      this.box.appendChild(make("p", "", "db-quiz-actions")).appendChild(again);
      if (focus) { again.focus(); this.say(text.textContent || ""); }
    },

    /** Space and arrows, unless they are meant for a field. */
    listen: function () {
      var self = this;
      document.addEventListener("keydown", function (event) {
        var target = /** @type {HTMLElement} */ (event.target);
        if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey || event.isComposing) return;
        if (/^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName) || target.isContentEditable) return;
        var isArrow = event.key === "ArrowLeft" || event.key === "ArrowRight";
        var isMine = self.root.contains(target) || target === document.body;
        if (!isMine || !self.queue.length) return;
        if (event.key === " " && target.tagName !== "BUTTON" && target.tagName !== "A") {
          event.preventDefault();
          self.reveal();
        } else if (isArrow && self.isOpen) {
          event.preventDefault();
          self.answer(event.key === "ArrowRight");
        }
      });
    },
  };

  /** A back whose first line needs no label. @param {[string, string][]} rows @returns {HTMLElement} */
  function unlabelled(rows) {
    var back = make("div", "", "db-flash-back");
    rows.forEach(function (row) {
      var line = back.appendChild(make("p"));
      if (row[0]) line.appendChild(make("b", row[0] + " "));
      line.appendChild(make("span", row[1]));
    });
    return back;
  }

  /** @param {HTMLElement} row @param {string} label @param {string[][]} options @returns {HTMLSelectElement} */
  function select(row, label, options) {
    var box = row.appendChild(make("label"));
    box.appendChild(make("span", label));
    var made = /** @type {HTMLSelectElement} */ (box.appendChild(make("select")));
    options.forEach(function (option) {
      var one = /** @type {HTMLOptionElement} */ (made.appendChild(make("option", option[1])));
      one.value = option[0];
    });
    return made;
  }

  function start() { window.drillbookQuiz.once("cards", function (root) { return new Cards(root); }); }
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start); else start();
})();
