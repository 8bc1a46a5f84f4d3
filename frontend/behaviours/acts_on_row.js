// Letters that act on the selected row of a table: data-get-e="/things/0/more/" asks for the item's dialog into #arriving,
// data-post-p="/things/0/mark/" sends. 0 stands for the row's item.
import htmx from "htmx.org";

export default function actsOnRow(table, { signal }) {
  document.addEventListener(
    "keydown",
    (event) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
      if (event.key.length !== 1 || document.body.dataset.singleKeys === "off") return;
      if (event.target.closest("input:not(.ck), textarea, select, dialog, [popover], [contenteditable]")) return;
      const [get, post] = ["get", "post"].map((verb) => table.getAttribute(`data-${verb}-${event.key.toLowerCase()}`));
      const row = document.activeElement.closest("[data-item]") ?? table.querySelector("[data-item][aria-current='true']");
      if (!(get || post) || !row || !table.contains(row)) return;
      event.preventDefault();
      if (event.repeat) return;
      if (get) ask(get, row);
      else send(post, row);
    },
    { signal },
  );

  const addressOf = (pattern, row) => pattern.replace("/0/", `/${row.dataset.item}/`);

  function ask(pattern, row) {
    htmx.ajax("GET", addressOf(pattern, row), { source: table, target: "#arriving", swap: "innerHTML" });
  }

  function send(pattern, row) {
    htmx.ajax("POST", addressOf(pattern, row), { source: table, target: table, swap: "none" });
  }
}
