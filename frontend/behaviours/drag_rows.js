// Rows that change places: dragged by their label, or moved with Alt and the arrows. data-rank-url is told which
// row (its number stands for 0) goes before which other.
import htmx from "htmx.org";

const LEAST = 5;

export default function dragRows(table, { signal }) {
  let dragged = null;
  let moved = false;

  table.addEventListener(
    "pointerdown",
    (event) => {
      const row = event.target.closest(".lab")?.closest("[data-id]");
      if (!row || event.button !== 0 || event.pointerType === "touch") return;
      dragged = { row, y: event.clientY };
    },
    { signal },
  );
  table.addEventListener("dragstart", (event) => event.preventDefault(), { signal });
  addEventListener("pointercancel", () => drop(), { signal });
  addEventListener("keydown", ({ key }) => key === "Escape" && drop(), { signal });
  addEventListener(
    "pointermove",
    (event) => {
      if (!dragged || (!moved && Math.abs(event.clientY - dragged.y) < LEAST)) return;
      moved = true;
      clear();
      const target = rowAt(event);
      if (target && target !== dragged.row) target.classList.add("dropbefore");
    },
    { signal },
  );
  addEventListener(
    "pointerup",
    (event) => {
      setTimeout(() => (moved = false)); // the click that ends a drag comes before, if it comes
      const target = dragged && moved ? rowAt(event) : null;
      if (target && target !== dragged.row) send(dragged.row, target);
      drop();
    },
    { signal },
  );
  table.addEventListener(
    "click",
    (event) => {
      if (!moved) return;
      event.preventDefault();
      event.stopPropagation();
    },
    { signal, capture: true },
  );

  table.addEventListener(
    "keydown",
    (event) => {
      const row = event.target.closest("[data-item][data-id]");
      if (!row || !event.altKey || !["ArrowUp", "ArrowDown"].includes(event.key)) return;
      event.preventDefault();
      if (event.repeat) return; // each move brings the page anew
      const rows = [...table.querySelectorAll("[data-item][data-id]")];
      const place = rows.indexOf(row);
      if (event.key === "ArrowUp" && place > 0) send(row, rows[place - 1]);
      if (event.key === "ArrowDown" && place < rows.length - 1) send(row, rows[place + 2]);
    },
    { signal },
  );

  function send(row, before) {
    const url = table.dataset.rankUrl.replace("/0/", `/${row.dataset.id}/`);
    htmx.ajax("POST", url, { source: table, swap: "none", values: { before: before?.dataset.id ?? "" } });
  }

  function rowAt({ clientX, clientY }) {
    return document.elementFromPoint(clientX, clientY)?.closest("[data-item][data-id]");
  }

  function drop() {
    clear();
    dragged = null;
  }

  function clear() {
    table.querySelector(".dropbefore")?.classList.remove("dropbefore");
  }
}
