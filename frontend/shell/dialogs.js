// Opening and closing dialogs: data-opens="ID" shows the dialog, data-closes closes the one it is in.
// A dialog that arrives by itself, in an answer of the server, carries data-open-now.

export function dialogs() {
  let pressed = null; // words that are selected to beyond the dialog's edge are no press beside it
  document.addEventListener("pointerdown", ({ target }) => (pressed = target));
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-opens]");
    if (opener) {
      event.preventDefault();
      openDialog(document.getElementById(opener.dataset.opens));
    }
    const dialog = event.target.closest("dialog");
    const beside = event.target === dialog && pressed === dialog;
    if (dialog && (beside || event.target.closest("[data-closes]"))) dialog.close();
  });
  openArrived();
  document.addEventListener("htmx:after:swap", openArrived);
  // Ctrl-Enter sends the form from inside its text; data-ctrl-enter from inside any of its fields, and with "page"
  // from anywhere on its page. It is as if the form's main button was pressed, with what that says.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.repeat) return;
    const page = document.querySelector("dialog[open]") ? null : 'form[data-ctrl-enter="page"]';
    const around = event.target.closest("dialog form, form[data-ctrl-enter]") ?? event.target.closest("textarea")?.form;
    const form = around ?? (page && document.querySelector(page));
    form?.requestSubmit(form.querySelector("button.primary[type=submit]"));
  });
}

function openArrived() {
  for (const dialog of document.querySelectorAll("dialog[data-open-now]")) {
    dialog.removeAttribute("data-open-now"); // once: closed, it stays closed whatever arrives later
    openDialog(dialog);
  }
}

// What had the focus before: a browser gives it back when a dialog closes, unless an answer replaced that dialog.
let opener = null;

export function openDialog(dialog) {
  if (!dialog || dialog.open) return;
  const focused = document.activeElement;
  if (focused !== document.body && !focused.closest("dialog")) opener = focused;
  dialog.addEventListener("close", giveBack, { once: true });
  dialog.showModal();
  asByTab(document.activeElement);
}

// A dialog begins at its first choice as Tab would have it: at the chosen one among several, and what is typed
// takes the place of what stands there.
function asByTab(first) {
  if (first.matches("[type='radio']:not(:checked)"))
    first.closest("fieldset")?.querySelector("[type='radio']:checked")?.focus();
  else if (first.matches("input")) first.select();
}

function giveBack({ target }) {
  const focused = document.activeElement;
  if ((focused === document.body || target.contains(focused)) && opener?.isConnected) opener.focus();
  opener = null;
}
