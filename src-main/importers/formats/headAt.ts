import type { FileHead, Recognition, TableFormat } from './format.ts';

/** Where a line of a head stands in its file, from 1. */
export function lineNumberOf({ lineNumbers }: FileHead, index: number): number {
  return lineNumbers?.[index] ?? index + 1;
}

/** What a format looks at when the user says where the header is: nothing above it, unless it is known to be there. */
export function headAt(
  format: Pick<TableFormat, 'recognise'>,
  head: FileHead,
  headerLine: number | undefined,
): FileHead {
  if (headerLine === undefined) return head;
  const recognised = format.recognise(head)?.headerLine ?? lineNumberOf(head, 0);
  return headerLine === recognised ? head : headFrom(head, headerLine);
}

/** What a format makes of a head whose header the user says to be at a line. */
export function recogniseAt(
  format: Pick<TableFormat, 'recognise'>,
  head: FileHead,
  headerLine: number | undefined,
): Recognition | undefined {
  const seen = headAt(format, head, headerLine);
  const recognition = format.recognise(seen);
  return recognition && { headerLine: lineNumberOf(seen, 0), ...recognition };
}

function headFrom(head: FileHead, line: number): FileHead {
  const numbers = head.lines.map((_, index) => lineNumberOf(head, index));
  const first = numbers.findIndex((number) => number >= line);
  const from = first === -1 ? head.lines.length : first;
  return { ...head, lines: head.lines.slice(from), lineNumbers: numbers.slice(from) };
}
