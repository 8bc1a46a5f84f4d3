// Toasts: rendered by the server into #toasts, gone after ten seconds unless somebody is looking at them, or when
// three newer ones have come.

const LIFE = 10_000;
const MOST = 3; // more would cover what is being worked on

export function toasts() {
  const region = document.getElementById("toasts");
  if (!region) return;
  for (const toast of region.children) expire(toast);
  new MutationObserver((records) => {
    for (const { addedNodes } of records) addedNodes.forEach((node) => node.nodeType === 1 && expire(node));
    [...region.children].slice(0, -MOST).forEach((toast) => toast.matches(":hover, :focus-within") || toast.remove());
  }).observe(region, { childList: true });
  region.addEventListener("click", ({ target }) => {
    if (target.closest("[data-dismiss]")) target.closest(".toast").remove();
  });
  // htmx sends the form by itself; the toast has done its work, unless the answer never came.
  region.addEventListener("submit", ({ target }) => {
    if (target.hasAttribute("hx-post")) target.closest(".toast").hidden = true;
  });
  region.addEventListener("northing:failed", ({ target }) => (target.closest(".toast").hidden = false));
  region.addEventListener("htmx:finally:request", ({ target }) => {
    const toast = target.closest(".toast");
    if (toast?.hidden) toast.remove();
  });
}

export function showToast({ text, tone = "" }) {
  const template = document.getElementById("toast-template");
  const toast = template.content.firstElementChild.cloneNode(true);
  if (tone) toast.classList.add(tone);
  toast.querySelector("[data-text]").textContent = text;
  document.getElementById("toasts").append(toast);
}

function expire(toast) {
  let timer = setTimeout(() => toast.remove(), LIFE);
  const hold = () => clearTimeout(timer);
  const release = () => {
    hold();
    timer = setTimeout(() => toast.remove(), LIFE);
  };
  toast.addEventListener("pointerenter", hold);
  toast.addEventListener("focusin", hold);
  toast.addEventListener("pointerleave", release);
  toast.addEventListener("focusout", release);
}
