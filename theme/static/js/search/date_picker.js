// Year and month menus that fill a date's text field.

/** Connects a date field with its two menus; returns a function that sets the menus from the field. */
export function connectPicker(field, year, month) {
  const update = () => {
    [year.value, month.value = ""] = field.value.split("-");
    for (const menu of [year, month]) if (menu.selectedIndex < 0) menu.value = "";
    month.disabled = !year.value;
  };
  const pick = () => {
    field.value = [year.value, year.value && month.value].filter(Boolean).join("-");
    update();
    field.dispatchEvent(new Event("change", { bubbles: true }));
  };
  for (const menu of [year, month]) menu.addEventListener("change", pick);
  return update;
}
