import fc from 'fast-check';

/** Properties draw the same examples in every run of the suite; the soak draws others by SOAK_SEED. */
const suiteSeed = 20_161;

fc.configureGlobal({ seed: Number(process.env['SOAK_SEED'] ?? suiteSeed) });
