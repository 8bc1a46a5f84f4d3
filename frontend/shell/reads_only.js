// Where nothing can be changed, what opens a form that would be sent is not offered, nor are the keys of what is not.
//
// What the page fetches or sends by itself is hidden by the style sheet.

export function readsOnly() {
  if (!document.body.classList.contains("reads")) return;
  for (const opener of document.querySelectorAll(".main [data-opens], .menu:not(#as-of) [data-opens]")) {
    opener.classList.toggle("asks", asks(document.getElementById(opener.dataset.opens)));
  }
  for (const entry of document.querySelectorAll("#keys-here > span")) {
    const keys = [...entry.querySelectorAll("kbd")].map((cap) => cap.textContent.trim());
    entry.hidden = keys.length === 1 && /^[A-Z]$/.test(keys[0]) && !isOffered(keys[0]);
  }
}

function asks(dialog) {
  return Boolean(dialog?.querySelector("form[method=post]"));
}

function isOffered(key) {
  const pressed = document.querySelectorAll(`[data-key~="${CSS.escape(key)}" i]`);
  return [...pressed].some((element) => element.checkVisibility());
}
