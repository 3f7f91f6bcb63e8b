// Lists and what runs over them, for compiled calculators.
"use strict";
(() => {
  const py = globalThis.playsmith.runtime;
  const { error, safe, step, truth } = py;

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

  // --- iteration

  function* rangeFrom(start, stop, by, at) {
    for (let i = start; by > 0 ? i < stop : i > stop; i += by) {
      step(at);
      yield safe(i, at);
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
    place, item, setItem, append, extend, list, sorted, range, enumerate, zip, reversed, any, all,
  });
})();
