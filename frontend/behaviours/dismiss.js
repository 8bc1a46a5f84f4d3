// A button that removes what it is in: the nearest data-dismissible, or its parent.

export default function dismiss(button, { signal }) {
  button.addEventListener(
    "click",
    () => {
      (button.closest("[data-dismissible]") ?? button.parentElement).remove();
    },
    { signal },
  );
}
