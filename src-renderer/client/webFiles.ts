import { z } from 'zod';
import type { HostFile, SaveRequest } from '#shared/contract/host.ts';
import { failureOf } from './webFailure.ts';
import type { WebRequest } from './webFailure.ts';

const hostFile = z.strictObject({ id: z.string(), name: z.string(), byteCount: z.number() });

/** Sends a file to the host as it is read, and gets the id that stands for it from then on. */
export async function uploadFile(request: WebRequest, file: File): Promise<HostFile> {
  const response = await request(`api/files?name=${encodeURIComponent(file.name)}`, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream' },
    body: file,
  });
  if (!response.ok) throw await failureOf(response);
  return hostFile.parse(await response.json());
}

/** Uploads one after the other: two streams to one disk are slower than one. */
export async function uploadFiles(request: WebRequest, files: readonly File[]): Promise<HostFile[]> {
  const uploaded: HostFile[] = [];
  for (const file of files) uploaded.push(await uploadFile(request, file));
  return uploaded;
}

/** Opens the browser's file dialog. Must run in a click or key handler. An empty list: the user changed their mind. */
export function chooseFiles(options: { multiple: boolean; accept: string }): Promise<File[]> {
  return new Promise((resolve) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.multiple = options.multiple;
    input.accept = options.accept;
    input.hidden = true;
    const finish = () => {
      resolve([...(input.files ?? [])]);
      input.remove();
    };
    input.addEventListener('change', finish);
    input.addEventListener('cancel', finish);
    document.body.append(input);
    input.click();
  });
}

/** Downloads content under a name; the browser decides, or asks, where it goes. */
export function downloadFile({ suggestedName, content }: SaveRequest): void {
  const parts = typeof content === 'string' ? content : new Uint8Array(content);
  const address = URL.createObjectURL(new Blob([parts]));
  const link = document.createElement('a');
  link.href = address;
  link.download = suggestedName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), downloadGrace);
}

/** Milliseconds after which a browser has surely taken over the content of a download. */
const downloadGrace = 60_000;
