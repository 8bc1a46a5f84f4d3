// A place to drop files on, around an ordinary file input; the form is sent when files have come.
//
// data-over is set while files hover over it. Without data-send the form waits for its button.

export default function dropzone(zone, { signal }) {
  const input = zone.querySelector("input[type=file]");
  const send = () => {
    if (input.files.length && zone.hasAttribute("data-send")) input.form.requestSubmit();
  };
  const over = (event) => {
    event.preventDefault();
    zone.toggleAttribute("data-over", event.type === "dragover");
  };
  zone.addEventListener("dragover", over, { signal });
  zone.addEventListener("dragleave", over, { signal });
  zone.addEventListener(
    "drop",
    (event) => {
      over(event);
      if (!event.dataTransfer.files.length) return; // words, dragged from somewhere
      input.files = event.dataTransfer.files;
      input.dispatchEvent(new Event("change", { bubbles: true }));
    },
    { signal },
  );
  input.addEventListener("change", send, { signal });
}
