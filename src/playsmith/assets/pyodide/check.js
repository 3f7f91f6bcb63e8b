// "Check with Python": what compiled code shows, calculated once more by CPython in the sandbox.
(() => {
  "use strict";
  const playsmith = (globalThis.playsmith ||= {});
  const { LaneError, lane } = playsmith;
  const TOLERANCE = 1e-9;
  const SANDBOXES = new WeakMap();

  // `shown` is { inputs, outputs }; `say` tells the reader, in a sentence, how far it is and what came of it.
  lane.check = async (element, { lane: manifest, home }, { inputs, outputs }, say) => {
    const { spec, locale } = element;
    const word = (key, values) => locale.word(`lane.${key}`, values);
    try {
      const sandbox = SANDBOXES.get(element) ?? (await started(element, manifest, home, (stage) => say(word(`stage.${stage}`))));
      const { value, error } = await sandbox.run(spec, inputs, {});
      const other = error ? [error.type] : different(value, outputs).map((name) => spec.outputs[name].label);
      say(other.length ? word("check.other", { names: other.join(", ") }) : word("check.same"));
    } catch (error) {
      SANDBOXES.delete(element);
      if (!(error instanceof LaneError)) reportError(error);
      say(word(`failed.${error.code ?? "broken"}`, error.values));
    }
  };

  async function started(element, manifest, home, say) {
    const sandbox = new lane.Sandbox(manifest, home, ({ stage }) => say(stage));
    await sandbox.start();
    SANDBOXES.set(element, sandbox);
    return sandbox;
  }

  function different(value, outputs) {
    return Object.keys(outputs).filter((name) => !same(value?.[name], outputs[name]));
  }

  function same(one, other) {
    if (typeof one === "number" && typeof other === "number") {
      return one === other || Math.abs(one - other) <= TOLERANCE * Math.max(Math.abs(one), Math.abs(other));
    }
    if (one && other && typeof one === "object" && typeof other === "object") {
      const keys = Object.keys(one);
      return keys.length === Object.keys(other).length && keys.every((key) => same(one[key], other[key]));
    }
    return one === other;
  }
})();
