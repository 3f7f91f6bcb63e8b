// A typed or pasted number, read by the page's locale: the twin of playsmith/locale/parse.py.
(() => {
  "use strict";
  const playsmith = (globalThis.playsmith ||= {});
  const LONGEST = 60;
  const MOST_DIGITS = 40;
  const SPACES = /[\t\n\r \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+/g;
  const INVISIBLE = /[\u200b-\u200f\u2060-\u2064\u061c\ufeff]/g;
  const FULL_WIDTH = /[\uff01-\uff5e]/g;
  const MINUS = /[\u2010-\u2015\u2212\ufe63]/g;
  const APOSTROPHES = /[\u2018\u2019\u02bc\u00b4`]/g;
  const CURRENCY_SIGN = "[A-Z]{0,3}[$\\u00a2-\\u00a5\\u0e3f\\u20a0-\\u20cf\\uffe5]";
  const BODY = /^[0-9][0-9.,' ]*$|^[.,][0-9]+$/;

  // The number in `text` for an input of `kind`, percent as a fraction; null where it is none.
  function parse(text, kind, symbols) {
    if ([...text].length > LONGEST) return null;
    let [body, negative] = sign(plain(text), false);
    body = withoutUnit(body, kind, symbols);
    [body, negative] = sign(body, negative);
    if (body === null || !BODY.test(body)) return null;
    const number = separated(body, symbols);
    if (number === null || number.length > MOST_DIGITS) return null;
    const value = Number(number + (kind === "percent" ? "e-2" : ""));
    return negative && value ? -value : value;
  }

  function plain(text) {
    return trim(
      text
        .replace(INVISIBLE, "")
        .replace(FULL_WIDTH, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
        .replace(MINUS, "-")
        .replace(APOSTROPHES, "'")
        .replace(SPACES, " "),
    );
  }

  function trim(text) {
    return text.replace(/^ +| +$/g, "");
  }

  function sign(text, negative) {
    if (text === null) return [null, negative];
    if (text.startsWith("(") && text.endsWith(")") && !negative) return [trim(text.slice(1, -1)), true];
    if (text[0] === "-" || text[0] === "+") {
      return negative ? [null, negative] : [trim(text.slice(1)), text[0] === "-"];
    }
    return [text, negative];
  }

  function withoutUnit(text, kind, symbols) {
    if (text === null || (kind !== "percent" && kind !== "money")) return text;
    const names = [symbols.currency, symbols.currency_symbol].map((name) => plain(name).replace(/[^A-Za-z0-9]/g, "\\$&"));
    const units = kind === "percent" ? "%" : [...names, CURRENCY_SIGN].join("|");
    const shorter = text.replace(new RegExp(`^(?:${units}) ?`), "");
    return shorter !== text ? shorter : text.replace(new RegExp(` ?(?:${units})$`), "");
  }

  function separated(body, symbols) {
    const spaces = [" ", "'"].filter((mark) => body.includes(mark));
    const points = [".", ","].filter((mark) => body.includes(mark));
    if (spaces.length > 1 || (spaces.length && points.length > 1)) return null;
    let group = spaces[0] ?? "";
    let decimal = "";
    if (points.length === 2) {
      decimal = body.lastIndexOf(".") > body.lastIndexOf(",") ? "." : ",";
      group = decimal === "." ? "," : ".";
    } else if (points.length && spaces.length) {
      decimal = points[0];
    } else if (points.length) {
      const once = body.split(points[0]).length === 2;
      // A lone separator that the locale groups with is that, if three digits follow; else it is decimal.
      const groups = !once || (points[0] === symbols.group && areGroups(body, points[0], symbols));
      [group, decimal] = groups ? [points[0], ""] : ["", points[0]];
    }
    const parts = decimal ? body.split(decimal) : [body];
    if (parts.length > 2) return null;
    const [whole, fraction = ""] = parts;
    if (group && (fraction.includes(group) || !areGroups(whole, group, symbols))) return null;
    const digits = group ? whole.replaceAll(group, "") : whole;
    return fraction ? `${digits || "0"}.${fraction}` : digits || "0";
  }

  function areGroups(whole, group, symbols) {
    const [first, ...others] = whole.split(group);
    return (
      first.length >= 1 &&
      first.length <= 3 &&
      !first.startsWith("0") &&
      others.slice(0, -1).every((part) => part.length === 3 || part.length === symbols.groups[1]) &&
      (!others.length || others.at(-1).length === 3)
    );
  }

  playsmith.parse = parse;
})();
