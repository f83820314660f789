// Parses what a reader typed: words, words joined by hyphens or other signs, and phrases in quotation marks.

import { searchWords } from "../shared/folding.js";

const MARK = '["“”„‟«»‹›「」『』〝〞〟＂《》〈〉]';
const HEBREW_LETTER = "[\\u05d0-\\u05ea]"; // next to it, a quotation mark may be part of an acronym
const QUOTED = new RegExp(
  `(?<!${HEBREW_LETTER})${MARK}(.+?)${MARK}(?!${HEBREW_LETTER})|(?<![\\p{L}\\p{N}])['‘‚‛](.+?)['’‘](?![\\p{L}\\p{N}])`,
  "gu",
);
const MAX_QUERY_LENGTH = 500; // characters of a query; the rest is ignored
// Articles and pronouns that Romance languages join to the next word, and the English possessive.
const ELIDED = /(?<![\p{L}\p{N}])(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|un|dell|all|dall|nell|sull)['’ʼ](?=\p{L})/giu;
const POSSESSIVE = /(?<=\p{L})['’ʼ]s(?![\p{L}\p{N}])/giu;

/**
 * Parses a query as terms, all of which a document must contain: { text, words, phrase, open }. The words of a term
 * follow each other in the document. An open term is the last one, which the reader may still be typing.
 */
export function parseQuery(query) {
  const typed = query.slice(0, MAX_QUERY_LENGTH);
  const terms = [];
  let end = 0;
  for (const quoted of typed.matchAll(QUOTED)) {
    terms.push(...plainTerms(typed.slice(end, quoted.index)), term(quoted[1] ?? quoted[2], quoted[1] ?? quoted[2], true));
    end = quoted.index + quoted[0].length;
  }
  terms.push(...plainTerms(typed.slice(end)));
  const found = terms.filter(({ words }) => words.length);
  return found.map((each, index) => ({ ...each, open: !each.phrase && index === found.length - 1 }));
}

function plainTerms(typed) {
  return typed.split(/\s+/).map((text) => term(text, text.replace(ELIDED, "").replace(POSSESSIVE, ""), false));
}

function term(text, searched, phrase) {
  const words = searchWords(searched);
  // In a document, another character may follow the last one of a text without spaces.
  if (words.at(-1)?.tail) words.pop();
  return { text, words: words.map(({ word }) => word), phrase };
}
