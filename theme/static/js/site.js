// What every page can do with a script; nothing here is needed to read.

const TYPING = "input, textarea, select, [contenteditable]";

/** `/` goes to the search field: the page's own where it has one, else the header's. */
function focusSearch(event) {
  const plain = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey;
  if (!plain || event.target.closest(TYPING)) return;
  const field = document.querySelector("main input[type=search]") ?? document.querySelector("#site-search");
  if (!field) return;
  event.preventDefault();
  field.focus();
  field.select();
}

document.addEventListener("keydown", focusSearch);

// The form for contributors is on one page only, and so is its script.
if (document.getElementById("form_report")) import("./contribute.js");
