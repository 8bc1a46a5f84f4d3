// Shows and hides the password beside its button.

export default function revealPassword(box, { signal }) {
  const input = box.querySelector("input");
  const button = box.querySelector("button");
  button.addEventListener(
    "click",
    () => {
      const shown = input.type === "password";
      input.type = shown ? "text" : "password";
      button.textContent = shown ? "Hide" : "Show";
      button.setAttribute("aria-pressed", String(shown));
    },
    { signal },
  );
}
