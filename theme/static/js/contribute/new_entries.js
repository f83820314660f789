// New registry entries: their ids, their errors, and the text to add to each file of the registry.

import { identityKey } from "./name_key.js";
import { entryText } from "./report_file.js";
import { toRecord, validate } from "./schema.js";
import { similarOptions } from "./similar.js";
import { slug } from "./slugs.js";

const MAX_DEPTH = 32; // regions in regions, each of which changes the ids of those within it

const enclosing = (id) => id.slice(0, Math.max(0, id.lastIndexOf("/")));

export class NewEntries {
  #fields;
  #rules;
  all = []; // the entries as { kind, index, item, value, id, record }

  /** `rules` are the schemas of entries by kind, and that of the report. */
  constructor(fields, rules) {
    this.#fields = fields;
    this.#rules = rules;
  }

  /** Reads the new entries, changes their ids where they are chosen, and returns the values of the form. */
  read() {
    let values;
    for (let changed = true, depth = 0; changed && depth < MAX_DEPTH; depth += 1) {
      values = this.#fields.read();
      this.all = Object.keys(this.#rules.entries).flatMap((kind) => this.#entries(kind, values[`new-${kind}`]));
      changed = this.all.filter((entry) => this.#setId(entry)).length > 0;
      this.#fields.setAdded(this.all, this.#rules.report.definitions);
    }
    for (const entry of this.all) {
      entry.record = toRecord({ ...entry.value, id: entry.id }, this.#rules.entries[entry.kind], this.#rules.report);
    }
    return values;
  }

  #entries(kind, values) {
    const items = this.#fields.items(`new-${kind}`);
    return values.map((value, index) => ({ kind, index, item: items[index], value }));
  }

  /** Gives an entry its id; returns whether it has another one than before and was chosen. */
  #setId(entry) {
    const { kind, item, value } = entry;
    const base = value.id || [value.within, slug(value.name) || kind].filter(Boolean).join("/");
    entry.id = base;
    for (let n = 2; !value.id && this.#isTaken(entry); n += 1) entry.id = `${base}-${n}`;
    const old = item.dataset.id;
    item.dataset.id = entry.id;
    return old && old !== entry.id && this.#fields.rename(kind, old, entry.id);
  }

  #isTaken({ kind, id, index }) {
    const others = this.all.filter((other) => other.kind === kind && other.index < index);
    return [...this.#fields.knownOptions(kind), ...others].some((other) => other.id === id);
  }

  /** Returns the text to add to the file of a kind; it begins with a line break, in case the file lacks its last one. */
  text(kind, indent) {
    const texts = this.all.filter((entry) => entry.kind === kind).map(({ record }) => entryText(record, indent));
    return texts.length ? `\n${texts.join("")}` : "";
  }

  /** Returns the errors of the new entries as { path, message }. */
  errors() {
    return this.all.flatMap((entry) => {
      const found = validate(entry.record, this.#rules.entries[entry.kind], this.#rules.report);
      const errors = this.#isTaken(entry) ? [...found, { path: ["id"], message: "This id is taken." }] : found;
      const same = this.#sameEntry(entry);
      if (same) errors.push({ path: ["name"], message: `This is in the registry: ${same.id}. Choose it, and remove this entry.` });
      return errors.map(({ path, message }) => ({ path: [`new-${entry.kind}`, entry.index, ...path], message }));
    });
  }

  /** Returns the entry of the registry with the same name; regions within different ones may share a name. */
  #sameEntry({ kind, id, value }) {
    const key = identityKey(value.name);
    const isSame = (option) => option.keys.includes(key) && (kind !== "region" || enclosing(option.id) === enclosing(id));
    return key && this.#fields.knownOptions(kind).find(isSame);
  }

  /** Shows in each new entry which entries of the registry have similar names. */
  drawSimilar() {
    for (const { kind, item, value } of this.all) {
      const similar = similarOptions([value.name, ...value.names], this.#fields.knownOptions(kind));
      const text = similar.map(({ name, id }) => `${name} [${id}]`).join("; ");
      const output = item.querySelector("[data-similar]");
      if (output.textContent !== text) output.textContent = text;
      output.parentElement.hidden = !text;
    }
  }
}
