/** Access by index to lists of f64 values and of i32 indices. */

export function valueAt(values: usize, index: i32): f64 {
  return load<f64>(values + ((<usize>index) << 3));
}

export function setValue(values: usize, index: i32, value: f64): void {
  store<f64>(values + ((<usize>index) << 3), value);
}

export function indexAt(indices: usize, place: i32): i32 {
  return load<i32>(indices + ((<usize>place) << 2));
}

export function setIndex(indices: usize, place: i32, index: i32): void {
  store<i32>(indices + ((<usize>place) << 2), index);
}

export function copyValues(target: usize, source: usize, count: i32): void {
  memory.copy(target, source, (<usize>count) << 3);
}

/** Insertion sort of indices by the values that they point to, ascending. */
export function sortByValue(count: i32, indices: usize, values: usize): void {
  for (let k = 1; k < count; k++) {
    const index = indexAt(indices, k);
    const value = valueAt(values, index);
    let place = k;
    while (place > 0 && valueAt(values, indexAt(indices, place - 1)) > value) {
      setIndex(indices, place, indexAt(indices, place - 1));
      place--;
    }
    setIndex(indices, place, index);
  }
}

/** Joins two lists of indices, ascending by value, into one; `offset` is added to the second's. */
export function mergeSorted(
  firstCount: i32,
  first: usize,
  secondCount: i32,
  second: usize,
  offset: i32,
  values: usize,
  target: usize,
): void {
  let a = 0;
  let b = 0;
  for (let k = 0; k < firstCount + secondCount; k++) {
    let isFirst = b == secondCount;
    if (!isFirst && a < firstCount) {
      isFirst = valueAt(values, indexAt(first, a)) <= valueAt(values, indexAt(second, b) + offset);
    }
    setIndex(target, k, isFirst ? indexAt(first, a++) : indexAt(second, b++) + offset);
  }
}
