// Dots in a plane that are dragged, or moved by the arrows and dropped by Enter; Esc puts a dot back.
//
// data-place-url with 0 for the dot's data-id is told where it was dropped: x and y, each 0 to 1 from the left and the
// top. The answer takes the plane's place. Dots may lie on each other, so only one of them is a stop of the Tab key, which
// goes on to the next one.
import htmx from "htmx.org";

const STEP = 2;
const LEAST = 4;
const MOVES = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] };

export default function dropsDots(plane, { signal }) {
  const before = new WeakMap(); // where a dot stood before it was moved
  let dragged = null;
  let from = null;
  let moved = false;

  const read = (dot) => ["--x", "--y"].map((name) => Number.parseFloat(dot.style.getPropertyValue(name)));
  const clamp = (value) => Math.min(100, Math.max(0, value));

  function put(dot, [x, y]) {
    if (!before.has(dot)) before.set(dot, read(dot));
    dot.style.setProperty("--x", clamp(x));
    dot.style.setProperty("--y", clamp(y));
    dot.classList.add("moved");
  }

  function back(dot) {
    dragged = null;
    if (!before.has(dot)) return;
    put(dot, before.get(dot));
    before.delete(dot);
    dot.classList.remove("moved");
  }

  async function drop(dot) {
    if (!before.has(dot)) return;
    const [x, y] = read(dot).map((place) => place / 100);
    const target = plane.parentElement;
    const { id } = dot.dataset;
    await htmx.ajax("POST", plane.dataset.placeUrl.replace("/0/", `/${id}/`), {
      source: plane,
      target,
      swap: "innerHTML",
      values: { x, y },
    });
    if (plane.isConnected) return back(dot);
    target.querySelector(`[data-id="${CSS.escape(id)}"]`)?.focus();
  }

  plane.addEventListener(
    "pointerdown",
    (event) => {
      const dot = event.target.closest(".dot:not(.still)");
      if (!dot || event.button !== 0) return;
      dragged = dot;
      moved = false;
      from = [event.clientX, event.clientY];
      dot.setPointerCapture(event.pointerId);
    },
    { signal },
  );
  plane.addEventListener(
    "pointermove",
    (event) => {
      if (!dragged) return;
      if (!moved && Math.hypot(event.clientX - from[0], event.clientY - from[1]) < LEAST) return;
      moved = true;
      const box = plane.getBoundingClientRect();
      put(dragged, [
        (100 * (event.clientX - box.left)) / box.width,
        (100 * (event.clientY - box.top)) / box.height,
      ]);
    },
    { signal },
  );
  plane.addEventListener(
    "pointerup",
    () => {
      const dot = dragged;
      dragged = null;
      if (dot && moved) drop(dot);
    },
    { signal },
  );
  plane.addEventListener(
    "pointercancel",
    () => {
      if (dragged) back(dragged);
    },
    { signal },
  );

  function tab(event, dot) {
    const next = event.shiftKey ? dot.previousElementSibling : dot.nextElementSibling;
    if (!next?.matches(".dot")) return;
    event.preventDefault();
    next.focus();
  }

  plane.addEventListener(
    "focusin",
    ({ target }) => {
      const entered = target.closest(".dot");
      if (!entered) return;
      for (const dot of plane.querySelectorAll(".dot[tabindex='0']")) dot.tabIndex = -1;
      entered.tabIndex = 0;
    },
    { signal },
  );
  plane.addEventListener(
    "keydown",
    (event) => {
      const dot = event.target.closest(".dot");
      if (!dot || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === "Tab") return tab(event, dot);
      const step = MOVES[event.key];
      if (event.key === "Escape") back(dot);
      else if (event.key === "Enter") drop(dot);
      else if (!step || dot.classList.contains("still")) return;
      else put(dot, read(dot).map((place, at) => place + step[at]));
      event.preventDefault();
    },
    { signal },
  );
}
