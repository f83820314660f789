// The search table: what each document of a bundle can be chosen by; plugins/pages/search/table.py tells how it is written.

import { dayNumber } from "./search-dates.js";

export class Table {
  #numbers;
  #first;
  #last;
  #carried;

  /** Takes the table as it is published. */
  constructor({ prefix, names, start, days, spans, facets }) {
    this.#first = sums(days, dayNumber(start));
    const width = names.length / this.#first.length;
    /** The names of the documents' fragments, in the order of time. */
    this.names = this.#first.map((_, number) => prefix + names.slice(number * width, (number + 1) * width).trim());
    this.#numbers = new Map(this.names.map((name, number) => [name, number]));
    this.#last = this.#first.map((day, number) => day + (spans[number] ?? 0));
    this.#carried = new Map(Object.entries(facets).map(([facet, values]) => [facet, carried(facet, values)]));
  }

  /** Returns the number of a document by its fragment's name; undefined for one of another index. */
  number(name) {
    return this.#numbers.get(name);
  }

  /** Lists the numbers of the documents that carry all that is chosen and have a day in the range. */
  choose(chosen, { first, last }) {
    const wanted = Object.entries(chosen).flatMap(([facet, ids]) => ids.map((id) => this.#carrying(facet, id)));
    const met = new Uint16Array(this.names.length);
    for (const numbers of wanted) for (const number of numbers) met[number] += 1;
    const meets = (day, number) => day <= last && first <= this.#last[number] && met[number] === wanted.length;
    return this.#first.flatMap((day, number) => (meets(day, number) ? [number] : []));
  }

  /** Counts by facet and value how many of the documents `numbers` carry it. */
  counts(numbers) {
    const among = new Uint8Array(this.names.length);
    for (const number of numbers) among[number] = 1;
    const count = (carrying) => carrying.reduce((sum, number) => sum + among[number], 0);
    const counted = (values) => Object.fromEntries([...values].map(([id, carrying]) => [id, count(carrying)]));
    return Object.fromEntries([...this.#carried].map(([facet, values]) => [facet, counted(values)]));
  }

  #carrying(facet, id) {
    const of = (kind) => this.#carried.get(kind)?.get(id) ?? [];
    // An event's type is told once, though it is a tag, too; reports have the types of their events as tags only.
    if (facet === "tag") return [...of("tag"), ...of("type")];
    return facet === "type" && !this.#carried.has("type") ? of("tag") : of(facet);
  }
}

/** Adds up steps, beginning at `start`. */
function sums(steps, start) {
  let at = start;
  return steps.map((step) => (at += step));
}

/** Reads numbers that are written as characters, as Unicode counts them; it leaves out those from 0xd800 to 0xdfff. */
function unsigned(text) {
  return Array.from(text, (sign) => sign.codePointAt(0)).map((code) => code - (code < 0xd800 ? 0x5d : 0x85d));
}

/** Maps each id of a facet to the numbers of the documents that carry it; a region's are those of all within it, too. */
function carried(facet, values) {
  const found = new Map();
  for (const [id, text] of Object.entries(values)) {
    const numbers = sums(unsigned(text), -1);
    const parts = facet === "region" ? id.split("/") : [id];
    parts.forEach((part, place) => {
      const around = facet === "region" ? parts.slice(0, place + 1).join("/") : part;
      if (!found.has(around)) found.set(around, new Set());
      for (const number of numbers) found.get(around).add(number);
    });
  }
  return new Map([...found].map(([id, numbers]) => [id, [...numbers]]));
}
