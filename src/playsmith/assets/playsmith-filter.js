// <playsmith-filter for="list">: shows the items of a list that fit the chosen team, stage and kind.
// The choice stands in the address (?team=sales&stage=purchase), so that it can be shared and survives the way back.
(() => {
  "use strict";
  const fits = (item, name, value) => !value || (item.dataset[name] ?? "").split(" ").includes(value);

  class Filter extends HTMLElement {
    #listening = null;

    connectedCallback() {
      this.list = document.getElementById(this.getAttribute("for"));
      if (!this.list) return;
      this.#listening = new AbortController();
      const { signal } = this.#listening;
      this.addEventListener("change", () => this.#choose(), { signal });
      this.querySelector("[data-filter-clear]").addEventListener("click", () => this.#clear(), { signal });
      // The browser may put back what fields held, after the element connected: the address decides.
      addEventListener("pageshow", () => this.#read(), { signal });
      addEventListener("popstate", () => this.#read(), { signal });
      this.#read();
      this.hidden = false;
    }

    disconnectedCallback() {
      this.#listening?.abort();
    }

    get #facets() {
      return [...this.querySelectorAll("select")];
    }

    #read() {
      const asked = new URLSearchParams(location.search);
      for (const select of this.#facets) {
        select.value = asked.get(select.name) ?? "";
        if (select.selectedIndex < 0) select.value = "";
      }
      this.#show();
    }

    #choose() {
      const address = new URL(location.href);
      for (const { name, value } of this.#facets) {
        if (value) address.searchParams.set(name, value);
        else address.searchParams.delete(name);
      }
      try {
        history.replaceState(history.state, "", address);
      } catch {
        // Some browsers allow no new address for a file on disk; the filter works all the same.
      }
      this.#show();
    }

    #clear() {
      for (const select of this.#facets) select.value = "";
      this.#choose();
      this.#facets[0].focus();
    }

    #show() {
      const chosen = this.#facets.map(({ name, value }) => [name, value]);
      let shown = 0;
      for (const item of this.list.querySelectorAll("li[data-team]")) {
        item.hidden = !chosen.every(([name, value]) => fits(item, name, value));
        if (!item.hidden) shown += 1;
      }
      for (const group of this.list.querySelectorAll("section")) {
        group.hidden = !group.querySelector("li[data-team]:not([hidden])");
      }
      this.querySelector("[data-filter-clear]").hidden = chosen.every(([, value]) => !value);
      const { words, none } = this.dataset;
      this.querySelector("[role=status]").textContent = shown ? words.replace("{shown}", shown) : none;
    }
  }

  if (!customElements.get("playsmith-filter")) customElements.define("playsmith-filter", Filter);
})();
