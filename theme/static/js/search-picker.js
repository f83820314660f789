// The lists by which a date is picked by year and month; they and the field that it can be typed into say the same.

/** Ties a date's text field to its lists; returns what makes these say what the field says. */
export function picker(field, year, month) {
  const follow = () => {
    [year.value, month.value = ""] = field.value.split("-");
    for (const list of [year, month]) if (list.selectedIndex < 0) list.value = "";
    month.disabled = !year.value;
  };
  const pick = () => {
    field.value = [year.value, year.value && month.value].filter(Boolean).join("-");
    follow();
    field.dispatchEvent(new Event("change", { bubbles: true }));
  };
  for (const list of [year, month]) list.addEventListener("change", pick);
  return follow;
}
