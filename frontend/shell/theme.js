// The theme follows the system until the person chooses; the choice is a cookie, so the server paints it at once.

const ORDER = { system: "light", light: "dark", dark: "system" };
const YEAR = 365 * 24 * 60 * 60;

export function theme() {
  document.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-theme-toggle]");
    if (button) choose(ORDER[document.documentElement.dataset.theme ?? "system"], button);
  });
}

function choose(name, button) {
  if (name === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = name;
  document.cookie = `theme=${name}; path=/; max-age=${YEAR}; samesite=lax`;
  button.setAttribute("aria-label", `Theme: ${name}. Change it`);
  button.title = `Theme: ${name}`;
}
