// Sums, conversions and rounding for compiled calculators.
"use strict";
(() => {
  const py = globalThis.playsmith.runtime;
  const { Int, error, safe, signed, value } = py;

  // --- sum: ints exactly; from the first float on compensated (Neumaier), as CPython does since 3.12; `all`: ints too, since 3.14

  function sumInt(items, start, at) {
    let total = start;
    py.step(at, items.length || 0);
    for (const x of items) total = safe(total + Number(x), at);
    return total;
  }

  function sum(items, start, at, all) {
    let floats = !(start instanceof Int);
    let total = value(start);
    let lost = 0;
    py.step(at, items.length || 0);
    for (const item of items) {
      const isInt = item instanceof Int;
      const x = value(item);
      if (floats && (all || !isInt)) {
        const next = total + x;
        lost += Math.abs(total) >= Math.abs(x) ? total - next + x : x - next + total;
        total = next;
      } else {
        total += x;
        if (!isInt) floats = true;
        else if (!floats) safe(total, at);
      }
    }
    if (!floats) return new Int(total);
    return lost !== 0 && Number.isFinite(lost) ? total + lost : total;
  }

  // --- to ints

  function finite(x, at) {
    if (x !== x) throw error("ValueError", "nan_to_int", at, "NaN has no int");
    if (!Number.isFinite(x)) throw error("OverflowError", "infinity_to_int", at, "infinity has no int");
    return x;
  }

  const toInt = (convert) => (x, at) => safe(convert(finite(x, at)) + 0, at);
  const truncate = toInt(Math.trunc);

  function halfEven(x) {
    const size = Math.abs(x);
    const floor = Math.floor(size);
    const rest = size - floor; // exact
    const up = rest > 0.5 || (rest === 0.5 && floor % 2 === 1);
    return signed(up ? floor + 1 : floor, x);
  }

  const round = toInt(halfEven);
  const either = (ofFloat) => (x, at) => (x instanceof Int ? x.value : ofFloat(x, at));

  // --- round(x, digits): decided on the exact binary value, with whole numbers of any size

  const bits = new DataView(new ArrayBuffer(8));

  // x = mantissa * 2 ** exponent, for finite x > 0
  function parts(x) {
    bits.setFloat64(0, x);
    const word = bits.getBigUint64(0);
    const biased = Number((word >> 52n) & 0x7ffn);
    const fraction = word & 0xfffffffffffffn;
    return biased ? [fraction | (1n << 52n), biased - 1075] : [fraction, -1074];
  }

  function divideHalfEven(a, b) {
    const quotient = a / b;
    const twice = (a % b) * 2n;
    return twice > b || (twice === b && quotient % 2n === 1n) ? quotient + 1n : quotient;
  }

  function roundTo(x, digits, at) {
    if (x === 0 || !Number.isFinite(x) || digits > 323) return x;
    if (digits < -308) return 0 * x;
    const [mantissa, exponent] = parts(Math.abs(x));
    let above = mantissa;
    let below = 1n;
    if (exponent > 0) above <<= BigInt(exponent);
    else below <<= BigInt(-exponent);
    if (digits > 0) above *= 10n ** BigInt(digits);
    else below *= 10n ** BigInt(-digits);
    const result = Number(`${divideHalfEven(above, below)}e${-digits}`);
    if (!Number.isFinite(result)) throw error("OverflowError", "round", at, "the rounded value is too large");
    return signed(result, x);
  }

  function roundToInt(x, digits, at) {
    if (digits >= 0 || x === 0) return x;
    if (digits < -20) return 0;
    const unit = 10n ** BigInt(-digits);
    const size = divideHalfEven(BigInt(Math.abs(x)), unit) * unit;
    return safe(signed(Number(size), x) + 0, at);
  }

  const roundNumberTo = (x, digits, at) =>
    x instanceof Int ? new Int(roundToInt(x.value, digits, at)) : roundTo(x, digits, at);

  Object.assign(py, {
    sumInt, sum, toInt, truncate, truncateNumber: either(truncate), round, roundNumber: either(round),
    roundTo, roundToInt, roundNumberTo,
  });
})();
