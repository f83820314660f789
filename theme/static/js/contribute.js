// The page for contributors: what is typed into the form becomes a report's file, held to the rules of the archive.

import { Fields } from "./contribute-fields.js";
import { fileText, slug } from "./contribute-file.js";
import { faults, typed } from "./contribute-schema.js";
import { copy } from "./copying.js";
import { element } from "./dom.js";

const PAUSE = 300; // milliseconds without a key before what is typed is judged
const LONGEST = 7000; // characters of an address that hosts still take
const KEPT = `sitrep-draft ${location.pathname}`;
const NAMELESS = "The title makes no name: give one.";

const at = (name) => document.getElementById(`form_${name}`);
const form = at("report");
const { rules: source, file: pattern, new: place } = form.dataset;

let rules; // the schema of a report, and that of its name
let fields;
let made; // the file as it is now: its name, path, text and problems
let asked = false; // whether somebody wanted the file: then every fault is shown, else only those of fields typed in
let typing = 0;
const touched = new Set();

/** Gives each event an id of its own, from its place and kind. */
function named(events) {
  const taken = new Set();
  return events.map((event) => {
    const base = slug(`${event.region.split("/").pop()} ${event.type}`) || "event";
    let id = base;
    for (let n = 2; taken.has(id); n += 1) id = `${base}-${n}`;
    taken.add(id);
    return { ...event, id };
  });
}

function make() {
  const raw = fields.read();
  const name = at("name").value.trim() || slug(raw.title);
  const stem = `${raw.date || "0000-00-00"}-${name}`;
  const record = typed({ ...raw, events: named(raw.events) }, rules.report) ?? {};
  const problems = [
    ...faults(record, rules.report).map(({ path, words }) => ({ field: fields.at(path), words })),
    ...(raw.title ? faults(stem, rules.stem) : []).map(({ words }) => ({ field: at("name_field"), words: name ? words : NAMELESS })),
    ...fields.strays(),
  ];
  problems.sort((one, other) => (one.field.compareDocumentPosition(other.field) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1));
  const path = pattern.replace("{year}", stem.slice(0, 4)).replace("{stem}", stem);
  return { stem, path, text: fileText(record, at("body").value), problems, raw };
}

function update() {
  made = make();
  fields.draw();
  at("name").placeholder = slug(made.raw.title);
  at("path").textContent = made.path.includes("0000") ? "–" : made.path;
  at("text").textContent = made.text;
  at("told").textContent = "";
  drawFaults();
  drawLink();
  if (touched.size) keep({ ...made.raw, name: at("name").value, body: at("body").value });
}

function drawFaults() {
  const first = new Map(made.problems.map(({ field, words }) => [field, words]));
  for (const field of form.querySelectorAll(".form-field")) {
    const words = asked || touched.has(field) ? (first.get(field) ?? "") : "";
    const fault = field.querySelector(".form-fault");
    if (fault) fault.textContent = words;
    const input = field.querySelector("input, select, textarea");
    words ? input.setAttribute("aria-invalid", "true") : input.removeAttribute("aria-invalid");
  }
  at("problems").replaceChildren(...[...first].map(([field, words]) => problem(field, words)));
  const status = first.size ? `Still to do: ${first.size}` : "The report is ready.";
  if (at("status").textContent !== status) at("status").textContent = status;
}

function problem(field, words) {
  const input = field.querySelector("input, select, textarea");
  const label = (part) => part.querySelector("label, legend").textContent.replace("(optional)", "").trim();
  const around = field.closest("[data-item]");
  const name = around && around !== field ? `${label(around)}, ${label(field).toLowerCase()}` : label(field);
  const link = element("a", { href: `#${input.id}` }, `${name}: ${words[0].toLowerCase()}${words.slice(1)}`);
  link.addEventListener("click", (event) => {
    event.preventDefault();
    const more = input.closest("details");
    if (more) more.open = true;
    input.focus();
  });
  return element("li", {}, link);
}

function drawLink() {
  if (!place) return;
  const filled = (text) => place.replace("{path}", encodeURIComponent(made.path)).replace("{text}", encodeURIComponent(text));
  const whole = filled(made.text);
  const carries = place.includes("{text}") && whole.length <= LONGEST;
  at("open").href = carries ? whole : filled("");
  at("paste").hidden = carries;
}

/** Tells whether the file can be had; if not, shows why. */
function ready() {
  clearTimeout(typing);
  asked = true;
  update();
  if (made.problems.length) at("summary").focus();
  return !made.problems.length;
}

async function copyFile() {
  if (!ready()) return;
  await copy(made.text, at("text"), at("told"));
}

function download() {
  if (!ready()) return;
  const href = URL.createObjectURL(new Blob([made.text], { type: "text/markdown" }));
  element("a", { href, download: `${made.stem}.md` }).click();
  setTimeout(() => URL.revokeObjectURL(href), 60000);
  at("told").textContent = `Saved as ${made.stem}.md.`;
}

function keep(draft) {
  try {
    localStorage.setItem(KEPT, JSON.stringify(draft));
  } catch {
    // Without a store the form works all the same; a draft is lost with the page.
  }
}

function kept() {
  try {
    return JSON.parse(localStorage.getItem(KEPT)) ?? {};
  } catch {
    return {};
  }
}

function fill(draft) {
  fields.fill(draft);
  for (const name of ["name", "body"]) at(name).value = draft[name] ?? "";
}

function clear() {
  if (!confirm("Clear every field of the form?")) return;
  asked = false;
  touched.clear();
  keep({});
  fill({});
  update();
  form.querySelector("input").focus();
}

function typedInto({ target }) {
  clearTimeout(typing);
  touched.add(target.closest(".form-field"));
  typing = setTimeout(update, PAUSE);
}

async function start() {
  try {
    const answer = await fetch(source);
    if (!answer.ok) throw new Error(`${source}: ${answer.status}`);
    rules = await answer.json();
    fields = new Fields(form, rules.report.definitions);
    fill(kept());
    update();
  } catch (error) {
    console.warn(error);
    form.replaceWith(element("p", { class: "notice notice-strong" }, "The form could not be loaded. Try again by loading the page anew."));
  }
  at("section").inert = false;
}

form.addEventListener("input", typedInto);
form.addEventListener("change", typedInto);
form.addEventListener("submit", (event) => event.preventDefault());
at("copy").addEventListener("click", copyFile);
at("download").addEventListener("click", download);
at("open")?.addEventListener("click", (event) => ready() || event.preventDefault());
at("clear").addEventListener("click", clear);
start();
