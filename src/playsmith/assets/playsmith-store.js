// A reader's numbers, kept for this tab alone: those of a business stay on no shared machine.
(() => {
  "use strict";
  const playsmith = (globalThis.playsmith ||= {});
  const HOME = new URL(".", document.currentScript.src).pathname;
  const key = (id) => `playsmith:${HOME}:${id}`;

  // A store that is blocked keeps nothing.
  function keep(id, texts) {
    try {
      if (texts) sessionStorage.setItem(key(id), JSON.stringify(texts));
      else sessionStorage.removeItem(key(id));
    } catch {
      // nothing to do: the numbers live as long as the page
    }
  }

  function kept(id) {
    try {
      const texts = JSON.parse(sessionStorage.getItem(key(id)));
      return texts && typeof texts === "object" ? texts : null;
    } catch {
      return null;
    }
  }

  playsmith.store = { keep, kept };
})();
