// The hits: what was found, each leading to its place in a report.

import { element } from "./dom.js";
import { words } from "./words.js";

const PLACES = 3; // how many places within a report are told at most
const MARKED = 8; // words that a report is told to mark at most

/** Makes the list item of a result; `found` is Pagefind's data, `state` what was asked. */
export function hitItem(found, state) {
  return state.show === "events" ? eventItem(found, state) : reportItem(found, state);
}

function reportItem(found, state) {
  const { meta } = found;
  // What stands before the first heading speaks for the report; places further on have links of their own.
  const opening = state.q && found.sub_results.find((part) => !part.anchor);
  const telling = opening ? excerptNodes(opening.excerpt) : [meta.summary ?? ""];
  const marks = wordsFound(found, state.q);
  return element(
    "li",
    { class: "hit" },
    title(found, marking(reportAddress(found.url), marks), marks),
    metaLine(dateOf(meta), meta.region, meta.actors),
    element("p", { class: "hit-excerpt", dir: "auto" }, ...telling),
    state.q ? parts(found, marks) : null,
  );
}

function eventItem(found, state) {
  const { meta } = found;
  const marks = wordsFound(found, state.q);
  const line = metaLine(dateOf(meta), meta.type, meta.place, meta.actors);
  const told = words(`${meta.title} ${line.textContent}`);
  const untold = marks.filter((word) => !told.includes(word));
  // What it was found by that the rest does not tell, such as another spelling; see plugins/pages/search/documents.py.
  const more = found.content.split(" · ").slice(1).filter((fact) => holds(fact, untold));
  return element(
    "li",
    { class: "hit" },
    title(found, marking(eventAddress(found.url), marks), marks),
    line,
    more.length ? metaLine(...more.map((fact) => markedNodes(fact, marks))) : null,
  );
}

/** Returns the address of a report, given that of its document in the index; see `document` in plugins/archive/urls.py. */
export function reportAddress(url) {
  return url.replace(/[^/]*$/, (name) => name.replace(/html$/, "").replaceAll(".", "/"));
}

/** Returns the address of an event on its report's page, likewise. */
export function eventAddress(url) {
  return reportAddress(url).replace(/\/(event-[^/]+)\/$/, "/#$1");
}

/** Lists the words of a hit that what was typed has found, for its page to mark. */
function wordsFound({ content, locations }, typed) {
  const asked = words(typed).map((word) => word.slice(0, 3)); // words are found by their stems
  const near = (word) => asked.some((start) => word.startsWith(start));
  const all = typed ? content.split(/\s+/) : [];
  const found = locations.flatMap((place) => words(all[place] ?? "")).filter(near);
  return [...new Set(found)].slice(0, MARKED);
}

/** Returns an address that tells its page to mark words; see highlight.js. */
function marking(address, marks) {
  const [path, anchor] = address.split("#");
  const query = marks.length ? `?hl=${marks.map(encodeURIComponent).join("+")}` : "";
  return path + query + (anchor ? `#${anchor}` : "");
}

function title({ meta }, address, marks) {
  const link = element("a", { href: address }, ...markedNodes(meta.title, marks));
  return element("h2", { class: "hit-title", dir: "auto" }, link);
}

function dateOf(meta) {
  return meta.date ? element("time", { datetime: meta.date }, meta.shown) : meta.shown;
}

function metaLine(...facts) {
  const line = element("p", { class: "hit-meta" });
  for (const fact of facts.filter(Boolean)) {
    if (line.hasChildNodes()) line.append(element("span", { class: "dot", "aria-hidden": "true" }, " · "));
    line.append(element("span", { dir: "auto" }, ...[fact].flat()));
  }
  return line;
}

/** Lists the places within a report that hold the most of the words, in the order of the report. */
function parts(found, marks) {
  const places = found.sub_results.filter((part) => part.anchor?.id);
  const weighty = [...places].sort((one, other) => weight(other) - weight(one)).slice(0, PLACES);
  const kept = places.filter((part) => weighty.includes(part));
  if (!kept.length) return null;
  return element("ul", { class: "hit-parts" }, ...kept.map((part) => partItem(reportAddress(found.url), part, marks)));
}

function partItem(url, part, marks) {
  const { id } = part.anchor;
  const link = element("a", { href: marking(`${url}#${encodeURIComponent(id)}`, marks), dir: "auto" }, part.title);
  // An event's title is its summary, which says enough.
  if (id.startsWith("event-")) return element("li", {}, link);
  return element("li", {}, link, element("p", { class: "hit-excerpt", dir: "auto" }, ...excerptNodes(part.excerpt)));
}

function weight(part) {
  return part.weighted_locations.reduce((sum, place) => sum + place.balanced_score, 0);
}

/** Turns Pagefind's excerpt, in which only `<mark>` is markup and `<` `>` are written as entities, into nodes. */
function excerptNodes(excerpt) {
  const texts = excerpt.split(/<\/?mark>/).map((part) => part.replaceAll("&lt;", "<").replaceAll("&gt;", ">"));
  return texts.map((text, place) => (place % 2 ? element("mark", {}, text) : text));
}

/** Turns a text into nodes, in which `marks` are marked. */
function markedNodes(text, marks) {
  return text.split(/\s+/).flatMap((word, n) => [n ? " " : "", holds(word, marks) ? element("mark", {}, word) : word]);
}

function holds(text, marks) {
  return words(text).some((word) => marks.includes(word));
}
