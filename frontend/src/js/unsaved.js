// A big form marked data-guard asks before unsaved changes are lost.
const changed = new Set();

document.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-guard]");
  if (form) changed.add(form);
});

for (const sent of ["submit", "htmx:afterRequest"]) {
  document.addEventListener(sent, (event) => changed.delete(event.target.closest?.("form[data-guard]")));
}

window.addEventListener("beforeunload", (event) => {
  if ([...changed].some((form) => form.isConnected)) event.preventDefault();
});
