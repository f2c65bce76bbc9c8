/** A day of a month, from 1. */
export interface DayOfMonth {
  day: number;
  /** 1 to 12. */
  month: number;
}

/** As English, German and French spreadsheets shorten or write them, in lower case. */
const monthNames: readonly (readonly string[])[] = [
  ['jan', 'january', 'januar', 'janvier'],
  ['feb', 'february', 'februar', 'févr', 'février'],
  ['mar', 'march', 'mrz', 'mär', 'märz', 'mars'],
  ['apr', 'april', 'avr', 'avril'],
  ['may', 'mai'],
  ['jun', 'june', 'juni', 'juin'],
  ['jul', 'july', 'juli', 'juil', 'juillet'],
  ['aug', 'august', 'août'],
  ['sep', 'sept', 'september', 'septembre'],
  ['oct', 'october', 'okt', 'oktober', 'octobre'],
  ['nov', 'november', 'novembre'],
  ['dec', 'december', 'dez', 'dezember', 'déc', 'décembre'],
];
const months = new Map(monthNames.flatMap((names, index) => names.map((name) => [name, index + 1] as const)));

const dayThenMonth = /^(\d{1,2})(?:-|\. ?| )(\p{L}{3,9})\.?(?:[- ]\d{2}(?:\d{2})?)?$/u;
const monthThenDay = /^(\p{L}{3,9})\.?[- ](\d{1,2})$/u;
const isoDate = /^\d{4}-(\d{2})-(\d{2})(?:[ T]00:00(?::00)?)?$/;
const slashed = /^(\d{1,2})\/(\d{1,2})\/\d{2}(?:\d{2})?$/;

/**
 * The days that a name can be read as when a spreadsheet took it for a date: `2-Sep`, `Sep-2`, `2002-09-02`,
 * `9/2/2002` (either way round). Empty for any other name.
 */
export function datesIn(name: string): DayOfMonth[] {
  const trimmed = name.trim();
  const iso = isoDate.exec(trimmed);
  if (iso !== null) return valid([{ month: Number(iso[1]), day: Number(iso[2]) }]);
  const parts = slashed.exec(trimmed);
  if (parts !== null) {
    const [first, second] = [Number(parts[1]), Number(parts[2])];
    const readings = [{ month: first, day: second }];
    if (first !== second) readings.push({ month: second, day: first });
    return valid(readings);
  }
  const [, day, month] = dayThenMonth.exec(trimmed) ?? swapped(monthThenDay.exec(trimmed));
  const number = month === undefined ? undefined : months.get(month.toLowerCase());
  return number === undefined ? [] : valid([{ month: number, day: Number(day) }]);
}

function swapped(match: RegExpExecArray | null): (string | undefined)[] {
  return match === null ? [] : [match[0], match[2], match[1]];
}

function valid(days: readonly DayOfMonth[]): DayOfMonth[] {
  return days.filter(({ day, month }) => month >= 1 && month <= 12 && day >= 1 && day <= 31);
}
