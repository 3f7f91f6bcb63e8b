// What a chart of each kind shows: the layout's arguments, its texts, its data table, its summary.
// The twin of playsmith/charts/plans.py.
(() => {
  "use strict";
  const playsmith = (globalThis.playsmith ||= {});
  const SHAPES = ["circle", "square", "triangle", "diamond"];
  const KNOWN_TEAMS = { marketing: "circle", sales: "square" };

  function quantity(name, { spec, inputs, outputs }, locale) {
    const output = spec.outputs[name];
    const one = output ?? spec.inputs[name];
    const value = (output ? outputs : inputs)[name] ?? null;
    const worded = one.kind !== "series" && one.kind !== "table";
    const text = output ? (worded ? locale.format(one, value) : "") : locale.formatInput(one, value);
    return { label: one.label, value: one.kind === "series" ? (value ?? []) : value, text, spec: one };
  }

  function planLine(chart, data, locale) {
    const series = chart.series.map((name) => quantity(name, data, locale));
    const levels = (chart.levels ?? []).map((name) => quantity(name, data, locale));
    const mark = chart.mark_at ? quantity(chart.mark_at, data, locale) : null;
    const first = series[0].spec;
    const kind = first.of || "number";
    const start = first.start || 0;
    const value = (x, digits) => locale.format({ kind, digits }, x);
    const tick = (x, digits) => value(x, kind === "percent" ? Math.max(digits - 2, 0) : digits);
    const cell = (one, place) => (place < one.value.length ? value(one.value[place], one.spec.digits ?? null) : "");
    const texts = {
      x: (drawn) => locale.count(drawn.value),
      y: (drawn) => tick(drawn.value, drawn.index),
      along: () => first.along,
      series: (drawn) => series[drawn.index].label,
      level: ({ index }) =>
        locale.word("calculator.chart.level_label", { label: levels[index].label, value: levels[index].text }),
      mark: () => locale.word("calculator.chart.mark_label", { label: mark.label, value: mark.text }),
    };
    const longest = Math.max(0, ...series.map((one) => one.value.length));
    const summary = series
      .filter((one) => one.value.length)
      .map((one) =>
        locale.word("calculator.chart.series", {
          label: one.label,
          first: cell(one, 0),
          last: cell(one, one.value.length - 1),
        }),
      );
    for (const one of mark ? [...levels, mark] : levels) {
      summary.push(locale.word("calculator.chart.level", { label: one.label, value: one.text }));
    }
    return {
      arguments: {
        series: series.map((one) => one.value),
        start,
        levels: levels.map((one) => one.value),
        mark: mark ? mark.value : null,
        affix: [...tick(0, 0)].length - 1,
      },
      height: 300,
      text: (drawn) => texts[drawn.text](drawn),
      head: [first.along, ...series.map((one) => one.label)],
      rows: Array.from({ length: longest }, (_, place) => [
        locale.count(place + start),
        ...series.map((one) => cell(one, place)),
      ]),
      summary: summary.join(" "),
      teams: [],
    };
  }

  function planBars(chart, data, locale) {
    let head = [locale.word("calculator.chart.item"), locale.word("calculator.chart.value")];
    let items;
    if (chart.table) {
      const table = quantity(chart.table, data, locale);
      const label = table.spec.columns[chart.label];
      const value = table.spec.columns[chart.value];
      head = [label.label, value.label];
      items = (table.value ?? []).map((row) => ({
        label: locale.format(label, row[chart.label]),
        value: row[chart.value],
        text: locale.format(value, row[chart.value]),
      }));
    } else {
      items = chart.outputs.map((name) => quantity(name, data, locale));
    }
    return {
      arguments: { values: items.map((one) => one.value) },
      height: null,
      text: (drawn) => items[drawn.index][drawn.text === "item" ? "label" : "text"],
      head,
      rows: items.map(({ label, text }) => [label, text]),
      summary: items
        .map(({ label, text }) => locale.word("calculator.chart.bar", { label, value: text }))
        .join(" "),
      teams: [],
    };
  }

  function planRanges(chart, data, locale) {
    const items = chart.items.map((item) => ({
      item,
      value: quantity(item.value, data, locale),
      low: quantity(item.low, data, locale),
      high: quantity(item.high, data, locale),
    }));
    const shapes = { ...KNOWN_TEAMS, ...data.shapes };
    const texts = {
      item: ({ item }) => item.label,
      value: ({ value }) => value.text,
      range: ({ low, high }) => locale.word("calculator.chart.range_label", { low: low.text, high: high.text }),
    };
    return {
      arguments: {
        values: items.map(({ value }) => value.value),
        lows: items.map(({ low }) => low.value),
        highs: items.map(({ high }) => high.value),
        shapes: items.map(({ item }) => SHAPES.indexOf(shapes[item.team] ?? "diamond")),
      },
      height: null,
      text: (drawn) => texts[drawn.text](items[drawn.index]),
      head: ["item", "value", "low", "high"].map((key) => locale.word(`calculator.chart.${key}`)),
      rows: items.map(({ item, value, low, high }) => [item.label, value.text, low.text, high.text]),
      summary: items
        .map(({ item, value, low, high }) =>
          locale.word("calculator.chart.range", {
            label: item.label,
            value: value.text,
            low: low.text,
            high: high.text,
          }),
        )
        .join(" "),
      teams: items.map(({ item }) => item.team ?? null),
    };
  }

  playsmith.chartPlans = { line: planLine, bars: planBars, ranges: planRanges };
})();
