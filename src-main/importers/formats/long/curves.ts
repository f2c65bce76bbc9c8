import type { ReplicateRule } from '#shared/model/imports.ts';
import type { FilePlace } from '#shared/model/errors.ts';
import { TracewiseError } from '#shared/model/errors.ts';
import { quantile } from '#shared/numerics/statistics/quantile.ts';
import { parseCell } from '../../scan/numberRow.ts';
import { notANumber } from './errors.ts';
import type { CellOf } from './names.ts';

/** Where doses and responses stand, and what they mean. */
export interface DoseColumns {
  dose: number;
  response: number;
  /** Of what lives, not of what is inhibited. */
  isViability: boolean;
  /** Inhibition is written with a minus sign. */
  isNegated?: boolean;
  /** `undefined`: the values tell. */
  isPercent: boolean | undefined;
  /** From the unit of the doses to micromoles a litre. */
  micromolar: number;
  /** All doses of a sample and drug stand in one field, parted by commas. */
  isList: boolean;
}

/** What was seen of a sample and drug at each dose, once per dose. */
export interface Curve {
  sample: number;
  drug: number;
  /** Micromoles a litre, ascending, above 0. */
  doses: number[];
  /** Fractions, 1 = nothing lives. */
  inhibitions: number[];
}

interface Raw {
  sample: number;
  drug: number;
  /** What was seen, by dose. */
  seen: Map<number, number[]>;
}

/** Fractions of viability are seldom above this, percentages mostly. */
const highestFraction = 2;

/** Gathers the doses of a long table into curves. */
export class Curves {
  private readonly raw = new Map<string, Raw>();
  private readonly columns: DoseColumns;
  private readonly file: string;
  private controlCount = 0;

  constructor(columns: DoseColumns, file: string) {
    this.columns = columns;
    this.file = file;
  }

  readonly add = (sample: number, drug: number, cell: CellOf, line: number): void => {
    const { dose, response, micromolar } = this.columns;
    const doses = this.numbers(cell(dose), dose, line);
    const responses = this.numbers(cell(response), response, line);
    if (doses.length !== responses.length) {
      throw unequal({ file: this.file, line, column: response + 1 }, responses.length, doses.length);
    }
    const key = `${sample} ${drug}`;
    const raw = this.raw.get(key) ?? { sample, drug, seen: new Map<number, number[]>() };
    this.raw.set(key, raw);
    doses.forEach((own, index) => {
      if (Number.isNaN(own) || Number.isNaN(responses[index])) return;
      if (own < 0) throw negativeDose({ file: this.file, line, column: dose + 1 }, own);
      if (own === 0) this.controlCount += 1;
      else {
        const at = own * micromolar;
        if (raw.seen.get(at)?.push(responses[index]) === undefined) raw.seen.set(at, [responses[index]]);
      }
    });
  };

  /** Several responses at one dose are made one by the rule. */
  finish(rule: ReplicateRule): { curves: Curve[]; notices: string[] } {
    const raw = [...this.raw.values()].filter(({ seen }) => seen.size > 0);
    const isPercent = this.columns.isPercent ?? arePercentages(raw);
    const toInhibition = (value: number) => {
      const fraction = (this.columns.isNegated === true ? -value : value) / (isPercent ? 100 : 1);
      return this.columns.isViability ? 1 - fraction : fraction;
    };
    const curves = raw.map(({ sample, drug, seen }) => {
      const doses = [...seen.keys()].sort((a, b) => a - b);
      const inhibitions = doses.map((dose) => toInhibition(oneOf(seen.get(dose) ?? [], rule)));
      return { sample, drug, doses, inhibitions };
    });
    return { curves, notices: this.notices(isPercent, raw, rule) };
  }

  private notices(isPercent: boolean, raw: readonly Raw[], rule: ReplicateRule): string[] {
    const what = this.columns.isViability ? 'Viability' : 'Inhibition';
    const several = raw.reduce(
      (sum, { seen }) => sum + [...seen.values()].filter((own) => own.length > 1).length,
      0,
    );
    const counted = this.controlCount === 1 ? '1 response' : `${this.controlCount} responses`;
    return [
      ...(this.columns.isPercent === undefined
        ? [`${what} is understood as a ${isPercent ? 'percentage' : 'fraction'} by its values.`]
        : []),
      ...(this.controlCount === 0 ? [] : [`Left out ${counted} at dose 0: controls without the drug.`]),
      ...(several === 0
        ? []
        : [`Several responses at one dose count by their ${rule}, at ${several} doses.`]),
    ];
  }

  private numbers(text: string, column: number, line: number): number[] {
    const parts = this.columns.isList ? text.split(',') : [text];
    return parts.map((part) => {
      const value = parseCell(part.trim());
      if (value === undefined) throw notANumber({ file: this.file, line, column: column + 1 }, text);
      return value;
    });
  }
}

function oneOf(values: readonly number[], rule: ReplicateRule): number {
  if (rule === 'median') return quantile(values, 0.5);
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function arePercentages(raw: readonly Raw[]): boolean {
  const sizes = raw.flatMap(({ seen }) => [...seen.values()].flat().map(Math.abs));
  return quantile(sizes, 0.95) > highestFraction;
}

function negativeDose(place: FilePlace, dose: number): TracewiseError {
  return new TracewiseError('invalid-input', 'a dose is below 0', {
    place,
    found: String(dose),
    expected: 'a concentration, or 0 for a control',
    remedy: 'If these are logarithms, write the concentrations themselves',
  });
}

function unequal(place: FilePlace, found: number, expected: number): TracewiseError {
  return new TracewiseError('invalid-input', 'a list has another length than that of the doses', {
    place,
    found: `${found} responses`,
    expected: `${expected}, one for each dose`,
    remedy: 'Look for a missing value or an extra comma',
  });
}
