// The words that led here from the search, marked in the text: laid over it, so that nothing on the page is changed.

import { button, element } from "./dom.js";
import { fold } from "./words.js";

const NAME = "found"; // of the highlight, as css/highlight.css knows it
const WORD = /[\p{L}\p{N}\p{M}]+/gu;
const UNMARKED = "svg, .marks";

/** Lists the places in `root` where one of `wanted`, folded words, stands. */
function places(root, wanted) {
  const found = [];
  const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode;
    if (text.parentElement.closest(UNMARKED)) continue;
    for (const { 0: word, index } of text.data.matchAll(WORD)) {
      if (!wanted.has(fold(word))) continue;
      const range = new Range();
      range.setStart(text, index);
      range.setEnd(text, index + word.length);
      found.push(range);
    }
  }
  return found;
}

/** Says at the foot of the window how much is marked, and lets the marks be taken away. */
function tell(root, count) {
  const clear = button("Clear marks", () => {
    CSS.highlights.delete(NAME);
    note.remove();
    root.focus({ preventScroll: true }); // the button that had the keyboard is gone
  }, "form-button");
  const words = `Words of your search marked: ${count}`;
  const note = element("div", { class: "marks", role: "region", "aria-label": "Marked words" }, element("p", {}, words), clear);
  root.append(note);
}

const address = new URL(location.href);
const wanted = new Set(fold(address.searchParams.get("hl") ?? "").split(/\s+/).filter(Boolean));
// Whoever copies this page's address, or that of a part of it, means the page and not this search.
address.searchParams.delete("hl");
history.replaceState(history.state, "", address);

const main = document.querySelector("main");
const found = CSS.highlights ? places(main, wanted) : [];
if (found.length) {
  CSS.highlights.set(NAME, new Highlight(...found));
  tell(main, found.length);
}
