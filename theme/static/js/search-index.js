// The index as the search page asks it: Pagefind, loaded when first asked, one index for reports and one for events.

import { askedDates } from "./search-dates.js";
import { FACETS, sorting } from "./search-state.js";

const NOTHING = { total: 0, counts: {}, hits: [] };

export class SearchIndex {
  #places;
  #opened = new Map();
  #facets = null;

  /** `places` are addresses: base, facets, reports and events. */
  constructor(places) {
    this.#places = places;
  }

  /** Fetches what the facets' values are called; see plugins/pages/facets.py. */
  facets() {
    this.#facets ??= fetchJson(this.#places.facets).catch((error) => {
      this.#facets = null; // so that the next try asks anew
      throw error;
    });
    return this.#facets;
  }

  /**
   * Answers a state: { total, counts, hits, fault }. `counts` has by facet and value the number of results that remain
   * if it is chosen too; each of `hits` has a method `data` that fetches the rest of it.
   */
  async ask(state) {
    const facets = await this.facets();
    const dates = askedDates(state.from, state.to, facets);
    if (dates.fault) return { ...NOTHING, fault: dates.fault };
    if (!facets[state.show] || dates.words?.length === 0) return NOTHING;
    const index = await this.#open(state.show);
    const asked = { filters: filters(state, dates.words), sort: order(state) };
    const found = await index.search(state.q || facets.marker, asked);
    // Pagefind forgets a result's data once nobody holds the result itself.
    return { total: found.results.length, counts: found.filters, hits: found.results };
  }

  #open(name) {
    if (!this.#opened.has(name)) {
      const opening = openIndex(this.#places[name], this.#places.base);
      this.#opened.set(name, opening);
      opening.catch(() => this.#opened.delete(name));
    }
    return this.#opened.get(name);
  }
}

async function fetchJson(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.json();
}

async function openIndex(place, base) {
  const pagefind = await import(new URL(`${place}pagefind.js`, document.baseURI).href);
  const index = pagefind.createInstance({ basePath: place, baseUrl: base });
  await index.filters(); // counts come only for facets that have been loaded
  return index;
}

/** Says which values a result must have: all of those chosen, and any of the words of the dates. */
function filters(state, dates) {
  const chosen = { ...state.chosen };
  if (state.show === "reports") {
    // A report has no type, but is tagged with those of its events.
    chosen.tag = [...new Set([...chosen.tag, ...chosen.type])];
    chosen.type = [];
  }
  const asked = Object.fromEntries(FACETS.filter((facet) => chosen[facet].length).map((f) => [f, chosen[f]]));
  return dates ? { ...asked, when: { any: dates } } : asked;
}

function order(state) {
  return { relevance: {}, newest: { date: "desc" }, oldest: { date: "asc" } }[sorting(state)];
}
