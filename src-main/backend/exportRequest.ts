import type { ExportKind } from '#shared/contract/exports.ts';
import type { WeightDirection } from '#shared/model/enrichment.ts';

/** What is to be written of a result. */
export interface ExportRequest {
  what: ExportKind;
  /** The name of the result. */
  of: string;
  drug?: string;
  /** Of a screen. */
  metric?: string;
  /** Of gene lists: how many genes, and from which end of the weights. */
  top?: number;
  direction?: WeightDirection;
}
