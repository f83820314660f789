// Choosing from a list by typing: ids of the registry by id, name or alias, or numbers of the report's own list.

import { element } from "./dom.js";
import { words } from "./words.js";

const SHOWN = 40;

/** Reads text without case, accents and punctuation, with a space before each word. */
function spelt(text) {
  return words(text).map((word) => ` ${word}`).join("");
}

/** Makes what can be chosen: `name` may have other names in brackets after it. */
export function option(id, name) {
  const names = name.split(/ \(|, |\)$/).concat(id);
  return { id, name, folded: spelt(`${name} ${id}`), names: names.map(spelt) };
}

export class EntryBox {
  #input;
  #list;
  #chosen;
  #options;
  #lone;
  #active = -1;
  #values = [];

  /** Works on the elements of `field`; `options()` returns what can be chosen now. */
  constructor(field, options) {
    [this.#chosen, this.#list] = field.querySelectorAll("ul");
    this.#input = field.querySelector("input");
    this.#options = options;
    this.#lone = field.dataset.control === "entry";
    this.#input.addEventListener("input", () => this.#open());
    this.#input.addEventListener("click", () => this.#open());
    this.#input.addEventListener("keydown", (event) => this.#press(event));
    this.#input.addEventListener("blur", () => this.#leave());
    this.#list.addEventListener("mousedown", (event) => event.preventDefault()); // the focus stays in the field
    this.#list.addEventListener("click", (event) => this.#pick(event.target.closest("li")?.dataset.id));
    this.#chosen.addEventListener("click", (event) => this.#remove(event.target.closest("button")?.dataset.id));
  }

  get values() {
    return this.#values;
  }

  set values(values) {
    this.#values = values;
    this.draw();
  }

  /** What was typed and is nothing that can be chosen. */
  get rest() {
    return this.#input.value.trim();
  }

  set rest(text) {
    this.#input.value = text;
  }

  /** Shows what is chosen by its present name. */
  draw() {
    const known = new Map(this.#options().map(({ id, name }) => [id, name.split(" (")[0]]));
    const names = this.#values.map((id) => known.get(id) ?? id);
    const before = [...this.#chosen.querySelectorAll("button")].map((button) => `${button.dataset.id} ${button.textContent}`);
    if (before.join() === this.#values.map((id, place) => `${id} ${names[place]}`).join()) return;
    const items = names.map((name, place) => {
      const attributes = { type: "button", class: "chip", dir: "auto", "data-id": this.#values[place], "aria-label": `${name}, remove` };
      return element("li", {}, element("button", attributes, name));
    });
    this.#chosen.replaceChildren(...items);
  }

  #open() {
    const wanted = spelt(this.#input.value);
    const rank = ({ folded }) => (folded.startsWith(wanted) ? 0 : folded.includes(wanted) ? 1 : 2);
    const near = this.#options().filter(({ id, folded }) => folded.includes(wanted.trim()) && !this.#values.includes(id));
    const shown = near.sort((one, other) => rank(one) - rank(other)).slice(0, SHOWN);
    const items = shown.map(({ id, name }, place) => {
      const key = element("span", { class: "form-id", dir: "ltr" }, id);
      return element("li", { role: "option", id: `${this.#list.id}_${place}`, "data-id": id }, element("bdi", {}, name), " ", key);
    });
    this.#list.replaceChildren(...items);
    this.#show(items.length > 0);
  }

  #show(open) {
    this.#list.hidden = !open;
    this.#input.setAttribute("aria-expanded", open);
    this.#mark(-1);
  }

  #mark(place) {
    const items = [...this.#list.children];
    this.#active = place;
    items.forEach((item, n) => item.setAttribute("aria-selected", n === place));
    items[place]?.scrollIntoView({ block: "nearest" });
    if (items[place]) this.#input.setAttribute("aria-activedescendant", items[place].id);
    else this.#input.removeAttribute("aria-activedescendant");
  }

  #press(event) {
    const count = this.#list.children.length;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (this.#list.hidden) this.#open();
      else this.#mark((this.#active + (event.key === "ArrowDown" ? 1 : this.#active < 0 ? 0 : -1) + count) % count);
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (!this.#list.hidden && this.#active >= 0) this.#pick(this.#list.children[this.#active].dataset.id);
      else this.#settle();
    } else if (event.key === "Escape" && !this.#list.hidden) {
      event.preventDefault();
      this.#show(false);
    }
  }

  #leave() {
    this.#settle();
    this.#show(false);
  }

  /** Takes what was typed, if it is the id, the main name or any name of one thing only. */
  #settle() {
    const wanted = spelt(this.#input.value);
    const same = wanted ? this.#options().filter(({ names }) => names.includes(wanted)) : [];
    const closer = [same.filter(({ id }) => id === this.rest), same.filter(({ names }) => names[0] === wanted), same];
    this.#pick(closer.find(({ length }) => length === 1)?.[0].id);
  }

  #pick(id) {
    if (id === undefined) return;
    this.#input.value = "";
    this.values = this.#lone ? [id] : [...new Set([...this.#values, id])];
    this.#show(false);
    this.#tell();
  }

  #remove(id) {
    if (id === undefined) return;
    this.values = this.#values.filter((other) => other !== id);
    this.#input.focus();
    this.#tell();
  }

  #tell() {
    this.#input.dispatchEvent(new Event("change", { bubbles: true }));
  }
}
