import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { makeExamplePanel } from './examplePanel/panel.ts';

/** Tables above this size are kept compressed. */
const largestPlainFile = 40_000;

const folder = fileURLToPath(new URL('../resources/example/', import.meta.url));
mkdirSync(folder, { recursive: true });
for (const [name, text] of Object.entries(makeExamplePanel())) {
  const isLarge = text.length > largestPlainFile;
  const fileName = isLarge ? `${name}.gz` : name;
  writeFileSync(`${folder}${fileName}`, isLarge ? gzipSync(text, { level: 9 }) : text);
  console.log(fileName);
}
