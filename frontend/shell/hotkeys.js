// Keys that the page declares on its elements.
//
// data-key="r" clicks (or focuses) the element; within a list the selected row's element comes first. Several
// keys are separated by spaces; the space bar is "space"; "shift+z" comes before "z" when Shift is held.
// data-go="f" is reached with G and then F. `?` shows all keys, Ctrl-K the palette.
// Single keys never fire while somebody types, act once however long they are held, and can be switched off; they are
// then only those with Ctrl.
import { openDialog } from "./dialogs.js";
import { fillKeys } from "./keys_dialog.js";

const SETTING = "northing.keys";
const SELECTED = ":is([aria-selected='true'], [aria-current='true'])[data-item]";
const GO_WITHIN = 1500;
const TYPING =
  "input:not([type=checkbox], [type=radio], [type=button], [type=submit]), textarea, select, [contenteditable]";
const PRESSED_BY_SPACE = "button, input, select, summary, [role^=menuitem], [role=option], [role=gridcell]";

let going = -Infinity;

export function hotkeys() {
  document.addEventListener("keydown", onKey);
  document.body.dataset.singleKeys =
    localStorage.getItem(SETTING) ?? document.body.dataset.singleKeys ?? "on";
  document.addEventListener("change", ({ target }) => {
    if (!target.matches("[data-keys-switch]")) return;
    document.body.dataset.singleKeys = target.checked ? "on" : "off";
    localStorage.setItem(SETTING, document.body.dataset.singleKeys);
  });
}

function onKey(event) {
  if (event.defaultPrevented) return;
  const key = event.key === " " ? "space" : event.key.toLowerCase();
  if (key === "space" && event.target.closest?.(PRESSED_BY_SPACE)) return;
  const [palette, keys] = ["palette", "keys"].map((id) => document.getElementById(id)); // not before sign-in
  if (palette && (event.ctrlKey || event.metaKey) && key === "k") return act(event, () => openDialog(palette));
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.target.closest?.(TYPING) || document.body.dataset.singleKeys === "off") return;
  const modal = document.querySelector("dialog[open]");
  if (keys && key === "?" && !modal) return act(event, () => openDialog(fillKeys(keys)));
  if (event.timeStamp - going < GO_WITHIN) {
    going = -Infinity;
    const link = find(`[data-go="${CSS.escape(key)}"]`, document);
    if (link) return act(event, () => link.click());
  }
  if (key === "g" && !modal) {
    going = event.timeStamp;
    return;
  }
  const names = event.shiftKey ? [`shift+${key}`, key] : [key];
  const element = names.map((name) => find(`[data-key~="${CSS.escape(name)}" i]`, modal ?? document)).find(Boolean);
  if (element) act(event, () => event.repeat || press(element));
}

function act(event, action) {
  event.preventDefault();
  action();
}

function press(element) {
  if (element.matches(TYPING)) element.focus();
  else element.click();
}

function find(selector, scope) {
  const found = [...scope.querySelectorAll(selector)].filter(
    (element) => !element.matches(":disabled, [aria-disabled='true'], [inert] *") && element.checkVisibility(),
  );
  const row = document.activeElement?.closest("[data-item]") ?? scope.querySelector(SELECTED);
  // The newest toast's undo comes before older ones.
  const toast = found.filter((element) => element.closest("#toasts")).at(-1);
  return found.find((element) => row?.contains(element)) ?? toast ?? found[0];
}
