// The compiled code of calculators: a file each, asked for beside this script when its element connects; and calls into it.
(() => {
  "use strict";
  const playsmith = (globalThis.playsmith ||= {});
  const HOME = new URL(".", document.currentScript.src).href;
  const ready = new Map();
  const asked = new Map();

  // Called by the calculator's own file.
  function define(id, factories) {
    const { runtime } = playsmith;
    const calculate = factories.calculate?.(runtime).calculate;
    ready.set(id, new Code(calculate, factories.expressions(runtime), factories.lane));
  }

  // The calculator's code; rejects where its file is missing or does not run.
  function load(id) {
    if (ready.has(id)) return Promise.resolve(ready.get(id));
    if (!asked.has(id)) {
      const promise = script(`calculators/${id}.js`).then(async () => {
        const code = ready.get(id);
        if (!code) throw new Error(id);
        if (!code.calculate) await code.loadLane();
        return code;
      });
      // What failed may be asked for again, by the next element or page.
      promise.catch(() => asked.delete(id));
      asked.set(id, promise);
    }
    return asked.get(id);
  }

  function script(path) {
    return new Promise((resolve, reject) => {
      const element = document.createElement("script");
      element.src = `${HOME}${path}`;
      element.onload = () => resolve();
      element.onerror = () => reject(new Error(path));
      document.head.append(element);
    });
  }

  // `lane` is there where the site carries Python itself; `calculate` is not, where only that can run the calculator.
  class Code {
    constructor(calculate, expressions, lane) {
      Object.assign(this, { calculate, expressions, lane, home: HOME });
    }

    loadLane() {
      return playsmith.lane ? Promise.resolve() : script(`${this.lane.folder}lane.js`);
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
