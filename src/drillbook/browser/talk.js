/* Practising a talk track: one turn at a time. */
(function () {
  "use strict";
  var db = window.drillbook;

  /** Shows one turn of a talk track at a time; what the customer answers leads on. */
  function talkPractice() {
    db.each('[data-drillbook="talk"]', function (talk) {
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
      var toggle = db.button(db.say("practise"), function () {
        var isOn = talk.classList.toggle("db-talk--one");
        toggle.textContent = isOn ? db.say("show_all") : db.say("practise");
        toggle.setAttribute("aria-pressed", String(isOn));
        if (isOn && turns.length) show(turns[0].getAttribute("data-turn") || "");
      });
      toggle.setAttribute("aria-pressed", "false");
      bar.appendChild(toggle);
      talk.parentNode && talk.parentNode.insertBefore(bar, talk);
      db.each("[data-goto]", function (link) {
        link.addEventListener("click", function (event) {
          if (!talk.classList.contains("db-talk--one")) return;
          event.preventDefault();
          show(link.getAttribute("data-goto") || "");
        });
      }, talk);
      Array.prototype.forEach.call(turns, function (turn, index) {
        if (turn.querySelector("[data-goto]") || index + 1 >= turns.length || turn.querySelector(".db-signals, .db-listen")) return;
        var on = db.button(db.say("next"), function () { show(turns[index + 1].getAttribute("data-turn") || ""); });
        on.classList.add("db-talk-next");
        turn.appendChild(on);
      });
    });
  }

  talkPractice();
})();
