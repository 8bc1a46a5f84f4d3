// Heads of groups that fold the rows below them, up to the next head. A head holds a button with aria-expanded.
// Lines that were drawn between rows no longer fit then and are put away.

export default function foldRows(table, { signal }) {
  table.addEventListener(
    "click",
    ({ target }) => {
      const button = target.closest("button[aria-expanded]");
      const head = button?.closest("[role=row]");
      if (!head) return;
      const open = button.getAttribute("aria-expanded") !== "true";
      button.setAttribute("aria-expanded", String(open));
      let row = head.nextElementSibling;
      while (row && !row.querySelector("button[aria-expanded]")) {
        row.hidden = !open;
        row = row.nextElementSibling;
      }
      table.classList.toggle("folded", table.querySelector("button[aria-expanded='false']") !== null);
    },
    { signal },
  );
}
