// The sandboxed frame: its origin is opaque, its policy lets nothing load. It starts one worker, hands it the page's port,
// and while the worker loads its script, reads and compiles what follows.
(() => {
  "use strict";
  let thread;

  addEventListener("message", ({ source, data, ports: [port] }) => {
    if (source !== parent) return;
    if (port) start(data, port);
    else if (thread) follow(data);
  });

  function start({ scripts, job }, port) {
    thread = new Worker(URL.createObjectURL(new Blob(scripts, { type: "text/javascript" })));
    thread.onerror = (event) => port.postMessage({ failed: "worker", text: event.message ?? "" });
    thread.postMessage({ job }, [port]);
  }

  async function follow({ file, blob }) {
    try {
      const content = await (file.endsWith(".wasm") ? compiled(blob) : blob.arrayBuffer());
      thread.postMessage({ file, content }, content instanceof ArrayBuffer ? [content] : []);
    } catch ({ message }) {
      thread.postMessage({ failed: message });
    }
  }

  function compiled(blob) {
    return WebAssembly.compileStreaming(new Response(blob, { headers: { "Content-Type": "application/wasm" } }));
  }

  parent.postMessage({ playsmith: "ready" }, "*");
})();
