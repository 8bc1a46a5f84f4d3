// A table that is moved through and written into like a spreadsheet.
//
// Rows are [data-item], cells [data-cell="field"] (can be written) or [data-still="field"]. Arrows, J, K and Tab move,
// Enter, F2 or a click on the focused cell ask the server for its editor (data-cell-url with 0 and FIELD filled in), Esc
// puts the cell back. The answer to a write is the row, or all of them; afterwards the same cell has the focus again. An editor
// has an input `value`, or several of which the one with data-first is typed into.
import htmx from "htmx.org";
import combobox from "./combobox.js";

const CELL = "[data-cell], [data-still]";
const EDITOR = "form";
const ENDS = new Set(["Enter", "Escape", "Tab"]);

export default function gridCells(table, { signal }) {
  const cells = (row) => [...row.querySelectorAll(CELL)].filter((cell) => cell.checkVisibility({ visibilityProperty: true }));
  const field = (cell) => cell.dataset.cell ?? cell.dataset.still;
  const inputOf = (form) => form.elements.value ?? form.querySelector("[aria-invalid=true]") ?? form.querySelector("[data-first]");
  const begun = new WeakSet(); // editors that work
  let kept = null; // the cell as it was before its editor came
  let early = null; // what is typed while the editor is on its way
  let ended = null; // the key that ended that typing
  let place = null; // where the focus belongs after the row has been replaced

  function focus(cell) {
    if (!cell) return;
    for (const other of table.querySelectorAll("td[tabindex='0']")) other.tabIndex = -1;
    cell.tabIndex = 0;
    cell.focus({ preventScroll: true });
    cell.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  // Step by step: to look at all of thousands would take longer than the key may.
  function rowBeside(row, down) {
    const walk = document.createTreeWalker(table, NodeFilter.SHOW_ELEMENT, (element) => {
      if (element.localName === "td") return NodeFilter.FILTER_REJECT;
      const is = element.matches("[data-item]") && element.checkVisibility();
      return is ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_SKIP;
    });
    walk.currentNode = row;
    return down > 0 ? walk.nextNode() : walk.previousNode();
  }

  function beside(cell, down, right) {
    const from = cell.closest("[data-item]");
    const row = down ? rowBeside(from, down) : from;
    return row ? (cells(row)[cells(from).indexOf(cell) + right] ?? null) : null;
  }

  function step(cell, back) {
    const next = beside(cell, 0, back ? -1 : 1);
    if (next) return next;
    const row = beside(cell, back ? -1 : 1, 0)?.closest("[data-item]");
    return row ? cells(row).at(back ? -1 : 0) : null;
  }

  async function edit(cell) {
    if (!cell?.dataset.cell || early !== null || table.querySelector(`td ${EDITOR}`)) return;
    early = "";
    ended = null;
    kept = { cell, nodes: [...cell.childNodes] };
    const url = table.dataset.cellUrl
      .replace("/0/", `/${cell.closest("[data-item]").dataset.item}/`)
      .replace("FIELD", cell.dataset.cell);
    const columns = cells(cell.closest("[data-item]")).map(field);
    cell.classList.add("editing");
    await htmx.ajax("GET", `${url}?columns=${columns.join(",")}`, { source: cell, target: cell, swap: "innerHTML" });
    early = null;
    const form = cell.querySelector(EDITOR);
    if (!form) restore();
    else if (ended) finish(form);
  }

  // As soon as the editor is there, so that no key is lost on the way.
  function begin(form) {
    begun.add(form);
    if (form.elements.value) combobox(form, { signal });
    if (early === null) return;
    const input = inputOf(form);
    input.focus();
    if (!early) return input.select();
    input.value = early;
    input.dispatchEvent(new Event("input", { bubbles: true }));
  }

  // Only once the form can be sent: the key that was pressed while it was on its way.
  function finish(form) {
    const pressed = new KeyboardEvent("keydown", { key: ended, bubbles: true, cancelable: true });
    if (inputOf(form).dispatchEvent(pressed) && ended === "Enter") form.requestSubmit();
  }

  function restore() {
    if (!kept) return;
    const { cell, nodes } = kept;
    kept = null;
    cell.replaceChildren(...nodes);
    cell.classList.remove("editing");
    focus(cell);
  }

  function onKey(event) {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.closest(`td ${EDITOR}`)) return inEditor(event);
    if (early !== null) {
      event.preventDefault();
      if (ended) return;
      if (event.key.length === 1) early += event.key;
      else if (ENDS.has(event.key)) ended = event.key;
      return;
    }
    const cell = event.target.closest?.(CELL);
    const letters = document.body.dataset.singleKeys !== "off";
    const elsewhere = !cell || !table.contains(cell);
    if (elsewhere) {
      if (!letters || !/^[jk]$/.test(event.key)) return;
      if (event.target.closest("input:not(.ck), textarea, select, [contenteditable], dialog, [popover]")) return;
      event.preventDefault();
      return focus(table.querySelector("td[tabindex='0']") ?? table.querySelector(CELL));
    }
    const moves = {
      ArrowDown: () => beside(cell, 1, 0),
      ArrowUp: () => beside(cell, -1, 0),
      ArrowRight: () => beside(cell, 0, 1),
      ArrowLeft: () => beside(cell, 0, -1),
      Home: () => cells(cell.closest("[data-item]"))[0],
      End: () => cells(cell.closest("[data-item]")).at(-1),
      ...(letters && { j: () => beside(cell, 1, 0), k: () => beside(cell, -1, 0) }),
    };
    if (event.shiftKey && event.key !== "Tab") return;
    if (event.key === "Tab") return tab(event, cell);
    if (event.key === "Enter" || event.key === "F2") {
      if (event.target.closest("a")) return;
      event.preventDefault();
      return edit(cell);
    }
    if (!moves[event.key]) return;
    event.preventDefault();
    focus(moves[event.key]());
  }

  function tab(event, cell) {
    const next = step(cell, event.shiftKey);
    if (!next) return;
    event.preventDefault();
    focus(next);
  }

  function inEditor(event) {
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      restore();
    }
    if (event.key === "Tab" && !event.shiftKey && isLast(event.target)) {
      event.preventDefault();
      remember(event.target, 1);
      event.target.form.requestSubmit();
    }
  }

  function isLast(input) {
    if (input.form.elements.value) return input.name === "value" && !input.form.elements.reason;
    return input === [...input.form.querySelectorAll("input:not([type=hidden])")].at(-1);
  }

  function remember(from, right = 0) {
    const cell = from.closest("td");
    const row = from.closest("[data-item]");
    place = row && { id: row.id, at: cells(row).indexOf(cell) + right };
  }

  table.addEventListener("keydown", onKey, { signal });
  document.addEventListener("keydown", (event) => !table.contains(event.target) && onKey(event), { signal });
  table.addEventListener(
    "click",
    ({ target }) => {
      const cell = target.closest(CELL);
      if (!cell || target.closest(`a, button, ${EDITOR}`)) return;
      if (kept && kept.cell !== cell) restore();
      if (document.activeElement === cell || target.closest(".add")) edit(cell);
      else focus(cell);
    },
    { signal },
  );
  table.addEventListener("dblclick", ({ target }) => edit(target.closest("[data-cell]")), { signal });
  table.addEventListener("submit", ({ target }) => place ?? remember(target), { signal, capture: true });
  document.addEventListener(
    "htmx:before:request",
    (event) => {
      // A row that asks for its new forecast waits while somebody writes into it.
      const asks = event.detail.ctx.sourceElement;
      if (asks?.matches?.("tr") && asks.querySelector(EDITOR)) event.preventDefault();
    },
    { signal },
  );
  const watcher = new MutationObserver(() => {
    prepare();
    const form = table.querySelector(`td ${EDITOR}`);
    if (form && !begun.has(form)) begin(form);
    if (!place) return;
    const row = document.getElementById(place.id);
    if (!row || row.querySelector(".htmx-swapping")) return;
    const open = row.querySelector(`td ${EDITOR}`);
    const editor = open && inputOf(open);
    if (kept?.cell.isConnected) return;
    // The server refused: the editor is back with what was typed, and Esc still leads to what stood there before.
    if (editor) {
      kept = { cell: editor.closest("td"), nodes: kept?.nodes ?? [] };
      (row.querySelector(`${EDITOR} [aria-invalid=true]`) ?? editor).focus();
    } else {
      kept = null;
      focus(cells(row)[place.at]);
    }
    place = null;
  });
  watcher.observe(table, { childList: true, subtree: true });
  signal.addEventListener("abort", () => watcher.disconnect());

  function prepare() {
    for (const cell of table.querySelectorAll("td:is([data-cell], [data-still]):not([tabindex])")) cell.tabIndex = -1;
    for (const link of table.querySelectorAll("td a:not([tabindex]), td .ck:not([tabindex])")) link.tabIndex = -1;
    const first = table.querySelector(CELL);
    if (first && !table.querySelector("td[tabindex='0']")) first.tabIndex = 0;
  }
  prepare();
}
