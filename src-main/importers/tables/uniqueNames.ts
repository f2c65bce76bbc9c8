import { TracewiseError } from '#shared/model/errors.ts';
import type { FilePlace } from '#shared/model/errors.ts';
import type { DuplicateRule } from '#shared/model/imports.ts';

/** Names along one axis of a table: each at most once, none empty. */
export class UniqueNames {
  private readonly places = new Map<string, FilePlace>();

  /** @throws TracewiseError `invalid-input` for an empty name or one that was there before */
  add(name: string, place: FilePlace): void {
    refuseEmpty(name, place);
    const before = this.places.get(name);
    if (before !== undefined) {
      throw new TracewiseError('invalid-input', `the name "${name}" stands twice`, {
        place,
        found: `"${name}" again, after line ${before.line ?? 1}, column ${before.column ?? 1}`,
        expected: 'every sample, feature and drug once',
        remedy: 'Rename or delete one of the two, or merge them',
      });
    }
    this.places.set(name, place);
  }
}

/** Names along one axis, that may stand several times where a rule makes their entries one. */
export class NamesAlong {
  private readonly unique: UniqueNames | undefined;

  constructor(rule: DuplicateRule | 'largest') {
    this.unique = rule === 'refuse' ? new UniqueNames() : undefined;
  }

  /** @throws TracewiseError `invalid-input` for an empty name, or one that is to be refused */
  add(name: string, place: FilePlace): void {
    if (this.unique === undefined) refuseEmpty(name, place);
    else this.unique.add(name, place);
  }
}

/**
 * All names along an axis at once: of those of a header there may be tens of thousands.
 * @throws TracewiseError as `NamesAlong` does
 */
export function checkNames(
  names: readonly string[],
  rule: DuplicateRule | 'largest',
  placeOf: (index: number) => FilePlace,
): void {
  const distinct = new Set(names);
  if (!distinct.has('') && (rule !== 'refuse' || distinct.size === names.length)) return;
  const along = new NamesAlong(rule);
  names.forEach((name, index) => along.add(name, placeOf(index)));
}

function refuseEmpty(name: string, place: FilePlace): void {
  if (name !== '') return;
  throw new TracewiseError('invalid-input', 'a name is empty', {
    place,
    found: 'an empty cell',
    expected: 'a name',
    remedy: 'Give the row or column a name, or delete it',
  });
}
