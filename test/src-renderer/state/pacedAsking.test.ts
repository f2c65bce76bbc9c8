import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { PacedAsking } from '#renderer/state/pacedAsking.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it('asks at once, and once more for all demands of the pause', async () => {
  const ask = vi.fn(() => Promise.resolve());
  const asking = new PacedAsking(ask, 100);
  asking.demand();
  expect(ask).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(50);
  asking.demand();
  asking.demand();
  expect(ask).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(50);
  expect(ask).toHaveBeenCalledTimes(2);
  await vi.advanceTimersByTimeAsync(1000);
  expect(ask).toHaveBeenCalledTimes(2);
  asking.demand();
  expect(ask).toHaveBeenCalledTimes(3);
});

it('waits for an answer before it asks again', async () => {
  const answers: (() => void)[] = [];
  const ask = vi.fn(() => new Promise<void>((resolve) => answers.push(resolve)));
  const asking = new PacedAsking(ask, 100);
  asking.demand();
  asking.demand();
  await vi.advanceTimersByTimeAsync(1000);
  expect(ask).toHaveBeenCalledTimes(1);
  answers[0]();
  await vi.advanceTimersByTimeAsync(100);
  expect(ask).toHaveBeenCalledTimes(2);
});

it('asks no more once it is stopped', async () => {
  const ask = vi.fn(() => Promise.resolve());
  const asking = new PacedAsking(ask, 100);
  asking.demand();
  asking.demand();
  asking.stop();
  await vi.advanceTimersByTimeAsync(1000);
  expect(ask).toHaveBeenCalledTimes(1);
});
