import { parentPort, workerData } from 'node:worker_threads';
import type { ThreadOptions } from '#main/hosts/electron/threadMessages.ts';
import { serveThread } from '#main/hosts/electron/threadService.ts';
import { fakeBackend } from '../fakeBackend.ts';

if (parentPort === null) throw new Error('a thread is started by a test');
const { open, isClosed } = fakeBackend();
await serveThread(parentPort, workerData as ThreadOptions, open, () => process.exit(isClosed() ? 0 : 9));
