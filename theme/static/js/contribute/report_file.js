// Writes a report's file: YAML front matter that the archive's strict reader accepts, then the body.

const UNQUOTED = /^(?!(?:null|true|false)$)[a-z0-9]+(?:[-/:.][a-z0-9]+)*~?$/; // ids, dates and numbers
const ESCAPED = /[\x7f-\x9f\u2028\u2029\ufeff]/g; // valid in JSON strings, but some end a line in YAML

function scalar(value) {
  if (UNQUOTED.test(value)) return String(value);
  return JSON.stringify(value).replace(ESCAPED, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

function inline(value) {
  if (Array.isArray(value)) return `[${value.map(inline).join(", ")}]`;
  if (typeof value !== "object") return scalar(value);
  const parts = Object.entries(value).map(([key, part]) => `${key}: ${inline(part)}`);
  return `{${parts.join(", ")}}`;
}

function lines(record) {
  return Object.entries(record).flatMap(([key, value]) => {
    const block = Array.isArray(value) && typeof value[0] === "object";
    return block ? [`${key}:`, ...value.flatMap(listItem)] : [`${key}: ${inline(value)}`];
  });
}

function listItem(record) {
  const inner = lines(record);
  return inner.length ? inner.map((line, index) => `${index ? "    " : "  - "}${line}`) : ["  - {}"];
}

/** Returns the text of the file; the keys of `record` keep their order. */
export function fileText(record, body) {
  return `---\n${lines(record).join("\n")}\n---\n\n${body.trim()}\n`;
}

/** Returns the text of a registry entry in a list whose items have `indent` spaces before them. */
export function entryText(record, indent) {
  return lines(record).map((line, index) => `${" ".repeat(indent)}${index ? "  " : "- "}${line}\n`).join("");
}
