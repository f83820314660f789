// The state of a search: what is asked, as the page's address has it.

export const FACETS = ["region", "actor", "type", "tag", "source"];
export const SORTS = ["relevance", "newest", "oldest"];

/** Reads the state from the query of an address; what it does not know, it leaves out. */
export function readState(query) {
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

/** Writes the state as a query; what is as it is by default, is not written. */
export function writeState(state) {
  const query = new URLSearchParams();
  if (state.show !== "reports") query.set("show", state.show);
  if (state.q) query.set("q", state.q);
  for (const facet of FACETS) for (const value of state.chosen[facet]) query.append(facet, value);
  for (const name of ["from", "to", "sort"]) if (state[name]) query.set(name, state[name]);
  // A slash needs no escape in a query, and region ids are easier to read with it.
  return String(query).replaceAll("%2F", "/");
}

/** Returns what the page calls a facet, or an end of the range of dates. */
export function titleOf(name) {
  return document.querySelector(`[data-filter=${name}]`).textContent;
}

/** Tells how results are sorted: as chosen; else by relevance to the words, or the newest first without words. */
export function sorting(state) {
  if (!state.q) return state.sort === "oldest" ? "oldest" : "newest";
  return state.sort || "relevance";
}

/** Returns the state with a value of a facet chosen, or no longer. */
export function toggled(state, facet, value) {
  const before = state.chosen[facet];
  const after = before.includes(value) ? before.filter((other) => other !== value) : [...before, value];
  return { ...state, chosen: { ...state.chosen, [facet]: after } };
}

/** Returns the state without a filter: a value of a facet, or the date of a field. */
export function without(state, name, value) {
  return FACETS.includes(name) ? toggled(state, name, value) : { ...state, [name]: "" };
}

/** Returns the state without any filter. */
export function unfiltered(state) {
  return { ...state, chosen: Object.fromEntries(FACETS.map((facet) => [facet, []])), from: "", to: "" };
}
