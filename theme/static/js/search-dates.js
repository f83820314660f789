// Ranges of dates as the index knows them: words for years, months and days. plugins/pages/search_dates.py tells how a
// document carries them; here is the other half, what to ask for.

const FORM = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/;
const WHOLE = "~"; // behind a year or month all of whose days belong to what carries it

/** Reads `2018`, `2018-04` or `2018-04-22` as { first, last }, the days it spans; null when it is none of these. */
export function readDate(text) {
  const match = FORM.exec(text);
  if (!match) return null;
  const [, year, month = "01", day = "01"] = match;
  const first = `${year}-${month}-${day}`;
  if (year === "0000" || iso(moment(first)) !== first) return null;
  if (match[3]) return { first, last: first };
  return { first, last: match[2] ? monthEnd(first) : `${year}-12-31` };
}

/**
 * Says what to ask for, so that whatever touches the range is found: { words }, any of which will do. `words` is null
 * without a range, and empty when nothing can be found in it. A range that can't be read has a `fault`: the field's name.
 * `bounds` are the days between which everything lies.
 */
export function askedDates(from, to, bounds) {
  const [start, end] = [from && readDate(from), to && readDate(to)];
  if (from && !start) return { fault: "from" };
  if (to && !end) return { fault: "to" };
  if (!start && !end) return { words: null };
  if (start && end && start.first > end.last) return { fault: "order" };
  const first = latest(start ? start.first : "0001-01-01", `${bounds.first.slice(0, 4)}-01-01`);
  const last = earliest(end ? end.last : "9999-12-31", `${bounds.last.slice(0, 4)}-12-31`);
  return { words: rangeWords(first, last) };
}

/** Lists the words of a range: its parts, and what holds them where that belongs whole to what carries it. */
export function rangeWords(first, last) {
  const words = new Set();
  for (const part of calendarParts(first, last)) {
    words.add(part);
    if (part.length > 4) words.add(part.slice(0, 4) + WHOLE);
    if (part.length > 7) words.add(part.slice(0, 7) + WHOLE);
  }
  return [...words];
}

/** Lists the fewest years, months and days that make up a range. */
export function calendarParts(first, last) {
  const parts = [];
  let day = first;
  while (day <= last) {
    const [part, end] = longestFrom(day, last);
    parts.push(part);
    if (end === "9999-12-31") break; // ISO 8601 knows no later day
    day = after(end);
  }
  return parts;
}

/** Returns the longest part of the calendar that begins on `day` and ends by `last`, with its last day. */
function longestFrom(day, last) {
  const year = day.slice(0, 4);
  if (day.endsWith("-01-01") && `${year}-12-31` <= last) return [year, `${year}-12-31`];
  if (day.endsWith("-01") && monthEnd(day) <= last) return [day.slice(0, 7), monthEnd(day)];
  return [day, day];
}

function monthEnd(day) {
  const date = moment(day);
  date.setUTCMonth(date.getUTCMonth() + 1, 0);
  return iso(date);
}

function after(day) {
  const date = moment(day);
  date.setUTCDate(date.getUTCDate() + 1);
  return iso(date);
}

function moment(day) {
  const [year, month, date] = day.split("-").map(Number);
  const made = new Date(0);
  made.setUTCFullYear(year, month - 1, date); // unlike Date.UTC, it takes the year 18 for 18
  return made;
}

function iso(date) {
  return date.toISOString().slice(0, 10);
}

function latest(one, other) {
  return one > other ? one : other;
}

function earliest(one, other) {
  return one < other ? one : other;
}
