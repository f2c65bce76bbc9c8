import type { SanityReport } from '../../../model/sanity.ts';

export type Finding = SanityReport['findings'][number];

/** A report before anything is made of it. */
export type Measured = Omit<SanityReport, 'findings'>;
