// When a page arrives with errors, the reader starts at the summary. A table that fits is no tab stop.
const measure = (root) => {
  for (const region of root.querySelectorAll(".table-region, .board")) {
    if (region.scrollWidth > region.clientWidth) region.tabIndex = 0;
    else region.removeAttribute("tabindex");
  }
};

const settle = (root) => {
  root.querySelector("[data-error-summary]")?.focus();
  measure(root);
};

settle(document);
document.addEventListener("htmx:load", (event) => settle(event.detail.elt));
window.addEventListener("resize", () => measure(document));
