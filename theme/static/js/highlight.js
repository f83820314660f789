// Highlights the search words (`?hl=`) on the page. Uses the CSS Custom Highlight API, so the DOM is not changed.

import { button, element } from "./shared/dom.js";
import { matchedRanges, wordSequence } from "./shared/matches.js";

const HIGHLIGHT = "found"; // the name of the highlight in css/highlight.css
const SKIPPED = "svg, .highlight-note";

/** Returns the ranges in `root` of all `wanted` sequences of words. */
function findRanges(root, wanted) {
  const ranges = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode;
    if (text.parentElement.closest(SKIPPED)) continue;
    for (const [start, end] of matchedRanges(text.data, wanted)) {
      const range = new Range();
      range.setStart(text, start);
      range.setEnd(text, end);
      ranges.push(range);
    }
  }
  return ranges;
}

/** Shows at the bottom of the window how many words are highlighted, with a button that clears them. */
function showNote(root, count) {
  const clear = button("Clear highlights", () => {
    CSS.highlights.delete(HIGHLIGHT);
    note.remove();
    root.focus({ preventScroll: true }); // the button that had the focus is gone
  }, "form-button");
  const text = element("p", {}, `Search words highlighted: ${count}`);
  const note = element("div", { class: "highlight-note", role: "region", "aria-label": "Highlighted words" }, text, clear);
  root.append(note);
}

const url = new URL(location.href);
// Words are separated by spaces; the words of a phrase are joined by underscores.
const wantedWords = (url.searchParams.get("hl") ?? "").split(/\s+/).map(wordSequence).filter((sequence) => sequence.length);
// Remove the words from the address, so that a copied address does not include this search.
url.searchParams.delete("hl");
history.replaceState(history.state, "", url);

const main = document.querySelector("main");
const highlighted = CSS.highlights ? findRanges(main, wantedWords) : [];
if (highlighted.length) {
  CSS.highlights.set(HIGHLIGHT, new Highlight(...highlighted));
  showNote(main, highlighted.length);
}
