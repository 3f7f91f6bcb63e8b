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

  const log = unary(Math.log, domain);

  // --- exact functions

  function sqrt(x, at) {
    if (x < 0) throw domain(at);
    return Math.sqrt(x);
  }

  Object.assign(py, { shift: 0, power, raised, shifted, domain, overflow });
  py.math = {
    sqrt, log,
    floor: toInt(Math.floor), ceil: toInt(Math.ceil), trunc: truncate,
    fabs: Math.abs,
    isfinite: (x) => Number.isFinite(x),
    isinf: (x) => Math.abs(x) === Infinity,
    isnan: (x) => x !== x,
    atanh: unary(Math.atanh, domain), log1p: unary(Math.log1p, domain),
    log2: unary(Math.log2, domain), log10: unary(Math.log10, domain),
  };
  for (const name of "acos acosh asin asinh atan cbrt cos cosh exp expm1 sin sinh tan tanh".split(" ")) {
    py.math[name] = unary(Math[name]);
  }
})();
