// What few calculators use: dicts, rarer ways with lists, rarer functions of math. A file of its own, which a page
// loads where a calculator's code asks for any of it.
"use strict";
(() => {
  const py = globalThis.playsmith.runtime;
  const { Int, append, domain, error, overflow, place, raised, safe, shifted, signed, step, tooLarge, value, zeroDivision } = py;
  const { log } = py.math;

  // --- lists

  function slice(list, from, to, at) {
    step(at, list.length);
    return list.slice(from === null ? 0 : from, to === null ? list.length : to);
  }

  function pop(list, index, at) {
    if (list.length === 0) throw error("IndexError", "index", at, "pop from an empty list");
    py.sorting.delete(list);
    return list.splice(place(list, index, at), 1)[0];
  }

  function insert(list, index, x, at) {
    step(at);
    list.splice(index, 0, x);
    return null;
  }

  function reverse(list) {
    list.reverse();
    return null;
  }

  function concat(a, b, at) {
    step(at, a.length + b.length);
    return a.concat(b);
  }

  function repeat(items, count, at) {
    const made = [];
    if (items.length) step(at, items.length * Math.max(count, 0));
    for (let i = 0; i < count && items.length; i += 1) for (const x of items) made.push(x);
    return made;
  }

  // --- dicts

  function get(map, key, at) {
    if (!map.has(key)) throw error("KeyError", "key", at, `no key ${key}`);
    return map.get(key);
  }

  const getOr = (map, key, fallback) => (map.has(key) ? map.get(key) : fallback);

  function setKey(x, map, key, at) {
    step(at);
    map.set(key, x);
  }

  function* entries(map, at, read, size) {
    const check = () => {
      if (map.size !== size) throw error("RuntimeError", "dict_changed", at, "dict changed size during iteration");
    };
    for (const entry of [...map.keys()]) {
      check();
      yield read(entry, map);
    }
    check();
  }

  // The size counts from where the iterator is made, not from the first item.
  const view = (read) => (map, at) => ({ [Symbol.iterator]: () => entries(map, at, read, map.size) });

  const keys = view((key) => key);
  const values = view((key, map) => map.get(key));
  const items = view((key, map) => [key, map.get(key)]);

  // --- math

  // The sign of NaN differs between machines, and JavaScript does not show it.
  function known(x, at) {
    if (x !== x) throw error("refused", "nan_sign", at, "the sign of NaN was asked for");
    return x;
  }

  function pow(x, y, at) {
    if (Number.isFinite(x) && Number.isFinite(y)) {
      if ((x === 0 && y < 0) || (x < 0 && y !== Math.floor(y))) throw domain(at);
      const result = raised(x, y);
      if (!Number.isFinite(result)) throw overflow(at);
      return result;
    }
    return raised(x, y);
  }

  function logBase(x, base, at) {
    const above = log(x, at);
    const below = log(base, at);
    if (below === 0) throw zeroDivision(at);
    return above / below;
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

  Object.assign(py, {
    slice, pop, insert, reverse, concat, repeat, get, getOr, setKey, keys, values, items,
  });
  Object.assign(py.math, {
    fmod, isclose, fsum, prod, prodInt, perm, comb, isqrt, gcd, logBase, pow,
    factorial: (n, at) => perm(n, n, at),
    copysign: (x, y, at) => signed(Math.abs(x), known(y, at)),
    degrees: (x) => x * (180 / Math.PI),
    radians: (x) => x * (Math.PI / 180),
    atan2: (y, x) => shifted(Math.atan2(y, x)),
  });
  py.rare = true;
})();
