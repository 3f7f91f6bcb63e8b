// Python in a worker of a sandboxed frame, whose origin is opaque: files and JSON go in, JSON comes out.
(() => {
  "use strict";
  const playsmith = (globalThis.playsmith ||= {});
  const { LaneError, lane } = playsmith;
  const SCRIPTS = ["pyodide.classic.js", "worker.js"];
  const FLOATS = new Set(["money", "percent", "number"]);
  const SECONDS_FOR_FRAME = 20;
  const SECONDS_FOR_START = 120;

  class Sandbox {
    #frame = null;
    #port = null;
    #waiting = null;
    #abort = new AbortController();

    constructor(manifest, base, tell) {
      Object.assign(this, { manifest, base, tell });
      this.snapshotUrl = new URL(`${manifest.folder}snapshot`, base).href;
    }

    // Ready to calculate. `tell({ stage, done, total })` hears: downloading (bytes), starting, restoring.
    async start() {
      const { manifest, base, tell } = this;
      const ready = this.#wait((message) => message.stage === "ready");
      let kept = null;
      try {
        const heard = (done, total) => tell({ stage: "downloading", done, total });
        const arriving = lane.download([...manifest.core, ...manifest.wheels], base, heard, this.#abort.signal);
        const looking = manifest.snapshot ? lane.snapshot(this.snapshotUrl) : null;
        const whole = Promise.all(Object.values(arriving));
        const handed = Promise.all([this.#framed(), looking, ...SCRIPTS.map((name) => arriving[name])]).then(
          ([frame, found, ...scripts]) => this.#hand(frame, scripts, arriving, (kept = found)),
        );
        await Promise.race([Promise.all([handed, whole]), ready]);
        tell({ stage: kept ? "restoring" : "starting" });
        await this.#within(SECONDS_FOR_START, "blocked", {}, ready);
      } catch (error) {
        this.stop(error);
        // A snapshot of another browser version does not start: the next try goes without.
        if (kept) await lane.keepSnapshot(this.snapshotUrl, null);
        throw error;
      }
    }

    // { value } or { error }, as the calculator gave it; `given` are Blobs by input.
    async run(spec, inputs, given) {
      const { seconds } = spec;
      const request = JSON.stringify({ module: this.manifest.module, arguments: inputs, floats: floats(spec.inputs) });
      const answered = this.#wait((message) => "answer" in message);
      this.#port.postMessage({ request, given });
      const { answer } = await this.#within(seconds, "too_slow", { n: seconds }, answered);
      return JSON.parse(answer);
    }

    // Ends the worker with its frame, whatever it is doing.
    stop(error = new LaneError("stopped")) {
      this.#abort.abort();
      this.#port?.close();
      this.#frame?.remove();
      this.#frame = this.#port = null;
      this.#waiting?.reject(error);
    }

    // Starts the worker while the large files are still on their way; each follows once it is here and checked.
    #hand(frame, scripts, arriving, kept) {
      if (this.#abort.signal.aborted) return;
      const { port1, port2 } = new MessageChannel();
      this.#port = port1;
      port1.onmessage = ({ data }) => this.#heard(data);
      const following = Object.entries(arriving).filter(([name]) => !SCRIPTS.includes(name));
      if (kept) following.push(["snapshot", Promise.resolve(kept)]);
      const { manifest } = this;
      const job = { ...manifest.job, files: following.map(([name]) => name), keepSnapshot: manifest.snapshot && !kept };
      frame.postMessage({ scripts, job }, "*", [port2]);
      for (const [file, blob] of following) blob.then((blob) => this.#port && frame.postMessage({ file, blob }, "*"), () => {});
    }

    #framed() {
      const frame = (this.#frame = document.createElement("iframe"));
      frame.setAttribute("sandbox", "allow-scripts");
      frame.hidden = true;
      frame.title = "Python";
      frame.src = new URL(`${this.manifest.folder}frame.html`, this.base).href;
      return new Promise((resolve, reject) => {
        const done = () => (clearTimeout(timer), removeEventListener("message", listener));
        const listener = ({ source, data }) => {
          if (source !== frame.contentWindow || data?.playsmith !== "ready") return;
          done();
          resolve(frame.contentWindow);
        };
        const timer = setTimeout(() => (done(), reject(new LaneError("blocked"))), SECONDS_FOR_FRAME * 1000);
        this.#abort.signal.addEventListener("abort", () => (done(), reject(new LaneError("stopped"))));
        addEventListener("message", listener);
        document.body.append(frame);
      });
    }

    // The next message that is `wanted`; rejected by what ends the sandbox before.
    #wait(wanted) {
      const promise = new Promise((resolve, reject) => (this.#waiting = { wanted, resolve, reject }));
      promise.catch(() => {});
      return promise;
    }

    #within(seconds, late, values, promise) {
      const timer = setTimeout(() => this.stop(new LaneError(late, values)), seconds * 1000);
      return promise.finally(() => clearTimeout(timer));
    }

    #heard(message) {
      if (message.snapshot) lane.keepSnapshot(this.snapshotUrl, message.snapshot);
      else if (message.progress) this.tell({ stage: "calculating", done: message.progress[0], total: message.progress[1] });
      else if (message.failed) this.stop(new LaneError(message.failed === "python" ? "broken" : message.failed, { name: message.name }, message.text));
      else if (this.#waiting?.wanted(message)) this.#waiting.resolve(message);
    }
  }

  // JSON writes 5.0 as 5: which inputs, and which columns of tables, are floats in Python all the same.
  function floats(inputs) {
    const plain = Object.entries(inputs).filter(([, { kind }]) => FLOATS.has(kind)).map(([name]) => name);
    const tables = Object.entries(inputs).filter(([, { kind }]) => kind === "table");
    return { plain, tables: Object.fromEntries(tables.map(([name, { columns }]) => [name, floats(columns).plain])) };
  }

  lane.Sandbox = Sandbox;
})();
