import { TracewiseError } from '#shared/model/errors.ts';
import type { MutationFilter } from '#shared/model/imports.ts';
import { shorten } from '../scan/cells.ts';
import { parseCell } from '../scan/numberRow.ts';
import { findColumn, findColumns, headerKey } from '../tables/headers.ts';

/** As `headerKey` writes the classes of variants that leave the protein as it is, or lie outside it. */
const silentClass = /^(silent|synonymous\w*|intron|igr)$|utr|flank/;
const yes: ReadonlySet<string> = new Set(['true', 't', 'yes', 'y', '1']);
const commonKeys = ['filter', 'common', 'is_common', 'common_snp', 'common_variant', 'common_polymorphism'];
const neutralKeys = [
  'neutral',
  'is_neutral',
  'neutral_variant',
  'functional_impact',
  'fathmm_prediction',
  'provean_prediction',
  'mutationassessor_pred',
];

/** Columns of a filter by their place among those that `keeps` gets; none where the file has none. */
interface Part {
  places: number[];
  taken: number;
}

/** The filters of mutations, each with what it takes; a row is counted by the first that takes it. */
export class MutationFilters {
  /** The columns that `keeps` wants, in this order. */
  readonly columns: number[] = [];
  private readonly filter: MutationFilter;
  private readonly header: readonly string[];
  private readonly file: string;
  private readonly silent: Part;
  private readonly alternative: Part;
  private readonly reference: Part;
  private readonly common: Part;
  private readonly neutral: Part;
  private readonly silentClasses = new Map<string, number>();
  private unreadCount = 0;

  constructor(header: readonly string[], file: string, filter: MutationFilter) {
    this.header = header;
    this.file = file;
    this.filter = filter;
    const first = (keys: readonly string[]) => {
      const column = findColumn(header, keys);
      return column === undefined ? [] : [column];
    };
    this.silent = this.part(first(['variant_classification']));
    this.alternative = this.part(first(['alternative_allele_reads_count', 't_alt_count', 'tumor_alt_count']));
    this.reference = this.part(first(['reference_allele_reads_count', 't_ref_count', 'tumor_ref_count']));
    this.common = this.part(findColumns(header, commonKeys));
    this.neutral = this.part(findColumns(header, neutralKeys));
  }

  /** @throws TracewiseError `invalid-input` where a count of reads is no number */
  keeps(cells: readonly string[], line: number): boolean {
    return !(
      this.isSilent(cells) ||
      this.isFaint(cells, line) ||
      this.isMarked(this.filter.dropCommon, this.common, cells, /common/) ||
      this.isMarked(this.filter.dropNeutral, this.neutral, cells, /^neutral/)
    );
  }

  /** A sentence per filter. */
  notices(rowCount: number): string[] {
    const { dropSilent, leastAllelicFraction, dropCommon, dropNeutral } = this.filter;
    const classes = [...this.silentClasses].map(([name, count]) => `${name} ${count}`).join(', ');
    const percent = Number((100 * leastAllelicFraction).toPrecision(3));
    const faint = `seen in fewer than ${percent} % of the reads`;
    const unread = this.unreadCount === 1 ? '1 mutation' : `${this.unreadCount} mutations`;
    const taken = ({ taken }: Part, what: string) => `Left out ${taken} of ${rowCount} mutations ${what}.`;
    const marked = (part: Part, what: string) =>
      part.places.length === 0
        ? `No column of the file tells ${what}: none was left out for that.`
        : taken(part, `that a column calls ${what}`);
    return [
      ...(dropSilent
        ? [
            taken(
              this.silent,
              `that are silent or in introns, UTRs or flanks${classes === '' ? '' : ` (${classes})`}`,
            ),
          ]
        : []),
      ...(leastAllelicFraction > 0
        ? [
            this.hasReads
              ? taken(this.alternative, faint)
              : `No columns of read counts: none was left out as ${faint}.`,
          ]
        : []),
      ...(this.unreadCount > 0
        ? [`${unread} without read counts ${this.unreadCount === 1 ? 'was' : 'were'} kept.`]
        : []),
      ...(dropCommon ? [marked(this.common, 'common polymorphisms')] : []),
      ...(dropNeutral ? [marked(this.neutral, 'neutral variants')] : []),
    ];
  }

  private get hasReads(): boolean {
    return this.alternative.places.length > 0 && this.reference.places.length > 0;
  }

  private part(columns: readonly number[]): Part {
    const places = columns.map((column) => this.columns.push(column) - 1);
    return { places, taken: 0 };
  }

  private isSilent(cells: readonly string[]): boolean {
    if (!this.filter.dropSilent) return false;
    const silent = this.silent.places
      .map((place) => cells[place])
      .find((name) => silentClass.test(headerKey(name)));
    if (silent === undefined) return false;
    this.silentClasses.set(silent, (this.silentClasses.get(silent) ?? 0) + 1);
    this.silent.taken += 1;
    return true;
  }

  private isFaint(cells: readonly string[], line: number): boolean {
    if (this.filter.leastAllelicFraction === 0 || !this.hasReads) return false;
    const [alternativePlace] = this.alternative.places;
    const [referencePlace] = this.reference.places;
    const alternative = this.readCount(cells[alternativePlace], alternativePlace, line);
    const reference = this.readCount(cells[referencePlace], referencePlace, line);
    const fraction = alternative / (alternative + reference);
    if (Number.isNaN(fraction)) this.unreadCount += 1;
    const isFaint = fraction < this.filter.leastAllelicFraction;
    if (isFaint) this.alternative.taken += 1;
    return isFaint;
  }

  /** A flag says yes, or a word fits. */
  private isMarked(isOn: boolean, part: Part, cells: readonly string[], word: RegExp): boolean {
    if (!isOn) return false;
    const isMarked = part.places.some((place) => {
      const cell = cells[place].toLowerCase();
      return yes.has(cell) || word.test(cell);
    });
    if (isMarked) part.taken += 1;
    return isMarked;
  }

  private readCount(text: string, place: number, line: number): number {
    const count = parseCell(text);
    if (count !== undefined && !(count < 0)) return count;
    const column = this.columns[place];
    throw new TracewiseError('invalid-input', 'a count of reads is not a number', {
      place: { file: this.file, line, column: column + 1 },
      found: `"${shorten(text)}" under ${this.header[column]}`,
      expected: 'a number of reads, or an empty field',
      remedy: 'Correct the field, or empty it if the count is missing',
    });
  }
}
