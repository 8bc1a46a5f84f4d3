// Panes beside a list that always show its selected item, with what comes next already on its way.
//
// data-list is the list's id, data-pane the first pane's; data-item-url asks for item 0: its number is put in;
// data-address is the page's address up to the item's number. A form with data-moves-on acts on the item that is
// shown: the next one opens at once, and the server is told meanwhile; what was typed stays until it has arrived.
// data-stays-with names a field: when that has a value, the item stays. An element with data-advance only opens the next one. Panes with a [data-unfinished] hold less
// of the item that it names than its own answer does: they are asked for at once.
import htmx from "htmx.org";

const PAUSE = 70; // J held down passes items that nobody reads
const TYPED = "textarea, input:not([type=hidden], [type=search])";

export default function readsAlong(root, { signal }) {
  const list = document.getElementById(root.dataset.list);
  const ahead = new Map(); // answers that were asked for before they were needed, by item
  const pane = document.getElementById(root.dataset.pane);
  const panes = [...root.children].filter((child) => !child.contains(list));
  const unfinished = root.querySelector("[data-unfinished]")?.dataset.unfinished;
  let wanted = unfinished ?? list.querySelector("[data-item][aria-current=true]")?.dataset.item;
  let shown = wanted; // what the panes hold
  const sending = new WeakSet(); // forms that are not answered yet
  let timer;

  const itemOf = (id, within = list) => within.querySelector(`[data-item="${CSS.escape(id)}"]`);
  const chosen = () => wanted && itemOf(wanted);

  const items = () => [...list.querySelectorAll("[data-item]")];
  // From the moment that another item is chosen no key may act on the one before.
  const hold = (on) => panes.forEach((each) => (each.inert = on));
  const after = (id) => items()[items().findIndex((item) => item.dataset.item === id) + 1];
  const urlOf = (id) => root.dataset.itemUrl.replace("/0/", `/${id}/`);

  function fetchAhead(item) {
    const id = item?.dataset.item;
    if (!id || ahead.has(id)) return;
    const answer = fetchWhole(urlOf(id), signal);
    answer.catch(() => ahead.delete(id));
    ahead.set(id, answer);
  }

  function open(item) {
    history.replaceState(null, "", root.dataset.address + item.dataset.item);
    return show(item.dataset.item);
  }

  async function show(id) {
    wanted = id;
    const begun = ahead.get(id);
    ahead.delete(id);
    hold(true);
    await htmx.ajax("GET", urlOf(id), {
      source: root,
      target: pane,
      swap: "none",
      fetch: async (url, request) => {
        const answer = await (begun ?? fetch(url, request));
        if (answer.ok) shown = id;
        return answer;
      },
    });
    if (wanted !== id || shown !== id) return;
    hold(false);
    // Where the window scrolls it begins anew; where the pane does, the pane.
    scrollTo(0, 0);
    pane.scrollTo(0, 0);
    fetchAhead(after(id));
  }

  function advance() {
    const all = items();
    const at = all.indexOf(chosen());
    const next = all[at + 1] ?? all[at - 1];
    if (!next) return;
    next.click();
    next.focus({ preventScroll: true });
  }

  async function send(form, submitter) {
    if (sending.has(form)) return;
    sending.add(form);
    const data = new FormData(form, submitter);
    const stays = form.dataset.staysWith && data.get(form.dataset.staysWith);
    const about = wanted;
    const next = stays ? null : after(about)?.dataset.item;
    for (const id of ahead.keys()) if (id !== next) ahead.delete(id);
    const goOn = () => {
      form.closest("dialog")?.close();
      if (!stays && wanted === about) advance();
    };
    const waits = form.querySelector(TYPED) !== null;
    if (!waits) goOn();
    data.set("stays", stays ? "1" : "");
    const arrived = await post(form.action, Object.fromEntries(data));
    sending.delete(form);
    if (waits && arrived) goOn();
    if (document.activeElement === document.body) chosen()?.focus({ preventScroll: true });
  }

  async function post(url, values) {
    let arrived = false;
    await htmx.ajax("POST", url, {
      source: list,
      target: list,
      swap: "none",
      values,
      fetch: async (...request) => {
        const answer = await fetch(...request);
        arrived = answer.ok;
        return answer;
      },
    });
    return arrived;
  }

  // A row that comes anew while it is the one that is shown stays marked.
  root.addEventListener(
    "htmx:before:swap",
    ({ detail }) => {
      for (const { fragment } of detail.tasks) itemOf(wanted ?? "", fragment)?.setAttribute("aria-current", "true");
    },
    { signal },
  );

  list.addEventListener(
    "northing:select",
    ({ target }) => {
      clearTimeout(timer);
      if (target.dataset.item === wanted && shown === wanted) return hold(false);
      hold(true);
      if (ahead.has(target.dataset.item)) open(target);
      else timer = setTimeout(() => open(target), PAUSE);
    },
    { signal },
  );
  list.addEventListener(
    "click",
    (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || !event.target.closest("[data-item]")) return;
      event.preventDefault();
      if (event.isTrusted) root.classList.add("chosen");
    },
    { signal },
  );
  root.addEventListener("click", ({ target }) => target.closest("[data-advance]") && advance(), { signal });
  document.addEventListener(
    "submit",
    (event) => {
      if (!event.target.matches("form[data-moves-on]")) return;
      event.preventDefault();
      send(event.target, event.submitter);
    },
    { signal },
  );
  chosen()?.scrollIntoView({ block: "nearest" });
  if (unfinished) show(unfinished);
  else if (wanted) fetchAhead(after(wanted));
}

// With its body read, so that the connection is free again.
async function fetchWhole(url, signal) {
  const answer = await fetch(url, { headers: { "HX-Request": "true" }, signal });
  return new Response(await answer.text(), { status: answer.status, headers: answer.headers });
}
