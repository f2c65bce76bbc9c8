import { describe, expect, it } from 'vitest';
import { Latest } from '#renderer/state/latest.svelte.ts';

function byHand() {
  const answers: { give: (value: string) => void; refuse: (error: Error) => void; signal: AbortSignal }[] =
    [];
  const question = (signal: AbortSignal) =>
    new Promise<string>((give, refuse) => answers.push({ give, refuse, signal }));
  return { answers, question };
}

describe('Latest', () => {
  it('shows the answer to what was asked for last, whichever comes first', async () => {
    const { answers, question } = byHand();
    const latest = new Latest<string>();
    const asked = [latest.ask(question), latest.ask(question)];
    answers[1].give('second');
    answers[0].give('first');
    await Promise.all(asked);
    expect(latest.value).toBe('second');
    expect(latest.isLoading).toBe(false);
  });

  it('asks for what is no longer wanted to stop', () => {
    const { answers, question } = byHand();
    const latest = new Latest<string>();
    void latest.ask(question);
    void latest.ask(question);
    expect(answers.map(({ signal }) => signal.aborted)).toEqual([true, false]);
  });

  it('keeps the last answer until the next one is there', async () => {
    const { answers, question } = byHand();
    const latest = new Latest<string>();
    const first = latest.ask(question);
    answers[0].give('first');
    await first;
    void latest.ask(question);
    expect(latest.value).toBe('first');
    expect(latest.isLoading).toBe(true);
  });

  it('says why there is no answer, and forgets it with the next', async () => {
    const latest = new Latest<string>();
    await latest.ask(() => Promise.reject(new Error('no weights')));
    expect(latest.value).toBeUndefined();
    expect(latest.failure).toEqual(new Error('no weights'));
    await latest.ask(() => Promise.resolve('weights'));
    expect(latest.failure).toBeUndefined();
  });

  it('drops an answer that comes after it was cleared', async () => {
    const { answers, question } = byHand();
    const latest = new Latest<string>();
    const asked = latest.ask(question);
    latest.clear();
    answers[0].give('late');
    await asked;
    expect(latest.value).toBeUndefined();
  });
});
