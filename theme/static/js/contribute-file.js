// A report's file: front matter in YAML that the archive's strict reader takes for what was typed, and the text.

const PLAIN = /^(?!(?:null|true|false)$)[a-z0-9]+(?:[-/:.][a-z0-9]+)*~?$/; // ids, dates, numbers; all else is quoted
const ESCAPED = /[\x7f-\x9f\u2028\u2029\ufeff]/g; // JSON leaves these as they are; YAML takes some for ends of lines

function scalar(value) {
  if (PLAIN.test(value)) return String(value);
  return JSON.stringify(value).replace(ESCAPED, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`);
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
    return block ? [`${key}:`, ...value.flatMap(item)] : [`${key}: ${inline(value)}`];
  });
}

function item(record) {
  const inner = lines(record);
  return inner.length ? inner.map((line, place) => `${place ? "    " : "  - "}${line}`) : ["  - {}"];
}

/** Writes the file of a report; `record` has its keys in their order. */
export function fileText(record, body) {
  return `---\n${lines(record).join("\n")}\n---\n\n${body.trim()}\n`;
}

/** Makes a name of a–z, 0–9 and hyphens; empty when no Latin letter or digit is left. */
export function slug(text, most = 60) {
  const plain = text.normalize("NFKD").replace(/[^\x20-\x7e]|'/g, "").toLowerCase();
  return (plain.match(/[a-z0-9]+/g) ?? []).join("-").slice(0, most).replace(/-[^-]*$/, (end) => (plain.length > most ? "" : end));
}
