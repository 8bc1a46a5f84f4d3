// A form whose text takes what is pasted anywhere on the page, and is sent at once.
//
// Pasting into a field stays what it is.

const FIELDS = "input, textarea, select, [contenteditable]";

export default function pasteHere(form, { signal }) {
  const text = form.querySelector("textarea");
  document.addEventListener(
    "paste",
    (event) => {
      const pasted = event.clipboardData?.getData("text/plain") ?? "";
      if (event.target.closest?.(FIELDS) || !pasted.includes("\n")) return;
      event.preventDefault();
      text.value = pasted;
      form.requestSubmit();
    },
    { signal },
  );
}
