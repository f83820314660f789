// The search page: connects the form, the page's address and the index.

import { button, element } from "./shared/dom.js";
import { activeFilters, drawChips } from "./search/chips.js";
import { connectPicker } from "./search/date_picker.js";
import { parseDate } from "./search/dates.js";
import { FacetPanel } from "./search/facets.js";
import { formatNumber } from "./search/formats.js";
import { hitItem } from "./search/hits.js";
import { SearchIndex } from "./search/index.js";
import { clearFilters, formatState, parseState, sortOrder } from "./search/state.js";

const PAGE_SIZE = 10; // hits shown at first, and added by "More results"
const TYPING_PAUSE = 120; // milliseconds without a key before a search starts
const ANNOUNCE_DELAY = 900; // milliseconds without a new result before a screen reader announces the number
const WIDE = matchMedia("(min-width: 60rem)"); // the filters are beside the results, and open
const DATE_ERROR = "is not a date. Write it like 2018, 2018-04 or 2018-04-22.";
const ERRORS = { from: `‘From’ ${DATE_ERROR}`, to: `‘To’ ${DATE_ERROR}`, order: "‘From’ is later than ‘To’." };

const at = (name) => document.getElementById(`search-${name}`);
const form = at("form");
const field = form.elements;
const index = new SearchIndex(form.dataset);
const panel = new FacetPanel(at("facets"), WIDE.matches, change);
const pickers = ["from", "to"].map((name) => connectPicker(field[name], at(`${name}-year`), at(`${name}-month`)));

let state = parseState(location.search);
let searchCount = 0; // identifies the latest search, so that earlier answers are dropped
let remaining = []; // hits that are not shown yet
let running; // the search in progress; later searches wait for it, and only the last of them runs
let typingTimer = 0;
let announceTimer = 0;
let submitted = false; // whether the present address was submitted and stays in the history

/** Updates the state from the form; the facets are in the state already. */
function readForm() {
  const sort = field.sort.value === sortOrder(state) ? state.sort : field.sort.value;
  const text = (name) => field[name].value.trim();
  state = { ...state, show: field.show.value, q: text("q"), from: text("from"), to: text("to"), sort };
}

function fillForm() {
  for (const name of ["q", "from", "to"]) if (field[name].value.trim() !== state[name]) field[name].value = state[name];
  for (const updatePicker of pickers) updatePicker();
  field.show.value = state.show;
  field.sort.value = sortOrder(state);
  field.sort.options[0].disabled = !state.q; // sorting by relevance needs words
}

/** Writes the state to the address and searches; `mode` is "push" for a new history entry or "replace". */
function navigate(mode) {
  clearTimeout(typingTimer);
  const method = submitted ? "push" : mode;
  const query = formatState(state);
  const url = query ? `${location.pathname}?${query}` : location.pathname;
  if (url !== location.pathname + location.search) {
    history[`${method}State`](null, "", url);
    submitted = false;
  }
  return search();
}

/** Applies a change to the state and searches. */
function change(apply) {
  readForm();
  state = apply(state);
  fillForm();
  return navigate("push");
}

/** Does the same as `change` for a button that disappears: the focus moves to the next one. */
async function changeAndFocus(apply) {
  await change(apply);
  (at("chips").querySelector("button") ?? field.q).focus();
}

function search() {
  searchCount += 1;
  fillForm();
  at("results").setAttribute("aria-busy", "true");
  return drawLatest(async (outdated) => {
    await running;
    if (outdated()) return null;
    const request = Promise.all([index.search(state), index.facets()]);
    running = request.catch(() => null); // the caller reports errors
    const [answer, facets] = await request;
    const items = await fetchItems(outdated() ? [] : answer.hits.slice(0, PAGE_SIZE));
    return () => draw(answer, facets, items);
  });
}

/** Runs the drawing function that `load` returns, unless another search has started; shows an error if it fails. */
async function drawLatest(load) {
  const id = searchCount;
  const outdated = () => id !== searchCount;
  const drawing = await load(outdated).catch((error) => () => showError(error));
  if (!outdated()) drawing();
}

async function fetchItems(hits) {
  const found = await Promise.all(hits.map((hit) => hit.data()));
  return found.map((data) => hitItem(data, form.dataset.base));
}

function draw(answer, facets, items) {
  const filters = activeFilters(state, facets);
  at("lists").hidden = true;
  panel.draw(state, facets, answer.counts);
  drawChips(at("chips"), filters, clearFilters, changeAndFocus);
  at("filter-count").textContent = filters.length ? `(${formatNumber(filters.length)})` : "";
  drawDateError(answer.error);
  at("hits").replaceChildren();
  remaining = answer.hits;
  addHits(items);
  at("hints").replaceChildren();
  drawEmpty(answer, filters);
  setStatus(answer.error ? "" : countText(answer.total));
  if (!answer.total && !answer.error && state.q) drawSuggestions(answer);
}

function addHits(items) {
  at("hits").append(...items);
  remaining = remaining.slice(items.length);
  at("more").hidden = !remaining.length;
}

/** Shows the outcome of a search, and announces it with `more` to screen readers after a pause. */
function setStatus(text, more = "") {
  at("status").textContent = text;
  at("results").setAttribute("aria-busy", "false");
  clearTimeout(announceTimer);
  announceTimer = setTimeout(() => (at("announcement").textContent = text + more), ANNOUNCE_DELAY);
}

function countText(total) {
  const noun = state.show === "events" ? ["event", "events"] : ["report", "reports"];
  return `${total ? formatNumber(total) : "No"} ${noun[total === 1 ? 0 : 1]} found`;
}

function drawDateError(error) {
  at("dates-error").textContent = error ? ERRORS[error] : "";
  if (error) at("filters").open = true;
  for (const name of ["from", "to"]) {
    const invalid = error === name || error === "order";
    invalid ? field[name].setAttribute("aria-invalid", "true") : field[name].removeAttribute("aria-invalid");
  }
}

/** Says what was not found, and offers to remove filters, each with the number of results. */
function drawEmpty({ total, error, totalOf, missing }, filters) {
  at("empty").hidden = total > 0 || Boolean(error);
  if (at("empty").hidden) return at("empty").replaceChildren();
  const changes = filters.map(({ label, change: remove }) => [`Without ${label}`, remove]);
  if (filters.length > 1) changes.push(["Without any filter", clearFilters]);
  const useful = changes.map(([label, apply]) => [label, apply, totalOf(apply(state))]).filter(([, , count]) => count);
  const other = state.show === "events" ? "reports" : "events";
  const buttons = useful.map(([label, apply, count]) => suggestion(label, count, apply));
  buttons.push(suggestion(`Search ${other} instead`, 0, (current) => ({ ...current, show: other })));
  const list = element("ul", { class: "search-suggestions" }, ...buttons.map((item) => element("li", {}, item)));
  at("empty").replaceChildren(element("p", {}, emptyReason(missing, filters, useful.length > 0)), list);
}

/** Says why nothing was found: words that are nowhere, words that are nowhere together, or filters. */
function emptyReason(missing, filters, filtered) {
  const noun = state.show === "events" ? "event" : "report";
  if (missing.length) {
    const words = missing.map(({ text, phrase }) => (phrase ? `the phrase “${text}”` : `“${text}”`));
    return `No ${noun} contains ${words.join(" or ")}.`;
  }
  if (filtered || (filters.length && !state.q)) return `No ${noun} matches all filters.`;
  return state.q && state.q.includes(" ") ? `No ${noun} contains all of these words.` : `No ${noun} was found.`;
}

/** Offers queries with a similar spelling, and queries with fewer words; announces them to screen readers. */
async function drawSuggestions({ missing }) {
  const id = searchCount;
  const { similar, shorter } = await index.suggestions(state, missing).catch(() => ({ similar: [], shorter: [] }));
  if (id !== searchCount) return;
  const withQuery = (q) => (current) => ({ ...current, q });
  if (similar.length) {
    at("hints").replaceChildren("Did you mean: ", ...similar.map(({ q }) => suggestion(q, 0, withQuery(q))));
    setStatus(at("status").textContent, ` ${emptyReason(missing, [], false)} Did you mean ${similar.map(({ q }) => q).join(", ")}?`);
  }
  const items = shorter.map(({ q, total }) => element("li", {}, suggestion(`Search only “${q}”`, total, withQuery(q))));
  at("empty").querySelector("ul").prepend(...items);
}

/** Returns a button that changes the search; it disappears, so the focus moves to the next place. */
function suggestion(label, count, apply) {
  return button(count ? `${label} (${formatNumber(count)})` : label, () => changeAndFocus(apply));
}

function showError(error) {
  console.warn(error);
  at("lists").hidden = false;
  at("hits").replaceChildren();
  at("more").hidden = true;
  at("empty").hidden = false;
  at("empty").replaceChildren(element("p", {}, button("Try again", search)));
  const reason = navigator.onLine ? "The search could not be loaded." : "There is no network connection.";
  setStatus(`${reason} Try again, or use the lists above.`);
}

function showMore() {
  return drawLatest(async () => {
    const items = await fetchItems(remaining.slice(0, PAGE_SIZE));
    return () => {
      addHits(items);
      items[0]?.querySelector("a").focus();
    };
  });
}

/** Returns whether both date fields are empty or complete; partly typed dates are not searched. */
function datesComplete() {
  return ["from", "to"].every((name) => !field[name].value.trim() || parseDate(field[name].value.trim()));
}

function handleTyping() {
  clearTimeout(typingTimer);
  if (!datesComplete()) return;
  typingTimer = setTimeout(() => (readForm(), navigate("replace")), TYPING_PAUSE);
}

// Listen on the whole page, because some fields of the form are outside it.
const page = document.getElementById("search");
page.addEventListener("input", (event) => ["q", "from", "to"].includes(event.target.name) && handleTyping());
page.addEventListener("change", ({ target: { name } }) => {
  if (!(name in field) || name === "q") return; // `handleTyping` searches for words
  readForm();
  navigate(["from", "to"].includes(name) ? "replace" : "push");
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  readForm();
  navigate("push");
  submitted = true;
});
// Load Pagefind as soon as the reader enters the field.
field.q.addEventListener("focus", () => index.pagefind(state.show).catch(() => {}));
at("more").addEventListener("click", showMore);
window.addEventListener("online", () => at("lists").hidden || search());
window.addEventListener("popstate", () => {
  clearTimeout(typingTimer);
  submitted = false;
  state = parseState(location.search);
  search();
});
const openFilters = () => (at("filters").open = WIDE.matches);
WIDE.addEventListener("change", openFilters);

openFilters();
at("lists").hidden = true;
page.hidden = false;
search();
