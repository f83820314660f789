// Dates as they are typed, as days counted from 1970; plugins/pages/search/table.py counts those of documents.

const FORM = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/;
const DAY = 86400000; // milliseconds

/** Counts the days from 1970 to a day written as 2018-04-22. */
export function dayNumber(day) {
  return Date.parse(day) / DAY;
}

/** Reads `2018`, `2018-04` or `2018-04-22` as { first, last }, the days it spans; null when it is none of these. */
export function readDate(text) {
  const match = FORM.exec(text);
  if (!match) return null;
  const [, year, month, day] = match;
  const begin = new Date(`${year}-${month ?? "01"}-${day ?? "01"}`);
  // 30 February would be read as 2 March.
  if (year === "0000" || begin.getUTCDate() !== Number(day ?? 1)) return null;
  const end = new Date(begin);
  if (!month) end.setUTCMonth(12, 0);
  else if (!day) end.setUTCMonth(end.getUTCMonth() + 1, 0);
  return { first: begin / DAY, last: end / DAY };
}

/**
 * Reads a range, either end of which may be empty, as { first, last }. One that can't be read has a `fault`: the field's
 * name, or that the order is wrong.
 */
export function readRange(from, to) {
  const [start, end] = [from, to].map((text) => (text ? readDate(text) : {}));
  if (!start) return { fault: "from" };
  if (!end) return { fault: "to" };
  const range = { first: start.first ?? -Infinity, last: end.last ?? Infinity };
  return range.first > range.last ? { fault: "order" } : range;
}
