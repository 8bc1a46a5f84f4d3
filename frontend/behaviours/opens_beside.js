// A list whose items open in a panel beside it, with an address that keeps what is open.
//
// data-panel is the panel's id, data-panel-url asks for item 0: its number is put in. Escape closes the panel.
// With data-follows the panel shows whatever is selected, and the item's own link leads to its page.
import htmx from "htmx.org";

const PAUSE = 90; // J held down passes items that nobody reads

export default function opensBeside(list, { signal }) {
  const panel = document.getElementById(list.dataset.panel);
  const split = panel?.closest("[data-split]");
  if (!split) return;
  // Of several that are asked for quickly the last one counts, and stands beside the list.
  panel.setAttribute("hx-sync", "this:replace");
  const follows = "follows" in list.dataset;
  let shown = follows ? list.querySelector("[data-item][aria-current='true']") : null;
  let timer;

  list.addEventListener(
    "click",
    (event) => {
      const item = event.target.closest("[data-item][data-id]");
      if (!item || event.ctrlKey || event.metaKey || event.shiftKey) return;
      if (event.target.closest(follows ? "a, button, input" : "button, input")) return;
      event.preventDefault();
      open(item);
    },
    { signal },
  );

  list.addEventListener(
    "northing:select",
    ({ target }) => {
      if (!follows || target === shown || !target.dataset.id) return;
      clearTimeout(timer);
      timer = setTimeout(() => open(target), PAUSE);
    },
    { signal },
  );
  signal.addEventListener("abort", () => clearTimeout(timer));

  document.addEventListener(
    "keydown",
    (event) => {
      if (event.key !== "Escape" || event.defaultPrevented || split.classList.contains("whole")) return;
      if (document.querySelector("dialog[open], [popover]:popover-open")) return;
      close();
    },
    { signal },
  );

  panel.addEventListener(
    "click",
    (event) => {
      if (!event.target.closest("[data-close-panel]")) return;
      event.preventDefault();
      close();
    },
    { signal },
  );

  function open(item) {
    clearTimeout(timer);
    shown = item;
    split.classList.remove("whole");
    history.replaceState(null, "", addressOf(item));
    const url = list.dataset.panelUrl.replace(/\/0\//, `/${item.dataset.id}/`);
    htmx.ajax("GET", url, { source: panel, target: panel, swap: "innerHTML" });
  }

  function addressOf(item) {
    if (follows) return `?${panel.dataset.address}${item.dataset.id}`;
    return item.querySelector("[data-open]")?.getAttribute("href") ?? location.href;
  }

  function close() {
    shown = null;
    split.classList.add("whole");
    const chosen = list.querySelector("[data-item]:is([aria-selected='true'], [aria-current='true'])");
    if (chosen?.hasAttribute("aria-selected")) chosen.setAttribute("aria-selected", "false");
    chosen?.removeAttribute("aria-current");
    chosen?.focus({ preventScroll: true });
    history.replaceState(null, "", `?${panel.dataset.address}none`);
  }
}
