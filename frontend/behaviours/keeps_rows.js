// A table that asks for its rows anew once something of it was written, and takes of them only those that changed.
//
// data-again-url is sent what is `held`: each [data-item] with its data-is, which says what stands in it. In the answer a
// row that is the same comes as an empty one with data-same; whatever follows it with its data-of stays, too. While
// somebody writes into a cell nothing moves: the rows are asked for when that has ended.
import htmx from "htmx.org";

export default function keepsRows(table, { signal }) {
  const body = table.tBodies[0];
  const isWriting = () => table.querySelector("td.editing") !== null;
  let due = false;
  body.dataset.reads = "";

  function ask() {
    due = isWriting();
    if (due) return;
    const held = [...body.querySelectorAll("[data-is]")].map((row) => `${row.dataset.item}.${row.dataset.is}`);
    const selected = document.querySelector("[name=selected]")?.value ?? "";
    const values = { held: held.join(" "), selected };
    htmx.ajax("POST", table.dataset.againUrl, { source: body, target: body, swap: "innerHTML", values });
  }

  function take(rows) {
    const present = new Map([...body.querySelectorAll("[data-item]")].map((row) => [row.dataset.item, row]));
    const wanted = rows.flatMap((row) => ("same" in row.dataset ? asItIs(present.get(row.dataset.same)) : [row]));
    for (const row of rows) {
      const before = present.get(row.dataset.item);
      if (before) likeBefore(row, before);
    }
    const back = focusOf();
    const staying = new Set(wanted);
    for (const row of [...body.children]) if (!staying.has(row)) row.remove();
    let next = body.firstElementChild;
    for (const row of wanted) {
      if (row === next) next = next.nextElementSibling;
      else body.insertBefore(row, next);
    }
    for (const row of rows) if (row.matches("[hx-get]")) htmx.process(row);
    back();
  }

  function focusOf() {
    const cell = document.activeElement?.closest("td");
    const row = cell?.closest("[data-item]");
    if (!row || !body.contains(row)) return () => {};
    const at = [...row.children].indexOf(cell);
    return () => {
      if (body.contains(document.activeElement)) return;
      const again = document.getElementById(row.id)?.children[at];
      if (!again) return;
      again.tabIndex = 0;
      again.focus({ preventScroll: true });
      again.scrollIntoView({ block: "nearest", inline: "nearest" });
    };
  }

  table.addEventListener(
    "htmx:after:request",
    ({ detail: { ctx } }) => {
      if (ctx.request.method === "GET" || ctx.target === body || ctx.response.status >= 400 || ctx.hx.refresh) return;
      ask();
    },
    { signal },
  );
  table.addEventListener(
    "htmx:before:swap",
    ({ detail: { tasks } }) => {
      const at = tasks.findIndex(({ target }) => target === body);
      if (at < 0) return;
      const [{ fragment }] = tasks.splice(at, 1);
      if (isWriting()) due = true;
      else take([...fragment.children]);
    },
    { signal },
  );
  const watcher = new MutationObserver(() => due && ask());
  watcher.observe(body, { childList: true, subtree: true });
  signal.addEventListener("abort", () => watcher.disconnect());
}

function asItIs(row) {
  if (!row) return [];
  const below = row.nextElementSibling;
  return below?.dataset.of === row.dataset.item ? [row, below] : [row];
}

function likeBefore(row, before) {
  const [tick, was] = [row, before].map((each) => each.querySelector(".ck"));
  if (tick && was) tick.checked = was.checked;
  row.toggleAttribute("aria-current", false);
  if (before.hasAttribute("aria-current")) row.setAttribute("aria-current", before.getAttribute("aria-current"));
}
