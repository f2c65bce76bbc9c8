import { expect, it } from 'vitest';
import { projectFilesIn } from '#main/hosts/electron/openedFiles.ts';

it('a program is opened with the project files among its arguments', () => {
  const argv = [
    '/opt/tracewise',
    '--flag',
    '--file=x.tracewise',
    'notes.txt',
    'a.tracewise',
    '/b/B.TRACEWISE',
  ];
  expect(projectFilesIn(argv, '/home/user')).toEqual(['/home/user/a.tracewise', '/b/B.TRACEWISE']);
});

it('the program itself is not among them', () => {
  expect(projectFilesIn(['/opt/odd.tracewise'], '/')).toEqual([]);
});
