// An editor that stands where the text was: a choice is sent at once, Escape gives the text back.

export default function editsInPlace(form, { signal }) {
  form.addEventListener(
    "change",
    ({ target }) => {
      if (target.matches("select, input[type=checkbox]")) form.requestSubmit();
    },
    { signal },
  );
  form.addEventListener(
    "keydown",
    (event) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      form.querySelector("[data-cancel]").click();
    },
    { signal },
  );
}
