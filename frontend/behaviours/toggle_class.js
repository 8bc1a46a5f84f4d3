// A button that switches data-class on the element of id data-on, and says which it is with aria-pressed.

export default function toggleClass(button, { signal }) {
  const element = document.getElementById(button.dataset.on);
  button.setAttribute("aria-pressed", String(element.classList.contains(button.dataset.class)));
  button.addEventListener(
    "click",
    () => {
      const on = element.classList.toggle(button.dataset.class);
      button.setAttribute("aria-pressed", String(on));
    },
    { signal },
  );
}
