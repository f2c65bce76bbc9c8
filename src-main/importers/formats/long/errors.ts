import type { FilePlace } from '#shared/model/errors.ts';
import { TracewiseError } from '#shared/model/errors.ts';
import { shorten } from '../../scan/cells.ts';
import { missingTokens } from '../../scan/numberRow.ts';
import type { TableTop } from '../readRows.ts';

/** Where a message about a whole table points: its header. */
interface HeaderPlace {
  file: string;
  top: TableTop;
}

export function notANumber(place: FilePlace, text: string): TracewiseError {
  return new TracewiseError('invalid-input', 'a field is not a number', {
    place,
    found: `"${shorten(text)}"`,
    expected: `a number, or one of ${missingTokens.join(', ')} or an empty field where it is missing`,
    remedy: 'Correct the field, or empty it if the value is missing',
  });
}

interface MissingNames {
  what: 'samples' | 'drugs';
  /** What the column of names is called. */
  header: string;
  /** The column of ids in its place. */
  id: number | undefined;
  /** Ids in lookups that it leads to, from which no lookup goes on. */
  leadsTo: readonly string[];
}

/** No column holds the names, nor does a lookup lead from an id to them. */
export function noNames(
  { file, top }: HeaderPlace,
  { what, header, id, leadsTo }: MissingNames,
): TracewiseError {
  if (id === undefined) {
    return new TracewiseError('invalid-input', `no column holds the names of the ${what}`, {
      place: { file, line: top.headerLine },
      found: `the columns ${shorten(top.header.join(', '))}`,
      expected: `a column ${header}`,
      remedy: `Name the column with the names of the ${what} "${header}"`,
    });
  }
  const last = leadsTo.at(-1) ?? top.header[id];
  const way = [top.header[id], ...leadsTo.slice(-1)].join(', which leads to ');
  return new TracewiseError('invalid-input', `the ${what} are given as ids only`, {
    place: { file, line: top.headerLine, column: id + 1 },
    found: `${way}, and no table that leads on to names`,
    expected: `a lookup table with a column ${last}, from which lookups lead to a column ${header}`,
    remedy: 'Give that table as a lookup as well',
  });
}

export function noValues(
  { file, top }: HeaderPlace,
  expected = 'a column of values beside the sample and the drug',
): TracewiseError {
  return new TracewiseError('invalid-input', 'no column holds values', {
    place: { file, line: top.headerLine },
    found: `the columns ${shorten(top.header.join(', '))}`,
    expected,
    remedy: 'Check that this is the table that you meant, or choose another format',
  });
}

export function unknownMetrics(
  file: string,
  unknown: readonly string[],
  known: readonly string[],
): TracewiseError {
  return new TracewiseError('invalid-setting', 'the file does not have every metric that was asked for', {
    place: { file },
    found: unknown.join(', '),
    expected: known.length === 0 ? 'none: the file names no metric' : known.join(', '),
    remedy: 'Ask for metrics that the file has, or for none to get all',
  });
}

export function noRowLeft(file: string, notices: readonly string[]): TracewiseError {
  return new TracewiseError('invalid-input', 'no row of the table is left', {
    place: { file },
    found: notices.join(' '),
    expected: 'at least one row with a sample and a drug',
    remedy: 'Check the lookup tables and what was left out',
  });
}

/** Matrices up to this size are made of however few rows. */
const smallMatrix = 1e7;
const leastShare = 1e-3;

/**
 * A matrix that is almost empty means that a column was mistaken, and may be larger than any memory.
 * @throws TracewiseError `invalid-input`
 */
export function refuseSparse(
  file: string,
  { samples, drugs }: { samples: { length: number }; drugs: { length: number } },
  rowCount: number,
): void {
  const size = samples.length * drugs.length;
  if (size <= smallMatrix || rowCount >= leastShare * size) return;
  throw new TracewiseError('invalid-input', 'the rows hardly share samples or what was seen of them', {
    place: { file },
    found: `${samples.length} samples and ${drugs.length} columns in ${rowCount} rows`,
    expected: 'names that stand in many rows',
    remedy: 'Check that the columns of names hold names and not ids of rows',
  });
}
