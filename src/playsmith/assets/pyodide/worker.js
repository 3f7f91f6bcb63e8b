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

  self.onmessage = ({ data: { files, job }, ports: [port] }) => {
    self.onmessage = null;
    const tell = (message, transfer = []) => port.postMessage(message, transfer);
    start(files, job, tell).then(
      (calculate) => {
        port.onmessage = ({ data }) => tell(calculate(data));
        tell({ stage: "ready" });
      },
      (error) => tell(failure(error)),
    );
  };

  async function start(files, job, tell) {
    const { createPyodideModule, loadPyodide } = self;
    const { prelude, closing } = JSON.parse(new TextDecoder().decode(files["start.json"]));
    const real = self.fetch;
    self.fetch = async (url) => response(files, String(url));
    const onPython = (line) => line.startsWith(FROM_PYTHON) && tell({ progress: line.slice(1).split(" ").map(Number) });
    tell({ stage: "starting" });
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
      ...(files.snapshot ? { _loadSnapshot: unpacked(files.snapshot) } : { _makeSnapshot: job.keepSnapshot }),
    });
    if (!files.snapshot) {
      pyodide.runPython(prelude);
      if (job.keepSnapshot) keep(pyodide, tell);
    }
    await pyodide.loadPackage(job.wheels, { checkIntegrity: false, messageCallback() {} });
    self.fetch = real;
    const entry = pyodide.runPython(closing);
    const { toPy } = pyodide;
    for (const name of ["js", "pyodide_js"]) pyodide.unregisterJsModule(name);
    contain();
    return ({ request, given }) => answer(entry, toPy, request, given);
  }

  async function unpacked(bytes) {
    return new Response(stream(bytes)).arrayBuffer();
  }

  // What was read from the snapshot of an earlier start is like what this start made; random numbers begin anew.
  function keep(pyodide, tell) {
    const snapshot = pyodide.makeMemorySnapshot();
    new Response(new Blob([snapshot]).stream().pipeThrough(new CompressionStream("gzip")))
      .arrayBuffer()
      .then((bytes) => tell({ snapshot: bytes }, [bytes]));
  }

  // Pyodide's own Python imports these from `js`; a calculator gets none of them.
  function globals() {
    const { clearInterval, clearTimeout, setInterval, setTimeout, Object: object } = self;
    const refuse = () => {
      throw new Error("not here");
    };
    return { clearInterval, clearTimeout, setInterval, setTimeout, Object: object, eval: refuse };
  }

  function response(files, url) {
    const bytes = files[url.slice(url.lastIndexOf("/") + 1)];
    if (!bytes) return new Response(null, { status: 404 });
    const type = url.endsWith(".wasm") ? "application/wasm" : "application/octet-stream";
    return new Response(stream(bytes), { headers: { "Content-Type": type } });
  }

  function stream(bytes) {
    const packed = new Uint8Array(bytes, 0, 2);
    const plain = new Blob([bytes]).stream();
    return packed[0] === 0x1f && packed[1] === 0x8b ? plain.pipeThrough(new DecompressionStream("gzip")) : plain;
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

  function answer(entry, toPy, request, given) {
    const names = Object.keys(given);
    const files = names.map((name) => toPy(new Uint8Array(given[name])));
    try {
      return { answer: entry(request, names.join("\n"), ...files) };
    } catch (error) {
      return failure(error);
    } finally {
      for (const file of files) file.destroy();
    }
  }

  function failure(error) {
    const text = String(error?.message ?? error);
    if (/memory/i.test(text) || error instanceof RangeError) return { failed: "memory", text };
    if (error instanceof WebAssembly.CompileError || /wasm|WebAssembly/i.test(text)) return { failed: "blocked", text };
    return { failed: "python", text };
  }
})();
