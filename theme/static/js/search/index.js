// Answers searches: filters come from the search table, words from Pagefind. Files are fetched when first needed.

import { parseRange } from "./dates.js";
import { similarNames } from "./hints.js";
import { parseQuery } from "./query.js";
import { sortOrder } from "./state.js";
import { Table } from "./table.js";
import { Vocabulary } from "./vocabulary.js";
import { WordSearch } from "./word_search.js";

const NO_RESULTS = { total: 0, counts: {}, hits: [], totalOf: () => 0, missing: [] };
const MAX_SUGGESTIONS = 5;

export class SearchIndex {
  #urls;
  #requests = new Map();
  #vocabulary;

  /**
   * `urls` are the data attributes of the search form: base, facets, names, words, and for reports and events each the
   * folder of the index, `…Script`, `…Table` and `…Fragment`, where `{name}` is the name of a file.
   */
  constructor(urls) {
    this.#urls = urls;
    this.#vocabulary = new Vocabulary((name) => this.#once(`words ${name}`, () => fetchJson(urls.words.replace("{name}", name))));
  }

  /** Fetches the names of all facet values. */
  facets() {
    return this.#once("facets", () => fetchJson(this.#urls.facets));
  }

  /** Fetches all names and spellings of entries that have results. */
  #names() {
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
   * Searches for a state. Returns { total, counts, hits, totalOf, missing, error }: `counts` has for each facet and value
   * the number of results with it, each hit a method `data` that fetches its details, `totalOf(state)` the number of
   * results of the same words with other filters, and `missing` the terms of the query that no document contains.
   */
  async search(state) {
    const range = parseRange(state.from, state.to);
    if (range.error) return { ...NO_RESULTS, error: range.error };
    const facets = await this.facets();
    if (!facets[state.show]) return NO_RESULTS;
    const [table, found] = await Promise.all([this.#table(state.show), state.q && this.#findWords(state)]);
    const results = found ? new Map([...found.documents].map(([name, result]) => [table.number(name), result])) : null;
    const filter = ({ chosen, from, to }) => {
      const numbers = table.filter(chosen, parseRange(from, to));
      return found ? numbers.filter((number) => results.has(number)) : numbers;
    };
    const numbers = filter(state);
    const hits = this.#sort(state, numbers, results).map((number) => this.#hit(state, table.names[number], results?.get(number)));
    return { total: hits.length, counts: table.counts(numbers), hits, totalOf: (other) => filter(other).length, missing: found ? found.missing : [] };
  }

  /**
   * Returns other queries that find something with the filters of a state, as { q, total }: with words and names that
   * are spelled like those that are missing, and without each of the words.
   */
  async suggestions(state, missing) {
    const names = similarNames(state.q, await this.#names());
    const words = await Promise.all(missing.map((term) => this.#similarQueries(state.q, term)));
    const named = new Set(names.map((name) => name.toLowerCase()));
    const similar = await this.#withTotals(state, [...names, ...words.flat().filter((word) => !named.has(word))]);
    const terms = parseQuery(state.q);
    const shorter = (missing.length ? missing : terms).map((term) => withTerm(state.q, term, ""));
    return { similar, shorter: terms.length > 1 ? await this.#withTotals(state, shorter) : [] };
  }

  async #similarQueries(q, term) {
    const similar = await this.#vocabulary.similar(term.words.at(-1));
    return similar.map((word) => withTerm(q, term, [...term.words.slice(0, -1), word].join(" ")));
  }

  async #withTotals(state, queries) {
    const unique = [...new Set(queries.filter((q) => q && q !== state.q))].slice(0, MAX_SUGGESTIONS);
    const answers = await Promise.all(unique.map((q) => this.search({ ...state, q })));
    return unique.map((q, index) => ({ q, total: answers[index].total })).filter(({ total }) => total);
  }

  #sort(state, numbers, results) {
    const order = sortOrder(state);
    if (order === "oldest") return numbers;
    if (order === "newest") return [...numbers].reverse();
    // Pagefind's scores differ in the last digits from search to search, so nearly equal ones count as equal.
    const score = (number) => Math.round(results.get(number).score * 1000);
    return [...numbers].sort((one, other) => score(other) - score(one) || other - one);
  }

  #hit({ show, q }, name, result) {
    const url = this.#urls[`${show}Fragment`].replace("{name}", name);
    const typed = parseQuery(q).map(({ words }) => words);
    return { data: async () => ({ ...(await fetchCompressed(url)), typed, places: result?.places ?? [] }) };
  }

  #table(show) {
    return this.#once(show, async () => new Table(await fetchJson(this.#urls[`${show}Table`])));
  }

  async #findWords({ show, q }) {
    return (await this.#wordSearch(show)).find(parseQuery(q));
  }

  #wordSearch(show) {
    return this.#once(`words of ${show}`, async () => new WordSearch(await this.pagefind(show), this.#vocabulary));
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

/** Fetches compressed JSON. */
async function fetchCompressed(url) {
  const { body } = await fetchOk(url);
  return new Response(body.pipeThrough(new DecompressionStream("gzip"))).json();
}

/** Returns a query with another text in the place of a term. */
function withTerm(q, { text }, other) {
  return q.replace(text, () => other).replace(/["“”„«»]\s*["“”„«»]/g, "").replace(/\s+/g, " ").trim();
}
