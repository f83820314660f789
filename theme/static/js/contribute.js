// The contribution form: writes the report's file from the fields and validates it with the archive's rules.

import { Fields } from "./contribute/fields.js";
import { NewEntries } from "./contribute/new_entries.js";
import { fileText } from "./contribute/report_file.js";
import { toRecord, validate } from "./contribute/schema.js";
import { loadTable, missingTables, slug, titleSlug } from "./contribute/slugs.js";
import { copy } from "./shared/copying.js";
import { element } from "./shared/dom.js";

const TYPING_PAUSE = 300; // milliseconds without a key before the report is validated
const MAX_URL_LENGTH = 7000; // characters that repository hosts accept
const DRAFT_KEY = `sitrep-draft ${location.pathname}`;

const at = (name) => document.getElementById(`form_${name}`);
const form = at("report");
const { rules: rulesUrl, file: pathPattern, new: newFileUrl } = form.dataset;
const additions = [...form.querySelectorAll(".contribute-addition")];

let rules; // the schemas of a report, of its stem and of registry entries
let fields;
let newEntries;
let draft; // the present file: its stem, path, text, errors and field values
let submitted = false; // after the first submission all errors are shown, before it only those of edited fields
let typingTimer = 0;
const requested = new Set(); // names of the tables that were requested
const edited = new Set();

/** Gives each event an id from its region and type. */
function withIds(events) {
  const taken = new Set();
  return events.map((event) => {
    const base = slug(`${event.region.split("/").pop()} ${event.type}`) || "event";
    let id = base;
    for (let n = 2; taken.has(id); n += 1) id = `${base}-${n}`;
    taken.add(id);
    return { ...event, id };
  });
}

function createDraft() {
  const values = newEntries.read();
  const name = at("name").value.trim() || titleSlug(values.title);
  const stem = `${values.date || "0000-00-00"}-${name}`;
  const record = toRecord({ ...values, events: withIds(values.events) }, rules.report) ?? {};
  const stemErrors = values.title ? validate(stem, rules.stem) : [];
  const errors = [
    ...[...validate(record, rules.report), ...newEntries.errors()].map(({ path, message }) => ({ field: fields.at(path), message })),
    ...stemErrors.map(({ message }) => ({ field: at("name_field"), message })),
    ...fields.unmatchedErrors(),
  ];
  errors.sort((one, other) => (one.field.compareDocumentPosition(other.field) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1));
  const path = pathPattern.replace("{year}", stem.slice(0, 4)).replace("{stem}", stem);
  const added = additions.map(({ dataset }) => newEntries.text(dataset.kind, Number(dataset.indent)));
  return { stem, path, text: fileText(record, at("body").value), added, errors, values };
}

function update() {
  draft = createDraft();
  fields.draw();
  at("name").placeholder = draft.values.title && titleSlug(draft.values.title);
  at("path").textContent = draft.path.includes("0000") ? "–" : draft.path;
  at("text").textContent = draft.text;
  at("message").textContent = "";
  drawErrors();
  drawLink();
  drawAdditions();
  newEntries.drawSimilar();
  loadTables();
  if (edited.size) saveDraft({ ...draft.values, name: at("name").value, body: at("body").value });
}

function drawErrors() {
  const first = new Map(draft.errors.map(({ field, message }) => [field, message]));
  for (const field of form.querySelectorAll(".form-field")) {
    const message = submitted || edited.has(field) ? (first.get(field) ?? "") : "";
    const error = field.querySelector(".form-error");
    if (error) error.textContent = message;
    const input = field.querySelector("input, select, textarea");
    message ? input.setAttribute("aria-invalid", "true") : input.removeAttribute("aria-invalid");
  }
  at("errors").replaceChildren(...[...first].map(([field, message]) => errorItem(field, message)));
  const status = first.size ? `Errors to fix: ${first.size}` : "The report is ready.";
  if (at("status").textContent !== status) at("status").textContent = status;
}

function errorItem(field, message) {
  const input = field.querySelector("input, select, textarea");
  const label = (part) => part.querySelector("label, legend").textContent.replace("(optional)", "").trim();
  const item = field.closest("[data-item]");
  const name = item && item !== field ? `${label(item)}, ${label(field).toLowerCase()}` : label(field);
  const link = element("a", { href: `#${input.id}` }, `${name}: ${message[0].toLowerCase()}${message.slice(1)}`);
  link.addEventListener("click", (event) => {
    event.preventDefault();
    const more = input.closest("details");
    if (more) more.open = true;
    input.focus();
  });
  return element("li", {}, link);
}

/** Returns the address of a page for a new file, and whether it holds the text; a long text has to be pasted. */
function newFileAddress(pattern, path, text) {
  const fill = (part) => pattern.replace("{path}", encodeURIComponent(path)).replace("{text}", encodeURIComponent(part));
  const holdsText = pattern.includes("{text}") && fill(text).length <= MAX_URL_LENGTH;
  return [fill(holdsText ? text : ""), holdsText];
}

function drawLink() {
  if (!newFileUrl) return;
  const [url, holdsText] = newFileAddress(newFileUrl, draft.path, draft.text);
  at("open").href = url;
  at("paste").hidden = holdsText;
}

function drawAdditions() {
  at("order").hidden = !draft.added.some(Boolean);
  additions.forEach((addition, index) => {
    const { path, url } = addition.dataset;
    addition.hidden = !draft.added[index];
    addition.querySelector("[data-text]").textContent = draft.added[index].trimStart();
    const link = addition.querySelector("[data-open]");
    if (link) [link.href] = newFileAddress(url, path, draft.added[index]);
  });
}

/** Loads the tables that the names and the title need, and then updates the form. */
function loadTables() {
  const names = newEntries.all.map(({ value }) => value.name);
  for (const table of missingTables([draft.values.title, ...names].join(" "))) {
    if (requested.has(table)) continue;
    requested.add(table);
    loadTable(table, form.dataset[table]).then(update, () => requested.delete(table)); // the next change tries again
  }
}

/** Begins a new entry with a name, and returns its id. */
function addEntry(list, name) {
  fields.addNamed(list, name);
  newEntries.read();
  return fields.items(list).at(-1).dataset.id;
}

/** Returns whether the file has no errors; otherwise shows them. */
function submit() {
  clearTimeout(typingTimer);
  submitted = true;
  update();
  if (draft.errors.length) at("summary").focus();
  return !draft.errors.length;
}

/** Lets the buttons of a file open, copy and download it, if there are no errors; `file()` returns its text and name. */
function connect(source, [open, copyButton, downloadButton], file) {
  open?.addEventListener("click", (event) => submit() || event.preventDefault());
  copyButton.addEventListener("click", () => submit() && copy(file()[0], source, at("message")));
  downloadButton.addEventListener("click", () => {
    if (!submit()) return;
    const [text, name] = file();
    const href = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
    element("a", { href, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(href), 60000);
    at("message").textContent = `Saved as ${name}.`;
  });
}

function saveDraft(values) {
  try {
    localStorage.setItem(DRAFT_KEY, JSON.stringify(values));
  } catch {
    // Without storage the form works, but the draft is lost when the page is closed.
  }
}

function loadDraft() {
  try {
    return JSON.parse(localStorage.getItem(DRAFT_KEY)) ?? {};
  } catch {
    return {};
  }
}

function fill(values) {
  fields.fill(values);
  for (const name of ["name", "body"]) at(name).value = values[name] ?? "";
}

function clear() {
  if (!confirm("Clear all fields of the form?")) return;
  submitted = false;
  edited.clear();
  saveDraft({});
  fill({});
  update();
  form.querySelector("input").focus();
}

function handleEdit({ target }) {
  clearTimeout(typingTimer);
  edited.add(target.closest(".form-field"));
  typingTimer = setTimeout(update, TYPING_PAUSE);
}

async function start() {
  try {
    const response = await fetch(rulesUrl);
    if (!response.ok) throw new Error(`${rulesUrl}: ${response.status}`);
    rules = await response.json();
    fields = new Fields(form, rules.report.definitions, addEntry);
    newEntries = new NewEntries(fields, rules);
    fill(loadDraft());
    update();
  } catch (error) {
    console.warn(error);
    form.replaceWith(element("p", { class: "notice notice-strong" }, "The form could not be loaded. Reload the page to try again."));
  }
  at("section").inert = false;
}

form.addEventListener("input", handleEdit);
form.addEventListener("change", handleEdit);
form.addEventListener("submit", (event) => event.preventDefault());
connect(at("text"), ["open", "copy", "download"].map(at), () => [draft.text, `${draft.stem}.md`]);
additions.forEach((addition, index) => {
  const buttons = ["open", "copy", "download"].map((name) => addition.querySelector(`[data-${name}]`));
  const name = `add-to-${addition.dataset.path.split("/").pop()}`;
  connect(addition.querySelector("[data-text]"), buttons, () => [draft.added[index], name]);
});
at("clear").addEventListener("click", clear);
start();
