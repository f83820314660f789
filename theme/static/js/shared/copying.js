// Copies text to the clipboard.

/**
 * Copies `text` and writes the outcome to `status`. If the browser refuses, selects the text in `source`, and opens
 * the `<details>` around it, so that the reader can copy it with the keyboard.
 */
export async function copy(text, source, status) {
  try {
    await navigator.clipboard.writeText(text);
    status.textContent = "Copied.";
  } catch {
    source.closest("details")?.setAttribute("open", "");
    getSelection().selectAllChildren(source);
    status.textContent = "The text is selected. Press Ctrl+C to copy it.";
  }
}
