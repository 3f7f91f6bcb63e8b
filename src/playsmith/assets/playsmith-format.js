// Numbers, money, durations and words as the built page writes them: the twin of playsmith/locale/*.py.
// The symbols come with the page, so that every browser gives the code points of the build.
(() => {
  "use strict";
  const playsmith = (globalThis.playsmith ||= {});
  const MOST_DECIMALS = 12;
  const SIGNIFICANT = 6;
  const LARGEST_COUNT = 1e15;
  const SHOWN_PERCENT_DECIMALS = 4;
  // From here on the decimals of a coarse amount say nothing.
  const COARSE_FROM = 100;

  // The shortest decimal form of |x|: its digits, and how many of them are decimals.
  function shortest(x, shift) {
    const [mantissa, exponent] = Math.abs(x).toExponential().split("e");
    const digits = mantissa.replace(".", "");
    return { digits, decimals: digits.length - 1 - Number(exponent) - shift };
  }

  // `x` times 10**shift with `low` to `high` decimals, half to even; zero has no sign.
  function rounded(x, low, high, shift = 0) {
    const { digits, decimals } = shortest(x, shift);
    let whole = BigInt(digits);
    if (decimals > high) {
      const unit = 10n ** BigInt(decimals - high);
      const rest = (whole % unit) * 2n;
      whole /= unit;
      if (rest > unit || (rest === unit && whole % 2n === 1n)) whole += 1n;
    } else {
      whole *= 10n ** BigInt(high - decimals);
    }
    const text = whole.toString().padStart(high + 1, "0");
    let fraction = high ? text.slice(-high) : "";
    while (fraction.length > low && fraction.endsWith("0")) fraction = fraction.slice(0, -1);
    return { negative: x < 0 && whole > 0n, whole: high ? text.slice(0, -high) : text, fraction };
  }

  function decimalsFor(x, shift = 0) {
    if (x === 0) return 0;
    const exponent = Number(Math.abs(x).toExponential().split("e")[1]) + shift;
    return Math.min(Math.max(SIGNIFICANT - 1 - exponent, 0), MOST_DECIMALS);
  }

  function decimalsOf(x, shift = 0) {
    return x === 0 ? 0 : Math.max(shortest(x, shift).decimals, 0);
  }

  function fill(sentence, values) {
    return sentence.replace(/\{([a-z][a-z0-9_]*)\}/g, (whole, name) =>
      Object.hasOwn(values, name) ? values[name] : whole,
    );
  }

  class Locale {
    constructor({ locale, symbols, words }) {
      this.locale = locale;
      this.symbols = symbols;
      this.words = words;
      this.plurals = new Map();
    }

    number(x, digits = null) {
      const value = digits === null ? rounded(x, 0, decimalsFor(x)) : rounded(x, digits, digits);
      return this.#signed(value, ["", ""], [this.symbols.minus, ""]);
    }

    count(n) {
      return this.number(n, 0);
    }

    money(x, digits = null) {
      const places = digits ?? this.symbols.money_digits;
      return this.#signed(rounded(x, places, places), this.symbols.money, this.symbols.money_negative);
    }

    percent(x, digits = null) {
      const value = digits === null ? rounded(x, 0, SHOWN_PERCENT_DECIMALS, 2) : rounded(x, digits, digits, 2);
      return this.#signed(value, this.symbols.percent, this.symbols.percent_negative);
    }

    duration(x, unit, digits = 0) {
      const { whole, fraction } = rounded(x, digits, digits);
      const entry = this.#entry(`calculator.units.${unit}`);
      const count = Number(fraction ? `${whole}.${fraction}` : whole);
      return fill(this.#plural(entry, count, digits), { n: this.number(x, digits) });
    }

    word(key, placeholders = {}) {
      const n = Number.isInteger(placeholders.n) ? placeholders.n : 0;
      const texts = {};
      for (const [name, value] of Object.entries(placeholders)) {
        texts[name] = Number.isInteger(value) ? this.count(value) : String(value);
      }
      return fill(this.#plural(this.#entry(key), n, 0), texts);
    }

    // An output's value in words, without its unit; `spec` is the output's part of the calculator's data.
    format(spec, value) {
      if (value === null || value === undefined) return spec.none || this.word("calculator.none");
      if (value === "Infinity" || value === Infinity) return spec.infinite || this.word("calculator.infinite");
      switch (spec.kind) {
        case "flag":
          return value ? spec.text : "";
        case "choice":
          return spec.options[value].text;
        case "text":
          return value;
        case "duration":
          return this.duration(value, spec.unit, spec.digits || 0);
        case "money": {
          const idle = Number.isInteger(value) || (spec.coarse && Math.abs(value) >= COARSE_FROM);
          return this.money(value, spec.digits ?? (idle ? 0 : null));
        }
        default:
          return this.#ofKind(spec.kind, value, spec.digits ?? null);
      }
    }

    // An input's value in words, as sentences and copies show it.
    formatInput(spec, value) {
      if (spec.kind === "file") return value?.name ?? spec.sample.slice(spec.sample.lastIndexOf("/") + 1);
      if (value === null || value === undefined || value === "") return this.word("calculator.none");
      switch (spec.kind) {
        case "switch":
          return this.word(value ? "calculator.yes" : "calculator.no");
        case "choice":
          return spec.options[value].label;
        case "period":
          return this.word(`calculator.periods.${value}`);
        case "text":
          return value;
        case "table":
          return this.word("calculator.rows", { n: value.length });
        case "money":
          return this.money(value, Number.isInteger(value) ? 0 : null);
        default:
          return this.#ofKind(spec.kind, value, null);
      }
    }

    quantity(value) {
      return this.number(value);
    }

    // The text of an input's field: every digit, grouped, without currency or percent sign.
    field(kind, value) {
      if (value === null || value === undefined) return "";
      const shift = kind === "percent" ? 2 : 0;
      const places = decimalsOf(value, shift);
      const low = kind === "money" && places ? Math.min(this.symbols.money_digits, 2) : 0;
      return this.#signed(rounded(value, low, Math.max(places, low), shift), ["", ""], [this.symbols.minus, ""]);
    }

    parse(text, kind) {
      return playsmith.parse(text, kind, this.symbols);
    }

    #signed({ negative, whole, fraction }, positive, negatives) {
      const [before, after] = negative ? negatives : positive;
      const [last, others] = this.symbols.groups;
      let head = whole.slice(0, -last);
      const groups = [whole.slice(-last)];
      while (head) {
        groups.unshift(head.slice(-others));
        head = head.slice(0, -others);
      }
      return before + groups.join(this.symbols.group) + (fraction ? this.symbols.decimal + fraction : "") + after;
    }

    #ofKind(kind, value, digits) {
      if (kind === "money") return this.money(value, digits);
      if (kind === "percent") return this.percent(value, digits);
      return kind === "count" ? this.count(value) : this.number(value, digits);
    }

    #entry(key) {
      return key.split(".").reduce((found, part) => found?.[part], this.words) ?? key;
    }

    #plural(entry, count, digits) {
      if (typeof entry === "string") return entry;
      if (!this.plurals.has(digits)) {
        const options = { minimumFractionDigits: digits, maximumFractionDigits: digits };
        this.plurals.set(digits, new Intl.PluralRules(this.locale, options));
      }
      return entry[this.plurals.get(digits).select(Math.min(count, LARGEST_COUNT))] ?? entry.other;
    }
  }

  playsmith.Locale = Locale;
  playsmith.fill = fill;
})();
