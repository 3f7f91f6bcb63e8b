// The runtime's files as Blobs, which pass between threads without a copy: from the site or, unpacked already, from the
// browser's cache; checked against their hashes before anything uses them.
(() => {
  "use strict";
  const playsmith = (globalThis.playsmith ||= {});
  const { LaneError } = playsmith;
  const CACHE = "playsmith-python";
  // Unpacking this much takes a few milliseconds; browsers give up to 2 MB at once.
  const SLICE = 128 * 1024;
  // As published.py has it.
  const PIECE = 1024 * 1024;

  // All files, each as soon as it is here: name -> promise of a Blob. `told(done, total)` hears how far it is; `signal`
  // ends it.
  function download(files, base, told, signal) {
    if (location.protocol === "file:") throw new LaneError("file");
    const cache = opened();
    const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
    let done = 0;
    const heard = (count) => told(Math.min((done += count), total), total);
    const arriving = files.map((file) => one(file, new URL(file.path, base).href, cache, heard, signal));
    Promise.all(arriving).then(() => tidy(files, base), () => {});
    return Object.fromEntries(files.map(({ name }, place) => [name, arriving[place]]));
  }

  async function one(file, url, opening, heard, signal) {
    const cache = await opening;
    const kept = await cache?.match(url).catch(() => undefined);
    if (kept) {
      const blob = await kept.blob();
      if (await right(blob, file)) {
        heard(file.bytes);
        return blob;
      }
    }
    const blob = await fetched(file, url, heard, signal);
    if (!(await right(blob, file))) throw new LaneError("altered", {}, file.path);
    // A browser that keeps nothing, or has no room, loads it again the next time.
    cache?.put(url, new Response(blob)).catch(() => {});
    return blob;
  }

  async function fetched(file, url, heard, signal) {
    // Without SubtleCrypto (pages that are not secure) the browser itself compares the hash.
    const integrity = globalThis.crypto?.subtle ? {} : { integrity: `sha256-${file.sent}` };
    const failed = (error) => {
      throw new LaneError(signal.aborted ? "stopped" : "offline", {}, String(error));
    };
    const asked = fetch(url, { signal, credentials: "omit", referrerPolicy: "no-referrer", ...integrity });
    const response = await asked.catch(failed);
    if (!response.ok) throw new LaneError("missing", { status: response.status }, url);
    const unpacking = file.packed ? new DecompressionStream("gzip") : new TransformStream();
    const content = new Response(unpacking.readable).blob().catch(() => {
      throw new LaneError("altered", {}, file.path);
    });
    content.catch(() => {});
    const writer = unpacking.writable.getWriter();
    for (const reader = response.body.getReader(); ; ) {
      const { done, value } = await reader.read().catch(failed);
      if (done) break;
      heard(value.byteLength);
      for (let at = 0; at < value.byteLength; at += SLICE) {
        // What cannot be unpacked is told by `content`.
        writer.write(value.subarray(at, at + SLICE)).catch(() => {});
        await breath();
      }
    }
    writer.close().catch(() => {});
    return content;
  }

  // Lets the page take input and draw.
  function breath() {
    return globalThis.scheduler?.yield?.() ?? new Promise((resolve) => setTimeout(resolve));
  }

  // Whether it is what the site was built with: the hash of its pieces' hashes, as browsers hash on the page's own thread.
  async function right(blob, file) {
    if (!globalThis.crypto?.subtle) return true;
    const hashes = [];
    for (let at = 0; at < blob.size; at += PIECE) hashes.push(await sha256(blob.slice(at, at + PIECE)));
    const digest = new Uint8Array(await sha256(new Blob(hashes)));
    return btoa(String.fromCharCode(...digest)) === file.digest;
  }

  async function sha256(blob) {
    return crypto.subtle.digest("SHA-256", await blob.arrayBuffer());
  }

  async function opened() {
    try {
      return await caches.open(CACHE);
    } catch {
      return null;
    }
  }

  // What an earlier version of this site left is of no use any more.
  async function tidy(files, base) {
    const folder = /pyodide-[0-9a-f]+\//;
    const first = new URL(files[0].path, base).href;
    const [current] = folder.exec(first) ?? [];
    const site = first.slice(0, folder.exec(first)?.index);
    const cache = await opened();
    for (const { url } of (await cache?.keys().catch(() => [])) ?? []) {
      const [found] = folder.exec(url) ?? [];
      if (found && found !== current && url.startsWith(site)) await cache.delete(url).catch(() => {});
    }
  }

  async function snapshot(url) {
    const kept = await (await opened())?.match(url).catch(() => undefined);
    return kept ? kept.blob() : null;
  }

  async function keepSnapshot(url, blob) {
    const cache = await opened();
    if (blob) await cache?.put(url, new Response(blob)).catch(() => {});
    else await cache?.delete(url).catch(() => {});
  }

  playsmith.lane = { ...playsmith.lane, download, snapshot, keepSnapshot };
})();
