// The compiled code of calculators: a file each beside this script, which the page names or the element asks for; and calls into it.
(() => {
  "use strict";
  const playsmith = (globalThis.playsmith ||= {});
  const HOME = new URL(".", document.currentScript.src).href;
  const ready = new Map();
  const asked = new Map();
  const awaited = new Map();
  const details = new Map();

  // Called by the calculator's own file. Instant navigation runs it again: what its details have added stays.
  function define(id, factories) {
    if (ready.has(id)) return;
    const { runtime } = playsmith;
    const calculate = factories.calculate?.(runtime).calculate;
    const expressions = factories.expressions?.(runtime);
    ready.set(id, new Code(id, { ...factories, calculate, expressions }));
    awaited.get(id)?.();
  }

  // What Python itself needs to run a compiled calculator; its file is asked for when a reader wants that.
  function defineLane(id, lane) {
    ready.get(id).lane = lane;
  }

  // The calculator's code; rejects where its file is missing or does not run.
  function load(id) {
    if (!asked.has(id)) {
      const path = `calculators/${id}.js`;
      const promise = named(id, path).then(async () => {
        if (!ready.has(id)) await script(path);
        const code = ready.get(id);
        if (!code) throw new Error(id);
        if (code.rare && !playsmith.runtime.rare) await script("rare.js");
        if (!code.calculate) await code.loadLane();
        return code;
      });
      // What failed may be asked for again, by the next element or page.
      promise.catch(() => asked.delete(id));
      asked.set(id, promise);
    }
    return asked.get(id);
  }

  // Until the page is read to its end, a script that it names is still to come.
  function named(id, path) {
    const link = document.querySelector(`link[rel=preload][href$="${path}"]`);
    if (!link || document.readyState !== "loading") return Promise.resolve();
    return new Promise((resolve) => {
      awaited.set(id, resolve);
      document.addEventListener("DOMContentLoaded", resolve, { once: true });
    });
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

  // `lane` is what Python itself needs; `calculate` is missing where only that can run the calculator. `rare`: it asks for
  // what few calculators use.
  class Code {
    constructor(id, { calculate, expressions, lane, rare }) {
      Object.assign(this, { id, calculate, expressions, lane, rare, home: HOME });
    }

    async loadLane() {
      if (!this.lane) await script(`calculators/${this.id}.python.js`);
      if (!playsmith.lane) await script(`${this.lane.folder}lane.js`);
    }

    // { value }, or { error } as the runtime tells it.
    result(inputs) {
      return playsmith.runtime.call(this.calculate, pick(this.calculate, inputs));
    }

    // A rule, a message's number or a line of working; null where a quantity it needs has no value.
    expression(name, quantities, { orNull = true } = {}) {
      const entry = this.expressions?.[name];
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

  // What readers need once they touch a calculator (its messages, charts, links and texts) are files of their own.
  const once = new Map();
  function scriptOnce(path) {
    if (!once.has(path)) once.set(path, script(path).catch((error) => (once.delete(path), Promise.reject(error))));
    return once.get(path);
  }

  async function loadDetails(id) {
    await Promise.all(["details.js", `calculators/${id}.details.js`].map(scriptOnce));
    return details.get(id);
  }

  function defineDetails(id, { expressions, ...given }) {
    if (expressions) ready.get(id).expressions = expressions(playsmith.runtime);
    details.set(id, given);
  }

  playsmith.calculators = { define, defineDetails, defineLane, load, loadDetails };
})();
