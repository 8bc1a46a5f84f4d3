// Esc inside a form clicks its [data-escape], which puts back what was there before. It stands on what holds the
// form, not on the form itself, so that it is there before somebody is quicker than the network.

export default function escapes(host, { signal }) {
  host.addEventListener(
    "keydown",
    (event) => {
      const back = event.target.closest("form")?.querySelector("[data-escape]");
      if (event.key !== "Escape" || !back) return;
      event.preventDefault();
      event.stopPropagation();
      back.click();
    },
    { signal },
  );
}
