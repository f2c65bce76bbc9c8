import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressOf, residentAddress, Workspace } from '#shared/kernels/memory.ts';

describe("the kernels' memory", () => {
  it('gives arrays of zeros at addresses, and knows which arrays are its own', () => {
    const workspace = new Workspace();
    const first = workspace.float64(3);
    first.fill(7);
    expect(addressOf(first)).toBe(first.byteOffset);
    expect(addressOf(new Float64Array(3))).toBeUndefined();
    expect(() => residentAddress(new Float64Array(3))).toThrow('invalid array');
    workspace.release();
    const second = new Workspace();
    expect([...second.float64(3)]).toEqual([0, 0, 0]);
    expect([...second.float32(5)]).toEqual([0, 0, 0, 0, 0]);
    second.release();
  });

  it('gives out the same bytes again after a release', () => {
    const addresses = Array.from({ length: 3 }, () => {
      const workspace = new Workspace();
      const address = workspace.float64(1_000_000).byteOffset;
      workspace.release();
      return address;
    });
    expect(new Set(addresses).size).toBe(1);
  });

  it('keeps arrays as they are while it grows', () => {
    const workspace = new Workspace();
    const early = workspace.float64(10).fill(1.5);
    const large = workspace.float64(6_000_000).fill(2.5);
    expect([...early]).toEqual(new Array(10).fill(1.5));
    expect(addressOf(early)).toBeDefined();
    expect(large.at(-1)).toBe(2.5);
    workspace.release();
  });

  it('never gives one byte to two owners, whatever the order of taking and releasing', () => {
    const step = fc.record({
      owner: fc.integer({ min: 0, max: 4 }),
      length: fc.integer({ min: 0, max: 3000 }),
    });
    const check = fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const owners = Array.from({ length: 5 }, () => ({
        workspace: new Workspace(),
        arrays: [] as Float64Array[],
      }));
      steps.forEach(({ owner, length }, index) => {
        const { workspace, arrays } = owners[owner];
        if (length % 7 === 0) {
          workspace.release();
          arrays.splice(0);
        } else {
          arrays.push(workspace.float64(length).fill(index));
        }
      });
      for (const { arrays } of owners) {
        for (const array of arrays) expect(array.every((value) => value === array[0])).toBe(true);
      }
      for (const { workspace } of owners) workspace.release();
    });
    fc.assert(check, { numRuns: 100 });
  });
});
