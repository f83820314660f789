// The form's fields: converts them to a value and back, and finds the field of an error.

import { EntryBox, option } from "./entry_box.js";
import { splitNames } from "./name_key.js";

const boxes = new WeakMap(); // the EntryBox of each field that has one
let serial = 0; // makes the ids of list items unique

const parentOf = (part) => part.parentElement.closest("[data-item], form");
const childrenOf = (root, selector) => [...root.querySelectorAll(selector)].filter((part) => parentOf(part) === root);
const fieldsOf = (root) => childrenOf(root, "[data-key]");
const listsOf = (root) => childrenOf(root, "[data-list]");
const itemsOf = (list) => [...list.querySelectorAll("[data-item]")];
const inputOf = (field) => field.querySelector("input, select, textarea");

/** Creates the entry boxes of `root`; `optionsOf(name)` returns the options of a list, `adderOf(name)` adds to it. */
function createBoxes(root, optionsOf, adderOf) {
  for (const field of fieldsOf(root)) {
    const name = field.dataset.entries;
    if (name) boxes.set(field, new EntryBox(field, () => optionsOf(name), adderOf(name)));
  }
}

function getValue(field) {
  const box = boxes.get(field);
  if (box) return field.dataset.control === "entry" ? (box.values[0] ?? "") : box.values;
  const text = inputOf(field).value.trim();
  if (field.dataset.control === "lines") return text.split("\n").map((line) => line.trim()).filter(Boolean);
  return field.dataset.control === "point" ? text.split(/[\s,;]+/).filter(Boolean) : text;
}

function setValue(field, value) {
  const box = boxes.get(field);
  const list = [value ?? []].flat().filter(Boolean);
  if (!box) inputOf(field).value = list.join(field.dataset.control === "lines" ? "\n" : ", ");
  else [box.values, box.unmatched] = [list, ""];
}

/** Returns the options of a schema definition. Ids that look like numbers are listed as text and as number. */
function definedOptions({ enum: ids, enumDescriptions: names }) {
  return ids.map((id, index) => option(id, splitNames(names[index]))).filter(({ id }) => typeof id === "string");
}

export class Fields {
  #form;
  #definitions;
  #known = new Map(); // the options of the registry, by the name of their definition
  #added = {}; // those of new entries
  #optionsOf;
  #adderOf;

  /**
   * `definitions` are those of the report's JSON Schema: the ids and names of the registry. `addEntry(list, name)` adds
   * an item to a list of new entries and returns its id.
   */
  constructor(form, definitions, addEntry) {
    this.#form = form;
    this.#definitions = { ...definitions };
    this.#optionsOf = (name) => {
      if (!this.#definitions[name]) return this.#itemOptions(name);
      return this.#added[name]?.length ? [...this.#added[name], ...this.knownOptions(name)] : this.knownOptions(name);
    };
    this.#adderOf = (kind) => {
      const list = form.querySelector(`[data-list=new-${kind}]`);
      if (!list) return undefined;
      const create = (name) => addEntry(`new-${kind}`, name);
      return { label: `new ${kind}`, create, focus: () => itemsOf(list).at(-1).focus() };
    };
    createBoxes(form, this.#optionsOf, this.#adderOf);
    form.addEventListener("click", ({ target }) => this.#handleClick(target.closest("button")));
  }

  /** Returns the values of the fields, as texts and lists of texts. */
  read(root = this.#form) {
    const value = {};
    for (const field of fieldsOf(root)) {
      const [key, inner] = field.dataset.key.split(".");
      if (inner) (value[key] ??= {})[inner] = getValue(field);
      else value[key] = getValue(field);
    }
    for (const list of listsOf(root)) value[list.dataset.list] = itemsOf(list).map((item) => this.read(item));
    return value;
  }

  /** Fills the fields with a value that `read` returned. */
  fill(value, root = this.#form) {
    for (const list of listsOf(root)) {
      for (const item of itemsOf(list)) item.remove();
      for (const item of value[list.dataset.list] ?? []) this.fill(item, this.#addItem(list));
    }
    for (const field of fieldsOf(root)) {
      const [key, inner] = field.dataset.key.split(".");
      setValue(field, inner ? value[key]?.[inner] : value[key]);
    }
  }

  /** Returns the options of the registry. */
  knownOptions(name) {
    if (!this.#known.has(name)) this.#known.set(name, definedOptions(this.#definitions[name]));
    return this.#known.get(name);
  }

  /** Returns the elements of the items of a list. */
  items(list) {
    return itemsOf(this.#form.querySelector(`[data-list=${list}]`));
  }

  /** Adds an item with a name to a list. */
  addNamed(list, name) {
    const item = this.#addItem(this.#form.querySelector(`[data-list=${list}]`));
    setValue(fieldsOf(item).find((field) => field.dataset.key === "name"), name);
  }

  /** Sets the new entries, and adds their ids to the `definitions` that a report is checked with. */
  setAdded(entries, definitions) {
    Object.assign(definitions, this.#definitions);
    this.#added = {};
    for (const { kind, id, value } of entries) {
      (this.#added[kind] ??= []).push(option(id, [value.name, ...value.names]));
      definitions[kind] = { enum: [...definitions[kind].enum, id] };
    }
  }

  /** Replaces an id of a kind wherever it is chosen, or removes it; returns whether it was chosen. */
  rename(kind, old, id) {
    const fields = [...this.#form.querySelectorAll(`[data-entries=${kind}]`)].filter((field) => boxes.get(field)?.values.includes(old));
    for (const field of fields) boxes.get(field).values = boxes.get(field).values.flatMap((value) => (value === old ? (id ?? []) : value));
    return fields.length > 0;
  }

  /** Returns an error for each field with typed text that matches no option. */
  unmatchedErrors() {
    const fields = [...this.#form.querySelectorAll("[data-entries]")].filter((field) => boxes.get(field)?.unmatched);
    const remedy = ({ dataset }) => (this.#adderOf(dataset.entries) ? "add a new one" : "ask for it in the pull request");
    return fields.map((field) => ({ field, message: `This is not in the list. Choose an entry, or ${remedy(field)}.` }));
  }

  /** Redraws fields that refer to items of a list, because the items may have new names. */
  draw() {
    for (const field of this.#form.querySelectorAll("[data-entries]")) boxes.get(field)?.draw();
  }

  /** Returns the field at a path of the value, or the nearest element around it. */
  at(path) {
    let root = this.#form;
    let keys = [];
    for (const step of path) {
      const list = typeof step === "number" && keys.length === 1 && listsOf(root).find((one) => one.dataset.list === keys[0]);
      if (list) [root, keys] = [itemsOf(list)[step], []];
      else keys.push(step);
    }
    for (; keys.length; keys.pop()) {
      const found = fieldsOf(root).find((field) => field.dataset.key === keys.join("."));
      if (found) return found;
    }
    return root;
  }

  /** Returns the items of one of the form's lists as options, by number. */
  #itemOptions(name) {
    const list = this.#form.querySelector(`[data-list=${name}]`);
    return itemsOf(list).map((item, index) => {
      const { title, publisher } = this.read(item);
      return option(String(index + 1), [`${index + 1}: ${title || publisher || "…"}`]);
    });
  }

  #handleClick(button) {
    const list = button?.closest("[data-list]");
    if (!list) return;
    if ("add" in button.dataset) this.#addItem(list).focus();
    else if ("remove" in button.dataset) this.#removeItem(list, button.closest("[data-item]"));
    else return;
    list.dispatchEvent(new Event("change", { bubbles: true }));
  }

  #addItem(list) {
    const fragment = list.querySelector("template").content.cloneNode(true);
    serial += 1;
    for (const part of fragment.querySelectorAll("*")) {
      for (const { name, value } of [...part.attributes]) {
        if (value.includes("_N_")) part.setAttribute(name, value.replaceAll("_N_", `_${serial}_`));
      }
    }
    const item = fragment.querySelector("[data-item]");
    list.querySelector("[data-add]").before(fragment);
    createBoxes(item, this.#optionsOf, this.#adderOf);
    this.#renumber(list);
    return item;
  }

  #removeItem(list, item) {
    const items = itemsOf(list);
    const removed = items.indexOf(item) + 1;
    item.remove();
    this.#renumber(list);
    if (item.dataset.id) this.rename(list.dataset.list.replace("new-", ""), item.dataset.id);
    for (const field of this.#form.querySelectorAll(`[data-control=numbers][data-entries=${list.dataset.list}]`)) {
      const box = boxes.get(field);
      box.values = box.values.filter((n) => n !== String(removed)).map((n) => String(n > removed ? n - 1 : n));
    }
    (items[removed] ?? list.querySelector("[data-add]")).focus();
  }

  #renumber(list) {
    itemsOf(list).forEach((item, index) => {
      for (const part of item.querySelectorAll("[data-number]")) part.textContent = index + 1;
    });
  }
}
