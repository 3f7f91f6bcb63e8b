// The page's side of a calculator written by hand: reads the fields of CAC, shows what `calculate` gives.
// Shared by the hand-written calculator and by those that run Python, so that they differ in the arithmetic alone.
globalThis.handWritten = (calculate) => {
  const root = document.querySelector("playsmith-calculator");
  const form = root.querySelector("form");
  const usd = new Intl.NumberFormat("en-US", { style: "currency", currency: "USD", maximumFractionDigits: 0 });
  const share = new Intl.NumberFormat("en-US", { style: "percent", maximumFractionDigits: 0 });
  const plain = new Intl.NumberFormat("en-US", { maximumFractionDigits: 1 });
  const money = (value) => (value === null ? "undefined" : value === Infinity ? "no limit" : usd.format(value));
  const number = (value) => (value === null ? "undefined" : value === Infinity ? "no limit" : plain.format(value));
  const months = (value) => (value === Infinity ? "never" : `${plain.format(value)} months`);
  const shows = {
    cac: money, media_only_cac: money, lifetime_margin: money, ltv_cac: number, payback: months, payback_simple: months,
    "by_channel.name": String, "by_channel.spend": money, "by_channel.customers": number, "by_channel.cac": money,
    "by_channel.share": (value) => share.format(value),
    "ceilings.ceiling": (value) => ({ "break-even": "break even over the lifetime", target: "reach the ratio you aim for",
      cash: "have it back within the longest payback" })[value],
    "ceilings.amount": money, "ceilings.room": money,
    "two_periods.measure": String, "two_periods.cac": money,
  };
  const verdicts = {
    free: "Nothing was spent.", "loses-money": "A customer loses money.", never: "It never pays back.",
    "no-limit": "The lifetime margin has no limit.", thin: "Less than the ratio you aim for.",
    slow: "It pays back too slowly.", "very-high": "Too good to be left unchecked.", healthy: "Healthy.",
  };

  function field(name) {
    const element = form.elements[name];
    if (element.type === "checkbox") return element.checked;
    if (element.tagName === "SELECT" || element instanceof RadioNodeList) return element.value;
    const text = element.value.replace(/[,\s$]/g, "");
    if (text === "") return null;
    return element.closest("[data-kind]")?.dataset.kind === "percent" ? Number(text) / 100 : Number(text);
  }

  function read() {
    const inputs = { channels: [] };
    for (const { name, type } of form.elements) {
      if (!name || name.startsWith("channels[") || (type === "radio" && name in inputs)) continue;
      inputs[name] = field(name);
    }
    for (let row = 0; form.elements[`channels[${row}].name`]; row++) {
      const [spend, customers] = [field(`channels[${row}].spend`) ?? 0, field(`channels[${row}].customers`) ?? 0];
      inputs.channels.push({ name: form.elements[`channels[${row}].name`].value, spend, customers });
    }
    return inputs;
  }

  function write(name, key, value) {
    const element = root.querySelector(`[data-output="${name}"]`);
    if (!element) return;
    element.dataset.value = value;
    if (typeof value === "boolean") element.hidden = !value;
    else if (shows[key]) element.textContent = shows[key](value);
  }

  function rows(name, values) {
    const table = root.querySelector(`table[data-output="${name}"]`);
    const template = table.querySelector("template") ?? table.nextElementSibling;
    const body = table.tBodies[0];
    while (body.rows.length > values.length) body.lastElementChild.remove();
    while (body.rows.length < values.length) {
      const row = template.content.querySelector("tr").cloneNode(true);
      for (const each of row.querySelectorAll("[data-output]")) {
        each.dataset.output = each.dataset.output.replace("[]", `[${body.rows.length}]`);
      }
      body.append(row);
    }
    values.forEach((row, place) => {
      for (const key in row) write(`${name}[${place}].${key}`, `${name}.${key}`, row[key]);
    });
  }

  function update() {
    const results = calculate(read());
    for (const name in results) {
      const value = results[name];
      if (Array.isArray(value)) {
        if (typeof value[0] === "object") rows(name, value);
      } else write(name, name, value);
    }
    root.querySelector("[data-verdict]").textContent = verdicts[results.verdict];
  }

  form.addEventListener("input", update);
};

/** What Python hands over as JSON: infinity comes as text. */
globalThis.fromPython = (text) =>
  JSON.parse(text, (_, value) => (value === "Infinity" ? Infinity : value === "-Infinity" ? -Infinity : value));
