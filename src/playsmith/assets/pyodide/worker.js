// The worker: starts Python from what it is given, takes away what reaches out, then calculates. Data goes by one port.
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
    const tell = (message) => port.postMessage(message);
    const files = new Files(job.files);
    self.onmessage = ({ data: { file, content, failed } }) => {
      if (file) files.put[file](content);
      else tell(failure(new Error(failed)));
    };
    start(files, job, tell).then(
      (calculate) => {
        port.onmessage = async ({ data }) => tell(await calculate(data));
        tell({ stage: "ready" });
      },
      (error) => tell(failure(error)),
    );
  };

  // What the frame hands over, each as soon as it has it: the compiled module, and the bytes of all others.
  class Files {
    constructor(names) {
      this.put = {};
      this.kept = new Map(names.map((name) => [name, new Promise((resolve) => (this.put[name] = resolve))]));
    }

    // A promise; undefined where no such file is to come.
    get(name) {
      return this.kept.get(name);
    }
  }

  async function start(files, job, tell) {
    const { Blob, createPyodideModule, loadPyodide } = self;
    const real = self.fetch;
    self.fetch = async (url) => response(files, String(url));
    const onPython = (line) => line.startsWith(FROM_PYTHON) && tell({ progress: line.slice(1).split(" ").map(Number) });
    const kept = files.get("snapshot");
    let snapshot = null;
    compiledBeforehand(files.get("pyodide.asm.wasm"));
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
      ...(kept ? { _loadSnapshot: kept } : { _makeSnapshot: job.keepSnapshot }),
    });
    const { prelude, closing } = JSON.parse(new TextDecoder().decode(await files.get("start.json")));
    if (!kept) {
      pyodide.runPython(prelude);
      // Python as it stands now, for the next visit to start from: handed over once the reader has an answer, and not
      // packed, which would cost more at each start than the room it saves.
      if (job.keepSnapshot) snapshot = pyodide.makeMemorySnapshot();
    }
    await pyodide.loadPackage(job.wheels, { checkIntegrity: false, messageCallback() {} });
    self.fetch = real;
    self.onmessage = null;
    const entry = pyodide.runPython(closing);
    const { toPy } = pyodide;
    for (const name of ["js", "pyodide_js"]) pyodide.unregisterJsModule(name);
    contain();
    return async ({ request, given }) => {
      const found = await answer(entry, toPy, request, given);
      if (snapshot) setTimeout((taken) => tell({ snapshot: new Blob([taken]) }), 100, snapshot);
      snapshot = null;
      return found;
    };
  }

  // Pyodide would compile by itself, but only once it has the snapshot.
  function compiledBeforehand(arriving) {
    const { instantiateStreaming } = WebAssembly;
    WebAssembly.instantiateStreaming = async (_, imports) => {
      WebAssembly.instantiateStreaming = instantiateStreaming;
      const module = await arriving;
      return { module, instance: await WebAssembly.instantiate(module, imports) };
    };
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
    const name = url.slice(url.lastIndexOf("/") + 1);
    // Not read: it is compiled already.
    if (name.endsWith(".wasm")) return new Response();
    const content = await files.get(name);
    return content ? new Response(content) : new Response(null, { status: 404 });
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
