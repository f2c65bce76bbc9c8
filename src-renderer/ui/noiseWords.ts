import type { NoiseKnowledge } from '../state/noise.ts';
import { formatChosen } from './numbers.ts';

/** What it takes to mark noisy drugs and to say who found them noisy. */
export type NoiseMarks = Pick<NoiseKnowledge, 'run' | 'protocol' | 'threshold' | 'noisyDrugs'>;

/** A drug's name as figures and tables show it: with an asterisk when a screen found it noisy. */
export function markedName(drug: string, noise: NoiseMarks | undefined): string {
  return isNoisy(drug, noise) ? `${drug} *` : drug;
}

/** A drug's name for those who hear it: with what the asterisk means. */
export function spokenName(drug: string, noise: NoiseMarks | undefined): string {
  const explanation = explainNoise(drug, noise);
  return explanation === undefined ? drug : `${drug}, ${explanation}`;
}

/** What the asterisk of a drug means; `undefined` for a drug without one. */
export function explainNoise(drug: string, noise: NoiseMarks | undefined): string | undefined {
  return isNoisy(drug, noise) ? `noisy in the screen “${noise.run}”` : undefined;
}

/** The line under a table or figure that shows these drugs; none when no name bears an asterisk. */
export function noiseFootnotes(drugs: readonly string[], noise: NoiseMarks | undefined): string[] {
  if (noise === undefined || !drugs.some((drug) => noise.noisyDrugs.has(drug))) return [];
  return [`* noisy in the screen “${noise.run}” (${noiseRule(noise)})`];
}

/** What makes a drug noisy: `q ≥ 0.05`. */
export function noiseRule({ protocol, threshold }: Pick<NoiseMarks, 'protocol' | 'threshold'>): string {
  return `${protocol === 'strict' ? 'q' : 'P'} ≥ ${formatChosen(threshold)}`;
}

/** The cell of a column `noisy`: 1 or 0, nothing when no screen knows. */
export function noisyCell(drug: string, noise: NoiseMarks | undefined): number | null {
  if (noise === undefined) return null;
  return noise.noisyDrugs.has(drug) ? 1 : 0;
}

function isNoisy(drug: string, noise: NoiseMarks | undefined): noise is NoiseMarks {
  return noise?.noisyDrugs.has(drug) === true;
}
