import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { HostEvent } from '#shared/contract/hostEvents.ts';
import type { HostFile } from '#shared/contract/host.ts';
import type { MethodName } from '#shared/contract/methods.ts';
import { TracewiseError } from '#shared/model/errors.ts';
import { Desk } from '#renderer/state/desk.svelte.ts';
import type { DeskParts } from '#renderer/state/desk.svelte.ts';
import type { Route } from '#renderer/state/routes.ts';

const inProject: Route = { screen: 'room', projectId: 'p', room: 'compare' };
const table: HostFile = { id: 't', name: 'panel.tsv', byteCount: 1 };
const projectFile: HostFile = { id: 'f', name: 'Lung.TRACEWISE', byteCount: 1 };

/** A desk whose surroundings only write down what is asked of them. */
function deskAt(route: Route, answers: Partial<Record<MethodName, unknown>> = {}) {
  const routes: Route[] = [];
  const notices: string[] = [];
  const done: string[] = [];
  let ask: (event: HostEvent) => void = () => undefined;
  const job = (name: string, state: string) => ({
    name,
    state,
    id: 1,
    projectId: 'p',
    analysis: { kind: 'fit' },
  });
  const parts = {
    client: {
      call(method: MethodName) {
        const answer = answers[method];
        return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
      },
      host: {
        onHostEvent: (listener: (event: HostEvent) => void) => (ask = listener),
        addDroppedFiles: (files: File[]) =>
          Promise.resolve(files.map(({ name }) => ({ id: name, name, byteCount: 1 }))),
        pickDestination: (name: string) => Promise.resolve({ id: 'd', name, byteCount: 0 }),
      },
    },
    navigation: { route, go: (next: Route) => routes.push(next) },
    notices: { add: (text: string) => notices.push(text), fail: (text: string) => notices.push(`! ${text}`) },
    theme: { choose: (theme: string) => done.push(`theme ${theme}`) },
    library: {
      openFile: () => Promise.resolve({ projectId: 'picked' }),
      openGiven: ({ id }: HostFile) => Promise.resolve({ projectId: `of ${id}` }),
    },
    jobs: {
      all: [job('a', 'running'), job('b', 'paused'), job('c', 'done')],
      find: (_projectId: string, id: number) => (id === 1 ? job('a', 'done') : undefined),
      put: ({ name }: { name: string }) => done.push(`put ${name}`),
      pause: ({ name }: { name: string }) => done.push(`pause ${name}`),
      resume: ({ name }: { name: string }) => done.push(`resume ${name}`),
    },
    project: { overview: { card: { name: 'Lung' } } },
  };
  const desk = new Desk(parts as unknown as DeskParts);
  return { desk, ask: (event: HostEvent) => ask(event), routes, notices, done };
}

beforeAll(() => vi.stubGlobal('location', { hash: '' }));

describe('what the desktop asks', () => {
  it('leads to rooms by their number, recent projects and results', () => {
    const { ask, routes } = deskAt(inProject);
    ask({ kind: 'show-room', place: 1 });
    ask({ kind: 'show-room', place: 99 });
    ask({ kind: 'show-project', projectId: 'q' });
    ask({ kind: 'show-result', projectId: 'p', jobId: 1 });
    ask({ kind: 'show-result', projectId: 'p', jobId: 2 });
    expect(routes).toEqual([
      { screen: 'room', projectId: 'p', room: 'data' },
      { screen: 'room', projectId: 'q', room: 'data' },
      { screen: 'room', projectId: 'p', room: 'models', result: 'a' },
      { screen: 'room', projectId: 'p', room: 'data' },
    ]);
  });

  it('that needs a project says so where there is none', () => {
    const { ask, routes, notices } = deskAt({ screen: 'library' });
    ask({ kind: 'show-room', place: 1 });
    ask({ kind: 'command', command: 'import-data' });
    ask({ kind: 'command', command: 'export' });
    expect(routes).toEqual([]);
    expect(notices).toEqual(['Open a project first.', 'Open a project first.', 'Open a project first.']);
  });

  it('opens boxes, the drawer, a theme, and holds or goes on with jobs', () => {
    const { desk, ask, done } = deskAt(inProject);
    for (const command of ['show-about', 'show-guide', 'new-project'] as const) {
      ask({ kind: 'command', command });
    }
    expect(desk.box).toBe('new-project');
    ask({ kind: 'command', command: 'show-jobs' });
    expect(desk.jobsShown).toBe(true);
    ask({ kind: 'choose-theme', theme: 'dark' });
    ask({ kind: 'command', command: 'pause-jobs' });
    ask({ kind: 'command', command: 'resume-jobs' });
    expect(done).toEqual(['theme dark', 'pause a', 'resume b']);
  });

  it('exports the project that is shown to where the user says', async () => {
    const { ask, notices } = deskAt(inProject, { 'project/copy': null });
    ask({ kind: 'command', command: 'export' });
    await vi.waitFor(() => expect(notices).toEqual(['Exported as Lung.tracewise.']));
  });
});

describe('files from outside', () => {
  it('that are a project open it', async () => {
    const { ask, routes } = deskAt({ screen: 'library' });
    ask({ kind: 'take-files', files: [projectFile] });
    await vi.waitFor(() => expect(routes).toEqual([{ screen: 'room', projectId: 'of f', room: 'data' }]));
  });

  it('that are tables open the data wizard of the project that is shown, which then takes them', async () => {
    const { desk, routes } = deskAt(inProject);
    await desk.take([table]);
    expect(routes).toEqual([{ screen: 'import-wizard', projectId: 'p' }]);
    const taken: string[] = [];
    const stop = desk.sendTablesTo((files) => taken.push(...files.map(({ name }) => name)));
    await desk.drop([new File([], 'more.tsv')]);
    expect(taken).toEqual(['panel.tsv', 'more.tsv']);
    stop();
    await desk.take([table]);
    expect(taken).toHaveLength(2);
    expect(routes).toHaveLength(2);
  });
});

describe('work that the last close interrupted', () => {
  it('goes on and says so', async () => {
    const { desk, notices, done } = deskAt(inProject, {
      'job/resume-interrupted': { resumed: [{ name: 'first' }], problems: ['it was begun by version 1'] },
    });
    await desk.resumeInterrupted();
    expect(done).toEqual(['put first']);
    expect(notices).toEqual([
      '“first” goes on where it was.',
      'A job of last time could not go on: it was begun by version 1',
    ]);
  });

  it('says as well when it cannot', async () => {
    const { desk, notices } = deskAt(inProject, {
      'job/resume-interrupted': new TracewiseError('disk', 'the disk is full'),
    });
    await desk.resumeInterrupted();
    expect(notices).toEqual(['! The jobs of last time could not go on']);
  });
});
