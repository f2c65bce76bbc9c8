import { readFileSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { samplesOf } from '../../src-main/importers/dataset/matchSamples.ts';
import { readTables } from '../../src-main/importers/dataset/readTables.ts';
import type { TableRequest } from '../../src-main/importers/dataset/request.ts';
import { inspectFile } from '../../src-main/importers/inspectFile.ts';
import { TracewiseError } from '../../src-shared/model/errors.ts';
import type { TableRole } from '../../src-shared/model/dataset.ts';
import { readingContext, sourceOf } from './files.ts';

const fixtureFolder = fileURLToPath(new URL('../fixtures/import', import.meta.url));

/** A whole file of some format, and what an import takes beside it. */
export interface WholeFile {
  name: string;
  bytes: Buffer;
  role: TableRole;
  /** Tables that it is joined with, and tables that have the samples it needs to make a data set. */
  others: TableRequest[];
}

const plainFiles: Record<string, string> = {
  'expression.tsv': 'sample\tEGFR\tKRAS\tTP53\nL1\t1.5\t-2e-3\t3\nL2\tNA\t5\t6.25\n"L3"\t7\t8\t9\n',
  'response_auc.csv': '"","Drug A","Drug, B"\r\n"L1",0.5,NA\r\n"L2",0.25,1\r\n"L3",,12345678901234567890\r\n',
  'turned.txt': 'L1;L2;L3\rEGFR;1;2;3\rKRAS;4;5;6\r',
  'samples.tsv': 'sample\ttissue\nL1\tlung\nL2\tskin\nL3\t"bone\tmarrow"\n',
  'drugs.csv': 'drug,target,mechanism\nDrug A,EGFR,inhibits\n"Drug, B","MEK ""1""",\n',
};

/** Every fixture of an import, and a few plain tables; what they need lies in the folder afterwards. */
export async function wholeFiles(folder: string): Promise<WholeFile[]> {
  const written = Object.entries(plainFiles).map(([name, text]) => sourceOf(folder, name, text).path);
  const paths = [...written, ...fixturePaths()];
  const roles = new Map<string, TableRole>();
  for (const path of paths) roles.set(path, await roleOf(path));
  return Promise.all(paths.map((path, index) => wholeFile(path, roles, folder, index)));
}

function fixturePaths(): string[] {
  const entries = readdirSync(fixtureFolder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && !/\.(md|ts|R|py)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

async function roleOf(path: string): Promise<TableRole> {
  const source = { path, name: basename(path) };
  try {
    return (await inspectFile(source, readingContext())).suggestedRole;
  } catch (error) {
    if (error instanceof TracewiseError) return 'response';
    throw error;
  }
}

const describing: readonly TableRole[] = ['drugs', 'samples', 'lookup'];

async function wholeFile(
  path: string,
  roles: ReadonlyMap<string, TableRole>,
  folder: string,
  index: number,
): Promise<WholeFile> {
  const role = roles.get(path) ?? 'response';
  const beside = [...roles].filter(
    ([other, otherRole]) =>
      other !== path && dirname(other) === dirname(path) && otherRole === 'lookup' && otherRole !== role,
  );
  const joined = beside.map(([other, otherRole]) => requestOf(other, otherRole));
  const samples = await samplesIn([...joined, requestOf(path, role)]);
  const partner = (partnerRole: TableRole): TableRequest => {
    const rows = samples.map((sample, row) => `${sample}\t${row}\t${row * row}\n`);
    const source = sourceOf(folder, `${index}-${partnerRole}.tsv`, `\tpartner 1\tpartner 2\n${rows.join('')}`);
    return { source, role: partnerRole, format: 'plain-matrix', orientation: 'samples-in-rows' };
  };
  const partners = role === 'response' ? [partner('features')] : [partner('response')];
  if (describing.includes(role)) partners.push(partner('features'));
  return { name: basename(path), bytes: readFileSync(path), role, others: [...joined, ...partners] };
}

function requestOf(path: string, role: TableRole): TableRequest {
  return { source: { path, name: basename(path) }, role, format: 'auto' };
}

/** Of a file that is whole; three of any name where it has none or wants something else besides. */
async function samplesIn(tables: readonly TableRequest[]): Promise<string[]> {
  const request = { dataset: 'whole', missing: 'mean' as const, tables };
  try {
    const read = await readTables(request, readingContext(), { samples: [], drugs: [] });
    const matrices = [...read.features, ...read.responses];
    const names = new Set([
      ...matrices.flatMap((matrix) => samplesOf(matrix)),
      ...(read.samples?.byName.keys() ?? []),
    ]);
    return names.size > 0 ? [...names] : ['L1', 'L2', 'L3'];
  } catch (error) {
    if (error instanceof TracewiseError) return ['L1', 'L2', 'L3'];
    throw error;
  }
}

/** Places and lengths are shares of the file's length. */
type Damage =
  | { kind: 'flip'; at: number; bit: number }
  | { kind: 'put'; at: number; bytes: string }
  | { kind: 'cut'; at: number; length: number }
  | { kind: 'end'; at: number }
  | { kind: 'repeat'; at: number; length: number; to: number }
  | { kind: 'splice'; at: number; other: number; from: number; length: number };

const share = fc.double({ min: 0, max: 1, noNaN: true });
const shortShare = share.map((value) => value ** 3);
const troublesome = ['"', '""', '\t', ',', ';', '\n', '\r', '\r\n', '\0', '\uFEFF', 'NA', '-', '1e999', ' '];

const damage: fc.Arbitrary<Damage> = fc.oneof(
  fc.record({ kind: fc.constant('flip' as const), at: share, bit: fc.integer({ min: 0, max: 7 }) }),
  fc.record({
    kind: fc.constant('put' as const),
    at: share,
    bytes: fc.oneof(
      fc.constantFrom(...troublesome, '\xff\xfe', '\x1f\x8b', 'PK\x03\x04', '-1', '1,5', '2024-03-01', '1-Sep'),
      fc.string({ maxLength: 6 }),
    ),
  }),
  fc.record({ kind: fc.constant('cut' as const), at: share, length: shortShare }),
  fc.record({ kind: fc.constant('end' as const), at: share }),
  fc.record({ kind: fc.constant('repeat' as const), at: share, length: shortShare, to: share }),
  fc.record({
    kind: fc.constant('splice' as const),
    at: share,
    other: share,
    from: share,
    length: shortShare,
  }),
);

/** Which file, and what is done to it. */
export const brokenFile = fc.record({
  file: share,
  damages: fc.array(damage, { minLength: 1, maxLength: 4 }),
});

/** One of some things by a share. */
export function pick<Thing>(things: readonly Thing[], at: number): Thing {
  return things[Math.min(things.length - 1, Math.floor(at * things.length))];
}

export function breakBytes(whole: Buffer, damages: readonly Damage[], others: readonly Buffer[]): Buffer {
  return damages.reduce((bytes, one) => damaged(bytes, one, others), whole);
}

function damaged(bytes: Buffer, one: Damage, others: readonly Buffer[]): Buffer {
  const place = (at: number, within = bytes) => Math.floor(at * within.length);
  const inserted = (at: number, ...parts: Buffer[]) =>
    Buffer.concat([bytes.subarray(0, place(at)), ...parts, bytes.subarray(place(at))]);
  const at = place(one.at);
  switch (one.kind) {
    case 'flip': {
      const copy = Buffer.from(bytes);
      if (copy.length > 0) copy[Math.min(at, copy.length - 1)] ^= 1 << one.bit;
      return copy;
    }
    case 'put':
      return inserted(one.at, Buffer.from(one.bytes, 'latin1'));
    case 'cut':
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + place(one.length))]);
    case 'end':
      return bytes.subarray(0, at);
    case 'repeat':
      return inserted(one.to, bytes.subarray(at, at + place(one.length)));
    case 'splice': {
      const other = pick(others, one.other);
      const from = place(one.from, other);
      return inserted(one.at, other.subarray(from, from + place(one.length, other)));
    }
  }
}
