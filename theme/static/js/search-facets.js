// The facets: by which values results can be chosen, how many each would leave, and which are chosen.

import { element } from "./dom.js";
import { compare, number } from "./search-numbers.js";
import { FACETS, titleOf, toggled } from "./search-state.js";

const FIRST = 12; // how many values of a facet stand before 'Show all'

export class FacetPanel {
  #panel;
  #go;
  #expanded = new Set();
  #last = null;

  /** Draws in the facets of `panel`, `open` from the start or not; calls `go` with the change that a choice makes. */
  constructor(panel, open, go) {
    this.#panel = panel;
    this.#go = go;
    for (const facet of FACETS) {
      panel.querySelector(`#facet-${facet} details`).open = open;
      panel.querySelector(`#facet-more-${facet}`).addEventListener("click", () => this.#expand(facet));
    }
  }

  /** Shows the values of an answer; `facets` has their names, `counts` how many results each leaves. */
  draw(state, facets, counts) {
    this.#last = [state, facets, counts];
    const focused = document.activeElement?.id;
    for (const facet of FACETS) this.#drawPart(facet, options(facet, state, facets, counts));
    if (focused && this.#panel.querySelector(`#${CSS.escape(focused)}`)) document.getElementById(focused).focus();
  }

  #drawPart(facet, found) {
    const box = this.#panel.querySelector(`#facet-${facet}`);
    const [list, more] = box.querySelectorAll(".facet-options, .facet-more");
    const all = this.#expanded.has(facet);
    const shown = all ? found : leading(found);
    list.replaceChildren(...this.#items(facet, grouped(shown), ""));
    more.hidden = !all && shown.length === found.length;
    more.textContent = all ? "Show fewer" : `Show all ${number(found.length)}`;
    more.setAttribute("aria-label", `${more.textContent}: ${titleOf(facet)}`);
    box.hidden = found.length === 0;
  }

  /** Makes the list items of the options within `around`, each with a list of those within it. */
  #items(facet, within, around) {
    return (within.get(around) ?? []).map((option) => {
      const inner = this.#items(facet, within, option.id);
      return element("li", {}, this.#option(facet, option), inner.length ? element("ul", {}, ...inner) : null);
    });
  }

  #option(facet, { id, name, count, chosen }) {
    const box = element("input", { type: "checkbox", id: `facet-${facet}-${id}`, value: id, checked: chosen });
    box.addEventListener("change", () => this.#go((state) => toggled(state, facet, id)));
    const words = element("span", { class: "facet-name", dir: "auto" }, name);
    const figure = element("span", { class: "count" }, number(count));
    return element("label", { class: "facet-option" }, box, words, " ", figure);
  }

  #expand(facet) {
    if (!this.#expanded.delete(facet)) this.#expanded.add(facet);
    this.draw(...this.#last);
  }
}

/** Lists the values of a facet that leave a result or are chosen, the most frequent first; regions as a tree. */
function options(facet, state, facets, counts) {
  // Reports carry the types of their events as tags, and events their own: either is told once.
  const counted = counts[facet] ?? (facet === "type" ? counts.tag : null) ?? {};
  const types = new Set(facets.type.map((value) => value.id));
  const chosen = new Set(state.chosen[facet]);
  const known = new Set(facets[facet].map((value) => value.id));
  const strange = [...chosen].filter((id) => !known.has(id)).map((id) => ({ id, name: id }));
  const found = [...facets[facet], ...strange]
    .map((value) => ({ ...value, count: counted[value.id] ?? 0, chosen: chosen.has(value.id) }))
    .filter((value) => value.chosen || (value.count > 0 && !(facet === "tag" && types.has(value.id))))
    .sort((one, other) => other.count - one.count || compare(one.name, other.name));
  return facet === "region" ? tree(found) : found;
}

/** Puts regions after those around them; one whose parent is not there stands at the top. */
function tree(regions) {
  const within = grouped(regions);
  const below = (id) => (within.get(id) ?? []).flatMap((region) => [region, ...below(region.id)]);
  return below("");
}

/** Groups options by the option around them, the empty id for the top. */
function grouped(options) {
  const here = new Set(options.map((option) => option.id));
  const within = new Map();
  for (const option of options) {
    const around = here.has(option.within) ? option.within : "";
    if (!within.has(around)) within.set(around, []);
    within.get(around).push(option);
  }
  return within;
}

/** Takes the first values by count, and those chosen, in the order in which they stand. */
function leading(found) {
  if (found.length <= FIRST) return found;
  const ranked = [...found].sort((one, other) => other.count - one.count);
  const first = new Set(ranked.slice(0, FIRST));
  return found.filter((option) => first.has(option) || option.chosen);
}
