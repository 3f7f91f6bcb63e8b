// Asks for calculator.js, beside this script, once a page has a calculator: most pages have none.
// A calculator's own page names the script itself and has it sooner; with instant navigation pages come without it.
(() => {
  "use strict";
  const HOME = new URL(".", document.currentScript.src).href;

  function look() {
    if (globalThis.playsmith?.calculators || !document.querySelector("playsmith-calculator")) return;
    const wanted = `${HOME}calculator.js`;
    if ([...document.scripts].some(({ src }) => src === wanted)) return;
    const script = document.createElement("script");
    script.src = wanted;
    document.head.append(script);
  }

  look();
  // The theme tells of each page that takes the place of another.
  globalThis.document$?.subscribe(look);
})();
