import type { GeneSet } from '#shared/model/enrichment.ts';
import { TracewiseError } from '#shared/model/errors.ts';
import type { ReadContext, Source } from '../context.ts';
import { splitCells } from '../scan/cells.ts';
import { UniqueNames } from '../tables/uniqueNames.ts';
import { readLines } from '../formats/readLines.ts';

const tab = 0x09;

/**
 * Reads a GMT file: a set per line, its name, a description and its genes parted by tabs.
 * @throws TracewiseError `invalid-input` with the place for a set without a name or genes or with a name that was there
 *   before, `disk`, `cancelled`
 */
export async function readGeneSets(
  source: Source,
  context: ReadContext,
): Promise<{ sets: GeneSet[]; byteCount: number; sha256: string }> {
  const file = source.name;
  const names = new UniqueNames();
  const sets: GeneSet[] = [];
  const facts = await readLines(source, context, (bytes, start, end, line) => {
    const [name, description = '', ...cells] = splitCells(bytes, start, end, tab, { file, line, column: 1 });
    const genes = [...new Set(cells.filter((gene) => gene !== ''))];
    if (genes.length === 0) throw noGenes(file, line, cells.length);
    names.add(name, { file, line, column: 1 });
    sets.push({ name, description, genes });
  });
  return { sets, ...facts };
}

function noGenes(file: string, line: number, cellCount: number): TracewiseError {
  return new TracewiseError('invalid-input', 'a gene set has no genes', {
    place: { file, line, column: 3 },
    found: cellCount === 0 ? 'a line without a third field' : 'empty fields',
    expected: 'a name, a description and the genes, parted by tabs',
    remedy: 'Check that the fields are parted by tabs, or delete the line',
  });
}
