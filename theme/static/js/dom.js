// Elements made from text: nothing here or in what uses it ever reads text as HTML.

/** Makes an element. `attributes` that are null or false are left out; children are nodes or text. */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return made;
}

/** Makes a button that does what `press` does; `face` is text or a node. */
export function button(face, press, kind) {
  const made = element("button", { type: "button", class: kind }, face);
  made.addEventListener("click", press);
  return made;
}

/** Turns Pagefind's excerpt, in which only `<mark>` is markup and `<` `>` are written as entities, into nodes. */
export function excerptNodes(excerpt) {
  const nodes = [];
  let marked = false;
  for (const part of excerpt.split(/(<\/?mark>)/)) {
    if (part === "<mark>" || part === "</mark>") marked = part === "<mark>";
    else if (part) nodes.push(marked ? element("mark", {}, decoded(part)) : decoded(part));
  }
  return nodes;
}

/** Lists the words that an excerpt marks. */
export function markedWords(excerpt) {
  return [...excerpt.matchAll(/<mark>(.*?)<\/mark>/gs)].map((match) => decoded(match[1]));
}

/** Turns a text into nodes, in which the words whose places (from 0) are in `places` are marked. */
export function markedNodes(text, places) {
  return text.split(/\s+/).flatMap((word, place) => [
    ...(place ? [" "] : []),
    places.has(place) ? element("mark", {}, word) : word,
  ]);
}

function decoded(text) {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">");
}

const LANG = document.documentElement.lang || undefined;
const NUMBERS = new Intl.NumberFormat(LANG);
const COLLATOR = new Intl.Collator(LANG, { numeric: true });

/** Writes a number for people. */
export function number(value) {
  return NUMBERS.format(value);
}

/** Compares two texts as the page's language orders them. */
export function compare(one, other) {
  return COLLATOR.compare(one, other);
}
