// Validates a report against its JSON Schema (draft-07). Supports only the keywords that the schema uses.

const NOT_ALLOWED = "This is not allowed here.";
const TYPES = {
  array: Array.isArray,
  object: (value) => typeof value === "object" && value !== null && !Array.isArray(value),
  integer: Number.isInteger,
};

function hasType(value, type) {
  return TYPES[type] ? TYPES[type](value) : typeof value === type;
}

/** Limits a check to values of one type; other values pass. */
const forType = (type, check) => (value, limit) => !hasType(value, type) || check(value, limit);

/** The keywords that check a value. */
export const CHECKS = {
  type: (value, types) => [types].flat().some((type) => hasType(value, type)),
  enum: (value, values) => values.includes(value),
  const: (value, only) => value === only,
  pattern: forType("string", (text, pattern) => new RegExp(pattern, "u").test(text)),
  maxLength: forType("string", (text, max) => [...text].length <= max),
  format: forType("string", (text) => new Date(`${text}T00:00Z`).getUTCDate() === Number(text.slice(8))), // only "date"
  minimum: forType("number", (number, min) => number >= min),
  maximum: forType("number", (number, max) => number <= max),
  minItems: forType("array", (items, min) => items.length >= min),
  maxItems: forType("array", (items, max) => items.length <= max),
  maxProperties: forType("object", (record, max) => Object.keys(record).length <= max),
  uniqueItems: forType("array", (items) => new Set(items).size === items.length),
};

/** The keywords that apply schemas to a value or to its parts; each returns the errors found. */
export const APPLICATORS = {
  $ref: (value, name, apply) => apply(value, apply.root.definitions[name.split("/").pop()]),
  allOf: (value, all, apply) => all.flatMap((schema) => apply(value, schema)),
  anyOf(value, any, apply) {
    const found = any.map((schema) => apply(value, schema));
    return found.some((list) => !list.length) ? [] : found.at(-1);
  },
  if: (value, test, apply, schema) => apply(value, (apply(value, test).length ? schema.else : schema.then) ?? {}),
  properties: (value, known, apply) =>
    Object.entries(known).flatMap(([key, schema]) => (key in value ? apply(value[key], schema, key) : [])),
  required: (value, keys, apply) =>
    keys.filter((key) => !(key in value)).map((key) => ({ path: [...apply.path, key], message: "This is missing." })),
  items: (value, schema, apply) => value.flatMap((item, index) => apply(item, schema[index] ?? schema, index)),
};
const APPLIES_TO = { properties: "object", required: "object", items: "array" };

/** Returns the errors of a value as { path, message }; `root` is the schema with the definitions. */
export function validate(value, schema, root = schema, path = []) {
  const apply = (part, partSchema, ...steps) => validate(part, partSchema, root, [...path, ...steps]);
  Object.assign(apply, { root, path });
  if (schema === false) return [{ path, message: NOT_ALLOWED }];
  return Object.entries(schema).flatMap(([keyword, limit]) => {
    if (keyword in APPLICATORS) {
      return !APPLIES_TO[keyword] || hasType(value, APPLIES_TO[keyword]) ? APPLICATORS[keyword](value, limit, apply, schema) : [];
    }
    return keyword in CHECKS && !CHECKS[keyword](value, limit) ? [{ path, message: describe(keyword, limit, schema) }] : [];
  });
}

function describe(keyword, limit, { patternErrorMessage, minimum, maximum }) {
  if (keyword === "enum") return "This is not in the registry.";
  if (keyword === "maxLength") return `This is longer than ${limit} characters.`;
  if (keyword === "uniqueItems") return "This lists an item twice.";
  if (/^(min|max)[IP]/.test(keyword)) return `Enter ${keyword.startsWith("min") ? "at least" : "at most"} ${limit}.`;
  return patternErrorMessage ?? (minimum === undefined ? NOT_ALLOWED : `Enter a number from ${minimum} to ${maximum}.`);
}

const NUMBER = /^-?\d+(\.\d+)?$/; // as in the archive's YAML: without an exponent

/** Converts typed texts to a record: keys in the schema's order, empty values removed, numbers as numbers. */
export function toRecord(value, schema, root = schema) {
  const list = schema.anyOf?.find(({ type }) => type === "array") ?? schema;
  if (Array.isArray(value)) {
    const items = value.map((item, index) => toRecord(item, list.items[index] ?? list.items, root) ?? {});
    return items.length ? items : undefined;
  }
  if (hasType(value, "object")) {
    const keys = Object.keys(schema.properties).filter((key) => key in value);
    const parts = keys.map((key) => [key, toRecord(value[key], schema.properties[key], root)]);
    const filled = parts.filter(([, part]) => part !== undefined);
    return filled.length ? Object.fromEntries(filled) : undefined;
  }
  if (value === "") return undefined;
  const plain = NUMBER.test(value) && String(Number(value)) === value;
  return schema.minimum !== undefined && plain ? Number(value) : value;
}
