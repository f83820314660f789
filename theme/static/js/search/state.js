// The search state: words, filters and sort order, as they are in the page's address.

const SORTS = ["relevance", "newest", "oldest"];

/** The facets, in the order of the page. */
export const FACETS = [...document.querySelectorAll("[data-facet]")].map((part) => part.dataset.facet);

/** Parses the query of an address. Unknown parameters are ignored. */
export function parseState(query) {
  const given = new URLSearchParams(query);
  const text = (name) => (given.get(name) ?? "").trim();
  const chosen = FACETS.map((facet) => [facet, [...new Set(given.getAll(facet).filter(Boolean))]]);
  return {
    show: given.get("show") === "events" ? "events" : "reports",
    q: text("q"),
    chosen: Object.fromEntries(chosen),
    from: text("from"),
    to: text("to"),
    sort: SORTS.includes(given.get("sort")) ? given.get("sort") : "",
  };
}

/** Writes the state as a query, without default values. */
export function formatState(state) {
  const query = new URLSearchParams();
  if (state.show !== "reports") query.set("show", state.show);
  if (state.q) query.set("q", state.q);
  for (const facet of FACETS) for (const value of state.chosen[facet]) query.append(facet, value);
  for (const name of ["from", "to", "sort"]) if (state[name]) query.set(name, state[name]);
  // A query may contain slashes; region ids are easier to read with them.
  return String(query).replaceAll("%2F", "/");
}

/** Returns the label of a facet or of a date field. */
export function labelOf(name) {
  return document.querySelector(`[data-filter=${name}]`).textContent;
}

/** Returns the sort order in effect: the chosen one, or by default "relevance" with words and "newest" without. */
export function sortOrder(state) {
  if (!state.q) return state.sort === "oldest" ? "oldest" : "newest";
  return state.sort || "relevance";
}

/** Returns the state with a facet value added or removed. */
export function toggle(state, facet, value) {
  const before = state.chosen[facet];
  const after = before.includes(value) ? before.filter((other) => other !== value) : [...before, value];
  return { ...state, chosen: { ...state.chosen, [facet]: after } };
}

/** Returns the state without one filter: a facet value, or the date of a field. */
export function removeFilter(state, name, value) {
  return FACETS.includes(name) ? toggle(state, name, value) : { ...state, [name]: "" };
}

/** Returns the state without any filter. */
export function clearFilters(state) {
  return { ...state, chosen: Object.fromEntries(FACETS.map((facet) => [facet, []])), from: "", to: "" };
}
