import { describe, expect, it } from 'vitest';
import { drugOf, partOf } from '#renderer/ui/curveWords.ts';

describe('what a curve is of', () => {
  it('is a drug for a model that trains each on its own, with or without outer folds', () => {
    expect(drugOf({ name: 'elastic-net/Erlotinib', model: 'elastic-net' })).toBe('Erlotinib');
    expect(drugOf({ name: 'ridge/A/B 1/outer-2', model: 'ridge' })).toBe('A/B 1');
  });

  it('is an outer fold, and no drug, for the trace norm', () => {
    const curve = { name: 'trace-norm/outer-2', model: 'trace-norm' } as const;
    expect(partOf(curve)).toBe('outer-2');
    expect(drugOf(curve)).toBeUndefined();
  });
});
