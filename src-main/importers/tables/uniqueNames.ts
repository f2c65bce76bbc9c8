import { TracewiseError } from '#shared/model/errors.ts';
import type { FilePlace } from '#shared/model/errors.ts';

/** Names along one axis of a table: each at most once, none empty. */
export class UniqueNames {
  private readonly places = new Map<string, FilePlace>();

  /** @throws TracewiseError `invalid-input` for an empty name or one that was there before */
  add(name: string, place: FilePlace): void {
    if (name === '') {
      throw new TracewiseError('invalid-input', 'a name is empty', {
        place,
        found: 'an empty cell',
        expected: 'a name',
        remedy: 'Give the row or column a name, or delete it',
      });
    }
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
