// Runs in the head of every page, before the first paint. No page needs it to be read.
{
  const root = document.documentElement;
  const STORAGE_KEY = "theme";
  const TEXT_FIELDS = "input, textarea, select, [contenteditable]";

  /** Returns the theme that the reader chose; empty if there is none or storage is denied. */
  function loadTheme() {
    try {
      return localStorage.getItem(STORAGE_KEY) ?? "";
    } catch {
      return "";
    }
  }

  /** Saves the choice for other pages, if storage is allowed. */
  function saveTheme(theme) {
    try {
      if (theme) localStorage.setItem(STORAGE_KEY, theme);
      else localStorage.removeItem(STORAGE_KEY);
    } catch {
      // The choice applies to this page only.
    }
  }

  /** Applies a theme: "light" or "dark"; otherwise the system's setting. */
  function applyTheme(theme) {
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
    else delete root.dataset.theme;
  }

  /** Connects the theme menu in the header with this page and with the site's other windows. */
  function connectMenu(menu) {
    menu.value = root.dataset.theme ?? "";
    menu.addEventListener("change", () => {
      applyTheme(menu.value);
      saveTheme(menu.value);
    });
    addEventListener("storage", (event) => {
      if (event.key !== STORAGE_KEY && event.key !== null) return;
      applyTheme(loadTheme());
      menu.value = root.dataset.theme ?? "";
    });
  }

  /** Moves the focus to the search field when `/` is pressed: the page's own field, or the one in the header. */
  function focusSearch(event) {
    const plain = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey;
    if (!plain || event.target.closest(TEXT_FIELDS)) return;
    const field = document.querySelector("main input[type=search]") ?? document.querySelector("#site-search");
    if (!field) return;
    event.preventDefault();
    field.focus();
    field.select();
  }

  root.dataset.scripted = "";
  applyTheme(loadTheme());
  document.addEventListener("keydown", focusSearch);
  document.addEventListener("DOMContentLoaded", () => {
    const menu = document.getElementById("site-theme");
    if (menu) connectMenu(menu);
    if (new URLSearchParams(location.search).has("hl")) import("./highlight.js");
    document.querySelector("[data-cite]")?.addEventListener("toggle", () => import("./cite.js"), { once: true });
  });
}
