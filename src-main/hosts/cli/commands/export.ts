import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { exportKinds } from '#shared/contract/exports.ts';
import type { ExportKind } from '#shared/contract/exports.ts';
import { defaultTopCount, weightDirections } from '#shared/model/enrichment.ts';
import type { WeightDirection } from '#shared/model/enrichment.ts';
import { requirePositionals } from '../command.ts';
import type { Command } from '../command.ts';
import { requireFolder } from '../files.ts';
import { chosen, oneOf } from '../options.ts';
import type { Options } from '../options.ts';
import { openProject, withSession } from '../session.ts';
import type { Terminal } from '../session.ts';
import { UsageError } from '../usageError.ts';

const listKinds: readonly ExportKind[] = ['top-genes', 'stability', 'gmt'];
const mostTop = 100_000;

export const exportTables: Command = {
  name: 'export',
  summary:
    'Write a table of a model, run, screen, clustering or enrichment, tab-separated, numbers with 17 significant digits.',
  synopsis: ['FILE WHAT --of NAME [--drug D] [--metric NAME] [--top N] [--direction D] [--out PATH]'],
  options: [
    { name: 'of', value: 'NAME', help: 'the model, run, screen or clustering' },
    { name: 'drug', value: 'D', help: 'this drug alone' },
    { name: 'metric', value: 'NAME', help: 'of a screen of several metrics: this one alone' },
    { name: 'top', value: 'N', help: `genes of a list; ${defaultTopCount} when left out` },
    {
      name: 'direction',
      value: weightDirections.join('|'),
      help: 'of a list of genes; positive when left out',
    },
    { name: 'universe', value: 'PATH', help: 'top-genes: also write all modelled genes, one a line' },
    { name: 'out', value: 'PATH', help: 'where to; standard output when left out' },
  ],
  notes: [
    `WHAT is one of ${exportKinds.join(', ')}.`,
    'stability refits the model without a fifth of the responses, five times.',
    'top-genes, universe and ranked-list (GSEA .rnk) have no header; gmt is of a model or of gene clusters.',
  ],
  run,
};

interface Wanted {
  file: string;
  what: ExportKind;
  of: string;
  drug?: string;
  metric?: string;
  top?: number;
  direction?: WeightDirection;
}

async function run(options: Options, terminal: Terminal): Promise<void> {
  const [file, kind] = requirePositionals(options, ['FILE', 'WHAT']);
  const what = chosen('WHAT', kind, exportKinds);
  const drug = options.text('drug');
  const metric = options.text('metric');
  const wanted: Wanted = {
    file,
    what,
    of: options.requiredText('of', 'the name of a model, run, screen or clustering'),
    ...(drug === undefined ? {} : { drug }),
    ...(metric === undefined ? {} : { metric }),
    ...readListOptions(options, what),
  };
  const universe = options.text('universe');
  const out = options.text('out');
  if (universe !== undefined) await writeUniverse(wanted, universe, terminal);
  if (out === undefined) {
    await writeToOutput(wanted, terminal);
    return;
  }
  requireFolder(out);
  const rowCount = await write(wanted, out, terminal);
  const written = wholes.includes(what) ? `the ${what}` : rowCount === 1 ? '1 row' : `${rowCount} rows`;
  terminal.say(`wrote ${written} to ${out}`);
  terminal.answer({ out, rowCount });
}

/** What is no table of rows. */
const wholes: readonly ExportKind[] = ['recipe', 'newick'];

/** Options that only lists of genes have. */
function readListOptions(options: Options, what: ExportKind): Pick<Wanted, 'top' | 'direction'> {
  const top = options.wholeNumber('top', { least: 1, most: mostTop });
  const direction = options.choice('direction', weightDirections);
  const asked = ['top', 'direction'].find((name) => options.has(name));
  if (asked !== undefined && !listKinds.includes(what)) throw onlyForLists(asked, what, listKinds);
  if (options.has('universe') && what !== 'top-genes') throw onlyForLists('universe', what, ['top-genes']);
  return { ...(top === undefined ? {} : { top }), ...(direction === undefined ? {} : { direction }) };
}

function onlyForLists(option: string, what: ExportKind, kinds: readonly ExportKind[]): UsageError {
  return new UsageError(`--${option}: found with ${what}, expected with ${oneOf(kinds)} only`);
}

async function writeUniverse({ file, of }: Wanted, path: string, terminal: Terminal): Promise<void> {
  requireFolder(path);
  const geneCount = await write({ file, of, what: 'universe' }, path, terminal);
  terminal.warn(`wrote the ${geneCount} genes of the universe to ${path}`);
}

async function write({ file, ...wanted }: Wanted, path: string, terminal: Terminal): Promise<number> {
  return withSession(terminal, undefined, async (session) => {
    const { projectId } = await openProject(session, file);
    const destination = session.files.add(path);
    const { rowCount } = await session.call('export/write', { projectId, destination, ...wanted });
    return rowCount;
  });
}

/** By way of a file of its own: a table may be larger than what is held in memory as one text. */
async function writeToOutput(wanted: Wanted, terminal: Terminal): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'tracewise-export-'));
  try {
    const path = join(folder, 'table.tsv');
    await write(wanted, path, terminal);
    await pipeline(createReadStream(path), process.stdout, { end: false });
  } catch (error) {
    if (isClosedPipe(error)) return;
    throw error;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The reader, `head` for instance, has what it wanted. */
function isClosedPipe(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EPIPE';
}
