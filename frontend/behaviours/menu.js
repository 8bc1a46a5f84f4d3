// A menu that drops below its button: placed beside it, moved through with the arrows, closed by choosing.

const GAP = 4;

export default function menu(panel, { signal }) {
  const button = document.querySelector(`[popovertarget="${CSS.escape(panel.id)}"]`);
  const items = () => [...panel.querySelectorAll("[role^=menuitem]")];

  panel.addEventListener(
    "toggle",
    (event) => {
      const open = event.newState === "open";
      button?.setAttribute("aria-expanded", String(open));
      if (!open) return;
      place(panel, button);
      items()[0]?.focus();
    },
    { signal },
  );

  panel.addEventListener(
    "keydown",
    (event) => {
      const all = items();
      const at = all.indexOf(document.activeElement);
      const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
      if (to === undefined) return;
      event.preventDefault();
      all.at(to % all.length)?.focus();
    },
    { signal },
  );

  panel.addEventListener(
    "click",
    ({ target }) => {
      if (!target.closest("[role^=menuitem]")) return;
      panel.hidePopover();
    },
    { signal },
  );
}

function place(panel, button) {
  if (!button) return;
  const at = button.getBoundingClientRect();
  const size = panel.getBoundingClientRect();
  const below = at.bottom + GAP + size.height <= innerHeight;
  panel.style.left = `${Math.max(GAP, Math.min(at.left, innerWidth - size.width - GAP))}px`;
  panel.style.top = `${below ? at.bottom + GAP : Math.max(GAP, at.top - GAP - size.height)}px`;
}
