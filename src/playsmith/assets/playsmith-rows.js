// The rows of a table: readers add and remove them; names and ids keep counting from 0.
(() => {
  "use strict";
  const playsmith = (globalThis.playsmith ||= {});
  const NUMBERED = ["id", "for", "name", "aria-describedby", "aria-labelledby", "aria-label", "data-error-for", "data-output"];

  // A copy of the template's row; where an attribute has `[]`, the row's number goes in.
  function fresh(template, place) {
    const row = template.content.firstElementChild.cloneNode(true);
    number(row, /\[\]/, place);
    return row;
  }

  function number(row, pattern, place) {
    for (const element of [row, ...row.querySelectorAll("*")]) {
      for (const attribute of NUMBERED) {
        const value = element.getAttribute(attribute);
        if (value === null) continue;
        const parts = value.split(" ").map((part) => part.replace(pattern, `[${place}]`));
        element.setAttribute(attribute, parts.join(" "));
      }
    }
  }

  class Rows {
    constructor(box, name, spec, locale) {
      Object.assign(this, { box, name, spec, locale });
      this.body = box.querySelector("tbody");
      this.template = box.querySelector("template[data-row-template]");
      this.adder = box.querySelector("[data-add-row]");
      this.#settle();
    }

    get rows() {
      return [...this.body.querySelectorAll(":scope > tr[data-row]")];
    }

    get length() {
      return this.rows.length;
    }

    resize(length) {
      const rows = this.rows;
      const most = Math.min(length, this.spec.max_rows);
      rows.slice(most).forEach((row) => row.remove());
      for (let place = rows.length; place < most; place += 1) this.body.append(fresh(this.template, place));
      this.#settle();
    }

    // Add a row with the columns' defaults, and go to its first field. Says what happened.
    add(fields) {
      const place = this.length;
      this.resize(place + 1);
      for (const [column, input] of Object.entries(this.spec.columns)) {
        fields.write(`${this.name}[${place}].${column}`, input.default ?? (input.kind === "text" ? "" : null));
      }
      this.rows.at(-1).querySelector("input, select")?.focus();
      return this.#said("calculator.row_added", place + 1);
    }

    // Remove the row that holds `button`, and go to the row that took its place. Says what happened.
    remove(button) {
      const place = this.rows.indexOf(button.closest("tr"));
      this.rows[place].remove();
      this.rows.forEach((row, index) => number(row, /\[\d+\]/, index));
      this.#settle();
      const next = this.rows[Math.min(place, this.length - 1)]?.querySelector("[data-remove-row]");
      (next && !next.hidden ? next : this.adder)?.focus();
      return this.#said("calculator.row_removed", place + 1);
    }

    #settle() {
      const { length } = this;
      if (this.adder) this.adder.hidden = length >= this.spec.max_rows;
      this.rows.forEach((row, index) => {
        const button = row.querySelector("[data-remove-row]");
        if (!button) return;
        button.hidden = length <= (this.spec.min_rows ?? 0);
        button.setAttribute("aria-label", this.#said("calculator.remove_row", index + 1));
      });
    }

    #said(key, n) {
      return this.locale.word(key, { label: this.spec.row_label, n });
    }
  }

  playsmith.Rows = Rows;
  playsmith.freshRow = fresh;
})();
