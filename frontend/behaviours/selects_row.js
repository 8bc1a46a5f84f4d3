// The row in which the focus is, is the selected one: marked by aria-current, and told by "northing:select" once.
//
// Rows are [data-item] with an id; they may be replaced, and the selected one stays it.

export default function selectsRow(table, { signal }) {
  let selected = table.querySelector("[data-item][aria-current='true']")?.dataset.item;

  table.addEventListener(
    "focusin",
    ({ target }) => {
      const row = target.closest("[data-item]");
      if (!row) return;
      for (const other of table.querySelectorAll("[data-item][aria-current]")) {
        if (other !== row) other.removeAttribute("aria-current");
      }
      row.setAttribute("aria-current", "true");
      if (row.dataset.item === selected) return;
      selected = row.dataset.item;
      row.dispatchEvent(new CustomEvent("northing:select", { bubbles: true }));
    },
    { signal },
  );
}
