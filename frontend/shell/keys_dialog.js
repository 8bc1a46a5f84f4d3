// Fills the dialog of all keys with those of the page's key line, of what else has a key on it, and of the rail.

export function fillKeys(dialog) {
  const here = dialog.querySelector("[data-keys-here]");
  const go = dialog.querySelector("[data-keys-go]");
  const line = [...document.querySelectorAll("#keys-here > span")].filter(isHere);
  here.replaceChildren(...line.map((entry) => row(entry.cloneNode(true).childNodes)), ...others(line));
  const links = document.querySelectorAll(".rail [data-go]");
  go.replaceChildren(
    ...[...links].map((link) => row([key("G"), key(link.dataset.go.toUpperCase()), ` ${name(link)}`])),
  );
  dialog.querySelector("[data-keys-switch]").checked = document.body.dataset.singleKeys !== "off";
  return dialog;
}

// What stands beside a list may not have the key just now; the style sheet hides it from the line.
function isHere({ dataset }) {
  return !dataset.beside || document.querySelector(`#main [data-key="${dataset.beside}"]`);
}

// A line has room for the keys of every day only. Of what is numbered it names the first and the last.
function others(line) {
  const kbds = line.flatMap((entry) => [...entry.querySelectorAll("kbd")]);
  const listed = new Set(kbds.map(({ textContent }) => textContent));
  const found = [];
  for (const element of document.querySelectorAll("#main [data-key]")) {
    const letter = element.dataset.key.split(" ", 1)[0].toUpperCase();
    const numbered = /\d/.test(letter) && listed.has("1");
    if (letter.length > 1 || numbered || listed.has(letter)) continue;
    if (!element.checkVisibility() || element.closest("dialog, [popover]")) continue;
    listed.add(letter);
    found.push(row([key(letter), ` ${label(element)}`]));
  }
  return found;
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

function label(element) {
  const copy = (element.labels?.[0] ?? element).cloneNode(true);
  for (const hint of copy.querySelectorAll(".kbd")) hint.remove();
  return element.getAttribute("aria-label") ?? copy.textContent.trim().replace(/\s+/g, " ");
}
