// The worker: starts Python from the bytes it is given, takes away what reaches out, then calculates. Data goes by one port.
(() => {
  "use strict";
  const FROM_PYTHON = "\u0001";
  // What stays of the browser's interfaces: time, text, randomness. The language's own objects are not listed here.
  const KEPT = new Set([
    "TextDecoder", "TextEncoder", "WebAssembly", "clearInterval", "clearTimeout", "console", "crypto", "performance",
    "queueMicrotask", "self", "setInterval", "setTimeout", "structuredClone",
  ]);
  const LANGUAGE = new Set([
    "AggregateError", "Array", "ArrayBuffer", "AsyncDisposableStack", "Atomics", "BigInt", "BigInt64Array", "BigUint64Array",
    "Boolean", "DataView", "Date", "DisposableStack", "Error", "EvalError", "FinalizationRegistry", "Float16Array",
    "Float32Array", "Float64Array", "Function", "Infinity", "Int16Array", "Int32Array", "Int8Array", "Intl", "Iterator",
    "JSON", "Map", "Math", "NaN", "Number", "Object", "Promise", "Proxy", "RangeError", "ReferenceError", "Reflect", "RegExp",
    "Set", "SharedArrayBuffer", "String", "SuppressedError", "Symbol", "SyntaxError", "TypeError", "URIError", "Uint16Array",
    "Uint32Array", "Uint8Array", "Uint8ClampedArray", "WeakMap", "WeakRef", "WeakSet", "decodeURI", "decodeURIComponent",
    "encodeURI", "encodeURIComponent", "escape", "globalThis", "isFinite", "isNaN", "parseFloat", "parseInt", "undefined",
    "unescape",
  ]);

  self.onmessage = ({ data: { job }, ports: [port] }) => {
    self.onmessage = null;
    const tell = (message) => port.postMessage(message);
    const files = new Files(job.files);
    port.onmessage = ({ data: { file, blob } }) => files.put[file](blob);
    start(files, job, tell).then(
      (calculate) => {
        port.onmessage = async ({ data }) => tell(await calculate(data));
        tell({ stage: "ready" });
      },
      (error) => tell(failure(error)),
    );
  };

  // What the page hands over, each as soon as it has it.
  class Files {
    constructor(names) {
      this.put = {};
      this.kept = new Map(names.map((name) => [name, new Promise((resolve) => (this.put[name] = resolve))]));
    }

    // A promise of a Blob; undefined where no such file is to come.
    get(name) {
      return this.kept.get(name);
    }
  }

  async function start(files, job, tell) {
    const { createPyodideModule, loadPyodide } = self;
    const real = self.fetch;
    self.fetch = async (url) => response(files, String(url));
    const onPython = (line) => line.startsWith(FROM_PYTHON) && tell({ progress: line.slice(1).split(" ").map(Number) });
    const kept = files.get("snapshot");
    let snapshot = null;
    const pyodide = await loadPyodide({
      createPyodideModule,
      indexURL: "memory://core/",
      packageBaseUrl: "memory://wheels/",
      lockFileContents: job.lock,
      jsglobals: globals(),
      env: { PYTHONHASHSEED: "0", PYTHONDONTWRITEBYTECODE: "1" },
      stdin: () => null,
      stdout: () => {},
      stderr: onPython,
      ...(kept ? { _loadSnapshot: kept.then((blob) => blob.arrayBuffer()) } : { _makeSnapshot: job.keepSnapshot }),
    });
    const { prelude, closing } = JSON.parse(await (await files.get("start.json")).text());
    if (!kept) {
      pyodide.runPython(prelude);
      if (job.keepSnapshot) snapshot = taken(pyodide);
    }
    await pyodide.loadPackage(job.wheels, { checkIntegrity: false, messageCallback() {} });
    self.fetch = real;
    const entry = pyodide.runPython(closing);
    const { toPy } = pyodide;
    for (const name of ["js", "pyodide_js"]) pyodide.unregisterJsModule(name);
    contain();
    return async ({ request, given }) => {
      const found = await answer(entry, toPy, request, given);
      if (snapshot) setTimeout(() => tell({ snapshot }), 100);
      return found;
    };
  }

  // Python as it stands now, for the next visit to start from. Handed over once the reader has an answer; not packed,
  // which would cost more at each start than the room it saves.
  function taken(pyodide) {
    return new Blob([pyodide.makeMemorySnapshot()]);
  }

  // Pyodide's own Python imports these from `js`; a calculator gets none of them.
  function globals() {
    const { clearInterval, clearTimeout, setInterval, setTimeout, Object: object } = self;
    const refuse = () => {
      throw new Error("not here");
    };
    return { clearInterval, clearTimeout, setInterval, setTimeout, Object: object, eval: refuse };
  }

  async function response(files, url) {
    const blob = await files.get(url.slice(url.lastIndexOf("/") + 1));
    if (!blob) return new Response(null, { status: 404 });
    const type = url.endsWith(".wasm") ? "application/wasm" : "application/octet-stream";
    return new Response(await inflated(blob), { headers: { "Content-Type": type } });
  }

  async function inflated(blob) {
    const [first, second] = new Uint8Array(await blob.slice(0, 2).arrayBuffer());
    return first === 0x1f && second === 0x8b ? blob.stream().pipeThrough(new DecompressionStream("gzip")) : blob.stream();
  }

  // Every interface that is not of the language itself or kept above goes, from the global object and its prototypes.
  function contain() {
    for (let each = self; each && each !== Object.prototype; each = Object.getPrototypeOf(each)) {
      for (const name of Object.getOwnPropertyNames(each)) {
        if (KEPT.has(name) || LANGUAGE.has(name) || name === "constructor") continue;
        if (!Reflect.deleteProperty(each, name)) Reflect.set(each, name, undefined);
      }
    }
  }

  async function answer(entry, toPy, request, given) {
    const names = Object.keys(given);
    const files = [];
    try {
      for (const blob of Object.values(given)) files.push(toPy(new Uint8Array(await contents(blob))));
      return { answer: entry(request, names.join("\n"), ...files) };
    } catch (error) {
      return failure(error);
    } finally {
      for (const file of files) file.destroy();
    }
  }

  async function contents(blob) {
    try {
      return await blob.arrayBuffer();
    } catch (error) {
      throw Object.assign(error, { unreadable: blob.name ?? "" });
    }
  }

  function failure(error) {
    if (typeof error?.unreadable === "string") return { failed: "unreadable", name: error.unreadable };
    const text = String(error?.message ?? error);
    if (/memory/i.test(text) || error instanceof RangeError) return { failed: "memory", text };
    if (/wasm|WebAssembly/i.test(text) || error instanceof WebAssembly.CompileError) return { failed: "blocked", text };
    return { failed: "python", text };
  }
})();
