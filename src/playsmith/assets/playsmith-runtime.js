// What compiled calculators stand on: errors with their place in the Python source, ints that stay ints, truth and order.
// Everything in the runtime gives CPython's result bit for bit, or stops. It is loaded in this order: playsmith-runtime.js, -data
// (lists), -numbers (sums, rounding), -math (the math module), -call (JSON in, JSON out), -rare (dicts, and what few use).
"use strict";
(() => {
  const SAFE = Number.MAX_SAFE_INTEGER;
  const DEEPEST = 800;

  // An exception of Python, or (type "budget", "range", "refused") a stop of ours.
  class PythonError extends Error {
    constructor(type, code, at, message) {
      super(message || code);
      this.type = type;
      this.code = code;
      this.at = at;
    }
  }

  // An int in a place that holds ints and floats: a plain number there is a float.
  class Int {
    constructor(value) {
      this.value = value;
    }
  }

  const left = { steps: 0, depth: 0 };

  const error = (type, code, at, message) => new PythonError(type, code, at, message);
  const zeroDivision = (at) => error("ZeroDivisionError", "zero_division", at, "division by zero");
  const tooLarge = (at) => error("range", "too_large", at, "an int is too large for a compiled calculator");
  const identity = () => error("refused", "nan_identity", "", "NaN was compared inside a list or dict, or sorted");

  function step(at, count = 1) {
    left.steps -= count;
    if (!(left.steps >= 0)) throw error("budget", "steps", at, "the calculation takes too many steps");
  }

  function enter(at) {
    step(at);
    left.depth += 1;
    if (left.depth > DEEPEST) throw error("budget", "depth", at, "functions call each other too deeply");
  }

  const leave = () => {
    left.depth -= 1;
  };

  // --- ints and floats

  const int = (value) => new Int(value);
  const maybeInt = (value) => (value === null ? null : new Int(value));
  const value = (x) => (x instanceof Int ? x.value : x);

  function* boxed(items, at) {
    for (const x of items) {
      step(at);
      yield new Int(Number(x));
    }
  }

  function safe(x, at) {
    if (x > SAFE || x < -SAFE) throw tooLarge(at);
    return x;
  }

  function divide(a, b, at) {
    if (b === 0) throw zeroDivision(at);
    return a / b;
  }

  function moduloInt(a, b, at) {
    if (b === 0) throw zeroDivision(at);
    const rest = a % b;
    return rest !== 0 && rest < 0 !== b < 0 ? rest + b : rest + 0;
  }

  function floorDivideInt(a, b, at) {
    if (b === 0) throw zeroDivision(at);
    const rest = a % b;
    // a - rest is a multiple of b and no larger than a, so this is exact; a / b may round up to the next int
    const quotient = (a - rest) / b;
    return (rest !== 0 && rest < 0 !== b < 0 ? quotient - 1 : quotient) + 0;
  }

  const signed = (magnitude, sign) => (sign < 0 || Object.is(sign, -0) ? -magnitude : magnitude);

  function modulo(a, b, at) {
    if (b === 0) throw zeroDivision(at);
    const rest = a % b;
    if (rest === 0) return signed(0, b);
    return rest < 0 !== b < 0 ? rest + b : rest;
  }

  function floorDivide(a, b, at) {
    if (b === 0) throw zeroDivision(at);
    const rest = a % b;
    let quotient = (a - rest) / b;
    if (rest !== 0 && rest < 0 !== b < 0) quotient -= 1;
    if (quotient === 0) return signed(0, a / b);
    const floor = Math.floor(quotient);
    return quotient - floor > 0.5 ? floor + 1 : floor;
  }

  function powerInt(base, exponent, at) {
    let result = 1;
    for (let i = 0; i < exponent; i += 1) {
      result = safe(result * base + 0, at);
      if (result === 0 || (result === 1 && base === 1)) break;
    }
    return result;
  }

  const FLOAT = { "/": divide, "//": floorDivide, "%": modulo };
  const INT = { "/": divide, "//": floorDivideInt, "%": moduloInt };

  // Arithmetic where each side may be an int or a float.
  function number(sign, a, b, at) {
    const ints = a instanceof Int && b instanceof Int;
    const x = value(a);
    const y = value(b);
    let result;
    if (sign === "+") result = x + y;
    else if (sign === "-") result = x - y;
    else if (sign === "*") result = x * y;
    else result = (ints ? INT : FLOAT)[sign](x, y, at);
    return ints && sign !== "/" ? new Int(safe(result + 0, at)) : result;
  }

  const negative = (x) => (x instanceof Int ? new Int(0 - x.value) : -x);
  const absolute = (x) => (x instanceof Int ? new Int(Math.abs(x.value)) : Math.abs(x));
  const divmod = (a, b, ints, at) =>
    ints ? [floorDivideInt(a, b, at), moduloInt(a, b, at)] : [floorDivide(a, b, at), modulo(a, b, at)];

  // --- truth, equality, order

  function truth(x) {
    if (x === null) return false;
    if (Array.isArray(x)) return x.length > 0;
    if (x instanceof Map) return x.size > 0;
    if (x instanceof Int) return x.value !== 0;
    return typeof x === "object" || typeof x === "function" || (x !== 0 && x !== false && x !== "");
  }

  const bothNaN = (a, b) => a !== a && b !== b;

  // ==. Inside containers Python asks for identity first, which only NaN can tell from equality: refused.
  function equal(a, b, inside = false) {
    const x = value(a);
    const y = value(b);
    if (x === y) return true;
    if (x === null || y === null || typeof x !== "object" || typeof y !== "object") {
      if (inside && bothNaN(x, y)) throw identity();
      return false;
    }
    if (Array.isArray(x)) return x.length === y.length && x.every((item, i) => equal(item, y[i], true));
    if (x instanceof Map) {
      if (x.size !== y.size) return false;
      for (const [key, item] of x) if (!y.has(key) || !equal(item, y.get(key), true)) return false;
      return true;
    }
    return Object.keys(x).every((key) => equal(x[key], y[key], true));
  }

  function contains(item, items, at) {
    step(at, items.length);
    for (const one of items) if (equal(one, item, true)) return true;
    return false;
  }

  const hasKey = (key, map) => map.has(key);

  function orderStrings(a, b) {
    const [x, y] = [Array.from(a), Array.from(b)];
    for (let i = 0; i < x.length && i < y.length; i += 1) {
      if (x[i] !== y[i]) return x[i].codePointAt(0) - y[i].codePointAt(0);
    }
    return x.length - y.length;
  }

  // Negative, zero or positive; NaN where the two have no order, so that every comparison with 0 is false.
  function order(a, b) {
    const x = value(a);
    const y = value(b);
    if (typeof x === "string") return orderStrings(x, y);
    if (!Array.isArray(x)) return x < y ? -1 : x > y ? 1 : x === y ? 0 : NaN;
    for (let i = 0; i < x.length && i < y.length; i += 1) {
      if (!equal(x[i], y[i], true)) return order(x[i], y[i]);
    }
    return x.length - y.length;
  }

  function extreme(sign, name) {
    return (items, key, at, ...fallback) => {
      let best;
      let bestKey;
      let found = false;
      step(at, items.length || 0);
      for (const item of items) {
        const itemKey = key ? key(item) : item;
        if (!found || sign * order(itemKey, bestKey) > 0) [best, bestKey, found] = [item, itemKey, true];
      }
      if (found) return best;
      if (fallback.length) return fallback[0];
      throw error("ValueError", "empty", at, `${name}() of nothing`);
    };
  }

  function checkOrdered(x, at) {
    if (Array.isArray(x)) x.forEach((item) => checkOrdered(item, at));
    // sorted only by <: with NaN the outcome depends on which pairs the algorithm happens to compare
    else if (x !== x) throw error("refused", "nan_order", at, "NaN was sorted");
  }

  const sorting = new Set();

  // In place. As in CPython the list is empty while its keys are made; pop() takes it out of `sorting`, so that a list
  // which is empty again counts as modified, too.
  function sort(list, key, reverse, at) {
    step(at, list.length);
    const before = list.splice(0);
    const within = sorting.has(list);
    sorting.add(list);
    let sorted = before;
    try {
      const keyed = before.map((item) => [key ? key(item) : item, item]);
      if (keyed.length > 1) keyed.forEach(([k]) => checkOrdered(value(k), at));
      const sign = reverse ? -1 : 1;
      keyed.sort((a, b) => sign * order(a[0], b[0]));
      sorted = keyed.map(([, item]) => item);
      if (list.length || !sorting.has(list)) throw error("ValueError", "list_modified", at, "list modified during sort");
    } finally {
      if (!within) sorting.delete(list);
      list.length = 0;
      for (const item of sorted) list.push(item);
    }
    return null;
  }

  globalThis.playsmith ||= {};
  globalThis.playsmith.runtime = {
    PythonError, Int, left, error, zeroDivision, tooLarge, step, enter, leave, int, maybeInt, value, boxed, safe, signed,
    divide, modulo, moduloInt, floorDivide, floorDivideInt, powerInt, number, negative, absolute, divmod,
    truth, equal, contains, hasKey, order, min: extreme(-1, "min"), max: extreme(1, "max"), sort, sorting,
  };
})();
