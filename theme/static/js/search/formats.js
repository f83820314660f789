// Formats numbers and compares names in the page's language.

const LANG = document.documentElement.lang || undefined;
const NUMBERS = new Intl.NumberFormat(LANG);
const COLLATOR = new Intl.Collator(LANG, { numeric: true });

export function formatNumber(value) {
  return NUMBERS.format(value);
}

/** Compares two texts in the sort order of the page's language. */
export function compareNames(one, other) {
  return COLLATOR.compare(one, other);
}
