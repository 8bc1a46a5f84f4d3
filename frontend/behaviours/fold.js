// A button that folds away what it controls (aria-controls), all but the part that the button is in.

export default function fold(button, { signal }) {
  button.addEventListener(
    "click",
    () => {
      const open = button.getAttribute("aria-expanded") !== "true";
      button.setAttribute("aria-expanded", String(open));
      document.getElementById(button.getAttribute("aria-controls")).classList.toggle("folded", !open);
    },
    { signal },
  );
}
