const zero: u32 = 0x30;
const point: u32 = 0x2e;
const minus: u32 = 0x2d;
const plus: u32 = 0x2b;
const letterE: u32 = 0x65;
/** "NA" as the two bytes lie in memory. */
const notAvailable: u32 = 0x414e;

/** Up to here every whole number is a double. */
const exactWhole: u64 = 1 << 53;
/** Powers of ten up to this one are doubles. */
const exactPower: i32 = 22;
/** Any number of so many digits fits into 64 bits. */
const mostDigits: i32 = 19;

/**
 * Reads cells of text, parted by a delimiter, as the nearest doubles to target, NaN for an empty cell and for NA. At
 * `end` another delimiter stands, and 8 bytes after it may be read. Stops before a cell that is written another way, at
 * `capacity` cells, and before one that reaches `end` unless that is the last of its line; where, goes to `stopped` as
 * an offset from `source`, one beyond that of `end` after the last cell. `powers` holds 10^0 to 10^22.
 * @returns how many cells were read
 */
export function scanNumbers(
  source: usize,
  end: usize,
  endsLine: bool,
  delimiter: u32,
  target: usize,
  capacity: i32,
  powers: usize,
  stopped: usize,
): i32 {
  let at = source;
  let count = 0;
  while (count < capacity && at <= end) {
    let place = at;
    let byte = <u32>load<u8>(place);
    const negative = byte == minus;
    if (negative) byte = <u32>load<u8>(++place);

    const digitsStart = place;
    let mantissa: u64 = 0;
    let digit = byte - zero;
    while (digit <= 9) {
      mantissa = mantissa * 10 + digit;
      digit = <u32>load<u8>(++place) - zero;
    }
    let digits = <i32>(place - digitsStart) - i32(mantissa == 0 && place > digitsStart);
    let hasDigits = place > digitsStart;
    let exponent = 0;
    if (digit + zero == point) {
      const fractionStart = ++place;
      for (;;) {
        const cells = load<u64>(place) ^ 0x3030303030303030;
        const others = ((cells + 0x7676767676767676) | cells) & 0x8080808080808080;
        if (others != 0) {
          const length = <u32>(ctz(others) >> 3);
          if (length > 0) {
            const power = <u64>load<f64>(powers + ((<usize>length) << 3));
            mantissa = mantissa * power + eightDigits(cells << ((8 - length) << 3));
            place += length;
          }
          break;
        }
        mantissa = mantissa * 100000000 + eightDigits(cells);
        place += 8;
      }
      exponent = <i32>(fractionStart - place);
      digits -= exponent;
      hasDigits = hasDigits || exponent < 0;
    }
    byte = <u32>load<u8>(place);
    if (hasDigits && (byte | 0x20) == letterE) {
      let sign = <u32>load<u8>(place + 1);
      let power = place + 1 + usize(sign == minus || sign == plus);
      const powerStart = power;
      let written = 0;
      digit = <u32>load<u8>(power) - zero;
      while (digit <= 9 && power < powerStart + 4) {
        written = written * 10 + <i32>digit;
        digit = <u32>load<u8>(++power) - zero;
      }
      if (power > powerStart) {
        exponent += sign == minus ? -written : written;
        place = power;
        byte = <u32>load<u8>(place);
      }
    }

    let value: f64 = NaN;
    if (hasDigits) {
      if (byte != delimiter || digits > mostDigits || exponent < -exactPower || exponent > exactPower) break;
      if (mantissa <= exactWhole) {
        value = scaled(<f64>mantissa, load<f64>(powers + ((<usize>abs(exponent)) << 3)), exponent);
      } else {
        if (exponent > 0) break;
        value = nearestQuotient(mantissa, load<f64>(powers + ((<usize>-exponent) << 3)));
        if (isNaN(value)) break;
      }
      if (negative) value = -value;
    } else if (<u32>load<u16>(at) == notAvailable && <u32>load<u8>(at, 2) == delimiter) {
      place = at + 2;
    } else if (byte != delimiter || place != at) {
      break;
    }
    if (place == end && !endsLine) break;
    store<f64>(target + ((<usize>count) << 3), value);
    count++;
    at = place + 1;
  }
  store<i32>(stopped, <i32>(at - source));
  return count;
}

/** The number of eight digits, the first in the lowest byte (Lemire, "Number parsing at a gigabyte per second", 2021). */
function eightDigits(digits: u64): u64 {
  const pairs = digits * 10 + (digits >> 8);
  const high = (pairs & 0x000000ff000000ff) * 0x000f424000000064;
  const low = ((pairs >> 16) & 0x000000ff000000ff) * 0x0000271000000001;
  return (high + low) >> 32;
}

/** Both operands are exact, so that the one rounding gives the nearest double (Clinger 1990). */
function scaled(mantissa: f64, power: f64, exponent: i32): f64 {
  return exponent < 0 ? mantissa / power : mantissa * power;
}

/**
 * The double nearest to whole / divisor, which is a power of ten up to 10^22, by a quotient and its remainder's; NaN where
 * the exact one lies too near the middle between two doubles to tell.
 */
function nearestQuotient(whole: u64, divisor: f64): f64 {
  const high = <f64>whole;
  const low = <f64>(<i64>(whole - <u64>high));
  const first = high / divisor;
  const product = first * divisor;
  const remainder = high - product - productError(first, divisor, product) + low;
  const second = remainder / divisor;
  const sum = first + second;
  const rest = second - (sum - first);
  return sum + rest * (1 + 1e-12) == sum ? sum : NaN;
}

/** a b - product, exactly (Dekker 1971). */
function productError(a: f64, b: f64, product: f64): f64 {
  const aHigh = upperHalf(a);
  const aLow = a - aHigh;
  const bHigh = upperHalf(b);
  const bLow = b - bHigh;
  return aLow * bLow - (product - aHigh * bHigh - aLow * bHigh - aHigh * bLow);
}

/** The leading 26 bits. */
function upperHalf(a: f64): f64 {
  const shifted = a * 134217729;
  return shifted - (shifted - a);
}
