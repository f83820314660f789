// Compares names, so that the form enters an id only for a name that certainly belongs to its entry.

const FORMS = [
  [/[\u2019\u02bc\u05f3\uff07]/g, "'"],
  [/[\u201c-\u201f\u05f4\uff02]/g, '"'],
  [/[\u2010-\u2015\u2212\u058a\u05be\ufe58\ufe63\uff0d]/g, "-"],
  [/[\u00ad\u061c\u200b\u200e\u200f\u2060\ufeff]/g, ""],
  [/\s+/g, " "],
];
const DASH = /(^|[^-])(?: *- *)+(?=([^- ]|$))/gu;

/**
 * Returns a key that is equal only for certainly equal names. Names that are equal here are equal under `identity_key` in
 * `plugins/archive/text/name_keys.py`, which also compares letters of other widths and digits of other scripts.
 */
export function identityKey(name) {
  const lower = Array.from(name.normalize("NFC"), (letter) => lowerCase(letter)).join("");
  const text = FORMS.reduce((result, [forms, plain]) => result.replace(forms, plain), lower).trim();
  const isNumber = (character) => /^\p{Nd}$/u.test(character);
  const joined = text.replace(DASH, (_, before, after) => before + (isNumber(after) && (!before || isNumber(before)) ? "-" : " "));
  return joined.trim().normalize("NFC");
}

/** Lower-cases one letter. A letter whose lower case is several letters stays. */
function lowerCase(letter) {
  const lower = letter.toLowerCase();
  return Array.from(lower).length === 1 ? lower : letter;
}

/** Returns the names in `name (other, other)`; a name that contains one of these signs is in JSON quotes. */
export function splitNames(text) {
  const parts = text.match(/"(?:[^"\\]|\\.)*"|[^"(),]+/g) ?? [];
  return parts.map((part) => (part.startsWith('"') ? JSON.parse(part) : part.trim())).filter(Boolean);
}
