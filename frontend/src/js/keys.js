// «/» goes to the search field, unless the reader is already writing.
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  const search = document.querySelector("[data-search]");
  if (!search || !search.offsetParent) return;
  event.preventDefault();
  search.focus();
});
