// The search page: ties the form, the page's address and the index together.

import { button, element } from "./dom.js";
import { chosenFilters, drawChips } from "./search-chips.js";
import { readDate } from "./search-dates.js";
import { FacetPanel } from "./search-facets.js";
import { foundAsTyped, nearNames } from "./search-hints.js";
import { hitItem } from "./search-hits.js";
import { SearchIndex } from "./search-index.js";
import { number } from "./search-numbers.js";
import { picker } from "./search-picker.js";
import { readState, sorting, unfiltered, writeState } from "./search-state.js";

const AT_ONCE = 10; // results shown at first, and with each 'More results'
const PAUSE = 120; // milliseconds without a key before what is typed is searched
const SILENCE = 900; // milliseconds without a new answer before the number of results is said
const WIDE = matchMedia("(min-width: 60rem)"); // where filters stand beside the results and are open
const NO_DATE = "is no date. Write it as 2018, 2018-04 or 2018-04-22.";
const FAULTS = { from: `‘From’ ${NO_DATE}`, to: `‘To’ ${NO_DATE}`, order: "‘From’ is later than ‘To’." };

const at = (name) => document.getElementById(`search-${name}`);
const form = at("form");
const field = form.elements;
const index = new SearchIndex(form.dataset);
const panel = new FacetPanel(at("facets"), WIDE.matches, choose);
const pickers = ["from", "to"].map((name) => picker(field[name], at(`${name}-year`), at(`${name}-month`)));

let state = readState(location.search);
let turn = 0; // counts searches, so that a late answer is not taken for the last one
let left = []; // the hits not shown yet
let asking; // the question that is being answered: what is asked meanwhile waits, and is dropped for what is asked later
let typing = 0; // the timer of what is being typed
let saying = 0; // the timer of what is to be said
let submitted = false; // whether the address holds what was submitted, a step to come back to

/** Takes the fields as the state; the facets are kept there already. */
function readForm() {
  const sort = field.sort.value === sorting(state) ? state.sort : field.sort.value;
  const text = (name) => field[name].value.trim();
  state = { ...state, show: field.show.value, q: text("q"), from: text("from"), to: text("to"), sort };
}

function fillForm() {
  for (const name of ["q", "from", "to"]) if (field[name].value.trim() !== state[name]) field[name].value = state[name];
  for (const follow of pickers) follow();
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

/** Goes to the state that `change` makes of the present one. */
function choose(change) {
  readForm();
  state = change(state);
  fillForm();
  return go("push");
}

/** As `choose`, by a button that is gone then: the keyboard's place goes to the next one. */
async function remove(change) {
  await choose(change);
  (at("chips").querySelector("button") ?? field.q).focus();
}

function search() {
  turn += 1;
  fillForm();
  at("results").setAttribute("aria-busy", "true");
  return drawWhen(async (late) => {
    await asking;
    if (late()) return null;
    const answering = Promise.all([index.ask(state), index.facets()]);
    asking = answering.catch(() => null); // who asked tells of it
    const [answer, facets] = await answering;
    const items = await fetchItems(late() ? [] : answer.hits.slice(0, AT_ONCE));
    return () => draw(answer, facets, items);
  });
}

/** Draws what `fetching` gives, unless by then it is `late`: another search has begun. Tells where it can't be had. */
async function drawWhen(fetching) {
  const mine = turn;
  const late = () => mine !== turn;
  const drawing = await fetching(late).catch((error) => () => fail(error));
  if (!late()) drawing();
}

async function fetchItems(hits) {
  const asked = state;
  const found = await Promise.all(hits.map((hit) => hit.data()));
  return found.map((data) => hitItem(data, asked));
}

function draw(answer, facets, items) {
  const filters = chosenFilters(state, facets);
  at("lists").hidden = true;
  panel.draw(state, facets, answer.counts);
  drawChips(at("chips"), filters, unfiltered, remove);
  at("filter-count").textContent = filters.length ? `(${number(filters.length)})` : "";
  drawFault(answer.fault);
  at("hits").replaceChildren();
  left = answer.hits;
  addHits(items);
  drawEmpty(answer, filters);
  drawHints();
  tell(answer.fault ? "" : told(answer.total));
}

/** Shows the next hits. */
function addHits(items) {
  at("hits").append(...items);
  left = left.slice(items.length);
  at("more").hidden = !left.length;
}

/** Shows how the search ended, and says it once nothing more comes. */
function tell(words) {
  at("status").textContent = words;
  at("results").setAttribute("aria-busy", "false");
  clearTimeout(saying);
  saying = setTimeout(() => (at("said").textContent = words), SILENCE);
}

function told(total) {
  const noun = state.show === "events" ? ["event", "events"] : ["report", "reports"];
  return `${total ? number(total) : "No"} ${noun[total === 1 ? 0 : 1]} found`;
}

function drawFault(fault) {
  at("dates-fault").textContent = fault ? FAULTS[fault] : "";
  if (fault) at("filters").open = true;
  for (const name of ["from", "to"]) {
    const wrong = fault === name || fault === "order";
    wrong ? field[name].setAttribute("aria-invalid", "true") : field[name].removeAttribute("aria-invalid");
  }
}

/** Says what could be done when nothing was found: each way with the number of results that it leads to. */
function drawEmpty({ total, fault, totalOf }, filters) {
  at("empty").hidden = total > 0 || Boolean(fault);
  if (at("empty").hidden) return at("empty").replaceChildren();
  const [one, other] = state.show === "events" ? ["No event", "reports"] : ["No report", "events"];
  const why = filters.length ? `${one} meets everything you chose.` : `${one} was found.`;
  const ways = filters.map(({ words, change }) => [`Without ${words}`, change]);
  if (filters.length > 1) ways.push(["Without any filter", unfiltered]);
  const useful = ways.map(([words, change]) => [words, change, totalOf(change(state))]).filter(([, , many]) => many);
  const buttons = useful.map(([words, change, many]) => button(`${words} (${number(many)})`, () => remove(change)));
  buttons.push(button(`Search ${other} instead`, () => choose((now) => ({ ...now, show: other }))));
  const advice = !state.q || totalOf(unfiltered(state)) ? "" : "Try fewer words, or another spelling of a name.";
  const list = element("ul", { class: "search-ways" }, ...buttons.map((made) => element("li", {}, made)));
  at("empty").replaceChildren(element("p", {}, `${why} ${advice}`), list);
}

/** Offers names that are spelt nearly as what was typed, where that itself is not among what was found. */
async function drawHints() {
  const mine = turn;
  at("hints").replaceChildren();
  const found = [...at("hits").querySelectorAll("mark")].map((mark) => mark.textContent).join(" ");
  if (!state.q || foundAsTyped(state.q, found)) return;
  const names = await index.names().catch(() => []); // without them there is no hint
  const near = nearNames(state.q, names).map((name) => button(name, () => choose((now) => ({ ...now, q: name }))));
  if (near.length && mine === turn) at("hints").replaceChildren("Did you mean: ", ...near);
}

/** Says that the index can't be had, what to do, and offers the lists instead. */
function fail(error) {
  console.warn(error);
  at("lists").hidden = false;
  at("hits").replaceChildren();
  at("more").hidden = true;
  at("empty").hidden = false;
  at("empty").replaceChildren(element("p", {}, button("Try again", search)));
  const why = navigator.onLine ? "The search could not be loaded." : "There is no connection to the network.";
  tell(`${why} Try again, or take the lists above.`);
}

function showMore() {
  return drawWhen(async () => {
    const items = await fetchItems(left.slice(0, AT_ONCE));
    return () => {
      addHits(items);
      items[0]?.querySelector("a").focus();
    };
  });
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

// Fields of the form stand outside of it too, so that it is the page that listens.
const page = document.getElementById("search");
page.addEventListener("input", (event) => ["q", "from", "to"].includes(event.target.name) && typed());
page.addEventListener("change", ({ target: { name } }) => {
  if (!(name in field) || name === "q") return; // typing has seen to it
  readForm();
  go(["from", "to"].includes(name) ? "replace" : "push");
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  readForm();
  go("push");
  submitted = true;
});
// Who comes to the field will type: what finds words is fetched meanwhile.
field.q.addEventListener("focus", () => index.words(state.show).catch(() => {}));
at("more").addEventListener("click", showMore);
window.addEventListener("online", () => at("lists").hidden || search());
window.addEventListener("popstate", () => {
  clearTimeout(typing);
  submitted = false;
  state = readState(location.search);
  search();
});
const showFilters = () => (at("filters").open = WIDE.matches);
WIDE.addEventListener("change", showFilters);

showFilters();
at("lists").hidden = true;
page.hidden = false;
search();
