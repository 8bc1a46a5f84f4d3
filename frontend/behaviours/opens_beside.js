// A list whose items open in a panel beside it, with an address that keeps what is open.
//
// data-panel is the panel's id, data-panel-url asks for item 0: its number is put in. Escape closes the panel.
import htmx from "htmx.org";

export default function opensBeside(list, { signal }) {
  const panel = document.getElementById(list.dataset.panel);
  const split = panel?.closest("[data-split]");
  if (!split) return;

  list.addEventListener(
    "click",
    (event) => {
      const item = event.target.closest("[data-item][data-id]");
      if (!item || event.ctrlKey || event.metaKey || event.shiftKey) return;
      if (event.target.closest("button, input")) return;
      event.preventDefault();
      open(item);
    },
    { signal },
  );

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
    split.classList.remove("whole");
    history.replaceState(null, "", item.querySelector("[data-open]")?.getAttribute("href") ?? location.href);
    const url = list.dataset.panelUrl.replace(/\/0\//, `/${item.dataset.id}/`);
    htmx.ajax("GET", url, { target: panel, swap: "innerHTML" });
  }

  function close() {
    split.classList.add("whole");
    const chosen = list.querySelector("[data-item]:is([aria-selected='true'], [aria-current='true'])");
    if (chosen?.hasAttribute("aria-selected")) chosen.setAttribute("aria-selected", "false");
    chosen?.removeAttribute("aria-current");
    chosen?.focus({ preventScroll: true });
    history.replaceState(null, "", `?${panel.dataset.address}none`);
  }
}
