// A button that copies data-text, or what the element of id data-from holds, and says so.

const SAID_FOR = 2000;

export default function copyText(button, { signal }) {
  const label = button.querySelector("[data-label]") ?? button;
  const before = label.textContent;
  button.addEventListener(
    "click",
    async () => {
      const source = document.getElementById(button.dataset.from);
      await navigator.clipboard.writeText(button.dataset.text ?? source?.value ?? source?.textContent ?? "");
      label.textContent = "Copied";
      setTimeout(() => (label.textContent = before), SAID_FOR);
    },
    { signal },
  );
}
