import { describe, expect, it } from 'vitest';
import { formatBytes, formatDuration, formatQuantity } from '#renderer/ui/quantities.ts';

describe('formatBytes', () => {
  it('chooses the largest unit that leaves a number of at least one', () => {
    expect(formatBytes(0)).toBe('0 B');
    expect(formatBytes(25)).toBe('25 B');
    expect(formatBytes(999)).toBe('999 B');
    expect(formatBytes(1000)).toBe('1.00 kB');
    expect(formatBytes(182_345_678)).toBe('182 MB');
  });
});

describe('formatDuration', () => {
  it('reads like a person would say it', () => {
    expect(formatDuration(0.2)).toBe('under a second');
    expect(formatDuration(45.2)).toBe('45 s');
    expect(formatDuration(59.7)).toBe('1 min');
    expect(formatDuration(3600)).toBe('1 h');
    expect(formatDuration(4200)).toBe('1 h 10 min');
  });
});

describe('formatQuantity', () => {
  it('agrees in number with its noun', () => {
    expect(formatQuantity(1, 'loss', 'losses')).toBe('1 loss');
    expect(formatQuantity(0, 'loss', 'losses')).toBe('0 losses');
    expect(formatQuantity(24, 'drug')).toBe('24 drugs');
  });
});
