// The active filters, as buttons that remove them.

import { button, element } from "../shared/dom.js";
import { FACETS, labelOf, removeFilter } from "./state.js";

/** Returns the active filters as { label, change }; `change` maps a state to the state without the filter. */
export function activeFilters(state, facets) {
  const values = FACETS.flatMap((facet) => state.chosen[facet].map((id) => [facet, id]));
  const dates = ["from", "to"].filter((name) => state[name]).map((name) => [name, state[name]]);
  return [...values, ...dates].map(([name, value]) => ({
    label: `${labelOf(name)}: ${valueName(facets[name], value)}`,
    change: (current) => removeFilter(current, name, value),
  }));
}

/** Returns the name of a facet value, for a region with that of its parent; dates are returned unchanged. */
function valueName(values = [], id) {
  const found = values.find((value) => value.id === id);
  const parent = found?.within && values.find((value) => value.id === found.within);
  return parent ? `${found.name}, ${parent.name}` : (found?.name ?? id);
}

/** Draws the filters in `list`; a click calls `onRemove` with the filter's change, or with `clear` for all filters. */
export function drawChips(list, filters, clear, onRemove) {
  const chips = filters.map(({ label, change }) => {
    const chip = button(element("span", { dir: "auto" }, label), () => onRemove(change), "chip");
    chip.setAttribute("aria-label", `Remove ${label}`);
    return chip;
  });
  if (chips.length > 1) chips.push(button("Clear all", () => onRemove(clear), "chip chip-clear"));
  list.replaceChildren(...chips.map((chip) => element("li", {}, chip)));
  list.hidden = chips.length === 0;
}
