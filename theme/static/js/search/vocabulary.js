// All words that a search can find, from small files; plugins/pages/search/vocabulary.py describes them.

import { indexKey } from "../shared/folding.js";
import { editDistance, maxTypos } from "./hints.js";

const MAX_FILES = 2; // files loaded for the words that begin with some letters
const MAX_WORDS = 12; // words that begin with some letters
const MAX_PAIRS = 500; // pairs of characters that begin with a character
const MAX_DOCUMENTS = 4000; // documents of these words, about
const FIRST_LETTERS = 2; // letters that a similar word has in common, in any order
const MAX_SIMILAR = 3;

export class Vocabulary {
  #load;

  /** `load(name)` returns the promise of a file's content, and caches it. */
  constructor(load) {
    this.#load = load;
  }

  /** Returns the words of the entries of some forms. */
  async wordsOf(forms) {
    const entries = await Promise.all(forms.map((form) => this.#entries(form)));
    return entries.flatMap((found, index) => found.filter(([form]) => form === forms[index]).flatMap(wordsOfEntry)).map(([word]) => word);
  }

  /** Returns words that begin with some letters: the most frequent ones, but all pairs of a character. */
  async beginningWith(letters) {
    const entries = await this.#entries(letters, letters.length > 1 ? MAX_FILES : 1);
    const words = [...new Map(entries.flatMap(wordsOfEntry))].filter(([word]) => word.startsWith(letters));
    words.sort(([, one], [, other]) => other - one);
    if (indexKey(letters) !== letters) return words.slice(0, MAX_PAIRS).map(([word]) => word);
    let documents = 0;
    const chosen = words.filter(([, count]) => documents < MAX_DOCUMENTS && (documents += count));
    return chosen.slice(0, MAX_WORDS).map(([word]) => word);
  }

  /** Returns the words that are spelled most like a word that is not found. */
  async similar(word) {
    if (indexKey(word) !== word) return []; // a part of a word
    const [first, second = ""] = word;
    const starts = [...new Set([first + second, second + first])].filter((start) => start.length === FIRST_LETTERS);
    const entries = (await Promise.all(starts.map((start) => this.#entries(start)))).flat();
    const max = maxTypos(word);
    const near = [...new Map(entries.flatMap(wordsOfEntry))].filter(([other]) => Math.abs(other.length - word.length) <= max);
    const ranked = near.map(([other, count]) => [other, editDistance(word, other), count]).filter(([, distance]) => distance <= max);
    ranked.sort((one, other) => one[1] - other[1] || other[2] - one[2]);
    return ranked.slice(0, MAX_SIMILAR).map(([other]) => other);
  }

  /** Returns the entries whose form begins with some letters, each as a list of the form and its words. */
  async #entries(letters, max = MAX_FILES) {
    const starts = await this.#load("index");
    const after = starts.findIndex((start) => start > letters);
    const first = Math.max(0, (after < 0 ? starts.length : after) - 1);
    const numbers = starts.map((_, number) => number).slice(first, first + max);
    const wanted = numbers.filter((number) => number === first || starts[number].startsWith(letters));
    const files = await Promise.all(wanted.map((number) => this.#load(number)));
    return files.flat().filter((entry) => entry.startsWith(letters)).map((entry) => entry.split(" "));
  }
}

/** Returns the words of an entry, each with about its number of documents; a form without words is itself the word. */
function wordsOfEntry([form, ...words]) {
  if (words.length === 1) return [[form, 2 ** words[0]]];
  return words.flatMap((word, index) => (index % 2 ? [] : [[word, 2 ** words[index + 1]]]));
}
