// Finds sequences of words in a text.

import { searchWords } from "./folding.js";

/** Finds sequences (lists of folded words) in a text, and returns ranges [start, end], joined if they touch. */
export function matchedRanges(text, sequences) {
  if (!sequences.length) return [];
  const found = searchWords(text);
  const ranges = found.flatMap((_, index) =>
    sequences
      .filter((sequence) => sequence.every((word, offset) => found[index + offset]?.word === word))
      .map((sequence) => [found[index].start, found[index + sequence.length - 1].end]),
  );
  return joinRanges(ranges);
}

function joinRanges(ranges) {
  const joined = [];
  for (const [start, end] of ranges) {
    const last = joined.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else joined.push([start, end]);
  }
  return joined;
}

/** Returns the folded words of a text that is searched for as one sequence. */
export function wordSequence(text) {
  const found = searchWords(text);
  if (found.at(-1)?.tail) found.pop();
  return found.map(({ word }) => word);
}
