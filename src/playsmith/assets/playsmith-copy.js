// <playsmith-copy for="…">: copies a document of a practice, as a table where the target knows tables, else as text.
(() => {
  "use strict";

  const lines = (table) =>
    [...table.rows].map((row) => [...row.cells].map((cell) => cell.innerText.trim()).join("\t")).join("\n");

  function plainTable(table) {
    const copy = table.cloneNode(true);
    copy.querySelector("caption")?.removeAttribute("class");
    // A document that is pasted elsewhere has no use for links into this site.
    for (const link of copy.querySelectorAll("a")) link.replaceWith(link.textContent);
    return copy.outerHTML;
  }

  class Copy extends HTMLElement {
    connectedCallback() {
      this.hidden = false;
      this.querySelector("button").onclick = () => this.#copy(document.getElementById(this.getAttribute("for")));
    }

    async #copy(table) {
      const status = this.querySelector("[role=status]");
      const blob = (type, text) => new Blob([text], { type });
      try {
        const html = blob("text/html", plainTable(table));
        const text = blob("text/plain", `${table.caption?.textContent ?? ""}\n${lines(table)}`.trim());
        await navigator.clipboard.write([new ClipboardItem({ "text/html": html, "text/plain": text })]);
        status.textContent = this.dataset.copied;
      } catch {
        getSelection().selectAllChildren(table);
        status.textContent = this.dataset.selected;
      }
    }
  }

  if (!customElements.get("playsmith-copy")) customElements.define("playsmith-copy", Copy);
})();
