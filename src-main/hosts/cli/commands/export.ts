import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { exportKinds } from '#shared/contract/exports.ts';
import type { ExportKind } from '#shared/contract/exports.ts';
import { requirePositionals } from '../command.ts';
import type { Command } from '../command.ts';
import { requireFolder } from '../files.ts';
import { chosen } from '../options.ts';
import type { Options } from '../options.ts';
import { openProject, withSession } from '../session.ts';
import type { Terminal } from '../session.ts';
import { notYet } from '../usageError.ts';

/** What the contract names and a later version brings. */
const laterKinds: readonly string[] = [
  'friedman',
  'stack-weights',
  'tasks',
  'enrichment',
  'top-genes',
  'stability',
  'ranked-list',
  'gmt',
  'recipe',
];

export const exportTables: Command = {
  name: 'export',
  summary:
    'Write a table of a model, run, screen or clustering, tab-separated, numbers with 17 significant digits.',
  synopsis: ['FILE WHAT --of NAME [--drug D] [--metric NAME] [--out PATH]'],
  options: [
    { name: 'of', value: 'NAME', help: 'the model, run, screen or clustering' },
    { name: 'drug', value: 'D', help: 'this drug alone' },
    { name: 'metric', value: 'NAME', help: 'of a screen of several metrics: this one alone' },
    { name: 'out', value: 'PATH', help: 'where to; standard output when left out' },
  ],
  notes: [`WHAT is one of ${exportKinds.join(', ')}.`],
  run,
};

interface Wanted {
  file: string;
  what: ExportKind;
  of: string;
  drug?: string;
  metric?: string;
}

async function run(options: Options, terminal: Terminal): Promise<void> {
  const [file, kind] = requirePositionals(options, ['FILE', 'WHAT']);
  if (laterKinds.includes(kind)) throw notYet(kind);
  const what = chosen('WHAT', kind, exportKinds);
  const drug = options.text('drug');
  const metric = options.text('metric');
  const wanted: Wanted = {
    file,
    what,
    of: options.requiredText('of', 'the name of a model, run, screen or clustering'),
    ...(drug === undefined ? {} : { drug }),
    ...(metric === undefined ? {} : { metric }),
  };
  const out = options.text('out');
  if (out === undefined) {
    await writeToOutput(wanted, terminal);
    return;
  }
  requireFolder(out);
  const rowCount = await write(wanted, out, terminal);
  terminal.say(`wrote ${rowCount} rows to ${out}`);
  terminal.answer({ out, rowCount });
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
