// What every page needs: header buttons that answer to the keyboard, and disclosures that are open on paper.
(() => {
  "use strict";

  // The theme opens menu and search by labels of hidden checkboxes, which no keyboard reaches.
  for (const label of document.querySelectorAll("label[data-opens]")) {
    const box = document.getElementById(label.htmlFor);
    label.role = "button";
    label.tabIndex = 0;
    label.setAttribute("aria-label", label.title);
    const tell = () => label.setAttribute("aria-expanded", box.checked);
    label.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      label.click();
    });
    box.addEventListener("change", tell);
    tell();
  }

  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details[data-print-open]:not([open])")];
    for (const details of opened) details.open = true;
  });
  addEventListener("afterprint", () => {
    for (const details of opened) details.open = false;
  });
})();
