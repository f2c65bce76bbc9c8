/** Stands where there is no number. */
export const noNumber = '–';

const thinSpace = '\u2009';
const minus = '\u2212';
const superscripts: Readonly<Record<string, string>> = {
  '-': '\u207b',
  ...Object.fromEntries(Array.from('⁰¹²³⁴⁵⁶⁷⁸⁹', (sign, digit) => [String(digit), sign])),
};

/**
 * A number for reading: `digits` significant figures, thin spaces between thousands, a true minus, and powers of
 * ten outside 0.001 to 1,000,000.
 */
export function formatNumber(value: number | null | undefined, digits = 3): string {
  if (value === null || value === undefined || Number.isNaN(value)) return noNumber;
  if (!Number.isFinite(value)) return value > 0 ? '∞' : `${minus}∞`;
  if (value === 0) return '0';
  const rounded = Number(value.toPrecision(digits));
  const size = Math.abs(rounded);
  if (size < 0.001 || size >= 1_000_000) return formatPower(value, digits - 1);
  const decimals = Math.max(0, digits - 1 - Math.floor(Math.log10(size)));
  return dress(rounded.toFixed(decimals));
}

/** A number that somebody chose, such as a threshold, with all of its figures: `0.01`, `2 × 10⁻⁸`. */
export function formatChosen(value: number): string {
  const [mantissa] = value.toExponential().split('e');
  return formatNumber(value, mantissa.replace(/\D/g, '').length);
}

/** A whole number with thin spaces between thousands. */
export function formatCount(value: number): string {
  return dress(String(Math.round(value)));
}

/** A number with a fixed count of decimals. */
export function formatFixed(value: number | null | undefined, decimals: number): string {
  return value === null || value === undefined || !Number.isFinite(value)
    ? noNumber
    : dress(value.toFixed(decimals));
}

/** A share of 1 as a percentage: `12.3 %`, with one decimal below 10 %. */
export function formatShare(share: number | null | undefined): string {
  return formatPercent(share === null || share === undefined ? null : share * 100);
}

/** A percentage: `34.7 %`, without a decimal from 100 on. */
export function formatPercent(percent: number | null | undefined): string {
  if (percent === null || percent === undefined || !Number.isFinite(percent)) return noNumber;
  const decimals = percent === 0 || Math.abs(percent) >= 99.95 ? 0 : 1;
  return `${dress(percent.toFixed(decimals))}${thinSpace}%`;
}

export interface PowerOfTen {
  mantissa: string;
  exponent: string;
}

/** A P value: `0.012` from 0.001 on, else a mantissa with one decimal and an exponent. */
export function formatPValue(p: number): string | PowerOfTen {
  if (p >= 0.001 || p === 0) return formatNumber(p, 2);
  const [mantissa, exponent] = p.toExponential(1).split('e');
  return { mantissa, exponent: exponent.replace('-', minus).replace('+', '') };
}

/** A P value as plain text: `0.012`, `6.0 × 10⁻⁸`. */
export function writePValue(p: number): string {
  return p >= 0.001 || p === 0 ? formatNumber(p, 2) : formatPower(p, 1);
}

function formatPower(value: number, decimals: number): string {
  const [mantissa, exponent] = value.toExponential(Math.max(0, decimals)).split('e');
  const raised = Array.from(exponent.replace('+', ''), (sign) => superscripts[sign]).join('');
  return `${mantissa.replace('-', minus)}${thinSpace}×${thinSpace}10${raised}`;
}

function dress(plain: string): string {
  const [whole, ...fraction] = plain.replace('-', '').split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, thinSpace);
  const sign = plain.startsWith('-') && /[1-9]/.test(plain) ? minus : '';
  return [`${sign}${grouped}`, ...fraction].join('.');
}
