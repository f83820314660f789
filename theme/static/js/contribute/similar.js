// Finds entries whose names are similar to a typed one, so that nobody adds an entry twice.

import { words } from "../shared/words.js";

const MAX_SIMILAR = 5;
const MIN_SHARE = 0.6; // of the pairs of letters that two names have in common

const folded = new WeakMap(); // the words of the names of each option

/** Returns the pairs of neighbouring letters of some words. */
const pairs = (list) => new Set(list.flatMap((word) => [...` ${word}`].map((letter, index, all) => letter + (all[index + 1] ?? ""))));

/** Returns whether all words of one name are in the other, or most pairs of letters (Dice's coefficient). */
function isSimilar(one, other) {
  const [few, many] = one.length < other.length ? [one, other] : [other, one];
  if (few.length && few.every((word) => many.includes(word))) return true;
  const [first, second] = [pairs(one), pairs(other)];
  return [...first].filter((pair) => second.has(pair)).length * 2 > MIN_SHARE * (first.size + second.size);
}

function namesOf(option) {
  if (!folded.has(option)) folded.set(option, option.names.map(words));
  return folded.get(option);
}

/** Returns the options with a name similar to one of `names`. */
export function similarOptions(names, options) {
  const typed = names.map(words).filter(({ length }) => length);
  const isMatch = (option) => namesOf(option).some((name) => typed.some((one) => isSimilar(one, name)));
  return options.filter(isMatch).slice(0, MAX_SIMILAR);
}
