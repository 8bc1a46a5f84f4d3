// The command palette: asks the server while somebody types, moves with the arrows, opens with Enter.
import { csrfToken } from "../shell/requests.js";

const PAUSE = 120;

export default function palette(dialog, { signal }) {
  const input = dialog.querySelector("input");
  const list = dialog.querySelector("[role=listbox]");
  let asked = 0;
  let timer;

  const options = () => [...list.querySelectorAll("[role=option]")];
  const selected = () => list.querySelector("[aria-selected=true]");

  function select(option) {
    selected()?.setAttribute("aria-selected", "false");
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", option?.id ?? "");
  }

  async function ask() {
    const turn = ++asked;
    const address = `${dialog.dataset.url}?q=${encodeURIComponent(input.value)}`;
    const answer = await fetch(address, { headers: { "HX-Request": "true" }, signal });
    if (turn !== asked || !answer.ok) return;
    list.innerHTML = await answer.text();
    select(options()[0]);
  }

  function move(step) {
    const all = options();
    const at = all.indexOf(selected());
    select(all.at((at + step + all.length) % all.length));
  }

  function run(option) {
    if (!option) return;
    if (option.dataset.method === "post") return post(option.href);
    location.assign(option.href);
  }

  input.addEventListener(
    "input",
    () => {
      clearTimeout(timer);
      timer = setTimeout(ask, PAUSE);
    },
    { signal },
  );
  dialog.addEventListener(
    "keydown",
    (event) => {
      const act = {
        ArrowDown: () => move(1),
        ArrowUp: () => move(-1),
        Enter: () => run(selected()),
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
      ask();
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
