// Finds the documents that contain words. Pagefind's exact search decides which documents have a word; its free search,
// which also finds other words, only ranks them.

import { certainBases, indexKey, isArabic, wordBases } from "../shared/folding.js";

const MAX_STEMLESS = 2; // letters of a word that is its own stem
const MAX_FORMS = 60; // forms of an Arabic word
const MAX_RANKED = 3; // words of a term by which documents are ranked
const MAX_RANKED_DOCUMENTS = 2000; // a word in more documents is slow to rank

export class WordSearch {
  #pagefind;
  #vocabulary;
  #answers = new Map();

  constructor(pagefind, vocabulary) {
    this.#pagefind = pagefind;
    this.#vocabulary = vocabulary;
  }

  /**
   * Finds the documents that contain all terms of a query. Returns { documents, missing }: `documents` maps fragment
   * names to { score, places }, each place a list of the first position and the number of words; `missing` are the terms
   * that no document contains.
   */
  async find(terms) {
    const found = await Promise.all(terms.map((term) => this.#findTerm(term)));
    const missing = terms.filter((_, index) => !found[index].size);
    const [first, ...others] = found.sort((one, other) => one.size - other.size);
    const documents = new Map();
    for (const [name, { score, places }] of first ?? []) {
      const more = others.map((each) => each.get(name));
      if (!more.every(Boolean)) continue;
      const all = [{ score, places }, ...more];
      documents.set(name, { score: all.reduce((sum, each) => sum + each.score, 0), places: all.flatMap((each) => each.places) });
    }
    return { documents, missing };
  }

  async #findTerm({ words, phrase, open }) {
    const last = words.at(-1);
    const before = words.slice(0, -1);
    const search = (forms) => this.#findAny(forms.map((form) => [...before, form]));
    if (phrase) return search([last]);
    const arabic = isArabic(last) && !before.length;
    const others = arabic ? await this.#vocabulary.wordsOf(certainBases(last)) : [];
    const longer = open ? await this.#vocabulary.beginningWith(last) : [];
    // One or two letters are their own stem, so the index is asked only for those that are a word.
    const unknown = open && last.length <= MAX_STEMLESS && !(await this.#vocabulary.wordsOf([last])).includes(last);
    const typed = unknown ? [] : [last];
    const found = await search([...new Set([...typed, ...others.slice(0, MAX_FORMS), ...longer])]);
    if (found.size || !arabic) return found;
    return search((await this.#vocabulary.wordsOf(wordBases(last))).slice(0, MAX_FORMS));
  }

  /** Finds the documents that contain any of some sequences of words. */
  async #findAny(sequences) {
    const answers = await Promise.all(sequences.map((sequence) => this.#exact(sequence)));
    const documents = new Map();
    answers.forEach((answer, index) => {
      for (const [name, position] of answer) {
        if (!documents.has(name)) documents.set(name, { score: 0, places: [] });
        documents.get(name).places.push([position, sequences[index].length]);
      }
    });
    const ranked = sequences.filter((_, index) => answers[index].size && answers[index].size <= MAX_RANKED_DOCUMENTS).slice(0, MAX_RANKED);
    for (const scores of await Promise.all(ranked.map((sequence) => this.#scores(sequence)))) {
      for (const [name, score] of scores) if (documents.has(name)) documents.get(name).score = Math.max(documents.get(name).score, score);
    }
    return documents;
  }

  /** Maps the documents that contain a sequence of words to its first position. */
  #exact(words) {
    return this.#ask(`"${words.map(indexKey).join(" ")}"`, ({ words: [position] }) => position);
  }

  #scores(words) {
    return this.#ask(words.map(indexKey).join(" "), ({ score }) => score);
  }

  #ask(query, value) {
    if (!this.#answers.has(query)) {
      const answer = this.#pagefind.search(query).then(({ results }) => new Map(results.map((result) => [result.id, value(result)])));
      this.#answers.set(query, answer);
      answer.catch(() => this.#answers.delete(query));
    }
    return this.#answers.get(query);
  }
}
