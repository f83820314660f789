// A combobox for registry entries (by id, name or alias) and for numbered items of the form's own lists.

import { element } from "../shared/dom.js";
import { words } from "../shared/words.js";
import { identityKey } from "./name_key.js";

const MAX_OPTIONS = 40;

/** Returns the folded words of a text, each with a space in front. */
function normalize(text) {
  return words(text).map((word) => ` ${word}`).join("");
}

/** Creates an option from an id and the names of its entry, the main name first. */
export function option(id, names) {
  const [main, ...others] = names;
  const name = others.length ? `${main} (${others.join(", ")})` : main;
  return { id, name, main, searchText: normalize(`${name} ${id}`), names, keys: names.map(identityKey) };
}

export class EntryBox {
  #input;
  #list;
  #chips;
  #options;
  #single;
  #add;
  #active = -1;
  #values = [];

  /**
   * Connects to the elements of `field`; `options()` returns the present options. `add`, if entries can be added, has
   * the `label` of a new entry, `create(name)`, which begins one and returns its id, and `focus()`, which moves to it.
   */
  constructor(field, options, add) {
    this.#add = add;
    [this.#chips, this.#list] = field.querySelectorAll("ul");
    this.#input = field.querySelector("input");
    this.#options = options;
    this.#single = field.dataset.control === "entry";
    this.#input.addEventListener("input", () => this.#open());
    this.#input.addEventListener("click", () => this.#open());
    this.#input.addEventListener("keydown", (event) => this.#handleKey(event));
    this.#input.addEventListener("blur", () => this.#handleBlur());
    this.#list.addEventListener("mousedown", (event) => event.preventDefault()); // keep the focus in the field
    this.#list.addEventListener("click", (event) => this.#pick(event.target.closest("li")));
    this.#chips.addEventListener("click", (event) => this.#remove(event.target.closest("button")?.dataset.id));
  }

  get values() {
    return this.#values;
  }

  set values(values) {
    this.#values = values;
    this.draw();
  }

  /** The typed text that matches no option. */
  get unmatched() {
    return this.#input.value.trim();
  }

  set unmatched(text) {
    this.#input.value = text;
  }

  /** Draws the chosen values with their present names. */
  draw() {
    const known = new Map(this.#options().map(({ id, main }) => [id, main]));
    const names = this.#values.map((id) => known.get(id) ?? id);
    const drawn = [...this.#chips.querySelectorAll("button")].map((chip) => `${chip.dataset.id} ${chip.textContent}`);
    if (drawn.join() === this.#values.map((id, index) => `${id} ${names[index]}`).join()) return;
    const items = names.map((name, index) => {
      const attributes = { type: "button", class: "chip", dir: "auto", "data-id": this.#values[index], "aria-label": `${name}, remove` };
      return element("li", {}, element("button", attributes, name));
    });
    this.#chips.replaceChildren(...items);
  }

  #open() {
    const typed = normalize(this.#input.value);
    const rank = ({ searchText }) => (searchText.startsWith(typed) ? 0 : searchText.includes(typed) ? 1 : 2);
    const matches = this.#options().filter(({ id, searchText }) => searchText.includes(typed.trim()) && !this.#values.includes(id));
    const visible = matches.sort((one, other) => rank(one) - rank(other)).slice(0, MAX_OPTIONS);
    const items = visible.map(({ id, name }, index) => {
      const key = element("span", { class: "form-id", dir: "ltr" }, id);
      return element("li", { role: "option", id: `${this.#list.id}_${index}`, "data-id": id }, element("bdi", {}, name), " ", key);
    });
    if (this.#add && this.unmatched) {
      const text = `Add “${this.unmatched}” as a ${this.#add.label}`;
      items.push(element("li", { role: "option", id: `${this.#list.id}_new`, class: "form-add", "data-new": true }, text));
    }
    this.#list.replaceChildren(...items);
    this.#setOpen(items.length > 0);
  }

  #setOpen(open) {
    this.#list.hidden = !open;
    this.#input.setAttribute("aria-expanded", open);
    this.#activate(-1);
  }

  #activate(index) {
    const items = [...this.#list.children];
    this.#active = index;
    items.forEach((item, n) => item.setAttribute("aria-selected", n === index));
    items[index]?.scrollIntoView({ block: "nearest" });
    if (items[index]) this.#input.setAttribute("aria-activedescendant", items[index].id);
    else this.#input.removeAttribute("aria-activedescendant");
  }

  #handleKey(event) {
    const count = this.#list.children.length;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (this.#list.hidden) this.#open();
      else this.#activate((this.#active + (event.key === "ArrowDown" ? 1 : this.#active < 0 ? 0 : -1) + count) % count);
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (!this.#list.hidden && this.#active >= 0) this.#pick(this.#list.children[this.#active]);
      else this.#chooseTyped();
    } else if (event.key === "Escape" && !this.#list.hidden) {
      event.preventDefault();
      this.#setOpen(false);
    }
  }

  #handleBlur() {
    this.#chooseTyped();
    this.#setOpen(false);
  }

  /** Chooses the option whose id was typed, or else the only one with the typed name. A similar name chooses nothing. */
  #chooseTyped() {
    const typed = this.unmatched;
    const key = identityKey(typed);
    const sameId = this.#options().filter(({ id }) => id === typed.toLowerCase());
    const sameName = key ? this.#options().filter(({ keys }) => keys.includes(key)) : [];
    const found = sameId.length ? sameId : sameName;
    if (found.length === 1) this.#choose(found[0].id);
  }

  #pick(item) {
    if (!item) return;
    if (!("new" in item.dataset)) {
      this.#choose(item.dataset.id);
      return;
    }
    const name = this.unmatched;
    this.#input.value = "";
    this.#choose(this.#add.create(name));
    this.#add.focus();
  }

  #choose(id) {
    if (id === undefined) return;
    this.#input.value = "";
    this.values = this.#single ? [id] : [...new Set([...this.#values, id])];
    this.#setOpen(false);
    this.#emitChange();
  }

  #remove(id) {
    if (id === undefined) return;
    this.values = this.#values.filter((other) => other !== id);
    this.#input.focus();
    this.#emitChange();
  }

  #emitChange() {
    this.#input.dispatchEvent(new Event("change", { bubbles: true }));
  }
}
