// Rows that are chosen by check boxes: Space, Shift with J, K or the arrows, Shift-click, all at once.
//
// Each row has a .ck that belongs to a form (by its form attribute), which shows while anything is chosen; inside it
// [data-selected-count] says how many, [data-select-none] lets go. data-selection-url is asked what they are together.

const PAUSE = 120;

export default function gridSelect(table, { signal }) {
  const boxes = () => [...table.querySelectorAll("tbody .ck")];
  const form = boxes()[0]?.form;
  const all = table.querySelector("[data-select-all]");
  if (!form) return;
  const says = form.querySelector("[id]");
  let last = null;
  let timer;
  let asked = 0;

  function show() {
    const every = boxes();
    const chosen = every.filter((box) => box.checked);
    for (const box of every) box.closest("tr").setAttribute("aria-selected", String(box.checked));
    all.checked = chosen.length > 0 && chosen.length === every.length;
    all.indeterminate = chosen.length > 0 && !all.checked;
    form.hidden = !chosen.length;
    form.querySelector("[data-selected-count]").textContent = chosen.length;
    form.querySelector("[role=toolbar]").setAttribute("aria-label", `${chosen.length} selected`);
    asked += 1;
    clearTimeout(timer);
    if (chosen.length) timer = setTimeout(() => sum(chosen), PAUSE);
  }

  async function sum(chosen) {
    const turn = asked;
    const query = new URLSearchParams(chosen.map((box) => [box.name, box.value]));
    try {
      const answer = await fetch(`${table.dataset.selectionUrl}?${query}`, { headers: { "HX-Request": "true" }, signal });
      const text = answer.ok ? (await answer.text()).trim() : "";
      if (turn === asked) says.textContent = text;
    } catch {
      if (turn === asked) says.textContent = ""; // of other rows, or nothing
    }
  }

  function choose(box, on = !box.checked) {
    box.checked = on;
    last = box;
    show();
  }

  function none() {
    for (const box of boxes()) box.checked = false;
    show();
  }

  function onKey(event) {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input:not(.ck), textarea, select, dialog, [popover], [contenteditable]")) return;
    if (event.key === "Escape" && !form.hidden && !document.querySelector("dialog[open]")) return none();
    const row = event.target.closest?.("tbody tr");
    const box = row && table.contains(row) ? row.querySelector(".ck") : null;
    if (!box) return;
    const step = { j: 1, k: -1, arrowdown: 1, arrowup: -1 }[event.key.toLowerCase()];
    if (event.key === " " && !event.target.matches(".ck")) {
      event.preventDefault();
      choose(box);
    } else if (event.shiftKey && step) {
      event.preventDefault();
      extend(event.target, box, step);
    }
  }

  function extend(from, box, step) {
    const every = boxes();
    const next = every[every.indexOf(box) + step];
    box.checked = true;
    if (next) {
      next.checked = true;
      const cell = from.closest("td");
      next.closest("tr").children[cell ? [...cell.parentElement.children].indexOf(cell) : 1].focus();
    }
    show();
  }

  function onClick(event) {
    const box = event.target.closest(".ck");
    if (!box || box === all) return;
    if (event.shiftKey && last) {
      const every = boxes();
      const [from, to] = [every.indexOf(last), every.indexOf(box)].sort((a, b) => a - b);
      for (const between of every.slice(from, to + 1)) between.checked = box.checked;
    }
    last = box;
    show();
  }

  table.addEventListener("click", onClick, { signal });
  document.addEventListener("keydown", onKey, { signal });
  all.addEventListener(
    "change",
    () => {
      for (const box of boxes()) box.checked = all.checked;
      show();
    },
    { signal },
  );
  form.addEventListener("click", ({ target }) => target.closest("[data-select-none]") && none(), { signal });
  const watcher = new MutationObserver((records) => {
    // A row that was replaced comes without its tick.
    for (const { removedNodes, addedNodes } of records) {
      const was = [...removedNodes].find((node) => node.matches?.("tr[aria-selected=true]"));
      const now = was && [...addedNodes].find((node) => node.id === was.id);
      if (now) now.querySelector(".ck").checked = true;
    }
    show();
  });
  for (const body of table.tBodies) watcher.observe(body, { childList: true });
  signal.addEventListener("abort", () => {
    watcher.disconnect();
    clearTimeout(timer);
  });
  show();
}
