// Rows with aria-level that fold what is below them: a row is shown when every row above it is unfolded.
//
// Left folds or goes up, right unfolds or goes down; the star unfolds everything. A .fold inside a row is clicked.
// What somebody folded stays so for this visit, by the row's data-id or its first words.

export default function foldTree(tree, { signal }) {
  const rows = () => [...tree.querySelectorAll("[aria-level]")];
  const kept = `northing.folded.${location.pathname}`;

  function show() {
    let hiddenBelow = Infinity;
    for (const row of rows()) {
      const level = Number(row.getAttribute("aria-level"));
      if (level <= hiddenBelow) hiddenBelow = Infinity;
      row.hidden = level > hiddenBelow;
      if (!row.hidden && row.getAttribute("aria-expanded") === "false") hiddenBelow = level;
    }
  }

  function set(row, open) {
    row.setAttribute("aria-expanded", String(open));
    show();
    remember();
  }

  function remember() {
    const state = rows()
      .filter((row) => row.hasAttribute("aria-expanded"))
      .map((row) => [nameOf(row), row.getAttribute("aria-expanded")]);
    sessionStorage.setItem(kept, JSON.stringify(Object.fromEntries(state)));
  }

  function recall() {
    const state = JSON.parse(sessionStorage.getItem(kept) ?? "{}");
    for (const row of rows()) {
      const known = row.hasAttribute("aria-expanded") && state[nameOf(row)];
      if (known) row.setAttribute("aria-expanded", known);
    }
    show();
  }

  function onKey(event) {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const row = event.target.closest("[aria-level]");
    if (event.target !== row && event.key !== "*") return;
    const open = row?.getAttribute("aria-expanded");
    const act = {
      ArrowLeft: () => (open === "true" ? set(row, false) : go(above(row))),
      ArrowRight: () => (open === "false" ? set(row, true) : go(firstBelow(row))),
      "*": () => unfoldAll(),
    }[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  }

  function unfoldAll() {
    for (const row of rows()) if (row.hasAttribute("aria-expanded")) row.setAttribute("aria-expanded", "true");
    show();
    remember();
  }

  function above(row) {
    const level = Number(row.getAttribute("aria-level"));
    const before = rows().slice(0, rows().indexOf(row));
    return before.findLast((other) => Number(other.getAttribute("aria-level")) < level);
  }

  function firstBelow(row) {
    const next = row.nextElementSibling;
    return Number(next?.getAttribute("aria-level")) > Number(row.getAttribute("aria-level")) ? next : null;
  }

  function go(row) {
    row?.focus();
    row?.click();
  }

  tree.addEventListener("keydown", onKey, { signal });
  tree.addEventListener(
    "click",
    ({ target }) => {
      const row = target.closest(".fold")?.closest("[aria-expanded]");
      if (row) set(row, row.getAttribute("aria-expanded") !== "true");
    },
    { signal },
  );
  recall();
}

function nameOf(row) {
  return row.dataset.id ?? row.textContent.trim().slice(0, 40);
}
