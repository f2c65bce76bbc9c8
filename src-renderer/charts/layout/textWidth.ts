/** Widths of Inter's characters in units of the type size, to half a tenth. */
const narrow = new Set("iIjl.,:;'|!()[]");
const wide = new Set('mMwW@%');

/** About how wide a line of text is, in pixels; errs on the wide side. */
export function estimateTextWidth(text: string, fontSize: number): number {
  let width = 0;
  for (const character of text) width += characterWidth(character);
  return width * fontSize;
}

function characterWidth(character: string): number {
  if (narrow.has(character)) return 0.32;
  if (wide.has(character)) return 0.92;
  return character === character.toUpperCase() ? 0.69 : 0.6;
}
