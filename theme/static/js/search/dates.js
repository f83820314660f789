// Parses typed dates into days since 1970-01-01; the search table counts days in the same way.

const DATE = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/;
const DAY_MS = 86400000;

/** Returns the number of days from 1970-01-01 to a day such as `2018-04-22`. */
export function dayNumber(day) {
  return Date.parse(day) / DAY_MS;
}

/** Parses `2018`, `2018-04` or `2018-04-22` as { first, last }, in days; null if the text is not a date. */
export function parseDate(text) {
  const match = DATE.exec(text);
  if (!match) return null;
  const [, year, month, day] = match;
  const start = new Date(`${year}-${month ?? "01"}-${day ?? "01"}`);
  // Date reads 30 February as 2 March.
  if (year === "0000" || start.getUTCDate() !== Number(day ?? 1)) return null;
  const end = new Date(start);
  if (!month) end.setUTCMonth(12, 0);
  else if (!day) end.setUTCMonth(end.getUTCMonth() + 1, 0);
  return { first: start / DAY_MS, last: end / DAY_MS };
}

/**
 * Parses a range as { first, last }; either text may be empty. If it is invalid, returns { error }: "from" or "to" for
 * the field that is not a date, or "order".
 */
export function parseRange(from, to) {
  const [start, end] = [from, to].map((text) => (text ? parseDate(text) : {}));
  if (!start) return { error: "from" };
  if (!end) return { error: "to" };
  const range = { first: start.first ?? -Infinity, last: end.last ?? Infinity };
  return range.first > range.last ? { error: "order" } : range;
}
