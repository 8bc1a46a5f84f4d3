// A dialog that closes when the server has taken its form, and stays open when it has not.

export default function closesWhenDone(dialog, { signal }) {
  dialog.addEventListener(
    "htmx:after:request",
    ({ detail: { ctx } }) => {
      if (ctx.response.status >= 400) return;
      dialog.close();
      dialog.querySelector("form")?.reset();
    },
    { signal },
  );
}
