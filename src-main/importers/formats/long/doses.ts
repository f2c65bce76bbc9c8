import { setImmediate } from 'node:timers/promises';
import { curveMetrics } from '#shared/numerics/doseResponse/curve.ts';
import type { CurveMetrics } from '#shared/numerics/doseResponse/curve.ts';
import { quantile } from '#shared/numerics/statistics/quantile.ts';
import { partOf, throwIfCancelled } from '../../context.ts';
import type { ReadContext, Source } from '../../context.ts';
import type { ReadOptions, ReadResult, TableContent, TableFormat } from '../format.ts';
import { readRows } from '../readRows.ts';
import type { TableTop } from '../readRows.ts';
import { Curves } from './curves.ts';
import type { Curve } from './curves.ts';
import { ccleDoses, doseResponse } from './doseSpecs.ts';
import type { DoseSpec } from './doseSpecs.ts';
import { noRowLeft, noValues, refuseSparse } from './errors.ts';
import { layOut } from './layout.ts';
import { recogniseLong } from './longFormat.ts';
import { matrixOf } from './pairs.ts';
import type { PairNames } from './pairs.ts';
import { LongRows } from './rows.ts';

const readingShare = 0.5;
/** Curves fitted before others get a turn. */
const curvesAtOnce = 100;

/** Responses at single doses, from which the metrics are computed. */
export const doseFormats: readonly TableFormat[] = [doseFormat(doseResponse), doseFormat(ccleDoses)];

function doseFormat(spec: DoseSpec): TableFormat {
  return {
    name: spec.name,
    roles: ['response'],
    recognise: (head) => {
      const recognition = recogniseLong(spec, head);
      return recognition === undefined ? undefined : { ...recognition, confidence: spec.confidence };
    },
    read: (source, options, context) => readDoses(spec, source, options, context),
  };
}

async function readDoses(
  spec: DoseSpec,
  source: Source,
  options: ReadOptions,
  context: ReadContext,
): Promise<ReadResult> {
  const file = source.name;
  const rule = options.replicates ?? 'mean';
  let table: { rows: LongRows; curves: Curves; metrics: string[] } | undefined;
  const open = (top: TableTop) => {
    const columns = spec.columns(top.header);
    if (columns === undefined)
      throw noValues({ file, top }, 'a column of doses, and one of viability or inhibition');
    const layout = layOut(spec, file, top, options, [columns.dose]);
    const curves = new Curves(columns, file);
    const rows = new LongRows(spec, layout, top.header, curves.add);
    table = { rows, curves, metrics: layout.metrics.flatMap(({ metric }) => metric ?? []) };
    return rows;
  };
  const reading = partOf(context, 0, readingShare);
  const { headerLine } = options;
  const { byteCount, sha256 } = await readRows(source, { headerLine, comments: true }, reading, open);
  if (table === undefined) throw new TypeError('a table was read without being opened');
  const { names, words, notices } = table.rows.finish();
  const { curves, notices: curveNotices } = table.curves.finish(rule);
  if (curves.length === 0) throw noRowLeft(file, [...notices, ...curveNotices]);
  refuseSparse(file, names, curves.length);
  const metrics = await metricsOf(curves, partOf(context, readingShare, 1 - readingShare));
  return {
    contents: [...table.metrics.map((metric) => contentOf(metric, curves, metrics, names)), ...words],
    duplicates: [],
    notices: [...notices, ...curveNotices, ...fitNotices(curves, metrics)],
    byteCount,
    sha256,
  };
}

async function metricsOf(curves: readonly Curve[], context: ReadContext): Promise<CurveMetrics[]> {
  const metrics: CurveMetrics[] = [];
  for (const { doses, inhibitions } of curves) {
    metrics.push(curveMetrics(doses, inhibitions));
    if (metrics.length % curvesAtOnce !== 0) continue;
    throwIfCancelled(context.signal);
    context.progress(metrics.length / curves.length);
    await setImmediate();
  }
  return metrics;
}

const valueOf: Record<string, (metrics: CurveMetrics) => number> = {
  'activity area': ({ activityArea }) => activityArea,
  AUC: ({ auc }) => auc,
  EC50: ({ ec50 }) => ec50,
  IC50: ({ ic50 }) => ic50,
  Amax: ({ amax }) => amax,
};

function contentOf(
  metric: string,
  curves: readonly Curve[],
  metrics: readonly CurveMetrics[],
  names: PairNames,
): TableContent {
  const pairs = {
    samples: curves.map(({ sample }) => sample),
    drugs: curves.map(({ drug }) => drug),
    values: metrics.map(valueOf[metric]),
  };
  const { table } = matrixOf(pairs, names, 'mean');
  return { kind: 'numbers', table, orientation: 'samples-in-rows', metric };
}

function fitNotices(curves: readonly Curve[], metrics: readonly CurveMetrics[]): string[] {
  const r2 = metrics.map((own) => own.r2).filter((value) => !Number.isNaN(value));
  const capped = metrics.filter(({ ic50 }, index) => ic50 === curves[index].doses.at(-1)).length;
  const quality = r2.length === 0 ? '' : ` (median R² ${quantile(r2, 0.5).toPrecision(3)})`;
  return [
    `A logistic curve fits ${r2.length} of ${metrics.length} pairs of sample and drug${quality}; ` +
      'the others are flat: no EC50, and IC50 and Amax by their mean.',
    ...(capped === 0 ? [] : [`IC50 is not reached in ${capped} pairs: the highest dose stands for it.`]),
  ];
}
