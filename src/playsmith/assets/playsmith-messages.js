// What is wrong, in words, where it belongs: the engine's own words from the locale, a calculator's from its YAML.
(() => {
  "use strict";
  const playsmith = (globalThis.playsmith ||= {});

  class Messages {
    constructor(root, fields, spec, locale, code) {
      Object.assign(this, { root, fields, spec, locale, code });
      this.shown = new Map();
    }

    // The sentence of a problem { field, code, values }.
    sentence({ code, values }, inputs) {
      const message = this.spec.messages?.[code];
      if (!message) return this.locale.word(`calculator.problems.${code}`, values);
      const words = {};
      for (const [name, input] of Object.entries(this.spec.inputs)) words[name] = this.locale.formatInput(input, inputs[name]);
      for (const [name, { kind }] of Object.entries(message.values ?? {})) {
        const value = this.code.expression(`message_${code}_${name}`, inputs);
        words[name] = this.locale.format({ kind, unit: "month" }, value);
      }
      return [message.text, message.repair]
        .filter(Boolean)
        .map((text) => playsmith.fill(text, words))
        .join(" ");
    }

    // Show the problems that `may` be shown, and those shown already that last; the others go. Warnings likewise.
    show(problems, warnings, inputs, may) {
      const wanted = new Map();
      for (const problem of problems) {
        const place = this.#place(problem.field);
        if (wanted.has(place) || !(may(problem.field) || this.shown.get(place) === problem.code)) continue;
        wanted.set(place, { ...problem, tone: "bad" });
      }
      for (const warning of warnings) {
        const place = this.#place(warning.field);
        if (wanted.has(place) || !(may(warning.field) || this.shown.get(place) === warning.code)) continue;
        wanted.set(place, { ...warning, tone: "watch" });
      }
      for (const place of this.shown.keys()) if (!wanted.has(place)) this.#clear(place);
      for (const [place, problem] of wanted) this.#tell(place, problem, inputs);
    }

    // A problem of a field that has no place of its own is told with the results.
    #place(field) {
      return field && this.root.querySelector(`[data-error-for="${field}"]`) ? field : "";
    }

    #tell(place, problem, inputs) {
      const element = this.root.querySelector(`[data-error-for="${place}"]`);
      if (!element) return;
      const text = this.sentence(problem, inputs);
      if (element.textContent !== text) element.textContent = text;
      element.dataset.tone = problem.tone;
      element.hidden = false;
      for (const control of this.#controls(place)) {
        if (problem.tone === "bad") control.setAttribute("aria-invalid", "true");
        else control.removeAttribute("aria-invalid");
      }
      if (this.shown.get(place) !== problem.code) element.closest("details")?.setAttribute("open", "");
      this.shown.set(place, problem.code);
    }

    #clear(place) {
      const element = this.root.querySelector(`[data-error-for="${place}"]`);
      this.shown.delete(place);
      for (const control of this.#controls(place)) control.removeAttribute("aria-invalid");
      if (!element) return;
      element.hidden = true;
      element.textContent = "";
    }

    #controls(place) {
      return place ? this.fields.controls(place).filter((control) => control.matches("input, select")) : [];
    }
  }

  playsmith.Messages = Messages;
})();
