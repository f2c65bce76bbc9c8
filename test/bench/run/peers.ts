import type { BenchOptions } from './options.ts';
import { outputOf } from './processes.ts';

/** A program that a peer runs in, with the versions of its packages; or why there is none. */
export type PeerProgram =
  | { program: string; version: string; packages: ReadonlyMap<string, string> }
  | { program: undefined; reason: string };

export interface Peers {
  python: PeerProgram;
  r: PeerProgram;
}

const pythonPackages = ['numpy', 'pandas'];
const rPackages = ['glmnet', 'data.table'];

/** Looks for the peers' programs and packages. */
export async function findPeers({ withPeers, python, rscript }: BenchOptions): Promise<Peers> {
  if (!withPeers) {
    const none = { program: undefined, reason: 'switched off by --no-peers' };
    return { python: none, r: none };
  }
  return {
    python: await inspect(python, ['-c', pythonInspection]),
    r: await inspect(rscript, ['-e', rInspection]),
  };
}

/** The peer that needs a package, or the reason why there is none. */
export function requirePackage(peer: PeerProgram, name: string): PeerProgram {
  if (peer.program === undefined || peer.packages.has(name)) return peer;
  return { program: undefined, reason: `${name} is not installed` };
}

/** For a table's caption. */
export function describePeer(peer: PeerProgram): string {
  if (peer.program === undefined) return `none (${peer.reason})`;
  return [peer.version, ...[...peer.packages].map(([name, version]) => `${name} ${version}`)].join(', ');
}

const pythonInspection = `
import importlib, platform
print("Python " + platform.python_version())
for name in ${JSON.stringify(pythonPackages)}:
    try: print(name, importlib.import_module(name).__version__)
    except ImportError: pass
try:
    import numpy
    print("blas", numpy.show_config(mode="dicts")["Build Dependencies"]["blas"]["version"])
except Exception: pass
`;

const rInspection = `
cat("R ", as.character(getRversion()), "\\n", sep = "")
for (name in c(${rPackages.map((name) => JSON.stringify(name)).join(', ')}))
  if (requireNamespace(name, quietly = TRUE)) cat(name, as.character(packageVersion(name)), "\\n")
cat("blas", sub(".*/([^/]+/[^/]+)$", "\\\\1", extSoftVersion()["BLAS"]), "\\n")
`;

async function inspect(program: string, args: readonly string[]): Promise<PeerProgram> {
  try {
    const [version, ...lines] = (await outputOf(program, args)).trim().split('\n');
    const packages = new Map(
      lines.map((line): [string, string] => {
        const [name, ...rest] = line.trim().split(' ');
        return [name, rest.join(' ')];
      }),
    );
    return { program, version, packages };
  } catch (error) {
    return { program: undefined, reason: error instanceof Error ? error.message : String(error) };
  }
}
