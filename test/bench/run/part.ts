import { parts } from '../parts/index.ts';

/** Runs one part in this process: its name and its input in JSON; prints its answer in JSON. */
const [name, input] = process.argv.slice(2);
const part = parts.get(name);
if (part === undefined) throw new TypeError(`invalid part: ${name}`);
const answer = await part(JSON.parse(input));
process.stdout.write(`${JSON.stringify(answer)}\n`);
