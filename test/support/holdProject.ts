import { openProject } from '../../src-main/store/projectFile.ts';

/** Has a project open, in a process of its own, until it is killed. */
const [path] = process.argv.slice(2);
const project = openProject(path, { holdAs: 'the other program' });
project.rename('Held');
console.log('held');
setInterval(() => project.name, 1000);
