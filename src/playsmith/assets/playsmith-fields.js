// A calculator's form: its fields read as JSON by the spec, written, and what is wrong with each.
(() => {
  "use strict";
  const playsmith = (globalThis.playsmith ||= {});
  const EXAMPLES = { money: 1234.5, percent: 0.125, count: 12, number: 12.5 };
  const NUMBERS = new Set(Object.keys(EXAMPLES));

  class Wrong extends Error {
    constructor(code, values = {}) {
      super(code);
      this.code = code;
      this.values = values;
    }
  }

  class Fields {
    constructor(form, spec, defaults, locale) {
      Object.assign(this, { form, spec, defaults, locale });
      this.tables = new Map();
      for (const [name, input] of Object.entries(spec.inputs)) {
        const box = form.querySelector(`[data-table="${name}"]`);
        if (input.kind === "table" && box) this.tables.set(name, new playsmith.Rows(box, name, input, locale));
      }
    }

    control(name) {
      return this.form.elements.namedItem(name);
    }

    // The control, or all of a choice's radio buttons.
    controls(name) {
      const found = this.control(name);
      return found === null ? [] : found instanceof Element ? [found] : [...found];
    }

    // Everything at once: { inputs, problems, warnings }, a problem being { field, code, values, own }.
    read() {
      const found = { inputs: {}, problems: [], warnings: [] };
      for (const [name, input] of Object.entries(this.spec.inputs)) {
        const off = Boolean(input.only_if) && this.controls(input.only_if)[0]?.checked === false;
        this.form.querySelector(`[data-field="${name}"], [data-table="${name}"]`)?.toggleAttribute("hidden", off);
        if (off) found.inputs[name] = this.defaults[name];
        else if (input.kind === "table") found.inputs[name] = this.#readTable(name, input, found);
        else found.inputs[name] = this.#readField(name, input, found);
      }
      return found;
    }

    #readTable(name, table, found) {
      const length = this.tables.get(name)?.length ?? 0;
      const { min_rows: least = 0, max_rows: most } = table;
      if (length < least) found.problems.push({ field: name, code: "too_few_rows", values: { label: table.label, n: least } });
      if (length > most) found.problems.push({ field: name, code: "too_many_rows", values: { label: table.label, n: most } });
      return Array.from({ length }, (_, place) =>
        Object.fromEntries(
          Object.entries(table.columns).map(([column, input]) => [
            column,
            this.#readField(`${name}[${place}].${column}`, input, found),
          ]),
        ),
      );
    }

    #readField(name, input, found) {
      const controls = this.controls(name);
      if (!controls.length) return this.defaults[name] ?? null;
      try {
        const value = this.#value(input, controls);
        if (value && input.kind === "percent" && value > 0 && value < (input.suspicious_below ?? 0)) {
          const values = {
            label: input.label,
            value: this.locale.percent(value),
            suggestion: this.locale.percent(value * 100),
          };
          found.warnings.push({ field: name, code: "suspicious_fraction", values });
        }
        return value;
      } catch (wrong) {
        if (!(wrong instanceof Wrong)) throw wrong;
        const outside = wrong.code === "below_minimum" || wrong.code === "above_maximum";
        const own = outside && input.out_of_range ? input.out_of_range : null;
        const values = { label: input.label, ...wrong.values };
        found.problems.push({ field: name, code: own ?? wrong.code, values, own: Boolean(own) });
        return wrong.values.number ?? null;
      }
    }

    #value(input, controls) {
      if (input.kind === "file") return this.#file(input, controls[0].files[0]);
      if (input.kind === "switch") return controls[0].checked;
      const text = controls[0].type === "radio" ? (controls.find((one) => one.checked)?.value ?? "") : controls[0].value;
      if (input.kind === "text") {
        if ([...text].length > input.max_length) throw new Wrong("too_long", { n: input.max_length });
        return text;
      }
      if (text.trim() === "") {
        if (input.optional) return null;
        throw new Wrong("required");
      }
      if (NUMBERS.has(input.kind)) return this.#number(input, text);
      const options = Array.isArray(input.options) ? input.options : Object.keys(input.options);
      if (!options.includes(text)) throw new Wrong("not_an_option");
      return text;
    }

    // None chosen: the sample stands in.
    #file(input, file) {
      if (file && file.size > input.megabytes * 1e6) throw new Wrong("file_too_large", { max: input.megabytes });
      return file ?? null;
    }

    #number(input, text) {
      const { locale } = this;
      const number = locale.parse(text, input.kind);
      if (number === null) {
        throw new Wrong("not_a_number", { text, example: locale.field(input.kind, EXAMPLES[input.kind]) });
      }
      if (input.kind === "count" && !Number.isInteger(number)) throw new Wrong("not_a_whole_number");
      const shown = (value) => locale.formatInput(input, value);
      const values = { number, value: shown(number), min: shown(input.min), max: shown(input.max) };
      if (number < input.min) throw new Wrong("below_minimum", values);
      if (number > input.max) throw new Wrong("above_maximum", values);
      return number + 0;
    }

    // Set a field, by its place in the page ("channels[0].spend"), or a whole table, to a JSON value.
    write(name, value) {
      const input = this.input(name);
      if (input.kind === "table") {
        this.tables.get(name)?.resize(value.length);
        value.forEach((row, place) => {
          for (const column of Object.keys(input.columns)) this.write(`${name}[${place}].${column}`, row[column]);
        });
        return;
      }
      for (const control of this.controls(name)) {
        if (control.type === "radio") control.checked = control.value === value;
        else if (control.type === "checkbox") control.checked = Boolean(value);
        else if (control.type === "file") control.value = "";
        else control.value = NUMBERS.has(input.kind) ? this.locale.field(input.kind, value) : (value ?? "");
      }
    }

    writeAll(values) {
      for (const name of Object.keys(this.spec.inputs)) this.write(name, Object.hasOwn(values, name) ? values[name] : this.defaults[name]);
    }

    // A number that was read is shown as it was understood.
    tidy(name) {
      const input = this.input(name);
      const [control] = this.controls(name);
      if (!input || !control || !NUMBERS.has(input.kind)) return;
      const number = control.value.trim() === "" ? null : this.locale.parse(control.value, input.kind);
      if (number === null) return;
      const text = this.locale.field(input.kind, number);
      if (control.value !== text) control.value = text;
    }

    // The spec of a field by its name in the page.
    input(name) {
      const [, table, column] = /^([a-z0-9_]+)\[\d+\]\.([a-z0-9_]+)$/.exec(name) ?? [];
      return table ? this.spec.inputs[table]?.columns[column] : this.spec.inputs[name];
    }

    // The texts of all fields as they stand, and back: for a reload.
    texts() {
      return Object.fromEntries([...new FormData(this.form)].filter(([, text]) => typeof text === "string"));
    }

    restore(texts) {
      for (const [name, rows] of this.tables) {
        const places = Object.keys(texts).map((key) => (key.startsWith(`${name}[`) ? parseInt(key.slice(name.length + 1), 10) + 1 : 0));
        rows.resize(Math.max(0, ...places));
      }
      for (const control of this.form.elements) {
        if (!control.name) continue;
        if (control.type === "radio" || control.type === "checkbox") control.checked = texts[control.name] === control.value;
        else if (control.type !== "file" && typeof texts[control.name] === "string") control.value = texts[control.name];
      }
    }
  }

  playsmith.Fields = Fields;
})();
