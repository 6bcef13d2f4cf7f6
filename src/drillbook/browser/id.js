/* Small pages under id/: leads on to the page in the reader's language. `?lang=en` names the language, `?stay` shows the small page itself. */
(function () {
  "use strict";
  if (/[?&]stay\b/.test(location.search)) return;
  var links = Array.prototype.slice.call(document.querySelectorAll("ul.go a"));
  if (!links.length) return;
  var asked = /[?&]lang=([\w-]+)/.exec(location.search);
  var wanted = asked ? [asked[1]] : [];
  try { wanted.push(localStorage.getItem("drillbook:lang") || ""); } catch (e) { /* blocked storage: go by the browser */ }
  wanted = wanted.concat(navigator.languages || [navigator.language || ""]);
  function primary(lang) { return String(lang).toLowerCase().split("-")[0]; }
  var found = null;
  wanted.some(function (lang) {
    found = links.filter(function (a) { return lang && primary(a.hreflang) === primary(lang); })[0] || null;
    return found !== null;
  });
  location.replace((found || links[0]).href);
})();
