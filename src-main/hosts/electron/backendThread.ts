import { parentPort, workerData } from 'node:worker_threads';
import { openLocalBackend } from '../localBackend.ts';
import type { ThreadOptions } from './threadMessages.ts';
import { serveThread } from './threadService.ts';

if (parentPort === null) throw new Error('backendThread is started by the window, not by itself');

// Only main starts this thread, and only with these options.
await serveThread(parentPort, workerData as ThreadOptions, openLocalBackend, () => process.exit());
