import { Workspace } from '#shared/kernels/memory.ts';

/** Runs a test with a workspace that is given back however it ends. */
export function inWorkspace(body: (workspace: Workspace) => void): void {
  const workspace = new Workspace();
  try {
    body(workspace);
  } finally {
    workspace.release();
  }
}
