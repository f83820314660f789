// What the search page asks: the table of documents for choices, Pagefind for words, each fetched when first needed.

import { readRange } from "./search-dates.js";
import { sorting } from "./search-state.js";
import { Table } from "./search-table.js";

const NOTHING = { total: 0, counts: {}, hits: [], totalOf: () => 0 };
const SIGNED = 12; // characters before the JSON of a fragment

export class SearchIndex {
  #places;
  #kept = new Map();

  /** `places` are addresses: base, facets, names, reports and events. */
  constructor(places) {
    this.#places = places;
  }

  /** Fetches what the facets' values are called; see plugins/pages/search/facets.py. */
  facets() {
    return this.#keep("facets", () => fetchJson(this.#places.facets));
  }

  /** Fetches every name and spelling of an entry that leads to something. */
  names() {
    return this.#keep("names", () => fetchJson(this.#places.names));
  }

  /** Fetches what it takes to find words in reports or events; whoever comes to type them will need it. */
  words(show) {
    const place = this.#places[show];
    return this.#keep(`words of ${show}`, async () => {
      const pagefind = await import(new URL(`${place}pagefind.js`, document.baseURI).href);
      return pagefind.createInstance({ basePath: place, baseUrl: this.#places.base });
    });
  }

  /**
   * Answers a state: { total, counts, hits, totalOf, fault }. `counts` has by facet and value the number of results that
   * remain if it is chosen too; each of `hits` has a method `data` that fetches the rest of it; `totalOf` tells how many
   * results the same words have in another state.
   */
  async ask(state) {
    const range = readRange(state.from, state.to);
    if (range.fault) return { ...NOTHING, fault: range.fault };
    const facets = await this.facets();
    if (!facets[state.show]) return NOTHING;
    const [table, found] = await Promise.all([this.#table(state.show), state.q && this.#find(state)]);
    const results = found && new Map(found.map((result) => [table.number(result.id), result]));
    const chosenBy = ({ chosen, from, to }) => {
      const numbers = table.choose(chosen, readRange(from, to));
      return found ? numbers.filter((number) => results.has(number)) : numbers;
    };
    const numbers = chosenBy(state);
    const hits = this.#ordered(state, numbers, results).map((number) => this.#hit(state.show, table, number, results));
    return { total: hits.length, counts: table.counts(numbers), hits, totalOf: (other) => chosenBy(other).length };
  }

  #ordered(state, numbers, results) {
    const how = sorting(state);
    if (how === "oldest") return numbers;
    if (how === "newest") return [...numbers].reverse();
    const chosen = new Set(numbers);
    return [...results.keys()].filter((number) => chosen.has(number)); // as Pagefind ranks them
  }

  #hit(show, table, number, results) {
    // Pagefind forgets a result's data once nobody holds the result itself.
    if (results) return { data: () => results.get(number).data() };
    return { data: () => fetchFragment(this.#places, show, table.names[number]) };
  }

  #table(show) {
    return this.#keep(show, async () => new Table(await fetchJson(`${this.#places[show]}documents.json`)));
  }

  async #find({ show, q }) {
    return (await (await this.words(show)).search(q)).results;
  }

  /** Returns what `fetching` gives, asked once; after a failure the next try asks anew. */
  #keep(name, fetching) {
    if (!this.#kept.has(name)) {
      const found = fetching();
      this.#kept.set(name, found);
      found.catch(() => this.#kept.delete(name));
    }
    return this.#kept.get(name);
  }
}

async function fetched(address, options) {
  const answer = await fetch(address, options);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer;
}

/** Fetches what may have changed since it was kept: these files keep their names. */
async function fetchJson(address) {
  return (await fetched(address, { cache: "no-cache" })).json();
}

/** Fetches what a hit shows, in the form in which Pagefind gives it where it found no word. */
async function fetchFragment(places, show, name) {
  const { body } = await fetched(`${places[show]}fragment/${name}.pf_fragment`);
  const text = await new Response(body.pipeThrough(new DecompressionStream("gzip"))).text();
  const found = JSON.parse(text.slice(SIGNED));
  return { ...found, url: places.base + found.url.slice(1), excerpt: "", locations: [] };
}
