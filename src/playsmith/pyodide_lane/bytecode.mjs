// Run by Node, once for an installation: Pyodide's own Python compiles modules of its standard library (bytecode.py).
// Arguments: the folder of Pyodide's package, bytecode.py, the modules to import, the archive to write.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [place, script, imported, written] = process.argv.slice(2);
try {
  const { loadPyodide } = await import(pathToFileURL(join(place, "pyodide.mjs")));
  // Without columns, which only the carets of tracebacks need, bytecode is a quarter smaller.
  const python = await loadPyodide({ env: { PYTHONHASHSEED: "0", PYTHONNODEBUGRANGES: "1" } });
  python.runPython(readFileSync(script, "utf-8"));
  python.globals.get("write")(readFileSync(imported, "utf-8"), "/tmp/bytecode.zip");
  writeFileSync(written, python.FS.readFile("/tmp/bytecode.zip"));
} catch (error) {
  console.error(String(error.message).trim().split("\n").at(-1));
  process.exitCode = 1;
}
