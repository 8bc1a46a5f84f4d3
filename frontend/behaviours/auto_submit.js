// A form that is sent as soon as something in it changes; text waits until somebody pauses.

const PAUSE = 250;

export default function autoSubmit(form, { signal }) {
  let timer;
  const send = () => {
    clearTimeout(timer);
    form.requestSubmit();
  };
  form.addEventListener("change", send, { signal });
  form.addEventListener(
    "input",
    ({ target }) => {
      if (!target.matches("input[type=search], input[data-live]")) return;
      clearTimeout(timer);
      timer = setTimeout(send, PAUSE);
    },
    { signal },
  );
  signal.addEventListener("abort", () => clearTimeout(timer));
}
