import type { TableRole } from '#shared/model/dataset.ts';
import type { Orientation } from '#shared/model/imports.ts';
import { cellLineKey } from '#shared/names/cellLines.ts';

/** The names along both sides of a matrix, and what the user said of it. */
export interface MatrixSides {
  role: TableRole;
  rowNames: readonly string[];
  columnNames: readonly string[];
  orientation?: Orientation;
}

/** How long the sides of a matrix are. */
export interface Shape {
  role: TableRole;
  rowNames: { length: number };
  columnNames: { length: number };
}

/** Names known from tables that describe samples or drugs. */
export interface KnownNames {
  samples: ReadonlySet<string>;
  drugs: ReadonlySet<string>;
}

const orientations = ['samples-in-rows', 'samples-in-columns'] as const;

/**
 * Which side of every matrix holds the samples: as said; else the side that shares most names with the known
 * samples; for a response else the side across from the known drugs; else the way in which response and features
 * share most names; else by the look of the names; else by shape. Features never settle each other: they share their genes as well.
 * Samples are compared by their keys: see `cellLineKey`.
 */
export function settleOrientations(given: readonly MatrixSides[], known: KnownNames): Orientation[] {
  const matrices = given.map((sides) => new KeyedSides(sides));
  const knownSamples = new Set(keysOf([...known.samples]));
  const settled: (Orientation | undefined)[] = matrices.map(
    (sides) => sides.orientation ?? bySamples(sides, knownSamples) ?? byDrugs(sides, known.drugs),
  );
  const responses = matrices.flatMap((sides, index) => (sides.role === 'response' ? [index] : []));
  const features = matrices.flatMap((sides, index) => (sides.role === 'response' ? [] : [index]));
  for (const index of responses) {
    settled[index] ??= byPartners(
      matrices[index],
      features.map((feature) => ({ sides: matrices[feature], orientation: settled[feature] })),
    );
  }
  const responseSamples = responses.flatMap((index) =>
    sampleSide(matrices[index], settled[index] ?? byShape(matrices[index])),
  );
  const responseKeys = new Set(keysOf(responseSamples));
  return matrices.map(
    (sides, index) =>
      settled[index] ?? bySamples(sides, responseKeys) ?? byLook(sides, responseSamples) ?? byShape(sides),
  );
}

export function sampleSide(sides: MatrixSides, orientation: Orientation): readonly string[] {
  return orientation === 'samples-in-rows' ? sides.rowNames : sides.columnNames;
}

export function otherSide(sides: MatrixSides, orientation: Orientation): readonly string[] {
  return orientation === 'samples-in-rows' ? sides.columnNames : sides.rowNames;
}

/** A matrix whose names are turned into keys once, when they are first asked for: there may be tens of thousands. */
class KeyedSides implements MatrixSides {
  readonly role: TableRole;
  readonly rowNames: readonly string[];
  readonly columnNames: readonly string[];
  readonly orientation?: Orientation;
  readonly #keys = new Map<Orientation, readonly string[]>();

  constructor({ role, rowNames, columnNames, orientation }: MatrixSides) {
    this.role = role;
    this.rowNames = rowNames;
    this.columnNames = columnNames;
    if (orientation !== undefined) this.orientation = orientation;
  }

  sampleKeys(orientation: Orientation): readonly string[] {
    const known = this.#keys.get(orientation);
    if (known !== undefined) return known;
    const keys = keysOf(sampleSide(this, orientation));
    this.#keys.set(orientation, keys);
    return keys;
  }
}

/** A response has more samples than drugs, features are more than samples. */
export function byShape({ role, rowNames, columnNames }: Shape): Orientation {
  const isTall = rowNames.length >= columnNames.length;
  return isTall === (role === 'response') ? 'samples-in-rows' : 'samples-in-columns';
}

function bySamples(sides: KeyedSides, samples: ReadonlySet<string>): Orientation | undefined {
  if (samples.size === 0) return undefined;
  return clearWinner((orientation) => sharedCount(sides.sampleKeys(orientation), samples));
}

function byDrugs(sides: MatrixSides, drugs: ReadonlySet<string>): Orientation | undefined {
  if (sides.role !== 'response') return undefined;
  return clearWinner((orientation) => sharedCount(otherSide(sides, orientation), drugs));
}

/** Without a shared name: the side whose names are built as those of the samples, so that a message shows it. */
function byLook(sides: MatrixSides, samples: readonly string[]): Orientation | undefined {
  const looks = new Set(samples.map(lookOf));
  return clearWinner((orientation) => {
    const names = sampleSide(sides, orientation);
    return sharedCount(names.map(lookOf), looks) / names.length;
  });
}

/** `A549_LUNG` as `a0_a`. */
function lookOf(name: string): string {
  return name.replaceAll(/\p{L}+/gu, 'a').replaceAll(/\d+/g, '0');
}

function byPartners(
  sides: KeyedSides,
  partners: readonly { sides: KeyedSides; orientation: Orientation | undefined }[],
): Orientation | undefined {
  return clearWinner((orientation) => {
    const samples = new Set(sides.sampleKeys(orientation));
    const shared = partners.map((partner) => {
      const ways = partner.orientation === undefined ? orientations : [partner.orientation];
      return Math.max(...ways.map((way) => sharedCount(partner.sides.sampleKeys(way), samples)));
    });
    return shared.reduce((sum, count) => sum + count, 0);
  });
}

function clearWinner(score: (orientation: Orientation) => number): Orientation | undefined {
  const [rows, columns] = orientations.map(score);
  if (rows === columns) return undefined;
  return rows > columns ? 'samples-in-rows' : 'samples-in-columns';
}

function sharedCount(names: readonly string[], others: ReadonlySet<string>): number {
  return names.reduce((count, name) => count + (others.has(name) ? 1 : 0), 0);
}

/** Names of signs alone have no key. */
function keysOf(names: readonly string[]): string[] {
  return names.map(cellLineKey).filter((key) => key !== '');
}
