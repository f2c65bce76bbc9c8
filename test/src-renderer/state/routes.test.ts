import { describe, expect, it } from 'vitest';
import { formatRoute, isViewOfJob, parseRoute } from '#renderer/state/routes.ts';
import type { Route } from '#renderer/state/routes.ts';

describe('routes', () => {
  const routes: Route[] = [
    { screen: 'library' },
    { screen: 'room', projectId: 'a b/c%', room: 'models' },
    { screen: 'room', projectId: 'p1', room: 'compare', result: 'run / 1 ü' },
    { screen: 'room', projectId: 'p1', room: 'structure', result: 'trace norm' },
    { screen: 'room', projectId: 'p1', room: 'enrichment', result: 'GO / trace norm' },
    { screen: 'room', projectId: 'p1', room: 'compare', result: 'run 1', view: 'classes' },
    { screen: 'import-wizard', projectId: 'p1' },
    { screen: 'room', projectId: 'p1', room: 'screening', result: 'Screen 1 (CCLE)' },
    { screen: 'screening-wizard', projectId: 'p1' },
    { screen: 'screening-wizard', projectId: 'p1', jobId: 3 },
    { screen: 'training-wizard', projectId: 'p1' },
    { screen: 'training-wizard', projectId: 'p1', jobId: 12 },
    { screen: 'room', projectId: 'p1', room: 'data', result: 'CCLE 2012' },
    { screen: 'import-wizard', projectId: 'p1', dataset: 'CCLE / 2012' },
    { screen: 'screening-wizard', projectId: 'p1', dataset: '7' },
    { screen: 'training-wizard', projectId: 'p1', dataset: 'of' },
  ];

  it.each(routes)('come back from the address they are written as: $screen', (route) => {
    expect(parseRoute(formatRoute(route))).toEqual(route);
  });

  it('lead to the library from an address that is none', () => {
    expect(parseRoute('')).toEqual({ screen: 'library' });
    expect(parseRoute('#/nowhere/else')).toEqual({ screen: 'library' });
    expect(parseRoute('#/project/')).toEqual({ screen: 'library' });
  });

  it('lead to the data room when the room does not exist', () => {
    expect(parseRoute('#/project/p1/kitchen')).toEqual({ screen: 'room', projectId: 'p1', room: 'data' });
  });

  it('read a wizard of a job that is no number as a fresh one', () => {
    expect(parseRoute('#/project/p1/screen/first')).toEqual({ screen: 'screening-wizard', projectId: 'p1' });
  });

  it('write the screening wizard where the training wizard links to', () => {
    expect(formatRoute({ screen: 'screening-wizard', projectId: 'p1' })).toBe('#/project/p1/screen');
  });

  it('tell whether a screen follows a job', () => {
    expect(isViewOfJob({ screen: 'screening-wizard', projectId: 'p1', jobId: 3 }, 'p1', 3)).toBe(true);
    expect(isViewOfJob({ screen: 'screening-wizard', projectId: 'p1', jobId: 3 }, 'p2', 3)).toBe(false);
    expect(isViewOfJob({ screen: 'training-wizard', projectId: 'p1' }, 'p1', 3)).toBe(false);
    expect(isViewOfJob({ screen: 'room', projectId: 'p1', room: 'screening' }, 'p1', 3)).toBe(false);
  });

  it('take a broken escape as it stands', () => {
    expect(parseRoute('#/project/100%/data')).toEqual({ screen: 'room', projectId: '100%', room: 'data' });
  });
});
