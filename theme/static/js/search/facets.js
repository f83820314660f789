// The facet panel: the values that results can be filtered by, with the number of results of each.

import { element } from "../shared/dom.js";
import { compareNames, formatNumber } from "./formats.js";
import { FACETS, labelOf, toggle } from "./state.js";

const INITIAL_VALUES = 12; // values of a facet before "Show all"

export class FacetPanel {
  #panel;
  #onChange;
  #expanded = new Set();
  #last = null;

  /** Connects to the facets in `panel`, initially open or not; calls `onChange` with the state change of a click. */
  constructor(panel, open, onChange) {
    this.#panel = panel;
    this.#onChange = onChange;
    for (const facet of FACETS) {
      panel.querySelector(`#facet-${facet} details`).open = open;
      panel.querySelector(`#facet-more-${facet}`).addEventListener("click", () => this.#expand(facet));
    }
  }

  /** Draws the values; `facets` holds their names, `counts` the number of results of each. */
  draw(state, facets, counts) {
    this.#last = [state, facets, counts];
    const focused = document.activeElement?.id;
    for (const facet of FACETS) this.#drawFacet(facet, facetOptions(facet, state, facets, counts));
    if (focused && this.#panel.querySelector(`#${CSS.escape(focused)}`)) document.getElementById(focused).focus();
  }

  #drawFacet(facet, options) {
    const box = this.#panel.querySelector(`#facet-${facet}`);
    const [list, more] = box.querySelectorAll(".facet-options, .facet-more");
    const all = this.#expanded.has(facet);
    const visible = all ? options : firstOptions(options);
    list.replaceChildren(...this.#items(facet, groupByParent(visible), ""));
    more.hidden = !all && visible.length === options.length;
    more.textContent = all ? "Show fewer" : `Show all ${formatNumber(options.length)}`;
    more.setAttribute("aria-label", `${more.textContent}: ${labelOf(facet)}`);
    box.hidden = options.length === 0;
  }

  /** Creates the list items of the options below `parent`, with nested lists. */
  #items(facet, byParent, parent) {
    return (byParent.get(parent) ?? []).map((option) => {
      const children = this.#items(facet, byParent, option.id);
      return element("li", {}, this.#checkbox(facet, option), children.length ? element("ul", {}, ...children) : null);
    });
  }

  #checkbox(facet, { id, name, count, chosen }) {
    const box = element("input", { type: "checkbox", id: `facet-${facet}-${id}`, value: id, checked: chosen });
    box.addEventListener("change", () => this.#onChange((state) => toggle(state, facet, id)));
    const label = element("span", { class: "facet-name", dir: "auto" }, name);
    return element("label", { class: "facet-option" }, box, label, " ", element("span", { class: "count" }, formatNumber(count)));
  }

  #expand(facet) {
    if (!this.#expanded.delete(facet)) this.#expanded.add(facet);
    this.draw(...this.#last);
  }
}

/** Returns the values of a facet that have results or are chosen, by number of results; regions in tree order. */
function facetOptions(facet, state, facets, counts) {
  // Reports list the types of their events as tags, events have types: show each once.
  const found = counts[facet] ?? (facet === "type" ? counts.tag : null) ?? {};
  const types = new Set(facets.type.map((value) => value.id));
  const chosen = new Set(state.chosen[facet]);
  const known = new Set(facets[facet].map((value) => value.id));
  const unknown = [...chosen].filter((id) => !known.has(id)).map((id) => ({ id, name: id }));
  const options = [...facets[facet], ...unknown]
    .map((value) => ({ ...value, count: found[value.id] ?? 0, chosen: chosen.has(value.id) }))
    .filter((value) => value.chosen || (value.count > 0 && !(facet === "tag" && types.has(value.id))))
    .sort((one, other) => other.count - one.count || compareNames(one.name, other.name));
  return facet === "region" ? inTreeOrder(options) : options;
}

/** Orders regions so that each follows its parent; a region without its parent is at the top level. */
function inTreeOrder(regions) {
  const byParent = groupByParent(regions);
  const descendants = (id) => (byParent.get(id) ?? []).flatMap((region) => [region, ...descendants(region.id)]);
  return descendants("");
}

/** Groups options by the id of their parent; the empty id is the top level. */
function groupByParent(options) {
  const ids = new Set(options.map((option) => option.id));
  const groups = new Map();
  for (const option of options) {
    const parent = ids.has(option.within) ? option.within : "";
    if (!groups.has(parent)) groups.set(parent, []);
    groups.get(parent).push(option);
  }
  return groups;
}

/** Returns the options with the highest counts and the chosen ones, in their present order. */
function firstOptions(options) {
  if (options.length <= INITIAL_VALUES) return options;
  const ranked = [...options].sort((one, other) => other.count - one.count);
  const first = new Set(ranked.slice(0, INITIAL_VALUES));
  return options.filter((option) => first.has(option) || option.chosen);
}
