// Search folding: the words of a text, as search compares them. plugins/archive/text/search_folding.py does the same and
// says why; tests/archive/text/search_folding.json has cases for both.

const INVISIBLE = "\\u00ad\\u061c\\u180e\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u2064\\u2066-\\u2069\\ufeff";
const HEBREW = "[\\u05d0-\\u05ea]";
const QUOTE = `(?<=${HEBREW})["'\\u05f3\\u05f4\\u2019\\u201d](?=${HEBREW})`;
const PART = `[\\p{L}\\p{N}\\p{M}_${INVISIBLE}]+`;
const RUN = new RegExp(`${PART}(?:${QUOTE}${PART})*`, "gu");
const IGNORED = new RegExp(
  `[${INVISIBLE}\\u0640\\ufe00-\\ufe0f\\u{e0100}-\\u{e01ef}]|${QUOTE}` +
    "|(?<![иу])\\u0306|(?<!і)\\u0308|[\\u0300-\\u0305\\u0307\\u0309-\\u036f\\u0483-\\u0489\\u0591-\\u05bd\\u05bf-\\u05c7]" +
    "|[\\u0610-\\u061a\\u064b-\\u065f\\u0670\\u06d6-\\u06ed\\u0730-\\u074a\\u08d3-\\u08ff\\u093c\\u09bc\\u0a3c\\u0abc\\u0b3c]" +
    "|[\\u1ab0-\\u1aff\\u1dc0-\\u1dff\\u20d0-\\u20f0\\ufe20-\\ufe2f]",
  "gu",
);
const pairs = (letters, others) => [...letters].map((letter, index) => [letter, others[index]]);
const zeros = [0x660, 0x6f0, 0x966, 0x9e6, 0xe50, 0xed0, 0x1040, 0x17e0];
const digits = zeros.flatMap((zero) => [...Array(10).keys()].map((digit) => [String.fromCodePoint(zero + digit), String(digit)]));
const REPLACED = new Map([
  ...pairs("øđðłıħŋŧĸƒɓɗɖƙɛɔəɣɲʋƴς", "oddlihntkfbddkeoegnvyσ"),
  ...Object.entries({ ß: "ss", æ: "ae", œ: "oe", þ: "th" }),
  ...[..."ʹʺʻʼʽʾʿˈꞌꞋ"].map((apostrophe) => [apostrophe, " "]),
  ...pairs("ٱىیےکةەہھۃ", "ايييكههههه"),
  ...digits,
]);
const UNSPACED =
  "\\u0e00-\\u0fff\\u1000-\\u109f\\u1100-\\u11ff\\u1780-\\u17ff\\u1950-\\u19ff\\u2e80-\\u2fdf\\u3005-\\u3007\\u3031-\\u3035\\u303b" +
  "\\u3040-\\u30ff\\u3100-\\u318f\\u31a0-\\u31bf\\u31f0-\\u31ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\ua960-\\ua97f\\uaa60-\\uaa7f" +
  "\\uac00-\\ud7ff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}";
const PIECE = new RegExp(`([${UNSPACED}][${UNSPACED}\\p{M}]*)|(?:(?![${UNSPACED}])[\\p{L}\\p{N}]|\\p{M})+`, "gu");
const UNIT = /\P{M}\p{M}*|\p{M}+/gu;
const ENCODED = new RegExp(`[${UNSPACED}\\p{M}]`, "u");
const LETTERS = "[\\u0621-\\u06d3]{3}";
const CLITICS = ["[وف]?[بك]?ال", "[وف]?لل", "[وف]?[بكل]", "[وف]"].map((clitics) => new RegExp(`^${clitics}(?=${LETTERS})`, "u"));
const ENDINGS = new RegExp(`(?<=${LETTERS})(?:هما|ها|هم|هن|كم|نا)$`, "u");
const ARABIC = /^[\u0621-\u06d3]+$/u;

/** Returns the words of a text as { word, tail, start, end }; start and end are their place in the text. */
export function searchWords(text) {
  return [...text.matchAll(RUN)].flatMap(({ 0: run, index }) => runWords(run, index));
}

function runWords(run, start) {
  const end = start + run.length;
  if (/^[0-9A-Za-z]+$/.test(run)) return [{ word: run.toLowerCase(), tail: false, start, end }];
  const pieces = [...fold(run).matchAll(PIECE)];
  // The place of a pair is that of its characters if folding changes no lengths, and otherwise the whole text between spaces.
  const exact = fold(run).length === run.length;
  return pieces.flatMap((piece) => pieceWords(piece, exact ? start + piece.index : null).map((found) => ({ start, end, ...found })));
}

function pieceWords({ 0: piece, 1: unspaced }, place) {
  const units = unspaced ? piece.match(UNIT) : [piece];
  const pairsOf = units.length > 1 ? units.map((unit, index) => unit + (units[index + 1] ?? "")) : units;
  let start = place;
  return pairsOf.map((word, index) => {
    const found = { word, tail: units.length > 1 && index === units.length - 1 };
    if (place !== null) Object.assign(found, { start, end: start + word.length });
    start += units[index].length;
    return found;
  });
}

/** Returns a text in the form in which letters are compared. */
function fold(text) {
  const plain = text.normalize("NFKC").toLowerCase().normalize("NFD").replace(IGNORED, "");
  return [...plain].map((letter) => REPLACED.get(letter) ?? letter).join("").normalize("NFC");
}

/** Returns a word as Pagefind indexes it. */
export function indexKey(word) {
  if (!ENCODED.test(word)) return word;
  return [...word].map((character) => `q${character.codePointAt(0).toString(16)}q`).join("");
}

/** Returns the forms under which search finds a word. */
export function wordBases(word) {
  if (!ARABIC.test(word)) return [word];
  const fronts = [word, ...CLITICS.filter((clitics) => clitics.test(word)).map((clitics) => word.replace(clitics, ""))];
  return [...new Set(fronts.flatMap((front) => [front, front.replace(ENDINGS, "")]))];
}

/** Returns whether a word is Arabic, so that it may have other forms. */
export function isArabic(word) {
  return ARABIC.test(word);
}

/** Returns the forms that surely mean the same word: a letter that begins a word without the article may be part of it. */
export function certainBases(word) {
  return CLITICS.slice(0, 2).some((clitics) => clitics.test(word)) ? wordBases(word) : [word];
}
