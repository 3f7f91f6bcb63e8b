// A calculator's results, written where the built page has them: numbers, verdict, bands, flags, tables, charts, working.
(() => {
  "use strict";
  const playsmith = (globalThis.playsmith ||= {});

  function setText(element, text) {
    if (element && element.textContent !== text) element.textContent = text;
  }

  function json(value) {
    if (value === null || value === undefined) return "";
    return typeof value === "string" ? value : JSON.stringify(value);
  }

  class Results {
    // `built` are the inputs whose results the page was made with, if they were calculated as here.
    constructor(root, spec, locale, built) {
      Object.assign(this, { root, spec, locale });
      this.drawn = built && JSON.stringify(built);
      this.figures = root.querySelectorAll("[data-chart]");
      this.drawing = 0;
    }

    // Every number a sentence may mention, in words.
    words(inputs, outputs) {
      const { spec, locale } = this;
      const words = {};
      for (const [name, input] of Object.entries(spec.inputs)) words[name] = locale.formatInput(input, inputs[name]);
      for (const [name, output] of Object.entries(spec.outputs)) {
        if (output.kind !== "series" && output.kind !== "table" && output.kind !== "flag" && output.kind !== "choice") {
          words[name] = locale.format(output, outputs[name]);
        }
      }
      return words;
    }

    // The numbers at once, charts and working with the next frame: typing stays ahead of drawing.
    write(inputs, outputs) {
      const words = this.words(inputs, outputs);
      this.shown = { inputs, outputs, words };
      for (const name of Object.keys(this.spec.outputs)) this.#output(name, outputs[name], words);
      this.#verdict(outputs, words);
      if (this.spec.headline_note) {
        setText(this.root.querySelector("[data-headline-note]"), playsmith.fill(this.spec.headline_note, words));
      }
      this.spec.hand_over?.forEach((each, place) => this.#handOver(each, place, outputs, words));
      const key = JSON.stringify(inputs);
      // Where Python answers, the same inputs may hold another file.
      if (key === this.drawn && this.root.code.calculate) return;
      this.drawn = key;
      this.drawing ||= requestAnimationFrame(() => this.#draw());
    }

    #output(name, value, words) {
      const spec = this.spec.outputs[name];
      for (const element of this.root.querySelectorAll(`[data-output="${name}"]`)) {
        if (spec.kind === "table") this.#table(element, name, spec, value ?? []);
        else this.#scalar(element, spec, value, words);
      }
      for (const element of this.root.querySelectorAll(`[data-band-for="${name}"]`)) {
        const band = playsmith.bandOf(spec, value);
        setText(element, band?.text ?? "");
        element.hidden = !band;
        if (band) element.dataset.tone = band.tone;
      }
    }

    #scalar(element, spec, value, words) {
      element.dataset.value = json(value);
      if (spec.kind === "flag") {
        setText(element, value ? playsmith.fill(spec.text, words) : "");
        element.hidden = !value;
      } else if (spec.kind !== "series") {
        setText(element, playsmith.fill(this.locale.format(spec, value), words));
        if (spec.kind === "choice" && value !== null) element.dataset.tone = spec.options[value].tone;
      }
    }

    #table(table, name, spec, rows) {
      const body = table.tBodies[0];
      // Found by what it holds, not by its place: Material wraps wide tables in boxes of its own.
      const templates = [...this.root.querySelectorAll("template[data-row-template]")];
      const template = templates.find(({ content }) => content.querySelector(`[data-output^="${name}[]."]`));
      const present = [...body.querySelectorAll(":scope > tr[data-row]")];
      present.slice(rows.length).forEach((row) => row.remove());
      rows.forEach((values, place) => {
        let row = present[place];
        if (!row) body.append((row = playsmith.freshRow(template, place)));
        for (const [column, output] of Object.entries(spec.columns)) {
          const element = row.querySelector(`[data-output="${name}[${place}].${column}"]`);
          if (element) this.#scalar(element, output, values[column], {});
        }
      });
      const empty = this.root.querySelector(`[data-empty-for="${name}"]`);
      if (empty) empty.hidden = rows.length > 0;
    }

    #verdict(outputs, words) {
      const element = this.root.querySelector("[data-verdict]");
      const said = playsmith.verdictOf(this.spec, outputs);
      if (!element) return;
      element.hidden = !said;
      if (!said) return;
      setText(element, playsmith.fill(said.text, words));
      element.dataset.tone = said.tone;
    }

    // A link to another calculator, with numbers in its fragment; hidden while one is missing or has no limit.
    #handOver(spec, place, outputs, words) {
      const element = this.root.querySelector(`[data-hand-over="${place}"]`);
      if (!element) return;
      const given = handOver(spec, outputs);
      element.hidden = !given;
      if (!given) return;
      setText(element.querySelector("span"), playsmith.fill(spec.text, words));
      element.querySelector("a").hash = given;
    }

    // Pictures and sums of other numbers would be wrong: without the script that makes them, there are none.
    async #draw() {
      this.drawing = 0;
      const there = await this.root.details();
      for (const figure of this.figures) {
        figure.hidden = !there;
        if (there) this.#chart(figure, this.spec.charts[Number(figure.dataset.chart)]);
      }
      for (const line of this.root.querySelectorAll("[data-working]")) {
        line.hidden = !there;
        if (there) this.#working(line, Number(line.dataset.working));
      }
    }

    #chart(figure, chart) {
      const { inputs, outputs } = this.shown;
      const drawn = playsmith.charts.draw(chart, { spec: this.spec, inputs, outputs, shapes: this.spec.shapes }, this.locale);
      if (!drawn) return;
      figure.querySelector("[data-chart-svg]").replaceChildren(...drawn.pictures);
      const body = figure.querySelector("[data-chart-table] tbody");
      body?.replaceChildren(...drawn.rows.map(tableRow));
    }

    #working(line, place) {
      const spec = this.spec.working[place];
      const { inputs, outputs, words } = this.shown;
      const values = this.root.code.expression(`working_${place}`, { ...inputs, ...outputs });
      line.hidden = !values;
      if (!values) return;
      for (const element of line.querySelectorAll("[data-quantity]")) {
        const name = element.dataset.quantity;
        if (name === "result") setText(element, this.locale.format(this.spec.outputs[spec.output], values.result));
        else if (name in values) setText(element, this.locale.quantity(values[name]));
        else if (name in words) setText(element, words[name]);
      }
    }

    stale(on) {
      for (const part of this.root.querySelectorAll(".ps-results, [data-part=working]")) part.toggleAttribute("data-stale", on);
    }
  }

  function tableRow(cells) {
    const row = document.createElement("tr");
    cells.forEach((text, place) => {
      const cell = document.createElement(place ? "td" : "th");
      if (!place) cell.scope = "row";
      cell.textContent = text;
      row.append(cell);
    });
    return row;
  }

  // The fragment by which another calculator starts from these results; null while one of them is no number.
  function handOver({ calculator, values, fixed }, outputs) {
    const parts = new URLSearchParams([["calc", `${calculator}.${playsmith.VERSION}`]]);
    for (const [name, value] of Object.entries(fixed)) parts.append(name, playsmith.written(value));
    for (const [name, output] of Object.entries(values)) {
      if (!Number.isFinite(outputs[output])) return null;
      parts.append(name, playsmith.written(outputs[output]));
    }
    return parts.toString();
  }

  // Links hold this version of how they are written, and values as these texts.
  playsmith.VERSION = "1";
  playsmith.written = (value) => {
    if (value === null) return "";
    return typeof value === "boolean" ? (value ? "yes" : "no") : String(value);
  };

  // The first band that the number stays under, or the last; none for what is no number.
  playsmith.bandOf = (spec, value) => {
    if (!spec.bands?.length || value === null || value === undefined) return null;
    const number = value === "Infinity" ? Infinity : value;
    return spec.bands.find((band) => band.below === null || band.below === undefined || number < band.below) ?? null;
  };

  // What the verdict says: { text, tone }, of a choice or of an output with bands.
  playsmith.verdictOf = (spec, outputs) => {
    if (!spec.verdict) return null;
    const output = spec.outputs[spec.verdict];
    const value = outputs[spec.verdict];
    return output.kind === "choice" ? (output.options[value] ?? null) : playsmith.bandOf(output, value);
  };

  playsmith.Results = Results;
})();
