// Words as they are compared: without case, accents and the signs around them.

/** Reads a text without case and accents. */
export function fold(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

/** Lists the words of a text, folded. */
export function words(text) {
  return fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];
}
