// A report's rules, read from its JSON Schema (draft-07): every keyword that the schema uses, and no other.

const TYPES = {
  array: Array.isArray,
  object: (value) => typeof value === "object" && value !== null && !Array.isArray(value),
  integer: Number.isInteger,
};

function isA(value, type) {
  return TYPES[type] ? TYPES[type](value) : typeof value === type;
}

/** Makes a rule for values of one type: those of others pass. */
const when = (type, rule) => (value, limit) => !isA(value, type) || rule(value, limit);

/** The keywords that judge a value by itself. */
const RULES = {
  type: (value, types) => [types].flat().some((type) => isA(value, type)),
  enum: (value, values) => values.includes(value),
  pattern: when("string", (text, pattern) => new RegExp(pattern, "u").test(text)),
  maxLength: when("string", (text, most) => [...text].length <= most),
  format: when("string", (text) => new Date(`${text}T00:00Z`).getUTCDate() === Number(text.slice(8))), // only "date"
  minimum: when("number", (number, least) => number >= least),
  maximum: when("number", (number, most) => number <= most),
  minItems: when("array", (items, least) => items.length >= least),
  maxItems: when("array", (items, most) => items.length <= most),
  uniqueItems: when("array", (items) => new Set(items).size === items.length),
};

/** The keywords that lead to values within, or to other schemas: each lists the faults found there. */
const PARTS = {
  $ref: (value, name, whole, path) => faults(value, whole.definitions[name.split("/").pop()], whole, path),
  allOf: (value, all, whole, path) => all.flatMap((schema) => faults(value, schema, whole, path)),
  anyOf(value, any, whole, path) {
    const found = any.map((schema) => faults(value, schema, whole, path));
    return found.some((list) => !list.length) ? [] : found.at(-1);
  },
  properties: (value, known, whole, path) =>
    Object.entries(known).flatMap(([key, schema]) => (key in value ? faults(value[key], schema, whole, [...path, key]) : [])),
  required: (value, keys, whole, path) =>
    keys.filter((key) => !(key in value)).map((key) => ({ path: [...path, key], words: "This is missing." })),
  items: (value, schema, whole, path) =>
    value.flatMap((item, place) => faults(item, schema[place] ?? schema, whole, [...path, place])),
};

/** The keywords of which a form that offers the known keys only has no need, and those that say nothing of values. */
const SILENT = ["additionalProperties", "propertyNames", "definitions", "$schema", "title", "description"];
SILENT.push("enumDescriptions", "patternErrorMessage");

export const KEYWORDS = [...Object.keys(RULES), ...Object.keys(PARTS), ...SILENT];

/** Lists the faults of a value as { path, words }; `whole` is the schema that holds the definitions. */
export function faults(value, schema, whole = schema, path = []) {
  return Object.entries(schema).flatMap(([keyword, rule]) => {
    const within = keyword in PARTS && (!["properties", "required", "items"].includes(keyword) || value instanceof Object);
    if (within) return PARTS[keyword](value, rule, whole, path);
    return keyword in RULES && !RULES[keyword](value, rule) ? [{ path, words: words(keyword, rule, schema) }] : [];
  });
}

function words(keyword, limit, { patternErrorMessage, minimum, maximum }) {
  if (keyword === "enum") return "This is not in the registry.";
  if (keyword === "maxLength") return `This is longer than ${limit} characters.`;
  if (keyword === "uniqueItems") return "This names something twice.";
  if (keyword.endsWith("Items")) return `Give ${keyword === "minItems" ? "at least" : "at most"} ${limit}.`;
  return patternErrorMessage ?? (minimum === undefined ? "This cannot stand here." : `Write a number from ${minimum} to ${maximum}.`);
}

/**
 * Turns what was typed into a record: keys in the order of the schema, without what is empty; numbers where the schema
 * has numbers and the text is one.
 */
export function typed(value, schema, whole = schema) {
  const list = schema.anyOf?.find(({ type }) => type === "array") ?? schema;
  if (Array.isArray(value)) {
    const items = value.map((item, place) => typed(item, list.items[place] ?? list.items, whole) ?? {});
    return items.length ? items : undefined;
  }
  if (isA(value, "object")) {
    const parts = Object.keys(schema.properties).map((key) => [key, key in value ? typed(value[key], schema.properties[key], whole) : undefined]);
    const kept = parts.filter(([, part]) => part !== undefined);
    return kept.length ? Object.fromEntries(kept) : undefined;
  }
  if (value === "") return undefined;
  return schema.minimum !== undefined && String(Number(value)) === value ? Number(value) : value;
}
