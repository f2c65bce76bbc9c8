import { TracewiseError } from '#shared/model/errors.ts';

interface Signature {
  bytes: readonly number[];
  what: string;
  remedy: string;
}

const saveAsText = 'Save the sheet as tab-separated text or CSV and import that';
const notATable = 'Choose a tab-separated or CSV text file, plain or gzip-compressed';

const signatures: readonly Signature[] = [
  { bytes: [0x50, 0x4b, 0x03, 0x04], what: 'a zip archive or an .xlsx workbook', remedy: saveAsText },
  { bytes: [0xd0, 0xcf, 0x11, 0xe0], what: 'an old Office file such as .xls', remedy: saveAsText },
  { bytes: [0x89, 0x50, 0x4e, 0x47], what: 'a PNG image', remedy: notATable },
  { bytes: [0xff, 0xd8, 0xff], what: 'a JPEG image', remedy: notATable },
  { bytes: [0x25, 0x50, 0x44, 0x46], what: 'a PDF document', remedy: notATable },
  { bytes: [0x42, 0x5a, 0x68], what: 'a bzip2 archive', remedy: 'Decompress it first' },
  { bytes: [0xfd, 0x37, 0x7a, 0x58, 0x5a], what: 'an xz archive', remedy: 'Decompress it first' },
  {
    bytes: [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65, 0x20],
    what: 'a database',
    remedy: notATable,
  },
  { bytes: [0xff, 0xfe], what: 'UTF-16 text', remedy: 'Save the file as UTF-8 text' },
  { bytes: [0xfe, 0xff], what: 'UTF-16 text', remedy: 'Save the file as UTF-8 text' },
];

/** Both bytes every gzip stream begins with. */
export function isGzip(head: Uint8Array): boolean {
  return head[0] === 0x1f && head[1] === 0x8b;
}

/**
 * Looks at the first bytes of a file that should be text.
 * @throws TracewiseError `invalid-input` for a known binary signature or a NUL byte
 */
export function refuseBinary(head: Uint8Array, file: string): void {
  const known = signatures.find(({ bytes }) => bytes.every((byte, index) => head[index] === byte));
  const nul = head.indexOf(0);
  if (known === undefined && nul === -1) return;
  throw new TracewiseError('invalid-input', 'this is not a text table', {
    place: { file },
    found: known?.what ?? `binary data (a NUL at byte ${nul + 1})`,
    expected: 'tab-, comma- or semicolon-separated text',
    remedy: known?.remedy ?? notATable,
  });
}
