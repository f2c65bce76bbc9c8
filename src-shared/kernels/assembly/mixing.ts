/**
 * residual = image - current, and what image and residual have changed by since the last call, which is then forgotten:
 * the differences go to the steps, the new values over the last ones. All are `length` values long.
 */
export function takeStep(
  current: usize,
  image: usize,
  residual: usize,
  lastImage: usize,
  imageStep: usize,
  residualStep: usize,
  length: i32,
): void {
  const bytes = (<usize>length) << 3;
  const pairedBytes = (<usize>(length & ~1)) << 3;
  let place: usize = 0;
  for (; place < pairedBytes; place += 16) {
    const now = v128.load(image + place);
    const difference = f64x2.sub(now, v128.load(current + place));
    v128.store(imageStep + place, f64x2.sub(now, v128.load(lastImage + place)));
    v128.store(residualStep + place, f64x2.sub(difference, v128.load(residual + place)));
    v128.store(lastImage + place, now);
    v128.store(residual + place, difference);
  }
  if (place == bytes) return;
  const now = load<f64>(image + place);
  const difference = now - load<f64>(current + place);
  store<f64>(imageStep + place, now - load<f64>(lastImage + place));
  store<f64>(residualStep + place, difference - load<f64>(residual + place));
  store<f64>(lastImage + place, now);
  store<f64>(residual + place, difference);
}
