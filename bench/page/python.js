// The same page with an interpreter of Python in it. `pythonSources` maps the paths of modules to their text.
(() => {
  const START = `
import json, math
from calculators.cac import calculate
def clean(value):
    if isinstance(value, dict):
        return {key: clean(each) for key, each in value.items()}
    if isinstance(value, list):
        return [clean(each) for each in value]
    if isinstance(value, float) and math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    return value
def run(text):
    return json.dumps(clean(calculate(**json.loads(text))))
`;
  const home = new URL(".", document.currentScript.src);
  const { engine, sources } = globalThis.python;

  const interpreters = {
    async micropython() {
      const { loadMicroPython } = await import(new URL("micropython/micropython.mjs", home));
      return loadMicroPython({ url: new URL("micropython/micropython.wasm", home).href, heapsize: 1048576 });
    },
    async pyodide() {
      const { loadPyodide } = await import(new URL("pyodide/pyodide.mjs", home));
      return loadPyodide({ indexURL: new URL("pyodide/", home).href });
    },
  };

  interpreters[engine]().then((python) => {
    const made = new Set(["/lib"]);
    if (!python.FS.analyzePath("/lib").exists) python.FS.mkdir("/lib");
    for (const [path, text] of Object.entries(sources)) {
      const folders = path.split("/").slice(0, -1);
      folders.forEach((_, place) => {
        const folder = `/lib/${folders.slice(0, place + 1).join("/")}`;
        if (!made.has(folder)) python.FS.mkdir(folder);
        made.add(folder);
      });
      python.FS.writeFile(`/lib/${path}`, text);
    }
    python.runPython("import sys\nif '/lib' not in sys.path: sys.path.append('/lib')");
    python.runPython(START);
    const run = python.globals.get("run");
    handWritten((inputs) => fromPython(run(JSON.stringify(inputs))));
  });
})();
