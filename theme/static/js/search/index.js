// Answers searches: filters come from the search table, words from Pagefind. Files are fetched when first needed.

import { parseRange } from "./dates.js";
import { sortOrder } from "./state.js";
import { Table } from "./table.js";

const NO_RESULTS = { total: 0, counts: {}, hits: [], totalOf: () => 0 };
const SIGNATURE_LENGTH = 12; // characters before the JSON of a Pagefind fragment

export class SearchIndex {
  #urls;
  #requests = new Map();

  /**
   * `urls` are the data attributes of the search form: base, facets, names, and for reports and events each the folder
   * of the index, `…Script`, `…Table` and `…Fragment`, where `{name}` is the name of a fragment.
   */
  constructor(urls) {
    this.#urls = urls;
  }

  /** Fetches the names of all facet values. */
  facets() {
    return this.#once("facets", () => fetchJson(this.#urls.facets));
  }

  /** Fetches all names and spellings of entries that have results. */
  names() {
    return this.#once("names", () => fetchJson(this.#urls.names));
  }

  /** Loads Pagefind for reports or events. */
  pagefind(show) {
    return this.#once(`pagefind ${show}`, async () => {
      const pagefind = await import(new URL(this.#urls[`${show}Script`], document.baseURI).href);
      return pagefind.createInstance({ basePath: this.#urls[show], baseUrl: this.#urls.base });
    });
  }

  /**
   * Searches for a state. Returns { total, counts, hits, totalOf, error }: `counts` has for each facet and value the
   * number of results with it, each hit a method `data` that fetches its details, and `totalOf(state)` the number of
   * results of the same words with other filters.
   */
  async search(state) {
    const range = parseRange(state.from, state.to);
    if (range.error) return { ...NO_RESULTS, error: range.error };
    const facets = await this.facets();
    if (!facets[state.show]) return NO_RESULTS;
    const [table, found] = await Promise.all([this.#table(state.show), state.q && this.#findWords(state)]);
    const results = found && new Map(found.map((result) => [table.number(result.id), result]));
    const filter = ({ chosen, from, to }) => {
      const numbers = table.filter(chosen, parseRange(from, to));
      return found ? numbers.filter((number) => results.has(number)) : numbers;
    };
    const numbers = filter(state);
    const hits = this.#sort(state, numbers, results).map((number) => this.#hit(state.show, table, number, results));
    return { total: hits.length, counts: table.counts(numbers), hits, totalOf: (other) => filter(other).length };
  }

  #sort(state, numbers, results) {
    const order = sortOrder(state);
    if (order === "oldest") return numbers;
    if (order === "newest") return [...numbers].reverse();
    // Pagefind's scores differ in the last digits from search to search, so nearly equal ones count as equal.
    const score = (number) => Math.round(results.get(number).score * 1000);
    return [...numbers].sort((one, other) => score(other) - score(one) || other - one);
  }

  #hit(show, table, number, results) {
    // Keep a reference to the result: Pagefind drops its data otherwise.
    if (results) return { data: () => results.get(number).data() };
    return { data: () => fetchFragment(this.#urls[`${show}Fragment`].replace("{name}", table.names[number])) };
  }

  #table(show) {
    return this.#once(show, async () => new Table(await fetchJson(this.#urls[`${show}Table`])));
  }

  async #findWords({ show, q }) {
    return (await (await this.pagefind(show)).search(q)).results;
  }

  /** Returns the promise of the first call with this name. After a failure, the next call tries again. */
  #once(name, load) {
    if (!this.#requests.has(name)) {
      const request = load();
      this.#requests.set(name, request);
      request.catch(() => this.#requests.delete(name));
    }
    return this.#requests.get(name);
  }
}

async function fetchOk(url, options) {
  const response = await fetch(url, options);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return response;
}

/** Fetches JSON and revalidates it, because its address does not change with its content. */
async function fetchJson(url) {
  return (await fetchOk(url, { cache: "no-cache" })).json();
}

/** Fetches the data of a hit without a word search, in the form that Pagefind returns. */
async function fetchFragment(url) {
  const { body } = await fetchOk(url);
  const text = await new Response(body.pipeThrough(new DecompressionStream("gzip"))).text();
  return { ...JSON.parse(text.slice(SIGNATURE_LENGTH)), excerpt: "", locations: [] };
}
