// Python's math module and powers for compiled calculators.
"use strict";
(() => {
  const py = globalThis.playsmith.runtime;
  const { Int, error, safe, signed, toInt, truncate, value, zeroDivision, tooLarge } = py;
  const bits = new DataView(new ArrayBuffer(8));

  // --- transcendental functions: the engine's own, shifted on request to show what hangs on their last bits

  function shifted(x) {
    const by = py.shift;
    if (!by || x === 0 || !Number.isFinite(x)) return x;
    bits.setFloat64(0, x);
    bits.setBigInt64(0, bits.getBigInt64(0) + BigInt(x < 0 ? -by : by));
    const moved = bits.getFloat64(0);
    return Number.isFinite(moved) ? moved : x;
  }

  const domain = (at) => error("ValueError", "math_domain", at, "math domain error");
  const overflow = (at) => error("OverflowError", "math_range", at, "math range error");

  // The sign of NaN differs between machines, and JavaScript does not show it.
  function known(x, at) {
    if (x !== x) throw error("refused", "nan_sign", at, "the sign of NaN was asked for");
    return x;
  }

  // NaN from what was not NaN is a domain error; infinity from the finite is one too, or an overflow.
  const unary = (compute, infinity = overflow) => (x, at) => {
    const y = compute(x);
    if (y !== y && x === x) throw domain(at);
    if (!Number.isFinite(y) && y === y && Number.isFinite(x)) throw infinity(at);
    return shifted(y);
  };

  // C's pow where JavaScript's ** parts from it
  function raised(x, y) {
    if (x === 1 || y === 0) return 1;
    if (x === -1 && Math.abs(y) === Infinity) return 1;
    return shifted(x ** y);
  }

  function power(x, y, at) {
    if (x === 0 && y < 0 && Number.isFinite(y)) throw zeroDivision(at);
    if (x < 0 && Number.isFinite(x) && Number.isFinite(y) && y !== Math.floor(y)) {
      throw error("refused", "complex", at, "a negative number to a fractional power is complex");
    }
    const result = raised(x, y);
    if (Math.abs(result) === Infinity && Number.isFinite(x) && Number.isFinite(y)) {
      throw error("OverflowError", "math_range", at, "the power is too large");
    }
    return result;
  }

  function pow(x, y, at) {
    if (Number.isFinite(x) && Number.isFinite(y)) {
      if ((x === 0 && y < 0) || (x < 0 && y !== Math.floor(y))) throw domain(at);
      const result = raised(x, y);
      if (!Number.isFinite(result)) throw overflow(at);
      return result;
    }
    // -inf to a fractional power, too, is the power of inf: C asks only whether y is odd
    if (x === -Infinity && y === y) {
      const size = raised(Infinity, y);
      return Math.abs(y % 2) === 1 ? -size : size;
    }
    return raised(x, y);
  }

  const log = unary(Math.log, domain);

  function logBase(x, base, at) {
    const above = log(x, at);
    const below = log(base, at);
    if (below === 0) throw zeroDivision(at);
    return above / below;
  }

  // --- exact functions

  function sqrt(x, at) {
    if (x < 0) throw domain(at);
    return Math.sqrt(x);
  }

  function fmod(x, y, at) {
    if ((Math.abs(x) === Infinity && y === y) || (y === 0 && x === x)) throw domain(at);
    return x % y;
  }

  function isclose(a, b, relative, absolute, at) {
    if (relative < 0 || absolute < 0) throw error("ValueError", "tolerance", at, "tolerances must be non-negative");
    if (a === b) return true;
    if (Math.abs(a) === Infinity || Math.abs(b) === Infinity) return false;
    const apart = Math.abs(b - a);
    return apart <= Math.abs(relative * b) || apart <= Math.abs(relative * a) || apart <= absolute;
  }

  // Exact sum by parts that do not overlap (Shewchuk), rounded once.
  function fsum(items, at) {
    const sums = [];
    let special = 0;
    let infinite = 0;
    let hasSpecial = false;
    for (const item of items) {
      const original = value(item);
      let x = original;
      let count = 0;
      for (const part of sums.slice()) {
        let y = part;
        if (Math.abs(x) < Math.abs(y)) [x, y] = [y, x];
        const high = x + y;
        const low = y - (high - x);
        if (low !== 0) {
          sums[count] = low;
          count += 1;
        }
        x = high;
      }
      sums.length = count;
      if (x !== 0) {
        if (!Number.isFinite(x)) {
          if (Number.isFinite(original)) throw error("OverflowError", "fsum", at, "intermediate overflow in fsum");
          if (Math.abs(original) === Infinity) infinite += original;
          special += original;
          hasSpecial = true;
          sums.length = 0;
        } else sums.push(x);
      }
    }
    if (hasSpecial) {
      if (infinite !== infinite) throw error("ValueError", "fsum", at, "-inf + inf in fsum");
      return special;
    }
    return fsumTotal(sums);
  }

  function fsumTotal(sums) {
    let n = sums.length;
    if (n === 0) return 0;
    n -= 1;
    let high = sums[n];
    let low = 0;
    while (n > 0) {
      const x = high;
      n -= 1;
      const y = sums[n];
      high = x + y;
      low = y - (high - x);
      if (low !== 0) break;
    }
    // half to even across what is left below
    if (n > 0 && ((low < 0 && sums[n - 1] < 0) || (low > 0 && sums[n - 1] > 0))) {
      const twice = low * 2;
      const x = high + twice;
      if (twice === x - high) high = x;
    }
    return high;
  }

  function prod(items, at) {
    let total = new Int(1);
    for (const item of items) total = py.number("*", total, item, at);
    return total;
  }

  function prodInt(items, at) {
    let total = 1;
    for (const x of items) total = safe(total * x + 0, at);
    return total;
  }

  const natural = (at, ...ints) => {
    if (ints.some((x) => x < 0)) throw error("ValueError", "negative", at, "a negative int");
  };

  function perm(n, k, at) {
    natural(at, n, k);
    let result = k > n ? 0 : 1;
    for (let i = 0; i < k && result; i += 1) result = safe(result * (n - i), at);
    return result;
  }

  function comb(n, k, at) {
    natural(at, n, k);
    if (k > n) return 0;
    let result = 1n;
    const last = Math.min(k, n - k);
    for (let i = 1; i <= last; i += 1) {
      result = (result * BigInt(n - last + i)) / BigInt(i);
      if (result > Number.MAX_SAFE_INTEGER) throw tooLarge(at);
    }
    return Number(result);
  }

  function isqrt(n, at) {
    natural(at, n);
    const root = Math.floor(Math.sqrt(n));
    return BigInt(root) * BigInt(root) > BigInt(n) ? root - 1 : root;
  }

  function gcd(ints) {
    let result = 0;
    for (const x of ints) {
      let [a, b] = [result, Math.abs(x)];
      while (b) [a, b] = [b, a % b];
      result = a;
    }
    return result;
  }

  Object.assign(py, { shift: 0, power });
  py.math = {
    sqrt, fmod, isclose, fsum, prod, prodInt, perm, comb, isqrt, gcd, log, logBase, pow,
    factorial: (n, at) => perm(n, n, at),
    floor: toInt(Math.floor), ceil: toInt(Math.ceil), trunc: truncate,
    fabs: Math.abs,
    copysign: (x, y, at) => signed(Math.abs(x), known(y, at)),
    degrees: (x) => x * (180 / Math.PI),
    radians: (x) => x * (Math.PI / 180),
    isfinite: (x) => Number.isFinite(x),
    isinf: (x) => Math.abs(x) === Infinity,
    isnan: (x) => x !== x,
    atan2: (y, x) => shifted(Math.atan2(y, x)),
    atanh: unary(Math.atanh, domain), log1p: unary(Math.log1p, domain),
    log2: unary(Math.log2, domain), log10: unary(Math.log10, domain),
  };
  for (const name of "acos acosh asin asinh atan cbrt cos cosh exp expm1 sin sinh tan tanh".split(" ")) {
    py.math[name] = unary(Math[name]);
  }
})();
