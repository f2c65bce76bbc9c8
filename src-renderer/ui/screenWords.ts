import type { ScreenProtocol } from '#shared/model/settings.ts';

export const screenProtocolWords: Readonly<Record<ScreenProtocol, { name: string; sentence: string }>> = {
  strict: {
    name: 'Strict',
    sentence:
      'Asks how often shuffled responses are predicted as well as the measured ones, both tuned in the same way. P is exact, and q allows for the number of drugs screened. Ends early on drugs that are clearly noisy. What to believe and to publish.',
  },
  paper: {
    name: 'As in the paper',
    sentence:
      'Follows Yuan et al. (2016): errors on random held-out parts, with measured and with permuted responses, compared by a rank-sum test; λ is chosen anew every time, which takes longest. The parts overlap, so P is far too small: for reproducing their figures.',
  },
  fast: {
    name: 'Fast',
    sentence:
      'As in the paper, but λ is chosen once for each drug. The quickest, for a first look. P is too small for the same reason, and the held-out samples had a say in λ.',
  },
};
