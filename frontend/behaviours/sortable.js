// Items that can be dragged into another order, and moved with Alt and the arrows.
//
// Each item has data-id. The new order fires "northing:sorted" on the list with { order: [ids] }, and goes to
// data-url as a POST of `order` when that is given.
import htmx from "htmx.org";
import Sortable from "sortablejs";

export default function sortable(list, { signal }) {
  const order = () => [...list.children].map((item) => item.dataset.id);
  const tell = () => {
    list.dispatchEvent(new CustomEvent("northing:sorted", { bubbles: true, detail: { order: order() } }));
    if (list.dataset.url)
      htmx.ajax("POST", list.dataset.url, { source: list, swap: "none", values: { order: order() } });
  };
  const sorter = Sortable.create(list, { animation: 90, handle: list.dataset.handle, onUpdate: tell });
  signal.addEventListener("abort", () => sorter.destroy());

  list.addEventListener(
    "keydown",
    (event) => {
      const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
      const item = [...list.children].find((child) => child.contains(event.target));
      if (!step || !event.altKey || !item) return;
      event.preventDefault();
      const neighbour = step < 0 ? item.previousElementSibling : item.nextElementSibling;
      if (!neighbour) return;
      neighbour[step < 0 ? "before" : "after"](item);
      event.target.focus();
      tell();
    },
    { signal },
  );
}
