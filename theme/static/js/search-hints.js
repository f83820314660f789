// What may help when nothing was found: names that are spelt nearly as what was typed.

import { words } from "./words.js";

const MOST = 3; // names told
const EVERY = 4; // letters of which one may be wrong

/** Lists the names nearest to what was typed and none itself, the nearest first; `names` are all there are. */
export function nearNames(typed, names) {
  const wanted = words(typed.slice(0, 99)).join(" "); // no name is longer, and to compare takes a while
  const most = Math.ceil(wanted.length / EVERY);
  const ranked = names.map((name) => [Math.min(...spellings(name).map((one) => distance(wanted, one))), name]);
  const near = ranked.filter(([far]) => far <= most && wanted.length > 2).sort(([one], [other]) => one - other);
  if (near[0]?.[0] === 0) return []; // it is spelt as it should be
  return near.slice(0, MOST).map(([, name]) => name);
}

/** Tells whether the words that were found are those that were typed, or only begin as they do. */
export function foundAsTyped(typed, found) {
  const there = words(found);
  return words(typed).every((word) => there.some((one) => one.startsWith(word.slice(0, Math.max(3, word.length - 3)))));
}

/** Lists what of a name may be typed for it: the whole, and each word of some length. */
function spellings(name) {
  const parts = words(name);
  return [parts.join(" "), ...parts.filter((part) => part.length > 3)];
}

/** Counts the letters to add, drop or change between two words (Levenshtein). */
function distance(one, other) {
  let row = [...one].map((_, place) => place + 1);
  [...other].forEach((letter, line) => {
    let before = line + 1;
    let corner = line;
    row = row.map((above, place) => {
      const changed = corner + (one[place] === letter ? 0 : 1);
      corner = above;
      return (before = Math.min(before + 1, above + 1, changed));
    });
  });
  return row.at(-1) ?? other.length;
}
