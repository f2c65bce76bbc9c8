import { availableParallelism, cpus, totalmem, type as systemType, release } from 'node:os';
import type { MachineFacts } from './measurement.ts';
import { describePeer } from './peers.ts';
import type { Peers } from './peers.ts';
import { outputOf } from './processes.ts';

const bytesPerGigabyte = 2 ** 30;

export async function describeMachine(peers: Peers): Promise<MachineFacts> {
  return {
    name: 'machine',
    date: new Date().toISOString().slice(0, 10),
    cpu: cpus()[0].model.trim(),
    cores: availableParallelism(),
    memory_gb: Math.round(totalmem() / bytesPerGigabyte),
    system: `${systemType()} ${release()}`,
    node: process.version,
    commit: await currentCommit(),
    python: describePeer(peers.python),
    r: describePeer(peers.r),
  };
}

async function currentCommit(): Promise<string> {
  try {
    const commit = (await outputOf('git', ['rev-parse', '--short', 'HEAD'])).trim();
    const changes = (await outputOf('git', ['status', '--porcelain', '--untracked-files=no'])).trim();
    return changes === '' ? commit : `${commit} with changes`;
  } catch {
    return 'unknown: no git here';
  }
}
