// The chosen filters as the reader sees them: in words, as buttons that take them away.

import { button, element } from "./dom.js";
import { FACETS, titleOf, without } from "./search-state.js";

/** Lists the chosen filters as { words, change }: what each is called, and what makes of a search the one without it. */
export function chosenFilters(state, facets) {
  const values = FACETS.flatMap((facet) => state.chosen[facet].map((id) => [facet, id]));
  const dates = ["from", "to"].filter((name) => state[name]).map((name) => [name, state[name]]);
  return [...values, ...dates].map(([name, value]) => ({
    words: `${titleOf(name)}: ${valueName(facets[name], value)}`,
    change: (now) => without(now, name, value),
  }));
}

/** Names a value of a facet, a region with the one around it; dates stand for themselves. */
function valueName(values = [], id) {
  const found = values.find((value) => value.id === id);
  const around = found?.within && values.find((value) => value.id === found.within);
  return around ? `${found.name}, ${around.name}` : (found?.name ?? id);
}

/** Shows the chosen filters in `list`, each a button; calls `go` with its change, or `clear` for all. */
export function drawChips(list, filters, clear, go) {
  const chips = filters.map(({ words, change }) => {
    const chip = button(element("span", { dir: "auto" }, words), () => go(change), "chip");
    chip.setAttribute("aria-label", `Remove ${words}`);
    return chip;
  });
  if (chips.length > 1) chips.push(button("Clear all", () => go(clear), "chip chip-clear"));
  list.replaceChildren(...chips.map((chip) => element("li", {}, chip)));
  list.hidden = chips.length === 0;
}
