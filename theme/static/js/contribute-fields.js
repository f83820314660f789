// The form's fields: read into one value, filled from one, and found by the path of a fault.

import { EntryBox, option } from "./contribute-entries.js";

const boxes = new WeakMap(); // the EntryBox of each field that chooses from a list
let serial = 0; // so that no two items of a list share an id

const owner = (part) => part.parentElement.closest("[data-item], form");
const own = (root, kind) => [...root.querySelectorAll(kind)].filter((part) => owner(part) === root);
const fieldsOf = (root) => own(root, "[data-key]");
const listsOf = (root) => own(root, "[data-list]");
const itemsOf = (list) => [...list.querySelectorAll("[data-item]")];
const inputOf = (field) => field.querySelector("input, select, textarea");

/** Readies the fields of `root`; `choices(name)` returns what can be chosen. */
function prepare(root, choices) {
  for (const field of fieldsOf(root)) {
    const name = field.dataset.entries;
    if (name) boxes.set(field, new EntryBox(field, () => choices(name)));
  }
}

function readField(field) {
  const box = boxes.get(field);
  if (box) return field.dataset.control === "entry" ? (box.values[0] ?? "") : box.values;
  const text = inputOf(field).value.trim();
  return field.dataset.control === "point" ? text.split(/[\s,;]+/).filter(Boolean) : text;
}

function setValue(field, value) {
  const box = boxes.get(field);
  const list = [value ?? []].flat().filter(Boolean);
  if (!box) inputOf(field).value = list.join(", ");
  else [box.values, box.rest] = [list, ""];
}

/** Lists the ids of a definition; one that looks like a number stands there twice, as text and as a number. */
function defined({ enum: ids, enumDescriptions: names }) {
  return ids.map((id, place) => option(id, names[place])).filter(({ id }) => typeof id === "string");
}

export class Fields {
  #form;
  #choices;

  /** Takes the form; `definitions` are the ids of the registry with their names, as the schema has them. */
  constructor(form, definitions) {
    this.#form = form;
    const known = new Map();
    this.#choices = (name) => {
      if (!definitions[name]) return this.#numbers(name);
      if (!known.has(name)) known.set(name, defined(definitions[name]));
      return known.get(name);
    };
    prepare(form, this.#choices);
    form.addEventListener("click", ({ target }) => this.#press(target.closest("button")));
  }

  /** Reads the fields as typed: texts, and lists of texts. */
  read(root = this.#form) {
    const value = {};
    for (const field of fieldsOf(root)) {
      const [key, inner] = field.dataset.key.split(".");
      if (inner) (value[key] ??= {})[inner] = readField(field);
      else value[key] = readField(field);
    }
    for (const list of listsOf(root)) value[list.dataset.list] = itemsOf(list).map((item) => this.read(item));
    return value;
  }

  /** Fills the fields with what `read` gave. */
  fill(value, root = this.#form) {
    for (const list of listsOf(root)) {
      for (const item of itemsOf(list)) item.remove();
      for (const item of value[list.dataset.list] ?? []) this.fill(item, this.#add(list));
    }
    for (const field of fieldsOf(root)) {
      const [key, inner] = field.dataset.key.split(".");
      setValue(field, inner ? value[key]?.[inner] : value[key]);
    }
  }

  /** Lists what was typed into fields that choose from a list and is not in it. */
  strays() {
    const all = [...this.#form.querySelectorAll("[data-entries]")].filter((field) => boxes.get(field)?.rest);
    return all.map((field) => ({ field, words: "This is not in the list: choose what is nearest, and say so in the pull request." }));
  }

  /** Shows numbers of a list by the present names of what they stand for. */
  draw() {
    for (const field of this.#form.querySelectorAll("[data-control=numbers]")) boxes.get(field)?.draw();
  }

  /** Returns the field at a path of the value, or what holds it. */
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

  /** The items of a list of the report's as what can be chosen by their numbers. */
  #numbers(name) {
    const list = this.#form.querySelector(`[data-list=${name}]`);
    return itemsOf(list).map((item, place) => {
      const { title, publisher } = this.read(item);
      return option(String(place + 1), `${place + 1}: ${title || publisher || "…"}`);
    });
  }

  #press(button) {
    const list = button?.closest("[data-list]");
    if (!list) return;
    if ("add" in button.dataset) this.#add(list).focus();
    else if ("remove" in button.dataset) this.#remove(list, button.closest("[data-item]"));
    else return;
    list.dispatchEvent(new Event("change", { bubbles: true }));
  }

  #add(list) {
    const made = list.querySelector("template").content.cloneNode(true);
    serial += 1;
    for (const part of made.querySelectorAll("*")) {
      for (const { name, value } of [...part.attributes]) {
        if (value.includes("_N_")) part.setAttribute(name, value.replaceAll("_N_", `_${serial}_`));
      }
    }
    const item = made.querySelector("[data-item]");
    list.querySelector("[data-add]").before(made);
    prepare(item, this.#choices);
    this.#number(list);
    return item;
  }

  #remove(list, item) {
    const items = itemsOf(list);
    const gone = items.indexOf(item) + 1;
    item.remove();
    this.#number(list);
    for (const field of this.#form.querySelectorAll(`[data-control=numbers][data-entries=${list.dataset.list}]`)) {
      const box = boxes.get(field);
      box.values = box.values.filter((n) => n !== String(gone)).map((n) => String(n > gone ? n - 1 : n));
    }
    (items[gone] ?? list.querySelector("[data-add]")).focus();
  }

  #number(list) {
    itemsOf(list).forEach((item, place) => {
      for (const part of item.querySelectorAll("[data-number]")) part.textContent = place + 1;
    });
  }
}
