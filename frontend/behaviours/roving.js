// J and K (and the arrows) move through the [data-item]s of a list; one of them is in the tab order.
//
// The selected item carries aria-selected where its role knows it, else aria-current. Enter opens the item's
// [data-open], or its first link. Each move fires "northing:select" on the item. Items may come and go. A page
// that is shown anew, after a change or by going back, begins at the item where it was left.

const SELECTABLE = new Set(["row", "option", "gridcell", "tab", "treeitem"]);

export default function roving(list, { signal }) {
  const items = () => [...list.querySelectorAll("[data-item]")].filter((item) => item.checkVisibility());
  const kept = `northing.at.${location.pathname}`;
  const current = () => list.querySelector("[data-item][tabindex='0']");

  function select(item, { focus = true } = {}) {
    if (!item) return;
    const before = current();
    if (before && before !== item) mark(before, false);
    mark(item, true);
    if (focus) item.focus({ preventScroll: true });
    item.scrollIntoView({ block: "nearest" });
    if (item.id) sessionStorage.setItem(kept, item.id);
    item.dispatchEvent(new CustomEvent("northing:select", { bubbles: true }));
  }

  function move(step) {
    const all = items();
    const at = all.indexOf(current());
    const shown = at >= 0 && isMarked(all[at]);
    select(shown ? all[Math.min(all.length - 1, Math.max(0, at + step))] : all[Math.max(0, at)]);
  }

  function onKey(event) {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const inside = list.contains(event.target);
    if (event.target.closest("input, textarea, select, [contenteditable], dialog, [popover]")) return;
    const arrows = inside && event.target.matches("[data-item]");
    const act = {
      j: () => move(1),
      k: () => move(-1),
      ...(arrows && {
        ArrowDown: () => move(1),
        ArrowUp: () => move(-1),
        Home: () => select(items()[0]),
        End: () => select(items().at(-1)),
        Enter: () => open(event.target),
      }),
    }[event.key];
    if (!act || (event.key.length === 1 && document.body.dataset.singleKeys === "off")) return;
    event.preventDefault();
    act();
  }

  prepare();
  if (isReturn()) select(items().find((item) => item.id && item.id === sessionStorage.getItem(kept)));
  const watcher = new MutationObserver(prepare);
  watcher.observe(list, { childList: true, subtree: true });
  signal.addEventListener("abort", () => watcher.disconnect());
  document.addEventListener("keydown", onKey, { signal });
  list.addEventListener(
    "click",
    ({ target }) => {
      const item = target.closest("[data-item]");
      if (item) select(item, { focus: !target.closest("a, button, input, select, textarea, label") });
    },
    { signal },
  );

  function prepare() {
    const all = items();
    const chosen = all.find((item) => isMarked(item)) ?? current() ?? all[0];
    for (const item of all) item.tabIndex = item === chosen ? 0 : -1;
  }
}

function isReturn() {
  return performance.getEntriesByType("navigation")[0]?.type !== "navigate";
}

function mark(item, on) {
  item.tabIndex = on ? 0 : -1;
  const name = SELECTABLE.has(roleOf(item)) ? "aria-selected" : "aria-current";
  if (on || name === "aria-selected") item.setAttribute(name, String(on));
  else item.removeAttribute(name);
}

function isMarked(item) {
  return item.getAttribute("aria-selected") === "true" || item.getAttribute("aria-current") === "true";
}

function roleOf(item) {
  return (
    item.getAttribute("role") ??
    (item.localName === "tr" && item.closest("[role=grid], [role=treegrid]") ? "row" : "")
  );
}

function open(item) {
  (item.querySelector("[data-open]") ?? item.querySelector("a[href]") ?? item).click();
}
