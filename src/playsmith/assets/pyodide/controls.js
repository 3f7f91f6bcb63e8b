// What a reader sees of the lane: a button that says what it costs, progress, Stop, and a sentence where it went wrong.
(() => {
  "use strict";
  const playsmith = (globalThis.playsmith ||= {});
  const { LaneError, lane } = playsmith;

  // After these, the Python that runs is still good.
  const GOES_ON = new Set(["at_line", "result"]);

  class Controls {
    #sandbox = null;
    #started = false;
    #busy = false;
    #shown = null;

    // `answered(inputs, outcome)` takes { value } or { error }.
    constructor(element, manifest, base, answered) {
      Object.assign(this, { element, manifest, base, answered });
      this.box = element.querySelector("[data-lane]");
      this.part = (name) => this.box.querySelector(`[data-lane-${name}]`);
      this.part("run").hidden = false;
      this.#words();
    }

    // The inputs as they stand; null where something is wrong with them.
    set inputs(inputs) {
      this.wanted = inputs;
      this.part("run").toggleAttribute("aria-disabled", !inputs);
      this.part("run").classList.toggle("ps-behind", this.behind);
    }

    // Whether what is shown was calculated from other inputs than those that stand there now.
    get behind() {
      return this.#shown !== null && key(this.#shown) !== key(this.wanted);
    }

    clicked(button) {
      if ("laneStop" in button.dataset) this.#sandbox?.stop();
      else if ("laneRun" in button.dataset && this.wanted && !this.#busy) this.run();
    }

    async run() {
      this.#busy = true;
      this.#failed(null);
      this.part("run").hidden = true;
      this.part("stop").hidden = false;
      this.part("stop").focus();
      const inputs = this.wanted;
      try {
        const [{ plain, given }] = await Promise.all([read(this.element.spec, inputs, this.base), this.#start()]);
        this.#tell({ stage: "calculating" });
        const outcome = await this.#sandbox.run(this.element.spec, plain, given);
        const { spec } = this.element;
        const found = checked(outcome, spec);
        const broken = failure(found.error, spec);
        if (broken) throw broken;
        this.#shown = inputs;
        this.part("built").hidden = true;
        this.answered(inputs, found);
      } catch (error) {
        if (!GOES_ON.has(error.code)) {
          this.#sandbox?.stop();
          this.#sandbox = null;
          this.#started = false;
        }
        if (!(error instanceof LaneError)) reportError(error);
        this.#failed(error instanceof LaneError ? error : new LaneError("broken"));
      } finally {
        this.#busy = false;
        this.box.dataset.runs = Number(this.box.dataset.runs ?? 0) + 1;
        const focused = this.box.contains(document.activeElement);
        this.part("run").hidden = false;
        this.part("stop").hidden = this.part("progress").hidden = true;
        if (focused) this.part("run").focus();
        this.#words();
      }
    }

    close() {
      this.#sandbox?.stop();
    }

    async #start() {
      if (this.#started) return;
      const sandbox = (this.#sandbox = new lane.Sandbox(this.manifest, this.base, (news) => this.#tell(news)));
      await sandbox.start();
      // A sample that is not to be had may have ended it meanwhile.
      this.#started = sandbox === this.#sandbox;
    }

    #tell({ stage, done, total }) {
      const { locale } = this.element;
      const progress = this.part("progress");
      progress.hidden = false;
      const bar = progress.querySelector("progress");
      if (total) Object.assign(bar, { max: total, value: done });
      else bar.removeAttribute("value");
      const text = total ? locale.word(`lane.stage.${stage}_of`, steps(done, total, locale)) : locale.word(`lane.stage.${stage}`);
      const line = progress.querySelector("[data-lane-stage]");
      if (line.textContent !== text) line.textContent = text;
      // Those who hear the page are told of each stage once, not of each step.
      if (this.told !== stage) this.part("said").textContent = locale.word(`lane.stage.${stage}`);
      this.told = stage;
    }

    #failed(error) {
      const line = this.part("failed");
      line.hidden = !error;
      line.textContent = error ? this.element.locale.word(`lane.failed.${error.code}`, error.values) : "";
      this.box.dataset.failed = error?.code ?? "";
      if (error) this.part("said").textContent = "";
    }

    #words() {
      const { locale } = this.element;
      const size = [...this.manifest.core, ...this.manifest.wheels].reduce((sum, { bytes }) => sum + bytes, 0);
      const first = locale.word("lane.run", { size: megabytes(size, locale) });
      this.part("run").textContent = this.#started ? locale.word("lane.again") : first;
      this.told = null;
    }
  }

  function steps(done, total, locale) {
    return { done: megabytes(done, locale), total: megabytes(total, locale), share: locale.percent(done / total, 0) };
  }

  function megabytes(bytes, locale) {
    return locale.number(bytes / 1e6, 1);
  }

  function key(inputs) {
    return JSON.stringify(inputs, (_, value) => (value instanceof File ? [value.name, value.size, value.lastModified] : value));
  }

  // Inputs as JSON, and beside them the files: the reader's own, or the sample from the site.
  async function read(spec, inputs, base) {
    const plain = {};
    const given = {};
    for (const [name, input] of Object.entries(spec.inputs)) {
      if (input.kind !== "file") plain[name] = inputs[name];
      else given[name] = inputs[name] ?? (await sample(input.sample, base));
    }
    return { plain, given };
  }

  async function sample(path, base) {
    try {
      const response = await fetch(new URL(`../../${path}`, base));
      if (!response.ok) throw new LaneError("missing");
      return await response.blob();
    } catch (error) {
      throw error instanceof LaneError ? error : new LaneError("offline");
    }
  }

  // A result comes out of a sandbox: only what fits the outputs that the page declares is shown.
  function checked(outcome, spec) {
    if (outcome.error) return outcome;
    for (const [name, output] of Object.entries(spec.outputs)) {
      if (!fits(output, outcome.value?.[name])) return { error: { type: "result", code: name } };
    }
    return outcome;
  }

  // An error that no message of the calculator speaks for.
  function failure(error, spec) {
    if (!error || (error.type === "ValueError" && spec.messages?.[error.code])) return null;
    if (error.type === "MemoryError") return new LaneError("memory");
    if (error.type === "result" || error.type === "Unfit") return new LaneError("result", { name: error.code });
    const { file, line, type, code } = error;
    return new LaneError("at_line", { file, line, text: `${type} ${code}`.trim() });
  }

  function fits(output, value) {
    if (value === null) return true;
    switch (output.kind) {
      case "table":
        return Array.isArray(value) && value.every((row) => row && Object.entries(output.columns).every(([name, one]) => fits(one, row[name])));
      case "series":
        return Array.isArray(value) && value.every((one) => typeof one === "number");
      case "flag":
        return typeof value === "boolean";
      case "choice":
        return Object.hasOwn(output.options, value);
      case "text":
        return typeof value === "string";
      default:
        return typeof value === "number" || value === "Infinity" || value === "-Infinity";
    }
  }

  lane.Controls = Controls;
})();
