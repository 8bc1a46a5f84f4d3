// Marks and bars on a time axis that are dragged: a mark to another day, a bar onto another row.
//
// data-from and data-to are the axis's ends. Both ask for a dialog into #arriving: data-mark-url with ?due_on=DAY,
// data-link-url of the row dropped on with ?other=ID of the row dragged from. Keys do the same through the dialogs.
import htmx from "htmx.org";

const DAY = 24 * 60 * 60 * 1000;
const NEAR = 9;
const LEAST = 4;

export default function dragMarks(table, { signal }) {
  const from = Date.parse(table.dataset.from);
  const days = (Date.parse(table.dataset.to) - from) / DAY;
  let dragged = null;

  table.addEventListener("pointerdown", begin, { signal });
  addEventListener("pointermove", move, { signal });
  addEventListener("pointerup", end, { signal });
  addEventListener("pointercancel", () => cancel(), { signal });
  addEventListener("keydown", (event) => event.key === "Escape" && dragged && cancel(), { signal });
  table.addEventListener("click", swallow, { signal, capture: true });

  let moved = false;

  function begin(event) {
    const track = event.target.closest(".track");
    const row = track?.closest("[data-id]");
    if (!row || event.button !== 0 || event.pointerType === "touch") return;
    moved = false;
    const mark = [...track.querySelectorAll(".fcom")].find(
      (each) => Math.abs(each.getBoundingClientRect().left - event.clientX) <= NEAR,
    );
    const bar = mark ? null : event.target.closest(".fbar");
    if (!mark && !bar) return;
    event.preventDefault();
    dragged = { row, track, mark, bar, x: event.clientX, y: event.clientY, was: mark?.style.getPropertyValue("--x") };
  }

  function move(event) {
    if (!dragged) return;
    if (!moved && Math.hypot(event.clientX - dragged.x, event.clientY - dragged.y) < LEAST) return;
    moved = true;
    table.classList.add("dragging");
    if (dragged.mark) {
      dragged.mark.style.setProperty("--x", share(event.clientX) * 100);
      dragged.mark.dataset.day = written(dayAt(event.clientX));
    } else {
      table.querySelector(".droptarget")?.classList.remove("droptarget");
      rowAt(event)?.classList.add("droptarget");
    }
  }

  function end(event) {
    setTimeout(() => (moved = false)); // the click that ends a drag comes before, if it comes
    if (!dragged || !moved) return cancel();
    const { row, mark } = dragged;
    if (mark) {
      const day = dayAt(event.clientX).toISOString().slice(0, 10);
      ask(`${at(table.dataset.markUrl, row)}?due_on=${day}`);
    } else {
      const target = rowAt(event);
      if (target && target !== row) ask(`${at(table.dataset.linkUrl, target)}?other=${row.dataset.id}`);
    }
    // The mark waits where it was: it stands elsewhere once the server has said so.
    cancel();
  }

  function cancel() {
    if (dragged?.mark) {
      dragged.mark.style.setProperty("--x", dragged.was);
      delete dragged.mark.dataset.day;
    }
    table.querySelector(".droptarget")?.classList.remove("droptarget");
    table.classList.remove("dragging");
    dragged = null;
  }

  function swallow(event) {
    if (!moved) return;
    event.preventDefault();
    event.stopPropagation();
  }

  function rowAt({ clientX, clientY }) {
    return document.elementFromPoint(clientX, clientY)?.closest("[data-item][data-id]");
  }

  function share(x) {
    const box = dragged.track.getBoundingClientRect();
    return Math.min(1, Math.max(0, (x - box.left) / box.width));
  }

  function dayAt(x) {
    return new Date(from + Math.round(share(x) * days) * DAY);
  }
}

function written(day) {
  return day.toLocaleDateString("en-GB", { day: "numeric", month: "short", timeZone: "UTC" });
}

function at(url, row) {
  return url.replace("/0/", `/${row.dataset.id}/`);
}

function ask(url) {
  htmx.ajax("GET", url, { target: "#arriving", swap: "innerHTML" });
}
