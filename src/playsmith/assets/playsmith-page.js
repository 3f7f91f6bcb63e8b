// What every page needs: header buttons that answer to the keyboard, and disclosures that are open on paper.
(() => {
  "use strict";

  // The theme opens menu and search by labels of hidden checkboxes, which no keyboard reaches: buttons do it instead.
  for (const label of document.querySelectorAll("label[data-opens]")) {
    const box = document.getElementById(label.htmlFor);
    const button = document.createElement("button");
    button.type = "button";
    button.className = label.className;
    button.dataset.opens = label.dataset.opens;
    button.title = label.title;
    button.setAttribute("aria-label", label.title);
    button.append(...label.childNodes);
    label.replaceWith(button);
    const tell = () => button.setAttribute("aria-expanded", box.checked);
    button.addEventListener("click", () => box.click());
    box.addEventListener("change", tell);
    tell();
  }

  // What is too wide for its place scrolls, and has to be reached by keyboard then.
  const sized = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      if (target.scrollWidth > target.clientWidth) target.tabIndex = 0;
      else target.removeAttribute("tabindex");
    }
  });
  addEventListener("load", () => {
    for (const box of document.querySelectorAll(".md-typeset__scrollwrap, .ps-formula__math, .ps-formula figcaption")) {
      sized.observe(box);
    }
  });

  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details[data-print-open]:not([open])")];
    for (const details of opened) details.open = true;
  });
  addEventListener("afterprint", () => {
    for (const details of opened) details.open = false;
  });
})();
