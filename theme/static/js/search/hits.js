// Draws the hits.

import { element } from "../shared/dom.js";
import { words } from "../shared/words.js";

const MAX_PARTS = 3; // passages listed for a report
const MAX_HIGHLIGHTED = 8; // words in the `hl` parameter of a link

/** Creates the list item of a hit; `found` is Pagefind's data, `base` the address of the site. */
export function hitItem(found, state, base) {
  const url = base + found.meta.path;
  return state.show === "events" ? eventItem(found, state, url) : reportItem(found, state, url);
}

function reportItem(found, state, url) {
  const { meta } = found;
  // The text before the first heading summarizes the report; other passages have links of their own.
  const opening = state.q && found.sub_results.find((part) => !part.anchor);
  const excerpt = opening ? excerptNodes(opening.excerpt) : [meta.summary ?? ""];
  const highlighted = foundWords(found, state.q);
  return element(
    "li",
    { class: "hit" },
    title(found, withHighlights(url, highlighted), highlighted),
    metaLine(dateOf(meta), meta.region, meta.actors),
    element("p", { class: "hit-excerpt", dir: "auto" }, ...excerpt),
    state.q ? passages(found, url, highlighted) : null,
  );
}

function eventItem(found, state, url) {
  const { meta } = found;
  const highlighted = foundWords(found, state.q);
  const line = metaLine(dateOf(meta), meta.type, meta.place, meta.actors);
  const visible = words(`${meta.title} ${line.textContent}`);
  const hidden = highlighted.filter((word) => !visible.includes(word));
  // Show what else matched, such as another spelling of a name; see plugins/pages/search/documents.py.
  const more = found.content.split(" · ").slice(1).filter((fact) => hasWord(fact, hidden));
  return element(
    "li",
    { class: "hit" },
    title(found, withHighlights(url, highlighted), highlighted),
    line,
    more.length ? metaLine(...more.map((fact) => markedNodes(fact, highlighted))) : null,
  );
}

/** Returns the words of a hit that match the typed words, for highlighting. */
function foundWords({ content, locations }, typed) {
  const stems = words(typed).map((word) => word.slice(0, 3)); // Pagefind matches word stems
  const matches = (word) => stems.some((stem) => word.startsWith(stem));
  const all = typed ? content.split(/\s+/) : [];
  const found = locations.flatMap((index) => words(all[index] ?? "")).filter(matches);
  return [...new Set(found)].slice(0, MAX_HIGHLIGHTED);
}

/** Adds the words to highlight to an address; see highlight.js. */
function withHighlights(url, highlighted) {
  const [path, anchor] = url.split("#");
  const query = highlighted.length ? `?hl=${highlighted.map(encodeURIComponent).join("+")}` : "";
  return path + query + (anchor ? `#${anchor}` : "");
}

function title({ meta }, url, highlighted) {
  const link = element("a", { href: url }, ...markedNodes(meta.title, highlighted));
  return element("h2", { class: "hit-title", dir: "auto" }, link);
}

function dateOf(meta) {
  return meta.date ? element("time", { datetime: meta.date }, meta.shown) : meta.shown;
}

function metaLine(...facts) {
  const items = facts.filter(Boolean).map((fact) => element("span", {}, element("bdi", {}, ...[fact].flat())));
  return element("p", { class: "hit-meta dotted" }, ...items.flatMap((item) => [" ", item]).slice(1));
}

/** Lists the passages of a report with the most matches, in the order of the report. */
function passages(found, url, highlighted) {
  const parts = found.sub_results.filter((part) => part.anchor?.id);
  const best = [...parts].sort((one, other) => score(other) - score(one)).slice(0, MAX_PARTS);
  const listed = parts.filter((part) => best.includes(part));
  if (!listed.length) return null;
  return element("ul", { class: "hit-passages" }, ...listed.map((part) => passageItem(url, part, highlighted)));
}

function passageItem(url, part, highlighted) {
  const { id } = part.anchor;
  const link = element("a", { href: withHighlights(`${url}#${encodeURIComponent(id)}`, highlighted), dir: "auto" }, part.title);
  // The title of an event is its summary, so it needs no excerpt.
  if (id.startsWith("event-")) return element("li", {}, link);
  return element("li", {}, link, element("p", { class: "hit-excerpt", dir: "auto" }, ...excerptNodes(part.excerpt)));
}

function score(part) {
  return part.weighted_locations.reduce((sum, location) => sum + location.balanced_score, 0);
}

/** Converts Pagefind's excerpt to nodes; its only markup is `<mark>`, and `<` and `>` are entities. */
function excerptNodes(excerpt) {
  const texts = excerpt.split(/<\/?mark>/).map((part) => part.replaceAll("&lt;", "<").replaceAll("&gt;", ">"));
  return texts.map((text, index) => (index % 2 ? element("mark", {}, text) : text));
}

/** Converts a text to nodes, with the words in `highlighted` marked. */
function markedNodes(text, highlighted) {
  return text.split(/\s+/).flatMap((word, n) => [n ? " " : "", hasWord(word, highlighted) ? element("mark", {}, word) : word]);
}

function hasWord(text, list) {
  return words(text).some((word) => list.includes(word));
}
