// Copies a report's reference; fetched when a reader opens "Cite this report".

import { copy } from "./copying.js";

const box = document.querySelector("[data-cite]");
const text = box.querySelector("[data-cite-text]");
const button = box.querySelector("button");

button.addEventListener("click", () => copy(text.textContent.trim(), text, box.querySelector("[role=status]")));
button.parentElement.hidden = false;
