// Copying: text for the reader to paste elsewhere.

/** Copies `text` and says so in `told`; where the browser refuses, marks it in `shown`, which stands in a `<details>`, for the reader's own keys. */
export async function copy(text, shown, told) {
  try {
    await navigator.clipboard.writeText(text);
    told.textContent = "Copied.";
  } catch {
    shown.closest("details").open = true;
    getSelection().selectAllChildren(shown);
    told.textContent = "The text is marked: copy it with the keys Ctrl and C.";
  }
}
