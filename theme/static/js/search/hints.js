// Spelling suggestions: names that are similar to the typed words.

import { searchWords } from "../shared/folding.js";

const MAX_NAMES = 3;
const LETTERS_PER_TYPO = 4; // one wrong letter is accepted for each group of this size, and in a shorter word
const MAX_LENGTH = 99; // no name is longer, and the comparison takes time

/** Returns the names most similar to the typed text, best first; none if the text is a name. */
export function similarNames(typed, names) {
  const wanted = words(typed.slice(0, MAX_LENGTH)).join(" ");
  const maxDistance = maxTypos(wanted);
  const ranked = names.map((name) => [Math.min(...spellings(name).map((one) => editDistance(wanted, one))), name]);
  const similar = ranked.filter(([distance]) => distance <= maxDistance && wanted.length > 2).sort(([one], [other]) => one - other);
  if (similar[0]?.[0] === 0) return [];
  return similar.slice(0, MAX_NAMES).map(([, name]) => name);
}

/** Returns the number of wrong letters that is accepted in a word or name. */
export function maxTypos(text) {
  return Math.max(1, Math.floor(text.length / LETTERS_PER_TYPO));
}

/** Returns the whole name and each of its longer words. */
function spellings(name) {
  const parts = words(name);
  return [parts.join(" "), ...parts.filter((part) => part.length > 3)];
}

function words(text) {
  return searchWords(text).map(({ word }) => word);
}

/** Returns the Levenshtein distance of two texts. */
export function editDistance(one, other) {
  let row = [...one].map((_, index) => index + 1);
  [...other].forEach((letter, line) => {
    let left = line + 1;
    let diagonal = line;
    row = row.map((above, index) => {
      const replaced = diagonal + (one[index] === letter ? 0 : 1);
      diagonal = above;
      return (left = Math.min(left + 1, above + 1, replaced));
    });
  });
  return row.at(-1) ?? other.length;
}
