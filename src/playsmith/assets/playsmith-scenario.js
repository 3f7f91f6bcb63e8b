// A reader's numbers, outside the form: as a link, as text.
(() => {
  "use strict";
  const playsmith = (globalThis.playsmith ||= {});
  const { VERSION, written } = playsmith;
  const NUMBERS = new Set(["money", "percent", "count", "number"]);

  // The fragment that holds what differs from the defaults: calc=cac.1&new_customers=80&channels.0.spend=5000
  function toFragment(spec, inputs, defaults) {
    const parts = new URLSearchParams([["calc", `${spec.id}.${VERSION}`]]);
    for (const [name, input] of Object.entries(spec.inputs)) {
      // A file stays where it is: no link carries it.
      if (input.kind === "file" || JSON.stringify(inputs[name]) === JSON.stringify(defaults[name])) continue;
      if (input.kind !== "table") {
        parts.append(name, written(inputs[name]));
        continue;
      }
      parts.append(`${name}.rows`, inputs[name].length);
      inputs[name].forEach((row, place) => {
        for (const column of Object.keys(input.columns)) parts.append(`${name}.${place}.${column}`, written(row[column]));
      });
    }
    return parts.toString();
  }

  // The inputs of a fragment that is about this calculator: { inputs }, { ignored: true }, or null for any other.
  function fromFragment(spec, defaults, fragment) {
    const parts = new URLSearchParams(fragment.replace(/^#/, ""));
    const [id, version] = (parts.get("calc") ?? "").split(".");
    if (id !== spec.id) return null;
    try {
      if (version !== VERSION) throw new TypeError(version);
      const inputs = structuredClone(defaults);
      for (const [key, text] of parts) if (key !== "calc") put(spec, inputs, key, text);
      return { inputs };
    } catch (wrong) {
      if (!(wrong instanceof TypeError)) throw wrong;
      return { ignored: true };
    }
  }

  function put(spec, inputs, key, text) {
    const [name, place, column] = key.split(".");
    const input = Object.hasOwn(spec.inputs, name) ? spec.inputs[name] : null;
    if (!input || input.kind === "file" || (input.kind === "table") !== (place !== undefined)) throw new TypeError(key);
    if (input.kind !== "table") {
      inputs[name] = understood(input, text);
    } else if (place === "rows") {
      const length = Number(text);
      if (!Number.isInteger(length) || length < 0 || length > input.max_rows) throw new TypeError(key);
      inputs[name] = Array.from({ length }, () => ({}));
    } else {
      const row = inputs[name][Number(place)];
      if (!row || !Object.hasOwn(input.columns, column ?? "")) throw new TypeError(key);
      row[column] = understood(input.columns[column], text);
    }
  }

  function understood(input, text) {
    if (input.kind === "text") return text;
    if (text === "" && input.optional) return null;
    if (NUMBERS.has(input.kind)) {
      if (!/^-?\d+(\.\d+)?(e[+-]?\d{1,3})?$/.test(text)) throw new TypeError(text);
      return Number(text);
    }
    if (input.kind === "switch") {
      if (text !== "yes" && text !== "no") throw new TypeError(text);
      return text === "yes";
    }
    const options = Array.isArray(input.options) ? input.options : Object.keys(input.options);
    if (!options.includes(text)) throw new TypeError(text);
    return text;
  }

  // Copy a link with the numbers, or everything as text; says what happened.
  async function share(element, action) {
    const { locale, spec, results, defaults } = element;
    const link = new URL(location.href);
    link.hash = toFragment(spec, results.shown.inputs, defaults);
    const written = action === "share" ? link.href : toText(element, link.href);
    const done = action === "share" ? "link_copied" : "text_copied";
    if (await copy(written, element)) return locale.word(`calculator.actions.${done}`);
    return `${locale.word("calculator.actions.not_copied")} ${written}`;
  }

  // Everything on one sheet: what went in, what came out, by which definition.
  function toText(element, link) {
    const { spec, locale, results } = element;
    const items = element.querySelectorAll('[data-part="assumptions"] .ps-statement');
    const assumptions = [...items].map((item) => item.textContent.trim().replace(/\s+/g, " "));
    const { inputs, outputs, words } = results.shown;
    const word = (key) => locale.word(`calculator.${key}`);
    const withUnit = (text, { per, unit }) => [text, per || unit].filter(Boolean).join(" ");
    const lines = [spec.title, "", word("copy.inputs")];
    for (const [name, input] of Object.entries(spec.inputs)) {
      if (input.only_if && inputs[input.only_if] === false) continue;
      lines.push(`- ${input.label}: ${withUnit(locale.formatInput(input, inputs[name]), input)}`);
      if (input.kind !== "table") continue;
      for (const row of inputs[name]) {
        const cells = Object.entries(input.columns).map(([column, one]) => `${one.label} ${locale.formatInput(one, row[column])}`);
        lines.push(`  - ${cells.join("; ")}`);
      }
    }
    lines.push("", word("copy.results"));
    for (const name of new Set([spec.headline, ...(spec.secondary ?? [])])) {
      const output = spec.outputs[name];
      const text = playsmith.fill(locale.format(output, outputs[name]), words);
      const band = playsmith.bandOf(output, outputs[name]);
      lines.push(`- ${output.label}: ${withUnit(text, output)}${band ? ` (${band.text})` : ""}`);
    }
    const verdict = playsmith.verdictOf(spec, outputs);
    if (verdict) lines.push(`- ${playsmith.fill(verdict.text, words)}`);
    for (const [name, output] of Object.entries(spec.outputs)) {
      if (output.kind === "flag" && outputs[name]) lines.push(`- ${playsmith.fill(output.text, words)}`);
    }
    lines.push("", `${word("copy.definition")}: ${spec.definition}`);
    if (assumptions.length) lines.push("", word("copy.assumptions"), ...assumptions.map((text) => `- ${text}`));
    lines.push("", `${word("copy.link")}: ${link}`);
    return `${lines.join("\n")}\n`;
  }

  // Whether the text got onto the clipboard; where there is no permission, by the older way.
  async function copy(text, home) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      const area = document.createElement("textarea");
      area.value = text;
      area.className = "ps-visually-hidden";
      const before = document.activeElement;
      home.append(area);
      area.select();
      const done = document.execCommand("copy");
      area.remove();
      before?.focus();
      return done;
    }
  }

  playsmith.scenario = { fromFragment, share };
})();
