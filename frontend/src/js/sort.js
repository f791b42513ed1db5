// Lists that may be put in order by hand. Loaded only on pages that have one.
import Sortable from "sortablejs";

const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;

// The hidden inputs carry the order, so dragging sends exactly what the up and down buttons send.
const begin = (list) => {
  if (list.dataset.sortReady) return;
  list.dataset.sortReady = "yes";
  Sortable.create(list, {
    animation: still ? 0 : 150,
    handle: ".drag",
    draggable: "[data-key]",
    ghostClass: "sort-ghost",
    chosenClass: "sort-chosen",
    group: list.dataset.sortGroup,
    onEnd: ({ to }) => {
      const name = to.dataset.sort;
      to.querySelectorAll("[data-key]").forEach((row) => {
        const input = row.querySelector(`input[type="hidden"][name="${name}"]`) ?? row.appendChild(hidden(name));
        input.value = row.dataset.key;
      });
      to.closest("form")?.requestSubmit();
    },
  });
};

const hidden = (name) => Object.assign(document.createElement("input"), { type: "hidden", name });
const beginAll = (root) => root.querySelectorAll("[data-sort]").forEach(begin);

beginAll(document);
document.addEventListener("htmx:load", (event) => beginAll(event.detail.elt));
