// Copies a report's citation. Loaded when the reader opens "Cite this report".

import { copy } from "./shared/copying.js";

const box = document.querySelector("[data-cite]");
const citation = box.querySelector("[data-cite-text]");
const copyButton = box.querySelector("button");

copyButton.addEventListener("click", () => copy(citation.textContent.trim(), citation, box.querySelector("[role=status]")));
copyButton.parentElement.hidden = false;
