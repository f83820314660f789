// Makes file names and ids from titles and names in any script, as `plugins/archive/text/slugs.py` does.

const MAX_TITLE_SLUG = 60;
const FALLBACK = "report";
const [HANGUL, HANGUL_END, VOWELS, FINALS] = [0xac00, 0xd7a3, 21, 28];
const IGNORED = /['\u2018\u2019\u00ad\u200b-\u200f\u2060\ufeff]/g;
const tables = {}; // the loaded tables, by name

const tableOf = (code) => (code >= 0x4e00 && code < 0xa000 ? "han" : "letters");

function transliterate(character) {
  const code = character.codePointAt(0);
  const table = tables[tableOf(code)] ?? {};
  if (code >= HANGUL && code <= HANGUL_END) {
    if (!table.hangul) return " ";
    const syllable = code - HANGUL;
    const numbers = [Math.floor(syllable / FINALS / VOWELS), Math.floor(syllable / FINALS) % VOWELS, syllable % FINALS];
    return table.hangul.split(";").map((names, part) => names.split(",")[numbers[part]]).join("");
  }
  return table[(code >> 8).toString(16)]?.split(",")[code & 255] ?? " ";
}

const plain = (text) => text.normalize("NFKC").replace(IGNORED, "");

/** Returns a slug of a–z, 0–9 and hyphens; empty if the text has no letter and no digit. */
export function slug(text) {
  const ascii = plain(text).replace(/[^\x00-\x7f]/gu, transliterate);
  return (ascii.toLowerCase().match(/[a-z0-9]+/g) ?? []).join("-");
}

/** Returns the slug of a report's title, cut at the end of a word; never empty. */
export function titleSlug(title) {
  const whole = slug(title) || FALLBACK;
  if (whole.length <= MAX_TITLE_SLUG || whole[MAX_TITLE_SLUG] === "-") return whole.slice(0, MAX_TITLE_SLUG);
  return whole.slice(0, MAX_TITLE_SLUG).replace(/(.)-[^-]*$/, "$1");
}

/** Returns the names of the tables that the slug of a text needs and that are not loaded. */
export function missingTables(text) {
  const letters = plain(text).match(/[^\x00-\x7f]/gu) ?? [];
  return [...new Set(letters.map((letter) => tableOf(letter.codePointAt(0))))].filter((name) => !tables[name]);
}

/** Loads a table from its address. */
export async function loadTable(name, url) {
  tables[name] = await (await fetch(url)).json();
}
