import { TracewiseError } from '#shared/model/errors.ts';
import { tableRoles } from '#shared/model/dataset.ts';
import { countCells, roughCells } from '../scan/cells.ts';
import { parseCell } from '../scan/numberRow.ts';
import { isWord } from '../tables/words.ts';
import type { FileHead, Recognition, TableFormat } from './format.ts';

/** Gene sets are no table of a data set: recognised to say where they belong. */
export const geneSets: TableFormat = {
  name: 'gene-sets',
  roles: tableRoles,
  recognise,
  read: ({ name }) => Promise.reject(notHere(name)),
};

const tab = 0x09;
const linesToJudge = 20;
const fewestCells = 3;

/** Lines of words of different lengths, all with a gene at least: no table is that ragged. */
function recognise({ lines }: FileHead): Recognition | undefined {
  const rows = lines.slice(0, linesToJudge);
  const lengths = new Set(rows.map((line) => countCells(line, 0, line.length, tab)));
  const isRagged = rows.length > 1 && lengths.size > 1 && lengths.size >= rows.length / 2;
  if (!isRagged || Math.min(...lengths) < fewestCells) return undefined;
  const hasNumbers = rows.some((line) =>
    roughCells(line, tab)
      .slice(2)
      .some((cell) => isWord(cell) && parseCell(cell) !== undefined),
  );
  return hasNumbers ? undefined : { label: 'gene sets (GMT)', confidence: 1, delimiter: tab };
}

function notHere(file: string): TracewiseError {
  return new TracewiseError('invalid-input', 'this is a file of gene sets', {
    place: { file, line: 1 },
    found: 'a set of genes per line',
    expected: 'a table of features, responses, drugs or samples',
    remedy: 'Load it in Enrichment instead',
  });
}
