// Numbers and names as the page's language writes and orders them.

const LANG = document.documentElement.lang || undefined;
const NUMBERS = new Intl.NumberFormat(LANG);
const COLLATOR = new Intl.Collator(LANG, { numeric: true });

/** Writes a number for people. */
export function number(value) {
  return NUMBERS.format(value);
}

/** Compares two texts as the page's language orders them. */
export function compare(one, other) {
  return COLLATOR.compare(one, other);
}
