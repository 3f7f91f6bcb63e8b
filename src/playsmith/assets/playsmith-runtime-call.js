// The boundary of compiled calculators: JSON in, by declared type; JSON, or one error, out.
"use strict";
(() => {
  const py = globalThis.playsmith.runtime;
  const STEPS = 5e6;
  const WORDS = { Infinity, "-Infinity": -Infinity };

  const input = (path, message) => py.error("input", "input", "", `${path}: ${message}`);

  function fields(type, json, path, read) {
    if (json === null || typeof json !== "object" || Array.isArray(json)) throw input(path, "is not an object");
    const names = type.map(([name]) => name);
    for (const key of Object.keys(json)) if (!names.includes(key)) throw input(path, `unknown field ${key}`);
    return Object.fromEntries(type.map(([name, field, ...fallback]) => [name, read(name, field, fallback)]));
  }

  function list(json, path, read) {
    if (!Array.isArray(json)) throw input(path, "is not a list");
    return json.map((x, i) => read(x, i));
  }

  // JavaScript moves keys like "10" to the front of an object, so a dict with one cannot cross in its order.
  function key(name, path) {
    if (/^(0|[1-9][0-9]*)$/.test(name)) throw input(path, `the key ${name} looks like a number: it would lose its place`);
    return name;
  }

  function fromJson(type, json, path) {
    const [kind, inner] = Array.isArray(type) ? type : [type];
    switch (kind) {
      case "optional":
        return json === null ? null : fromJson(inner, json, path);
      case "list":
        return list(json, path, (x, i) => fromJson(inner, x, `${path}[${i}]`));
      case "tuple":
        if (!Array.isArray(json) || json.length !== inner.length) throw input(path, `is not a list of ${inner.length}`);
        return list(json, path, (x, i) => fromJson(inner[i], x, `${path}[${i}]`));
      case "dict":
        if (json === null || typeof json !== "object" || Array.isArray(json)) throw input(path, "is not an object");
        return new Map(Object.entries(json).map(([k, x]) => [key(k, path), fromJson(inner, x, `${path}.${k}`)]));
      case "row":
        return fields(inner, json, path, (name, field) => {
          if (!Object.hasOwn(json, name)) throw input(`${path}.${name}`, "is missing");
          return fromJson(field, json[name], `${path}.${name}`);
        });
      case "float":
        if (typeof json === "number" && json === json) return json;
        if (typeof json === "string" && Object.hasOwn(WORDS, json)) return WORDS[json];
        break;
      case "int":
        if (Number.isSafeInteger(json)) return json + 0;
        break;
      case "bool":
        if (typeof json === "boolean") return json;
        break;
      case "str":
        if (typeof json === "string") return json;
        break;
      case "None":
        if (json === null) return null;
        break;
    }
    throw input(path, `is not ${kind}`);
  }

  function toJson(type, x, path) {
    const [kind, inner] = Array.isArray(type) ? type : [type];
    switch (kind) {
      case "optional":
        return x === null ? null : toJson(inner, x, path);
      case "list":
        return x.map((item, i) => toJson(inner, item, `${path}[${i}]`));
      case "tuple":
        return x.map((item, i) => toJson(inner[i], item, `${path}[${i}]`));
      case "dict":
        return Object.fromEntries([...x].map(([k, item]) => [key(k, path), toJson(inner, item, `${path}.${k}`)]));
      case "row":
        return Object.fromEntries(inner.map(([name, field]) => [name, toJson(field, x[name], `${path}.${name}`)]));
      case "float": {
        const number = py.value(x);
        if (number !== number) throw py.error("nan", "nan", "", `${path} is not a number (NaN)`);
        return Number.isFinite(number) ? number : String(number);
      }
    }
    return x;
  }

  // What a compiled file says of each public function: the function, its parameters ([name, type, default?]) and result, its source files.
  function entry(run, parameters, result, files) {
    return { run, parameters, result, files };
  }

  function told(caught, files) {
    if (!(caught instanceof py.PythonError)) {
      // with no memory left for an error, the embedded engine throws null
      if (caught === null || /memory/.test(caught.message)) {
        return { type: "budget", code: "memory", message: "the calculation needs too much memory" };
      }
      // the engine's own stack ran out before our count did
      if (caught instanceof RangeError || caught.name === "InternalError") {
        return { type: "budget", code: "depth", message: "functions call each other too deeply" };
      }
      throw caught;
    }
    const { type, code, message } = caught;
    const [line, column, file = 0] = String(caught.at || "").split(":").map(Number);
    return line ? { type, code, message, file: files[file], line, column } : { type, code, message };
  }

  // Run one public function on JSON inputs by name: { value } or { error }. `steps` bounds loops and calls.
  function call(entry, inputs, { steps = STEPS } = {}) {
    py.left.steps = steps;
    py.left.depth = 0;
    try {
      const given = fields(entry.parameters, inputs, "inputs", (name, type, fallback) => {
        if (Object.hasOwn(inputs, name)) return fromJson(type, inputs[name], name);
        if (fallback.length) return fallback[0];
        throw input(name, "is missing");
      });
      const result = entry.run(...entry.parameters.map(([name]) => given[name]));
      return { value: toJson(entry.result, result, "result") };
    } catch (caught) {
      return { error: told(caught, entry.files) };
    }
  }

  Object.assign(py, { entry, call, fromJson, toJson });
})();
