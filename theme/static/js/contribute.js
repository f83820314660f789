// The contribution form: writes the report's file from the fields and validates it with the archive's rules.

import { Fields } from "./contribute/fields.js";
import { fileText, slug } from "./contribute/report_file.js";
import { toRecord, validate } from "./contribute/schema.js";
import { copy } from "./shared/copying.js";
import { element } from "./shared/dom.js";

const TYPING_PAUSE = 300; // milliseconds without a key before the report is validated
const MAX_URL_LENGTH = 7000; // characters that repository hosts accept
const DRAFT_KEY = `sitrep-draft ${location.pathname}`;
const NO_NAME = "The title has no Latin letters. Enter a name.";

const at = (name) => document.getElementById(`form_${name}`);
const form = at("report");
const { rules: rulesUrl, file: pathPattern, new: newFileUrl } = form.dataset;

let rules; // the schemas of a report and of its stem
let fields;
let draft; // the present file: its stem, path, text, errors and field values
let submitted = false; // after the first submission all errors are shown, before it only those of edited fields
let typingTimer = 0;
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
  const values = fields.read();
  const name = at("name").value.trim() || slug(values.title);
  const stem = `${values.date || "0000-00-00"}-${name}`;
  const record = toRecord({ ...values, events: withIds(values.events) }, rules.report) ?? {};
  const stemErrors = values.title ? validate(stem, rules.stem) : [];
  const errors = [
    ...validate(record, rules.report).map(({ path, message }) => ({ field: fields.at(path), message })),
    ...stemErrors.map(({ message }) => ({ field: at("name_field"), message: name ? message : NO_NAME })),
    ...fields.unmatchedErrors(),
  ];
  errors.sort((one, other) => (one.field.compareDocumentPosition(other.field) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1));
  const path = pathPattern.replace("{year}", stem.slice(0, 4)).replace("{stem}", stem);
  return { stem, path, text: fileText(record, at("body").value), errors, values };
}

function update() {
  draft = createDraft();
  fields.draw();
  at("name").placeholder = slug(draft.values.title);
  at("path").textContent = draft.path.includes("0000") ? "–" : draft.path;
  at("text").textContent = draft.text;
  at("message").textContent = "";
  drawErrors();
  drawLink();
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

function drawLink() {
  if (!newFileUrl) return;
  const fill = (text) => newFileUrl.replace("{path}", encodeURIComponent(draft.path)).replace("{text}", encodeURIComponent(text));
  const url = fill(draft.text);
  const holdsText = newFileUrl.includes("{text}") && url.length <= MAX_URL_LENGTH;
  at("open").href = holdsText ? url : fill("");
  at("paste").hidden = holdsText;
}

/** Returns whether the file has no errors; otherwise shows them. */
function submit() {
  clearTimeout(typingTimer);
  submitted = true;
  update();
  if (draft.errors.length) at("summary").focus();
  return !draft.errors.length;
}

function copyFile() {
  if (submit()) copy(draft.text, at("text"), at("message"));
}

function download() {
  if (!submit()) return;
  const href = URL.createObjectURL(new Blob([draft.text], { type: "text/markdown" }));
  element("a", { href, download: `${draft.stem}.md` }).click();
  setTimeout(() => URL.revokeObjectURL(href), 60000);
  at("message").textContent = `Saved as ${draft.stem}.md.`;
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
    fields = new Fields(form, rules.report.definitions);
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
at("copy").addEventListener("click", copyFile);
at("download").addEventListener("click", download);
at("open")?.addEventListener("click", (event) => submit() || event.preventDefault());
at("clear").addEventListener("click", clear);
start();
