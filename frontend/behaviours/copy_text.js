// A button that copies data-text, or what the element of id data-from holds, and says so.
import { copy } from "../shell/clipboard.js";

const SAID_FOR = 2000;

export default function copyText(button, { signal }) {
  const label = button.querySelector("[data-label]") ?? button;
  const before = label.textContent;
  button.addEventListener(
    "click",
    async () => {
      const source = document.getElementById(button.dataset.from);
      await copy(button.dataset.text ?? source?.value ?? source?.textContent ?? "");
      label.textContent = "Copied";
      setTimeout(() => (label.textContent = before), SAID_FOR);
    },
    { signal },
  );
}
