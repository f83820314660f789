// The lists by which a date is picked by year and month; they and the field that it can be typed into say the same.

import { element, LANG } from "./dom.js";

const MONTH = new Intl.DateTimeFormat(LANG, { month: "long", timeZone: "UTC" });

export class DatePicker {
  #field;
  #year;
  #month;

  /** Works on a date's text field and the lists of years and months. */
  constructor(field, year, month) {
    this.#field = field;
    this.#year = year;
    this.#month = month;
    for (let n = 1; n < 13; n += 1) month.append(option(n, MONTH.format(new Date(Date.UTC(2000, n - 1)))));
    for (const list of [year, month]) list.addEventListener("change", () => this.#pick());
  }

  /** Lists the years of the archive, `first` to `last` as days, once. */
  fill({ first, last }) {
    if (this.#year.length > 1) return;
    for (let year = Number(first.slice(0, 4)); year <= Number(last.slice(0, 4)); year += 1) {
      this.#year.append(option(String(year).padStart(4, "0"), year));
    }
    this.follow();
  }

  /** Shows what the field says; nothing where the lists lack it. */
  follow() {
    const [year, month] = this.#field.value.split("-");
    this.#year.value = year;
    this.#month.value = month ?? "";
    for (const list of [this.#year, this.#month]) if (list.selectedIndex < 0) list.value = "";
    this.#month.disabled = !this.#year.value;
  }

  #pick() {
    const { value } = this.#year;
    this.#field.value = value && this.#month.value ? `${value}-${this.#month.value}` : value;
    this.follow();
    this.#field.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

function option(value, words) {
  return element("option", { value: String(value).padStart(2, "0") }, String(words));
}
