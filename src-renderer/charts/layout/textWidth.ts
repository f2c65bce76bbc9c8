/** Widths of Inter's characters in units of the type size, to half a tenth. */
const narrow = new Set("iIjl.,:;'|!()[]");
const wide = new Set('mMwW@%');

/** About how wide a line of text is, in pixels; errs on the wide side. */
export function estimateTextWidth(text: string, fontSize: number): number {
  let width = 0;
  for (const character of text) width += characterWidth(character);
  return width * fontSize;
}

/** A text, cut in its middle where it is wider than `width` pixels: names differ at either end. */
export function shortened(text: string, width: number, fontSize: number): string {
  if (estimateTextWidth(text, fontSize) <= width) return text;
  let kept = text.length - 1;
  const cut = () => `${text.slice(0, Math.ceil(kept / 2))}…${text.slice(text.length - Math.floor(kept / 2))}`;
  while (kept > 2 && estimateTextWidth(cut(), fontSize) > width) kept -= 1;
  return cut();
}

function characterWidth(character: string): number {
  if (narrow.has(character)) return 0.32;
  if (wide.has(character)) return 0.92;
  return character === character.toUpperCase() ? 0.69 : 0.6;
}
