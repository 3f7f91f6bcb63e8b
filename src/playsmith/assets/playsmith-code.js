// The compiled code of calculators: a file each, asked for beside this script when its element connects; and calls into it.
(() => {
  "use strict";
  const playsmith = (globalThis.playsmith ||= {});
  const FOLDER = new URL("calculators/", document.currentScript.src).href;
  const ready = new Map();
  const asked = new Map();

  // Called by the calculator's own file.
  function define(id, factories) {
    ready.set(id, new Code(factories.calculate(playsmith.runtime).calculate, factories.expressions(playsmith.runtime)));
  }

  // The calculator's code; rejects where its file is missing or does not run.
  function load(id) {
    if (ready.has(id)) return Promise.resolve(ready.get(id));
    if (!asked.has(id)) {
      const promise = new Promise((resolve, reject) => {
        const script = document.createElement("script");
        script.src = `${FOLDER}${id}.js`;
        script.onload = () => (ready.has(id) ? resolve(ready.get(id)) : reject(new Error(id)));
        script.onerror = () => reject(new Error(id));
        document.head.append(script);
      });
      // What failed may be asked for again, by the next element or page.
      promise.catch(() => asked.delete(id));
      asked.set(id, promise);
    }
    return asked.get(id);
  }

  class Code {
    constructor(calculate, expressions) {
      this.calculate = calculate;
      this.expressions = expressions;
    }

    // { value }, or { error } as the runtime tells it.
    result(inputs) {
      return playsmith.runtime.call(this.calculate, pick(this.calculate, inputs));
    }

    // A rule, a message's number or a line of working; null where a quantity it needs has no value.
    expression(name, quantities, { orNull = true } = {}) {
      const entry = this.expressions[name];
      if (!entry) return null;
      const given = pick(entry, quantities);
      if (orNull && Object.values(given).some((value) => value === null || value === undefined || value === "Infinity")) {
        return null;
      }
      const { value, error } = playsmith.runtime.call(entry, given);
      return error ? null : value;
    }
  }

  function pick(entry, quantities) {
    return Object.fromEntries(entry.parameters.map(([name]) => [name, quantities[name]]));
  }

  playsmith.calculators = { define, load };
})();
