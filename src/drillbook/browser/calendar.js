/** Dates as a calendar file (RFC 5545). */
(function () {
  "use strict";

  /** @param {string} text @returns {string} */
  function escaped(text) { return text.replace(/[\\;,]/g, "\\$&").replace(/\r\n|\r|\n/g, "\\n"); }

  /** Folds a line at 75 octets, never inside a character. @param {string} line @returns {string} */
  function folded(line) {
    var lines = [""], octets = 0;
    Array.from(line).forEach(function (char) {
      var size = char.codePointAt(0) < 0x80 ? 1 : char.codePointAt(0) < 0x800 ? 2 : char.codePointAt(0) < 0x10000 ? 3 : 4;
      if (octets + size > 75) {
        lines.push(" ");
        octets = 1;
      }
      lines[lines.length - 1] += char;
      octets += size;
    });
    return lines.join("\r\n");
  }

  /** @param {string} day such as 2026-11-22 @returns {string} */
  function date(day) { return day.replace(/-/g, ""); }

  /**
   * One whole-day event for each day; imported again, it takes the place of the earlier one.
   * @param {{day: string, title: string}[]} days
   * @param {{who: string, text: string, url: string, now: Date, next: function(string): string}} told who: tells learners apart
   * @returns {string}
   */
  function file(days, told) {
    var stamp = told.now.toISOString().replace(/[-:]|\.\d+/g, "");
    var lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Drillbook//Drill//EN", "CALSCALE:GREGORIAN"];
    days.forEach(function (one) {
      lines.push(
        "BEGIN:VEVENT", "UID:" + date(one.day) + "-" + told.who + "@drillbook", "DTSTAMP:" + stamp,
        "DTSTART;VALUE=DATE:" + date(one.day), "DTEND;VALUE=DATE:" + date(told.next(one.day)), "SUMMARY:" + escaped(one.title),
        "DESCRIPTION:" + escaped(told.text + "\n" + told.url), "URL:" + told.url, "TRANSP:TRANSPARENT",
        // At nine in the morning of a day that has no time of its own.
        "BEGIN:VALARM", "ACTION:DISPLAY", "DESCRIPTION:" + escaped(one.title), "TRIGGER:PT9H", "END:VALARM", "END:VEVENT"
      );
    });
    return lines.concat("END:VCALENDAR").map(folded).join("\r\n") + "\r\n";
  }

  window.drillbookCalendar = { file: file };
})();
