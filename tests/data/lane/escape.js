// In place of the lane's own worker: JavaScript with nothing taken away, held by the frame's policy and origin alone.
// __URL__ is a listener that must hear nothing.
self.onmessage = async ({ ports: [port] }) => {
  const reached = [];
  const attempt = async (name, act) => {
    try {
      const value = await Promise.race([act(), new Promise((_, reject) => setTimeout(() => reject(new Error("late")), 1500))]);
      if (value !== undefined) reached.push(name);
    } catch {
      // refused, as it should be
    }
  };
  await attempt("fetch", () => fetch("__URL__fetch", { mode: "no-cors" }));
  await attempt("XMLHttpRequest", () => new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.onload = () => resolve(1);
    request.onerror = reject;
    request.open("GET", "__URL__xhr");
    request.send();
  }));
  await attempt("WebSocket", () => new Promise((resolve, reject) => {
    const socket = new WebSocket("__URL__socket".replace("http", "ws"));
    socket.onopen = () => resolve(1);
    socket.onerror = reject;
  }));
  await attempt("EventSource", () => new Promise((resolve, reject) => {
    const source = new EventSource("__URL__events");
    source.onopen = () => resolve(1);
    source.onerror = reject;
  }));
  await attempt("importScripts", async () => (importScripts("__URL__script"), 1));
  await attempt("import", () => import("__URL__module"));
  await attempt("import of a blob", () => import(URL.createObjectURL(new Blob(["export default 1"], { type: "text/javascript" }))));
  await attempt("worker", () => new Promise((resolve, reject) => {
    const worker = new Worker("__URL__worker");
    worker.onmessage = () => resolve(1);
    worker.onerror = reject;
  }));
  await attempt("nested worker that fetches", () => new Promise((resolve, reject) => {
    const text = "fetch('__URL__nested', { mode: 'no-cors' }).then(() => postMessage(1), () => close())";
    const worker = new Worker(URL.createObjectURL(new Blob([text], { type: "text/javascript" })));
    worker.onmessage = () => resolve(1);
    worker.onerror = reject;
  }));
  await attempt("eval", async () => eval("1"));
  await attempt("Function", async () => (0).constructor.constructor("return 1")());
  await attempt("caches", () => caches.open("x"));
  await attempt("indexedDB", () => new Promise((resolve, reject) => {
    const request = indexedDB.open("x");
    request.onsuccess = () => resolve(1);
    request.onerror = reject;
  }));
  await attempt("storage", () => navigator.storage.getDirectory());
  await attempt("BroadcastChannel to the site", async () => (self.origin === "null" ? undefined : 1));
  await attempt("sendBeacon", async () => (navigator.sendBeacon?.("__URL__beacon") ? 1 : undefined));
  await attempt("parent", async () => self.parent ?? undefined);
  await attempt("top", async () => self.top ?? undefined);
  await attempt("document", async () => self.document ?? undefined);
  port.postMessage({ reached });
};
