// Pasting a block of cells from a spreadsheet onto a grid: it is laid down from the focused cell on.
//
// Sends `text`, the `row`s below and the `column`s beside (parted by commas) to data-paste-url; what is wrong arrives in data-says.
import htmx from "htmx.org";

const CELL = "[data-cell], [data-still]";

export default function pasteBlock(table, { signal }) {
  document.addEventListener(
    "paste",
    (event) => {
      const cell = document.activeElement?.closest(CELL);
      if (!cell || !table.contains(cell) || document.activeElement.matches("input, textarea, select")) return;
      const text = event.clipboardData.getData("text/plain");
      if (!text.trim()) return;
      event.preventDefault();
      htmx.ajax("POST", table.dataset.pasteUrl, {
        source: table,
        target: `#${table.dataset.says}`,
        swap: "innerHTML",
        values: { text, row: rowsFrom(cell).join(), column: columnsFrom(cell).join() },
      });
    },
    { signal },
  );

  function rowsFrom(cell) {
    const rows = [...table.querySelectorAll("[data-item]")].filter((row) => row.checkVisibility());
    return rows.slice(rows.indexOf(cell.closest("[data-item]"))).map((row) => row.dataset.item);
  }

  function columnsFrom(cell) {
    const cells = [...cell.closest("[data-item]").querySelectorAll(CELL)];
    return cells.slice(cells.indexOf(cell)).map((other) => other.dataset.cell ?? other.dataset.still);
  }
}
