// Lists, dicts and what runs over them, for compiled calculators.
"use strict";
(() => {
  const py = globalThis.playsmith.runtime;
  const { error, step, truth } = py;

  // --- lists

  function place(list, index, at) {
    const at0 = index < 0 ? index + list.length : index;
    if (at0 < 0 || at0 >= list.length) throw error("IndexError", "index", at, "index out of range");
    return at0;
  }

  const item = (list, index, at) => list[place(list, index, at)];

  function setItem(x, list, index, at) {
    list[place(list, index, at)] = x;
  }

  function slice(list, from, to, at) {
    step(at, list.length);
    return list.slice(from === null ? 0 : from, to === null ? list.length : to);
  }

  function append(list, x, at) {
    step(at);
    list.push(x);
    return null;
  }

  function extend(list, items, at) {
    // a list extended by itself is read as it was
    const more = items === list ? list.slice() : items;
    for (const x of more) append(list, x, at);
    return null;
  }

  function pop(list, index, at) {
    if (list.length === 0) throw error("IndexError", "index", at, "pop from an empty list");
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

  function list(items, at) {
    const made = [];
    extend(made, items, at);
    return made;
  }

  function sorted(items, key, reverse, at) {
    const made = list(items, at);
    py.sort(made, key, reverse, at);
    return made;
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

  // --- iteration

  function* rangeFrom(start, stop, by, at) {
    for (let i = start; by > 0 ? i < stop : i > stop; i += by) {
      step(at);
      yield i;
    }
  }

  // Checked where it is made, not where the first item is asked for.
  function range(start, stop, by, at) {
    if (by === 0) throw error("ValueError", "range", at, "range() with step 0");
    return rangeFrom(start, stop, by, at);
  }

  const iterator = (items) => items[Symbol.iterator]();

  function* zipped(iterators) {
    for (;;) {
      const row = [];
      for (const iterator of iterators) {
        const next = iterator.next();
        if (next.done) return;
        row.push(next.value);
      }
      yield row;
    }
  }

  // Both make the iterators of what they run over at once.
  const zip = (...lists) => zipped(lists.map(iterator));
  const enumerate = (items, start) => zipped([rangeFrom(start, Infinity, 1, ""), iterator(items)]);

  function reversedFrom(list, last) {
    return (function* walk() {
      for (let i = last; i >= 0 && i < list.length; i -= 1) yield list[i];
    })();
  }

  // The end is looked up when the iterator is made.
  const reversed = (list) => reversedFrom(list, list.length - 1);

  function any(items) {
    for (const x of items) if (truth(x)) return true;
    return false;
  }

  function all(items) {
    for (const x of items) if (!truth(x)) return false;
    return true;
  }

  Object.assign(py, {
    item, setItem, slice, append, extend, pop, insert, reverse, list, sorted, concat, repeat, get, getOr, setKey,
    keys, values, items, range, enumerate, zip, reversed, any, all,
  });
})();
