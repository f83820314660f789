// The search table: dates and facet values of every document; plugins/pages/search/table.py describes the format.

import { dayNumber } from "./dates.js";

export class Table {
  #numbers;
  #first;
  #last;
  #facets;

  /** Decodes the published JSON. */
  constructor({ prefix, names, start, days, spans, facets }) {
    this.#first = runningSums(days, dayNumber(start));
    const width = names.length / this.#first.length;
    /** The names of the documents' fragments, in order of time. */
    this.names = this.#first.map((_, number) => prefix + names.slice(number * width, (number + 1) * width).trim());
    this.#numbers = new Map(this.names.map((name, number) => [name, number]));
    this.#last = this.#first.map((day, number) => day + (spans[number] ?? 0));
    this.#facets = new Map(Object.entries(facets).map(([facet, values]) => [facet, decodeValues(facet, values)]));
  }

  /** Returns the number of a document by the name of its fragment; undefined if the index is another. */
  number(name) {
    return this.#numbers.get(name);
  }

  /** Returns the numbers of the documents that match all chosen values and overlap the range. */
  filter(chosen, { first, last }) {
    const wanted = Object.entries(chosen).flatMap(([facet, ids]) => ids.map((id) => this.#documentsOf(facet, id)));
    const matches = new Uint16Array(this.names.length);
    for (const numbers of wanted) for (const number of numbers) matches[number] += 1;
    const passes = (day, number) => day <= last && first <= this.#last[number] && matches[number] === wanted.length;
    return this.#first.flatMap((day, number) => (passes(day, number) ? [number] : []));
  }

  /** Counts by facet and value how many of the documents `numbers` have the value. */
  counts(numbers) {
    const included = new Uint8Array(this.names.length);
    for (const number of numbers) included[number] = 1;
    const count = (documents) => documents.reduce((sum, number) => sum + included[number], 0);
    const countValues = (values) => Object.fromEntries([...values].map(([id, documents]) => [id, count(documents)]));
    return Object.fromEntries([...this.#facets].map(([facet, values]) => [facet, countValues(values)]));
  }

  #documentsOf(facet, id) {
    const documents = (name) => this.#facets.get(name)?.get(id) ?? [];
    // The type of an event is stored as its type only; reports store the types of their events as tags.
    if (facet === "tag") return [...documents("tag"), ...documents("type")];
    return facet === "type" && !this.#facets.has("type") ? documents("tag") : documents(facet);
  }
}

/** Returns the running sums of `steps`, from `start`. */
function runningSums(steps, start) {
  let sum = start;
  return steps.map((step) => (sum += step));
}

/** Decodes numbers that are written as characters. The surrogates from 0xd800 to 0xdfff are not used. */
function decodeNumbers(text) {
  return Array.from(text, (character) => character.codePointAt(0)).map((code) => code - (code < 0xd800 ? 0x5d : 0x85d));
}

/** Maps each id of a facet to its document numbers; a region includes the documents of the regions within it. */
function decodeValues(facet, values) {
  const documents = new Map();
  for (const [id, text] of Object.entries(values)) {
    const numbers = runningSums(decodeNumbers(text), -1);
    const parts = facet === "region" ? id.split("/") : [id];
    parts.forEach((part, index) => {
      const ancestor = facet === "region" ? parts.slice(0, index + 1).join("/") : part;
      if (!documents.has(ancestor)) documents.set(ancestor, new Set());
      for (const number of numbers) documents.get(ancestor).add(number);
    });
  }
  return new Map([...documents].map(([id, numbers]) => [id, [...numbers]]));
}
