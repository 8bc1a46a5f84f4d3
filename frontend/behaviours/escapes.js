// Esc inside a form clicks its [data-escape], which puts back what was there before.

export default function escapes(form, { signal }) {
  form.addEventListener(
    "keydown",
    (event) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      event.stopPropagation();
      form.querySelector("[data-escape]").click();
    },
    { signal },
  );
}
