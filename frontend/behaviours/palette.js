// The command palette: asks the server while somebody types, moves with the arrows, opens with Enter.
import { csrfToken } from "../shell/requests.js";

const PAUSE = 120;

export default function palette(dialog, { signal }) {
  const input = dialog.querySelector("input");
  const list = dialog.querySelector("[role=listbox]");
  let asked = 0;
  let answered = 0;
  let waits = false; // Enter was pressed before the options were those of what is typed
  let timer;

  const options = () => [...list.querySelectorAll("[role=option]")];
  const selected = () => list.querySelector("[aria-selected=true]");

  function select(option) {
    selected()?.setAttribute("aria-selected", "false");
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", option?.id ?? "");
  }

  function askAfter(pause) {
    const turn = ++asked;
    waits = false;
    clearTimeout(timer);
    timer = setTimeout(() => ask(turn), pause);
  }

  async function ask(turn) {
    const found = await optionsFor(input.value);
    if (turn !== asked) return;
    answered = turn;
    list.innerHTML = found;
    select(options()[0]);
    if (waits) run(selected());
  }

  async function optionsFor(words) {
    try {
      const address = `${dialog.dataset.url}?q=${encodeURIComponent(words)}`;
      const answer = await fetch(address, { headers: { "HX-Request": "true" }, signal });
      if (answer.ok) return await answer.text();
    } catch {
      // The same as an answer that says no more than that it failed.
    }
    return '<p class="h">The server did not answer.</p>';
  }

  function move(step) {
    const all = options();
    const at = all.indexOf(selected());
    select(all.at((at + step + all.length) % all.length));
  }

  function enter() {
    if (answered === asked) run(selected());
    else waits = true;
  }

  function run(option) {
    if (!option) return;
    if (option.dataset.method === "post") return post(option.href);
    location.assign(option.href);
  }

  input.addEventListener("input", () => askAfter(PAUSE), { signal });
  dialog.addEventListener(
    "keydown",
    (event) => {
      const act = {
        ArrowDown: () => move(1),
        ArrowUp: () => move(-1),
        Enter: enter,
      }[event.key];
      if (!act || event.isComposing) return;
      event.preventDefault();
      act();
    },
    { signal },
  );
  list.addEventListener(
    "click",
    (event) => {
      const option = event.target.closest("[role=option]");
      if (!option || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      run(option);
    },
    { signal },
  );
  dialog.addEventListener(
    "toggle",
    (event) => {
      if (event.newState !== "open") return;
      input.select();
      askAfter(0);
    },
    { signal },
  );
}

function post(address) {
  const form = document.createElement("form");
  form.method = "post";
  form.action = address;
  const token = document.createElement("input");
  token.type = "hidden";
  token.name = "csrfmiddlewaretoken";
  token.value = csrfToken();
  form.append(token);
  document.body.append(form);
  form.submit();
}
