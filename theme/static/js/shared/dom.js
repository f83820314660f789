// Builds DOM elements from text. Nothing here parses text as HTML.

/** Creates an element. Attributes that are null or false are left out; children are nodes or text. */
export function element(name, attributes = {}, ...children) {
  const created = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if ((value ?? false) !== false) created.setAttribute(key, value === true ? "" : value);
  }
  created.append(...children.filter((child) => (child ?? "") !== ""));
  return created;
}

/** Creates a button; `content` is text or a node. */
export function button(content, onClick, className) {
  const created = element("button", { type: "button", class: className }, content);
  created.addEventListener("click", onClick);
  return created;
}
