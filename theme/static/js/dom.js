// Elements made from text: nothing here or in what uses it ever reads text as HTML.

/** Makes an element. `attributes` that are null or false are left out; children are nodes or text. */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if ((value ?? false) !== false) made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children.filter((child) => (child ?? "") !== ""));
  return made;
}

/** Makes a button that does what `press` does; `face` is text or a node. */
export function button(face, press, kind) {
  const made = element("button", { type: "button", class: kind }, face);
  made.addEventListener("click", press);
  return made;
}
