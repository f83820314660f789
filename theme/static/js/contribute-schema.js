// A report's rules, read from its JSON Schema (draft-07): every keyword that the schema uses, and no other.

const OUT_OF_PLACE = "This cannot stand here.";
const TYPES = {
  array: Array.isArray,
  object: (value) => typeof value === "object" && value !== null && !Array.isArray(value),
  integer: Number.isInteger,
};

function isA(value, type) {
  return TYPES[type] ? TYPES[type](value) : typeof value === type;
}

/** Makes a rule for values of one type: those of others pass. */
const ofType = (type, rule) => (value, limit) => !isA(value, type) || rule(value, limit);

/** The keywords that judge a value by itself. */
export const RULES = {
  type: (value, types) => [types].flat().some((type) => isA(value, type)),
  enum: (value, values) => values.includes(value),
  const: (value, only) => value === only,
  pattern: ofType("string", (text, pattern) => new RegExp(pattern, "u").test(text)),
  maxLength: ofType("string", (text, most) => [...text].length <= most),
  format: ofType("string", (text) => new Date(`${text}T00:00Z`).getUTCDate() === Number(text.slice(8))), // only "date"
  minimum: ofType("number", (number, least) => number >= least),
  maximum: ofType("number", (number, most) => number <= most),
  minItems: ofType("array", (items, least) => items.length >= least),
  maxItems: ofType("array", (items, most) => items.length <= most),
  maxProperties: ofType("object", (record, most) => Object.keys(record).length <= most),
  uniqueItems: ofType("array", (items) => new Set(items).size === items.length),
};

/** The keywords that lead to values within, or to other schemas: each lists the faults found there. */
export const PARTS = {
  $ref: (value, name, go) => go(value, go.whole.definitions[name.split("/").pop()]),
  allOf: (value, all, go) => all.flatMap((schema) => go(value, schema)),
  anyOf(value, any, go) {
    const found = any.map((schema) => go(value, schema));
    return found.some((list) => !list.length) ? [] : found.at(-1);
  },
  if: (value, test, go, schema) => go(value, (go(value, test).length ? schema.else : schema.then) ?? {}),
  properties: (value, known, go) =>
    Object.entries(known).flatMap(([key, schema]) => (key in value ? go(value[key], schema, key) : [])),
  required: (value, keys, go) =>
    keys.filter((key) => !(key in value)).map((key) => ({ path: [...go.path, key], words: "This is missing." })),
  items: (value, schema, go) => value.flatMap((item, place) => go(item, schema[place] ?? schema, place)),
};
const WITHIN = { properties: "object", required: "object", items: "array" }; // values of other types have no such parts

/** Lists the faults of a value as { path, words }; `whole` is the schema that holds the definitions. */
export function faults(value, schema, whole = schema, path = []) {
  const go = (part, its, ...steps) => faults(part, its, whole, [...path, ...steps]);
  Object.assign(go, { whole, path });
  if (schema === false) return [{ path, words: OUT_OF_PLACE }];
  return Object.entries(schema).flatMap(([keyword, rule]) => {
    if (keyword in PARTS) return !WITHIN[keyword] || isA(value, WITHIN[keyword]) ? PARTS[keyword](value, rule, go, schema) : [];
    return keyword in RULES && !RULES[keyword](value, rule) ? [{ path, words: told(keyword, rule, schema) }] : [];
  });
}

function told(keyword, limit, { patternErrorMessage, minimum, maximum }) {
  if (keyword === "enum") return "This is not in the registry.";
  if (keyword === "maxLength") return `This is longer than ${limit} characters.`;
  if (keyword === "uniqueItems") return "This names something twice.";
  if (/^(min|max)[IP]/.test(keyword)) return `Give ${keyword.startsWith("min") ? "at least" : "at most"} ${limit}.`;
  return patternErrorMessage ?? (minimum === undefined ? OUT_OF_PLACE : `Write a number from ${minimum} to ${maximum}.`);
}

const NUMBER = /^-?\d+(\.\d+)?$/; // as the reader has them: without an exponent

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
  const plain = NUMBER.test(value) && String(Number(value)) === value;
  return schema.minimum !== undefined && plain ? Number(value) : value;
}
