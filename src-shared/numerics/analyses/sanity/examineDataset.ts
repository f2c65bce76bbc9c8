import type { UnitContext } from '../../../model/job.ts';
import type { SanityReport } from '../../../model/sanity.ts';
import { requireGoingOn } from '../cancellation.ts';
import type { Panel } from '../panel.ts';
import { findingsOf } from './findings.ts';
import { hasStructure, randomOrders, tableFit } from './fits.ts';
import { nearDrugs } from './nearDrugs.ts';
import { nearSamples } from './nearSamples.ts';
import { sampleSimilarity } from './similarity.ts';
import { missingOfDrugs, missingOfSamples, spreadOf } from './spread.ts';
import { tablesOf } from './tables.ts';
import type { SanityQuestion, SanityTable } from './tables.ts';

export type { SanityQuestion } from './tables.ts';

/** Fewer samples have no similarities to compare. */
const fewestSamples = 10;

/**
 * What may be wrong with a data set although every file could be read. Of a panel with the features of all blocks and
 * the responses of all metrics, side by side. The same panel gives the same report.
 * @throws TracewiseError `cancelled`
 */
export function examineDataset(question: SanityQuestion, panel: Panel, context: UnitContext): SanityReport {
  const tables = tablesOf(question, panel);
  const compared = panel.sampleNames.length < fewestSamples ? [] : tables;
  const { after } = stepsOf(context, 2 * tables.length + compared.length + pairsOf(compared).length);
  const samples = missingOfSamples(tables, panel.sampleNames);
  const spreads = tables.map((table) => after(() => spreadOf(table)));
  const orders = randomOrders(panel.sampleNames.length);
  const judged = compared.map((table) => after(() => judge(table, orders, context)));
  const blocks = judged.filter(({ table }) => table.kind === 'block');
  const nearSamplePairs = blocks.map((block) => after(() => nearSamples(blocks, block, panel.sampleNames)));
  const nearDrugPairs = tables
    .filter(({ kind }) => kind === 'metric')
    .map((table) => after(() => nearDrugs(table)));
  const fits = pairsOf(judged).map((pair) => after(() => tableFit(pair, orders, panel.sampleNames)));
  const report = {
    dataset: question.dataset,
    spreads,
    samples,
    drugs: missingOfDrugs(tables),
    nearSamples: nearSamplePairs.flat(),
    nearDrugs: nearDrugPairs.flat(),
    fits,
  };
  const structured = judged.filter(({ isStructured }) => isStructured).map(({ table }) => table.name);
  return { ...report, findings: findingsOf(report, new Set(structured)) };
}

/** The halves by which a table's structure is told are not kept: of thousands of samples they are large. */
function judge(table: SanityTable, orders: readonly Int32Array[], context: UnitContext) {
  const similarity = sampleSimilarity(table, context);
  return { table, similarity: similarity.whole, isStructured: hasStructure(similarity, orders) };
}

function pairsOf<Item>(items: readonly Item[]): [Item, Item][] {
  return items.flatMap((first, index) =>
    items.slice(index + 1).map((second): [Item, Item] => [first, second]),
  );
}

/** Counts steps off, tells how far they have come, and stops when nobody waits any more. */
function stepsOf(context: UnitContext, count: number): { after: <Value>(work: () => Value) => Value } {
  let done = 0;
  return {
    after: (work) => {
      requireGoingOn(context);
      const value = work();
      done += 1;
      context.report({ fraction: Math.min(1, done / count) });
      return value;
    },
  };
}
