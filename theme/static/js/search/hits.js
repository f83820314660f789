// Draws the hits. plugins/pages/search/hit.py describes their data.

import { element } from "../shared/dom.js";
import { searchWords } from "../shared/folding.js";
import { matchedRanges } from "../shared/matches.js";

const MAX_PARTS = 3; // passages listed for a report
const MAX_FACTS = 3; // other facts listed
const MAX_HIGHLIGHTED = 8; // words in the `hl` parameter of a link
const EXCERPT_LENGTH = 240; // characters
const EXCERPT_LEAD = 60; // characters before the first match

/**
 * Creates the list item of a hit. `typed` are the sequences of words that were searched, `places` those at which Pagefind
 * found them or other forms of them; `base` is the address of the site.
 */
export function hitItem({ typed, places, ...hit }, base) {
  const sequences = [...typed, ...foundSequences(hit, places)];
  const known = new Map();
  const marks = (text) => known.get(text) ?? known.set(text, matchedRanges(text, sequences)).get(text);
  const link = (path) => withHighlights(base + path, hit, marks);
  const { title, summary = "", lines = [] } = hit;
  const shown = [title, summary, ...lines].some((text) => marks(text).length);
  const listed = shownParts(hit, marks);
  const facts = shown || listed.length ? [] : (hit.facts ?? []).filter((fact) => marks(fact).length);
  return element(
    "li",
    { class: "hit" },
    element("h2", { class: "hit-title", dir: "auto" }, element("a", { href: link(hit.path) }, ...marked(title, marks))),
    metaLine(dateOf(hit), ...lines.map((line) => marked(line, marks))),
    summary && element("p", { class: "hit-excerpt", dir: "auto" }, ...opening(hit, marks)),
    listed.length ? element("ul", { class: "hit-passages" }, ...listed.map((part) => passageItem(part, link(`${hit.path}#${encodeURIComponent(part.anchor)}`), marks))) : null,
    facts.length ? metaLine(...facts.slice(0, MAX_FACTS).map((fact) => marked(fact, marks))) : null,
  );
}

/** Returns the texts of a hit in the order of the index, and the words of each line with their positions in it. */
function foundSequences(hit, places) {
  if (!places.length) return [];
  const parts = (hit.parts ?? []).flatMap(({ heading = "", text = "" }) => [heading, text]);
  const texts = [hit.title, hit.summary ?? "", ...parts, ...(hit.facts ?? [])];
  // Each line is followed by a boundary, which has a position.
  const all = texts.flatMap((text) => text.split("\n").flatMap((line) => [...searchWords(line), null]));
  const sequences = places.map(([start, length]) => all.slice(start, start + length).map((found) => found?.word));
  return [...new Map(sequences.map((sequence) => [sequence.join(" "), sequence])).values()];
}

/** Returns the parts of a report with the most matches, in the order of the report. */
function shownParts({ parts = [] }, marks) {
  const counted = parts.filter((part) => part.anchor).map((part) => [part, marks(part.heading ?? "").length * 2 + marks(part.text ?? "").length]);
  const best = counted.filter(([, count]) => count).sort(([, one], [, other]) => other - one).slice(0, MAX_PARTS);
  return parts.filter((part) => best.some(([other]) => other === part));
}

function passageItem({ heading, text = "", anchor }, url, marks) {
  const link = element("a", { href: url, dir: "auto" }, ...marked(heading ?? "", marks));
  // The facts of an event or source are lines; show those that match.
  const lines = /^(event|source)-/.test(anchor) ? text.split("\n").filter((line) => marks(line).length) : [text];
  if (marks(heading ?? "").length && lines.join("") !== text) return element("li", {}, link);
  const excerpt = excerptNodes(lines.join(" · "), marks);
  return element("li", {}, link, excerpt.length ? element("p", { class: "hit-excerpt", dir: "auto" }, ...excerpt) : null);
}

/** Returns the summary, or the text before the first heading if only that matches. */
function opening({ summary, parts = [] }, marks) {
  const start = parts.find((part) => !part.anchor)?.text ?? "";
  return marks(summary).length || !marks(start).length ? marked(summary, marks) : excerptNodes(start, marks);
}

/** Returns the nodes of the passage of a text with the most matches. */
function excerptNodes(text, marks) {
  const plain = text.replaceAll("\n", " ");
  const ranges = marks(plain);
  const inside = (start) => ranges.filter((range) => range[0] >= start && range[1] <= start + EXCERPT_LENGTH - EXCERPT_LEAD).length;
  const [first] = ranges.reduce((best, range) => (inside(range[0]) > inside(best[0]) ? range : best), ranges[0] ?? [0]);
  const start = first <= EXCERPT_LEAD ? 0 : boundaryAfter(plain, first - EXCERPT_LEAD, first);
  const end = start + EXCERPT_LENGTH >= plain.length ? plain.length : boundaryAfter(plain, start + EXCERPT_LENGTH, plain.length);
  const nodes = marked(plain.slice(start, end), marks);
  return [start ? "… " : "", ...nodes, end < plain.length ? " …" : ""];
}

/** Returns the place after the first space in a part of a text, or its start if there is none near. */
function boundaryAfter(text, start, end) {
  const space = text.slice(start, Math.min(end, start + EXCERPT_LEAD)).search(/\s/);
  if (space >= 0) return start + space + 1;
  return /[\udc00-\udfff]/.test(text[start]) ? start + 1 : start;
}

/** Converts a text to nodes with its matches marked. */
function marked(text, marks) {
  const nodes = [];
  let end = 0;
  for (const [from, to] of marks(text)) {
    nodes.push(text.slice(end, from), element("mark", {}, text.slice(from, to)));
    end = to;
  }
  return [...nodes, text.slice(end)];
}

/** Adds the words to highlight to an address; see highlight.js. */
function withHighlights(url, hit, marks) {
  const texts = [hit.title, hit.summary ?? "", ...(hit.parts ?? []).flatMap(({ heading = "", text = "" }) => [heading, text])];
  const found = texts.flatMap((text) => marks(text).map(([start, end]) => text.slice(start, end).toLowerCase()));
  const highlighted = [...new Set(found)].slice(0, MAX_HIGHLIGHTED).map((text) => encodeURIComponent(text.replace(/\s+/g, "_")));
  const [path, anchor] = url.split("#");
  const query = highlighted.length ? `?hl=${highlighted.join("+")}` : "";
  return path + query + (anchor ? `#${anchor}` : "");
}

function dateOf({ date, shown }) {
  return date ? element("time", { datetime: date }, shown) : shown;
}

function metaLine(...facts) {
  const items = facts.filter(Boolean).map((fact) => element("span", {}, element("bdi", {}, ...[fact].flat())));
  return element("p", { class: "hit-meta dotted" }, ...items.flatMap((item) => [" ", item]).slice(1));
}
