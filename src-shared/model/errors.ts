/** What went wrong, in words that cross every seam. The command line turns a kind into an exit code. */
export const errorKinds = [
  'invalid-input', // a file or its content
  'invalid-setting', // an argument or an option
  'not-found',
  'conflict', // a name that is taken by something else
  'cancelled',
  'corrupt', // a project file that is damaged, foreign or newer than this program
  'disk', // full, read-only or failing storage
  'internal',
] as const;

export type ErrorKind = (typeof errorKinds)[number];

/** Where in a user's file something was found; lines and columns count from 1. */
export interface FilePlace {
  file: string;
  line?: number;
  column?: number;
}

export interface ErrorDetail {
  place?: FilePlace;
  found?: string;
  expected?: string;
  /** What the user can do about it, as one sentence. */
  remedy?: string;
}

/** The one error class that is meant for people; anything else that is thrown is a defect and becomes `internal`. */
export class TracewiseError extends Error {
  override readonly name = 'TracewiseError';
  readonly kind: ErrorKind;
  readonly detail: ErrorDetail;

  constructor(kind: ErrorKind, message: string, detail: ErrorDetail = {}, options?: ErrorOptions) {
    super(message, options);
    this.kind = kind;
    this.detail = detail;
  }
}

/** `file:line:column: message (found ..., expected ...). remedy`, leaving out what is not known. */
export function describeError(error: TracewiseError): string {
  const { place, found, expected, remedy } = error.detail;
  const where = place === undefined ? '' : `${describePlace(place)}: `;
  const facts = [
    found === undefined ? undefined : `found ${found}`,
    expected === undefined ? undefined : `expected ${expected}`,
  ].filter((fact) => fact !== undefined);
  const aside = facts.length === 0 ? '' : ` (${facts.join(', ')})`;
  return `${where}${error.message}${aside}${remedy === undefined ? '' : `. ${remedy}`}`;
}

function describePlace({ file, line, column }: FilePlace): string {
  const position = [line, column].filter((part) => part !== undefined);
  return [file, ...position].join(':');
}
