// What every page can do with a script; nothing here is needed to read. It runs in the head, before the first paint.
{
  const root = document.documentElement;
  const KEY = "theme";
  const TYPING = "input, textarea, select, [contenteditable]";

  /** The theme that the reader chose; nothing where none was chosen, or nothing may be kept. */
  function kept() {
    try {
      return localStorage.getItem(KEY) ?? "";
    } catch {
      return "";
    }
  }

  /** Keep a choice for the next page, where that is allowed. */
  function keep(theme) {
    try {
      if (theme) localStorage.setItem(KEY, theme);
      else localStorage.removeItem(KEY);
    } catch {
      // It holds for this page.
    }
  }

  /** Show a theme: light, dark, or with neither that of the system. */
  function show(theme) {
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
    else delete root.dataset.theme;
  }

  /** Let the switch in the header say what holds, and follow it, here and in the site's other windows. */
  function follow(choice) {
    choice.value = root.dataset.theme ?? "";
    choice.addEventListener("change", () => {
      show(choice.value);
      keep(choice.value);
    });
    addEventListener("storage", (event) => {
      if (event.key !== KEY && event.key !== null) return;
      show(kept());
      choice.value = root.dataset.theme ?? "";
    });
  }

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

  root.dataset.scripted = "";
  show(kept());
  document.addEventListener("keydown", focusSearch);
  document.addEventListener("DOMContentLoaded", () => {
    const choice = document.getElementById("theme");
    if (choice) follow(choice);
    // What is on one kind of page only comes with a script of its own.
    if (document.getElementById("search-form")) import("./search.js");
    if (document.getElementById("form_report")) import("./contribute.js");
    if (new URLSearchParams(location.search).has("hl")) import("./highlight.js");
    const reference = document.querySelector("[data-cite]");
    reference?.addEventListener("toggle", () => import("./cite.js"), { once: true });
  });
}
