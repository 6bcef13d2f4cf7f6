/* Shows what an author saves while `drillbook serve` runs. Only that server sends this: it may fetch, which pages opened from disk may not.

   Where nothing but the words of texts changed, they are put in their places, and the page stays as its reader has it: answers, what is
   open, the place on the screen. Everything else, and every doubt, loads the page again. */
(function () {
  "use strict";
  var PAUSE = 3000;
  var GONE = 404;
  var epoch = epochOf(document);
  /** @type {?Document} The page as it was sent, before scripts changed anything. */
  var sent = null;
  var asking = new AbortController();

  /** @param {Document} page @returns {number} When the page was sent: the state of the manual that it shows. */
  function epochOf(page) {
    var script = page.querySelector("script[data-live]");
    return script ? Number(script.dataset.live) : 0;
  }

  /** @param {string} address @returns {Promise<string>} */
  function get(address) {
    return fetch(address, { cache: "no-store", signal: asking.signal }).then(function (answer) {
      if (!answer.ok && answer.status !== GONE) throw new Error(String(answer.status));
      return answer.text();
    });
  }

  /** @returns {Promise<Document>} This page as the server sends it now; what is gone is the page that says so. */
  function pageNow() {
    return get(location.pathname + location.search).then(function (html) {
      return new DOMParser().parseFromString(html, "text/html");
    });
  }

  /**
   * What nobody sees, and the search, whose index is another after every build: the server gives an open page the new one.
   * @param {Node} node @returns {boolean}
   */
  function isAside(node) {
    return node.nodeName === "META" || (node.nodeName === "SCRIPT" &&
      (node.hasAttribute("data-live") || /\/drillbook\/search\.js(\?|$)/.test(node.src)));
  }

  /**
   * Collects the texts in which two pages differ.
   * @param {Node} old @param {Node} now @param {{node: Text, text: string}[]} found
   * @returns {boolean} Whether they differ in nothing else that matters.
   */
  function compare(old, now, found) {
    if (old.isEqualNode(now)) return true;
    if (old.nodeName !== now.nodeName || old.childNodes.length !== now.childNodes.length) return false;
    if (old.nodeType === Node.TEXT_NODE) {
      found.push({ node: /** @type {Text} */ (old), text: now.nodeValue });
      return !/^(SCRIPT|STYLE|TEMPLATE|TEXTAREA)$/.test(old.parentNode.nodeName);
    }
    if (isAside(old) && isAside(now)) return true;
    if (!old.cloneNode(false).isEqualNode(now.cloneNode(false))) return false;
    return Array.prototype.every.call(old.childNodes, function (child, place) {
      return compare(child, now.childNodes[place], found);
    });
  }

  /** @param {Text} text @returns {string} Which part of a page it stands in, and in what. */
  function placeOf(text) {
    var part = text.parentElement.closest("[id]");
    return text.parentNode.nodeName + "#" + (part ? part.id : "");
  }

  /** @param {Document} page @param {Text} wanted @returns {Text[]} The same text in the same place, every time it stands there. */
  function alike(page, wanted) {
    var walker = page.createTreeWalker(page, NodeFilter.SHOW_TEXT), place = placeOf(wanted), found = [], each;
    while ((each = /** @type {Text} */ (walker.nextNode()))) {
      if (each.data === wanted.data && placeOf(each) === place) found.push(each);
    }
    return found;
  }

  /** @param {string} html @param {string} text @returns {number} How often a text stands in the body of a page, attributes included. */
  function times(html, text) {
    var holder = document.createElement("p");
    holder.textContent = text.trim();
    return holder.innerHTML ? html.split(holder.innerHTML).length : -1;
  }

  /**
   * Shows another state of the page, if that takes other texts only and each is certainly the one that was sent: scripts neither changed
   * it nor wrote it elsewhere.
   * @param {Document} now @returns {boolean} Whether it is shown.
   */
  function show(now) {
    var changed = [], here = document.body.outerHTML, before = sent.body.outerHTML;
    if (!compare(sent.documentElement, now.documentElement, changed)) return false;
    var targets = changed.map(function (change) {
      var own = alike(sent, change.node), shown = alike(document, change.node);
      var text = change.node.data;
      return own.length === shown.length && text.trim() && times(here, text) === times(before, text)
        ? shown[own.indexOf(change.node)] : null;
    });
    if (targets.indexOf(null) >= 0) return false;
    targets.forEach(function (target, i) { target.data = changed[i].text; });
    return true;
  }

  /** Takes the page as it is now for the one that is shown, or loads it. @param {Document} now */
  function take(now) {
    if (sent ? !show(now) : epochOf(now) !== epoch) {
      location.reload();
      return;
    }
    sent = now;
    epoch = epochOf(now);
    wait();
  }

  /** Waits until the server has something newer. */
  function wait() {
    get("/livereload/" + epoch + "/" + Date.now()).then(function (told) {
      return Number(told) > epoch ? pageNow().then(take) : wait();
    }).catch(tryAgain);
  }

  /** @param {Error} failure */
  function tryAgain(failure) {
    if (failure.name !== "AbortError") setTimeout(begin, PAUSE);
  }

  /** Looks what there is, and waits for more, while somebody sees the page: browsers allow but a few open requests. */
  function begin() {
    asking.abort();
    if (document.visibilityState !== "visible") return;
    asking = new AbortController();
    pageNow().then(take).catch(tryAgain);
  }

  window.addEventListener("load", begin);
  document.addEventListener("visibilitychange", begin);
  window.addEventListener("pagehide", function () { asking.abort(); });
})();
