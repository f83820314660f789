// The search page: ties the form, the page's address and the index together.

import { drawChips, FacetPanel } from "./search-facets.js";
import { element, number } from "./search-dom.js";
import { hitItem } from "./search-hits.js";
import { readDate } from "./search-dates.js";
import { SearchIndex } from "./search-index.js";
import { filterCount, readState, sorting, toggled, unfiltered, writeState } from "./search-state.js";

const AT_ONCE = 10; // results shown at first, and with each 'More results'
const PAUSE = 200; // milliseconds without a key before what is typed is searched
const FAULTS = {
  from: "‘From’ is no date. Write it as 2018, 2018-04 or 2018-04-22.",
  to: "‘To’ is no date. Write it as 2018, 2018-04 or 2018-04-22.",
  order: "‘From’ is later than ‘To’.",
};

const at = (name) => document.getElementById(`search-${name}`);
const form = at("form");
const field = form.elements;
const index = new SearchIndex(form.dataset);
const panel = new FacetPanel(at("facets"), (facet, value) => choose(toggled(state, facet, value)));

let state = readState(location.search);
let turn = 0; // counts searches, so that a late answer is not taken for the last one
let left = []; // the hits not shown yet
let typing = 0; // the timer of what is being typed
let submitted = false; // whether the address holds what was submitted, a step to come back to

/** Takes the fields as the state; the facets are kept there already. */
function readForm() {
  const sort = field.sort.value === sorting(state) ? state.sort : field.sort.value;
  const text = (name) => field[name].value.trim();
  state = { ...state, show: field.show.value, q: text("q"), from: text("from"), to: text("to"), sort };
}

function fillForm() {
  for (const name of ["q", "from", "to"]) if (field[name].value.trim() !== state[name]) field[name].value = state[name];
  field.show.value = state.show;
  field.sort.value = sorting(state);
  field.sort.options[0].disabled = !state.q; // without words, nothing is more relevant
}

/** Puts the state into the address, as a new step of the history ("push") or in place of the last, and searches. */
function go(wish) {
  clearTimeout(typing);
  const step = submitted ? "push" : wish;
  const query = writeState(state);
  const address = query ? `${location.pathname}?${query}` : location.pathname;
  if (address !== location.pathname + location.search) {
    history[`${step}State`](null, "", address);
    submitted = false;
  }
  return search();
}

function choose(next) {
  readForm();
  state = { ...state, chosen: next.chosen };
  return go("push");
}

async function search() {
  const mine = ++turn;
  fillForm();
  at("results").setAttribute("aria-busy", "true");
  try {
    const [answer, facets] = await Promise.all([index.ask(state), index.facets()]);
    const items = await fetchItems(answer.hits.slice(0, AT_ONCE));
    if (mine === turn) draw(answer, facets, items);
  } catch (error) {
    if (mine === turn) fail(error);
  }
}

async function fetchItems(hits) {
  const asked = state;
  const found = await Promise.all(hits.map((hit) => hit.data()));
  return found.map((data) => hitItem(data, asked));
}

function draw(answer, facets, items) {
  at("lists").hidden = true;
  panel.draw(state, facets, answer.counts);
  drawChips(at("chips"), state, facets, removeFilter, () => clearFilters());
  drawFault(answer.fault);
  at("hits").replaceChildren(...items);
  left = answer.hits.slice(items.length);
  at("more").hidden = left.length === 0;
  drawEmpty(answer);
  at("status").textContent = answer.fault ? "" : told(answer.total);
  at("results").setAttribute("aria-busy", "false");
}

function told(total) {
  const noun = state.show === "events" ? ["event", "events"] : ["report", "reports"];
  return `${total ? number(total) : "No"} ${noun[total === 1 ? 0 : 1]} found`;
}

function drawFault(fault) {
  at("dates-fault").textContent = fault ? FAULTS[fault] : "";
  for (const name of ["from", "to"]) {
    const wrong = fault === name || fault === "order";
    wrong ? field[name].setAttribute("aria-invalid", "true") : field[name].removeAttribute("aria-invalid");
  }
}

function drawEmpty({ total, fault }) {
  at("empty").hidden = total > 0 || Boolean(fault);
  if (at("empty").hidden) return;
  const filtered = filterCount(state) > 0;
  const other = state.show === "events" ? "reports" : "events";
  const one = state.show === "events" ? "No event" : "No report";
  const advice = state.q
    ? "Try fewer words, or another spelling of a name."
    : "There is nothing here yet.";
  const buttons = [filtered && button("Remove all filters", clearFilters)];
  buttons.push(button(`Search ${other} instead`, () => ((field.show.value = other), readForm(), go("push"))));
  const why = filtered ? `${one} meets everything you chose. Take a filter away.` : `${one} was found. ${advice}`;
  at("empty").replaceChildren(element("p", {}, why), element("p", {}, ...buttons.filter(Boolean)));
}

function button(words, click) {
  const made = element("button", { type: "button" }, words);
  made.addEventListener("click", click);
  return made;
}

/** Says that the index can't be had, and offers the lists instead. */
function fail(error) {
  console.warn("The search index could not be loaded:", error);
  at("lists").hidden = false;
  at("hits").replaceChildren();
  at("more").hidden = true;
  at("empty").hidden = false;
  at("empty").replaceChildren(element("p", {}, button("Try again", search)));
  at("status").textContent = "The search could not be loaded. The lists above lead to everything too.";
  at("results").setAttribute("aria-busy", "false");
}

async function removeFilter({ facet, value }) {
  readForm();
  state = facet in state.chosen ? toggled(state, facet, value) : { ...state, [facet]: "" };
  fillForm();
  await go("push");
  focusAfterRemoval();
}

async function clearFilters() {
  readForm();
  state = unfiltered(state);
  fillForm();
  await go("push");
  focusAfterRemoval();
}

/** Keeps the keyboard's place, as the button that had it is gone. */
function focusAfterRemoval() {
  (at("chips").querySelector("button") ?? field.q).focus();
}

async function showMore() {
  const mine = turn;
  let items;
  try {
    items = await fetchItems(left.slice(0, AT_ONCE));
  } catch (error) {
    if (mine === turn) fail(error);
    return;
  }
  if (mine !== turn) return;
  left = left.slice(items.length);
  at("hits").append(...items);
  at("more").hidden = left.length === 0;
  items[0]?.querySelector("a").focus();
}

/** Tells whether the dates can be read; half a date, while it is typed, is not searched. */
function datesReadable() {
  return ["from", "to"].every((name) => !field[name].value.trim() || readDate(field[name].value.trim()));
}

function typed() {
  clearTimeout(typing);
  if (!datesReadable()) return;
  typing = setTimeout(() => (readForm(), go("replace")), PAUSE);
}

form.addEventListener("input", (event) => ["q", "from", "to"].includes(event.target.name) && typed());
form.addEventListener("change", (event) => {
  if (event.target.name === "q") return; // typing has seen to it
  readForm();
  go(["from", "to"].includes(event.target.name) ? "replace" : "push");
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  readForm();
  go("push");
  submitted = true;
});
at("more").addEventListener("click", showMore);
window.addEventListener("popstate", () => {
  clearTimeout(typing);
  submitted = false;
  state = readState(location.search);
  search();
});

at("lists").hidden = true;
document.getElementById("search").hidden = false;
search();
