import type { HostBridge } from '#shared/contract/host.ts';
import { takeToken } from './token.ts';
import { connectToWebHost } from './webConnection.ts';
import type { WebRequest } from './webFailure.ts';
import { chooseFiles, downloadFile, uploadFiles } from './webFiles.ts';

const acceptedFiles = {
  tables: '.tsv,.csv,.txt,.tab,.gct,.res,.maf,.xlsx,.xls,.ods,.gz',
  project: '.tracewise',
  'gene-sets': '.gmt,.txt,.gz',
};

/** The bridge of a page that the web host served: messages and uploads over HTTP, downloads by the browser. */
export function openWebBridge(): HostBridge<File> {
  const token = takeToken(location, history, sessionStorage);
  const request: WebRequest = (path, init = {}) => {
    const headers = new Headers(init.headers);
    headers.set('authorization', `Bearer ${token}`);
    return fetch(path, { ...init, headers });
  };
  const connection = connectToWebHost(request);
  return {
    kind: 'web',
    post: connection.post,
    listen: connection.listen,
    pickFiles: async ({ multiple, purpose }) =>
      uploadFiles(request, await chooseFiles({ multiple, accept: acceptedFiles[purpose] })),
    addDroppedFiles: (files) => uploadFiles(request, files),
    saveFile(content) {
      downloadFile(content);
      return Promise.resolve(true);
    },
    pickDestination: () => Promise.resolve(undefined),
    onHostEvent: () => () => undefined,
    openExternal(link) {
      open(link, '_blank', 'noopener,noreferrer');
      return Promise.resolve(true);
    },
  };
}
