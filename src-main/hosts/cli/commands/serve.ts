import { resolve } from 'node:path';
import { homeLibraryFolder } from '../../libraryFolder.ts';
import { rendererFolder } from '../../product.ts';
import { serveApp } from '../../web/serve.ts';
import { requirePositionals } from '../command.ts';
import type { Command } from '../command.ts';
import { threadsOption } from '../options.ts';

const highestPort = 65_535;
const mostThreads = 1024;

export const serve: Command = {
  name: 'serve',
  summary: 'Serve the app to a browser of this machine, until Ctrl-C.',
  synopsis: ['[--library DIR] [--port N]'],
  options: [
    {
      name: 'library',
      value: 'DIR',
      help: "the projects' folder; Tracewise among your documents when left out",
    },
    { name: 'port', value: 'N', help: 'the port on 127.0.0.1; any free one when left out' },
    threadsOption,
  ],
  notes: [
    'Who has the printed address has the app: it contains a token. Run npm run build first in a checkout.',
  ],
  async run(options, terminal) {
    requirePositionals(options, []);
    const libraryFolder = resolve(options.text('library') ?? homeLibraryFolder());
    await serveApp({
      libraryFolder,
      rendererFolder,
      port: options.wholeNumber('port', { least: 0, most: highestPort }),
      threads: options.wholeNumber('threads', { least: 1, most: mostThreads }),
      signal: terminal.signal,
      onReady({ url }) {
        terminal.say(url);
        terminal.answer({ url, libraryFolder });
      },
    });
  },
};
