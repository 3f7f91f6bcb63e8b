// Paths for new hires: what is done is kept in this browser alone, per site and path.
//   <playsmith-path path="…">      the path itself: ticks, progress, start again
//   <playsmith-progress path="…">  how far one is, on the overview of paths
//   <playsmith-resume>             the way back to the path one was on last, on the home page
(() => {
  "use strict";
  const site = new URL("../../", document.currentScript.src).pathname;
  const key = (path) => `playsmith:${site}:path:${path}`;

  /** What is kept of a path: the titles of the steps that are done, and when the last one was ticked. */
  function kept(path) {
    try {
      const { done, at } = JSON.parse(localStorage.getItem(key(path))) ?? {};
      return { done: Array.isArray(done) ? done.map(String) : [], at: Number(at) || 0 };
    } catch {
      return { done: [], at: 0 };
    }
  }

  function keep(path, done) {
    try {
      if (done.length) localStorage.setItem(key(path), JSON.stringify({ done, at: Date.now() }));
      else localStorage.removeItem(key(path));
    } catch {
      // Storage may be blocked or full: the ticks then last as long as the page.
    }
  }

  const say = (element, done) => (element.textContent = element.dataset.words.replace("{done}", done));

  class Path extends HTMLElement {
    #listening = null;

    connectedCallback() {
      const progress = this.querySelector(".ps-path__progress");
      if (!progress) return;
      this.#listening = new AbortController();
      const { signal } = this.#listening;
      this.addEventListener("change", () => this.#changed(), { signal });
      progress.querySelector("button").addEventListener("click", () => this.#reset(), { signal });
      // The browser may put back ticks of its own, after the element connected.
      addEventListener("pageshow", () => this.#read(), { signal });
      addEventListener("storage", () => this.#read(), { signal });
      this.#read();
      progress.hidden = false;
    }

    disconnectedCallback() {
      this.#listening?.abort();
    }

    get #ticks() {
      return [...this.querySelectorAll("input[type=checkbox]")];
    }

    #read() {
      const { done } = kept(this.getAttribute("path"));
      for (const tick of this.#ticks) tick.checked = done.includes(tick.value);
      this.#show();
    }

    #changed() {
      keep(this.getAttribute("path"), this.#ticks.filter((tick) => tick.checked).map((tick) => tick.value));
      this.#show();
    }

    #reset() {
      for (const tick of this.#ticks) tick.checked = false;
      this.#changed();
      this.#ticks[0].focus();
    }

    #show() {
      const bar = this.querySelector(".ps-path__progress");
      const done = this.#ticks.filter((tick) => tick.checked).length;
      bar.querySelector("progress").value = done;
      bar.querySelector("button").hidden = !done;
      const status = bar.querySelector("[role=status]");
      status.textContent = bar.dataset.words.replace("{done}", done);
    }
  }

  class Progress extends HTMLElement {
    connectedCallback() {
      const { done } = kept(this.getAttribute("path"));
      this.hidden = !done.length;
      say(this, Math.min(done.length, Number(this.getAttribute("total"))));
    }
  }

  class Resume extends HTMLElement {
    connectedCallback() {
      const begun = [...this.querySelectorAll("[data-path]")]
        .map((line) => ({ line, total: Number(line.dataset.total), ...kept(line.dataset.path) }))
        .filter(({ done, total }) => done.length && done.length < total);
      const last = begun.sort((one, other) => other.at - one.at)[0];
      for (const line of this.querySelectorAll("[data-path]")) line.hidden = line !== last?.line;
      this.hidden = !last;
      if (last) say(last.line.querySelector("[data-words]"), last.done.length);
    }
  }

  for (const [name, element] of Object.entries({ path: Path, progress: Progress, resume: Resume })) {
    if (!customElements.get(`playsmith-${name}`)) customElements.define(`playsmith-${name}`, element);
  }
})();
