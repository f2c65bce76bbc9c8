/** A name that every file system takes: letters, digits, dots and dashes. */
export function fileNameFrom(text: string, extension: string): string {
  const stem = text
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9.]+/g, '-')
    .replace(/^[-.]+|[-.]+$/g, '')
    .toLowerCase();
  return `${stem === '' ? 'tracewise' : stem}.${extension}`;
}
