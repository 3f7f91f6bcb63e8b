// <playsmith-calculator calculator="cac">: the built page is whole; this lets readers work with their own numbers.
(() => {
  "use strict";
  const playsmith = (globalThis.playsmith ||= {});
  const REST = 1000;

  class Calculator extends HTMLElement {
    #listening = null;
    #touched = new Set();
    #timer = 0;
    #told = "";
    #untold = null;

    connectedCallback() {
      const data = this.querySelector("template[data-spec]");
      this.form = this.querySelector("form");
      if (!data || !this.form) return;
      const { locale, spec, defaults } = JSON.parse(data.content.textContent);
      Object.assign(this, { spec, defaults, locale: new playsmith.Locale(locale) });
      this.#listening = new AbortController();
      const { signal } = this.#listening;
      // Enter in a field asks for nothing but the result, which is there.
      this.form.addEventListener("submit", (event) => event.preventDefault(), { signal });
      playsmith.calculators.load(this.getAttribute("calculator")).then(
        (code) => signal.aborted || this.#start(code, signal),
        () => signal.aborted || this.#notice("missing"),
      );
    }

    disconnectedCallback() {
      this.#listening?.abort();
      this.lane?.close();
      clearTimeout(this.#timer);
      delete this.dataset.ready;
    }

    #start(code, signal) {
      this.code = code;
      this.fields = new playsmith.Fields(this.form, this.spec, this.defaults, this.locale);
      this.results = new playsmith.Results(this, this.spec, this.locale, code.calculate ? this.defaults : null);
      this.#notice(null);
      if (!code.calculate) {
        this.lane = new playsmith.lane.Controls(this, code.lane, code.home, (...answer) => this.#answered(...answer));
      }
      this.#prepare();
      const on = (target, type, listener) => target.addEventListener(type, listener, { signal });
      on(this.form, "input", (event) => this.#typed(event.target));
      on(this.form, "change", (event) => event.target.name && this.#rested(event.target));
      on(this.form, "focusout", (event) => event.target.name && this.#rested(event.target));
      on(this.form, "click", (event) => this.#clicked(event.target.closest("button")));
      // The browser puts a reader's texts back after the element connects.
      on(window, "pageshow", () => this.#update(true));
      on(window, "hashchange", () => this.#follow());
      on(window, "beforeprint", () => this.#unfold());
      // Before the first keystroke.
      on(this.form, "focusin", () => this.details());
      const texts = playsmith.store.kept(this.spec.id);
      if (texts) this.fields.restore(texts);
      this.#update(Boolean(texts));
      this.#told = this.#headline();
      this.#follow();
      this.dataset.ready = "";
    }

    // Whether messages, charts, links and texts are there; what failed is asked for again the next time.
    async details() {
      try {
        const { words, spec } = await playsmith.calculators.loadDetails(this.spec.id);
        const known = this.locale.words.calculator;
        Object.assign(known, words, { notice: { ...known.notice, ...words.notice } });
        Object.assign(this.spec, spec);
        this.messages ??= new playsmith.Messages(this, this.fields, this.spec, this.locale, this.code);
        return true;
      } catch {
        this.#notice("partial");
        return false;
      }
    }

    // Shows what works by script alone.
    #prepare() {
      for (const slider of this.querySelectorAll("[data-slider-for]")) {
        slider.hidden = false;
      }
      for (const button of this.querySelectorAll("[data-action]")) {
        // Before Python has answered there is nothing of the reader's to hand on.
        button.hidden = Boolean(this.lane) && !this.results.shown && button.dataset.action !== "reset";
      }
    }

    #typed(target) {
      const name = target.dataset.sliderFor;
      if (name) {
        // Steps of a tenth come with the noise of binary fractions.
        this.fields.write(name, Number(Number(target.value).toPrecision(12)));
        this.#touched.add(name);
      }
      this.#update(Boolean(name));
    }

    // The reader left a field, or chose: what is wrong may be said now.
    #rested(target) {
      this.#touched.add(target.name);
      if (target.type === "text") this.fields.tidy(target.name);
      this.#update(true);
    }

    // Read, calculate, write. `rested`: problems of rules and arithmetic may be shown, not only those shown already.
    #update(rested) {
      const { inputs, problems, warnings } = this.fields.read();
      this.#slide(inputs, problems);
      if (!problems.length) this.#calculate(inputs, problems);
      const fields = new Set(problems.filter(({ whole }) => !whole).map(({ field }) => field));
      this.#tell(problems, warnings, inputs, (field) => this.#touched.has(field) || (rested && !fields.has(field)));
      this.problems = problems;
      if (this.lane) this.lane.inputs = problems.length ? null : inputs;
      this.results.stale(problems.length > 0 || Boolean(this.lane?.behind));
      if (problems.length) this.#notice(problems[0].notice ?? "stale");
      else this.#notice(null);
      playsmith.store.keep(this.spec.id, this.fields.texts());
      this.#announce();
    }

    // Messages of the last state alone: while they are asked for, the reader goes on.
    #tell(...state) {
      this.#untold = state;
      if (this.messages) this.messages.show(...state);
      else if (state[0].length || state[1].length) {
        this.details().then((there) => there && this.messages.show(...this.#untold));
      }
    }

    // Rules, then the arithmetic; what they find wrong goes to `problems`.
    #calculate(inputs, problems) {
      const { spec, code } = this;
      const said = new Set();
      spec.rules?.forEach(({ message }, place) => {
        if (code.expression(`rule_${place}`, inputs, { orNull: false }) !== false || said.has(message)) return;
        said.add(message);
        problems.push({ field: spec.messages[message].field ?? "", code: message, whole: true });
      });
      if (problems.length || this.lane) return;
      this.#show(inputs, code.result(inputs), problems);
    }

    #show(inputs, { value, error }, problems) {
      if (error) problems.push({ whole: true, ...this.#failure(error) });
      else this.results.write(inputs, value);
    }

    // What Python in the sandbox gave: later than it was asked for.
    #answered(inputs, outcome) {
      const problems = [];
      this.#show(inputs, outcome, problems);
      this.#tell(problems, [], inputs, () => true);
      this.problems = problems;
      const behind = problems.length > 0 || this.lane.behind;
      this.results.stale(behind);
      this.#notice(problems.length ? (problems[0].notice ?? "stale") : null);
      this.#prepare();
      this.#announce();
    }

    #failure({ type, code, message: why, file, line, column }) {
      const message = this.spec.messages?.[code];
      if (type === "ValueError" && message) return { field: message.field ?? "", code };
      // For whoever looks: where in the Python, and what.
      if (line) console.warn(`${file}:${line}:${column}: ${type}: ${why}`);
      if (type === "budget") return { field: "", code: "unknown", notice: "too_long" };
      if (type === "OverflowError" || code === "too_large") return { field: "", code: "too_large" };
      return { field: "", code: "unknown", notice: "broken" };
    }

    #slide(inputs, problems) {
      const wrong = new Set(problems.map(({ field }) => field));
      for (const slider of this.querySelectorAll("[data-slider-for]")) {
        const name = slider.dataset.sliderFor;
        if (wrong.has(name) || inputs[name] === null) continue;
        slider.value = inputs[name];
        slider.setAttribute("aria-valuetext", this.locale.formatInput(this.spec.inputs[name], inputs[name]));
      }
    }

    #notice(name) {
      const element = this.querySelector("[data-notice]");
      if (!element) return;
      element.dataset.notice = name ?? "";
      const { notice } = this.locale.words.calculator;
      if (name && !notice[name]) return void this.details().then((there) => there && this.#notice(element.dataset.notice));
      const text = name ? notice[name] : "";
      if (element.textContent !== text) element.textContent = text;
      element.hidden = !name;
    }

    // After a second's rest, the headline is told to those who do not see it change.
    #announce() {
      clearTimeout(this.#timer);
      if (!("ready" in this.dataset)) return;
      this.#timer = setTimeout(() => {
        const headline = this.#headline();
        if (headline !== this.#told) this.#say(headline, true);
        this.#told = headline;
      }, REST);
    }

    #headline() {
      if (!this.problems.length && !this.results.shown) return "";
      if (this.problems.length) return this.locale.word("calculator.announce.problems", { n: this.problems.length });
      const { outputs, words } = this.results.shown;
      const output = this.spec.outputs[this.spec.headline];
      const verdict = playsmith.verdictOf(this.spec, outputs);
      const value = playsmith.fill(this.locale.format(output, outputs[this.spec.headline]), words);
      const told = this.locale.word("calculator.announce.result", { label: output.label, value });
      return verdict ? `${told} ${playsmith.fill(verdict.text, words)}` : told;
    }

    #say(text, quiet = false) {
      const status = this.querySelector(".ps-status");
      if (!status) return;
      status.toggleAttribute("data-quiet", quiet);
      if (status.textContent !== text) status.textContent = text;
    }

    #act(text) {
      clearTimeout(this.#timer);
      this.#say(text);
    }

    #clicked(button) {
      if (!button) return;
      this.lane?.clicked(button);
      const table = button.closest("[data-table]")?.dataset.table;
      if (table && "addRow" in button.dataset) this.#rows(this.fields.tables.get(table).add(this.fields));
      else if (table && "removeRow" in button.dataset) this.#rows(this.fields.tables.get(table).remove(button));
      else if (button.dataset.action === "reset") this.#reset();
      else if (button.dataset.action === "print") print();
      else if (button.dataset.action === "check") this.#check();
      else if (button.dataset.action) this.#share(button.dataset.action);
    }

    // Where the site carries Python: the same numbers once more, by CPython itself.
    async #check() {
      if (this.problems.length) return this.#act(this.#headline());
      await this.code.loadLane();
      Object.assign(this.locale.words, this.code.lane.words);
      return playsmith.lane.check(this, this.code, this.results.shown, (text) => this.#act(text));
    }

    #rows(said) {
      this.#tell([], [], {}, () => false);
      this.#update(false);
      this.#act(said);
    }

    async #reset() {
      this.#touched.clear();
      this.fields.writeAll(this.defaults);
      this.#update(true);
      playsmith.store.keep(this.spec.id, null);
      if (await this.details()) this.#act(this.locale.word("calculator.actions.was_reset"));
    }

    async #share(action) {
      if (this.problems.length) return this.#act(this.#headline());
      if (await this.details()) this.#act(await playsmith.scenario.share(this, action));
      return undefined;
    }

    // Take the numbers of a link, once: the fragment goes, so that a reload keeps what the reader changes after it.
    async #follow() {
      if (!location.hash.startsWith(`#calc=${this.spec.id}.`) || !(await this.details())) return;
      const found = playsmith.scenario.fromFragment(this.spec, this.defaults, location.hash);
      if (!found) return;
      history.replaceState(history.state, "", location.pathname + location.search);
      if (found.inputs) this.fields.writeAll(found.inputs);
      for (const control of this.form.elements) if (control.name) this.#touched.add(control.name);
      this.#update(true);
      this.#act(this.locale.word(`calculator.actions.${found.inputs ? "link_used" : "link_ignored"}`));
      this.scrollIntoView({ block: "start" });
    }

    // Print holds everything; what was folded is folded again afterwards.
    #unfold() {
      const closed = [...this.querySelectorAll("details:not([open])")];
      closed.forEach((details) => details.setAttribute("open", ""));
      addEventListener("afterprint", () => closed.forEach((details) => details.removeAttribute("open")), { once: true });
    }
  }

  if (!customElements.get("playsmith-calculator")) customElements.define("playsmith-calculator", Calculator);
})();
