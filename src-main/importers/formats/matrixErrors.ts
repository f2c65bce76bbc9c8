import { TracewiseError } from '#shared/model/errors.ts';
import { shorten } from '../scan/cells.ts';
import { missingTokens } from '../scan/numberRow.ts';

interface Place {
  file: string;
  line: number;
}

export function ragged(place: Place, found: number, expected: number): TracewiseError {
  return new TracewiseError('invalid-input', 'the row has another number of fields than the header says', {
    place: { file: place.file, line: place.line, column: Math.min(found, expected) + 1 },
    found: `${found} fields`,
    expected: `${expected} fields`,
    remedy: 'Look for a missing value, an extra delimiter or a line cut short',
  });
}

export function trailingDelimiter(file: string, line: number, column: number): TracewiseError {
  return new TracewiseError('invalid-input', 'the row ends with a delimiter and the header does not', {
    place: { file, line, column },
    found: 'an empty last field',
    expected: 'as many fields as the header has',
    remedy: 'Take the delimiter at the end of the rows away, or give the last column a name',
  });
}

export function textInNumber(place: Place & { column: number }, text: string): TracewiseError {
  const hasDecimalComma = /^[+-]?\d+,\d+$/.test(text);
  return new TracewiseError('invalid-input', 'a field is not a number', {
    place,
    found: `"${shorten(text)}"`,
    expected: `a number, or one of ${missingTokens.join(', ')} or an empty field where it is missing`,
    remedy: hasDecimalComma
      ? 'Export the table with a decimal point instead of a decimal comma'
      : 'Correct the field, or empty it if the value is missing',
  });
}

/** A first line of numbers is a row: taken as a header it would give its values away as names. */
export function refuseNumbersAsNames(
  names: readonly string[],
  file: string,
  line: number,
  column: number,
): void {
  if (!names.every((name) => /^[+-]?\d*\.\d+([eE][+-]?\d+)?$/.test(name))) return;
  throw new TracewiseError('invalid-input', 'the first line holds numbers where names must stand', {
    place: { file, line, column },
    found: `"${names[0]}"`,
    expected: 'a header line with the name of every column',
    remedy: 'Put a header line above the first row',
  });
}

/** For a reader that was named, but does not know the file. */
export function notThisFormat(file: string, what: string, expected: string): TracewiseError {
  return new TracewiseError('invalid-input', `this is not ${what}`, {
    place: { file },
    found: 'other first lines',
    expected,
    remedy: 'Let the format be recognised, or choose another one',
  });
}
