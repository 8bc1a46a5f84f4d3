// Fills the dialog of all keys with those of the page's key line and of the rail.

export function fillKeys(dialog) {
  const here = dialog.querySelector("[data-keys-here]");
  const go = dialog.querySelector("[data-keys-go]");
  const line = document.querySelectorAll(".keyline > span:not([data-general])");
  here.replaceChildren(...[...line].map((entry) => row(entry.cloneNode(true).childNodes)));
  const links = document.querySelectorAll(".rail [data-go]");
  go.replaceChildren(
    ...[...links].map((link) => row([key("G"), key(link.dataset.go.toUpperCase()), ` ${name(link)}`])),
  );
  dialog.querySelector("[data-keys-switch]").checked = document.body.dataset.singleKeys !== "off";
  return dialog;
}

function row(nodes) {
  const item = document.createElement("li");
  item.append(...nodes);
  return item;
}

function key(letter) {
  const element = document.createElement("kbd");
  element.className = "kbd";
  element.textContent = letter;
  return element;
}

function name(link) {
  return link.querySelector("span")?.textContent ?? link.textContent.trim();
}
