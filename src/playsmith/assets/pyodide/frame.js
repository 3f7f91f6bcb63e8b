// The sandboxed frame: its origin is opaque, its policy lets nothing load. It starts one worker and hands it the page's port.
(() => {
  "use strict";
  addEventListener("message", async ({ source, data, ports: [port] }) => {
    if (source !== parent || !port) return;
    const { scripts, job } = data;
    const texts = await Promise.all(scripts.map(async (blob) => new Response(await inflated(blob)).text()));
    // Pyodide's module becomes a part of the classic worker, so that the policy need not let workers load any script.
    const [loader, module, worker] = texts;
    const classic = module
      .replaceAll("import.meta.url", "self.location.href")
      .replace(/export default (\w+);\s*$/, "self.createPyodideModule = $1;");
    const parts = [`(() => {${loader}\n})();(() => {"use strict";${classic}\n})();`, worker];
    const url = URL.createObjectURL(new Blob(parts, { type: "text/javascript" }));
    const thread = new Worker(url);
    thread.onerror = (event) => port.postMessage({ failed: "worker", text: event.message ?? "" });
    thread.postMessage({ job }, [port]);
  });

  async function inflated(blob) {
    const [first, second] = new Uint8Array(await blob.slice(0, 2).arrayBuffer());
    return first === 0x1f && second === 0x8b ? blob.stream().pipeThrough(new DecompressionStream("gzip")) : blob.stream();
  }

  parent.postMessage({ playsmith: "ready" }, "*");
})();
