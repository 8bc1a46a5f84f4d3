// An input with options below it: typing narrows them, the arrows move, Enter sends the form with the chosen one.
//
// Options carry data-value and data-label. The chosen value goes into the form's `choice`; without one, what is typed
// counts. A list with data-keep-all is not narrowed: its options are suggestions.

export default function combobox(form, { signal }) {
  const input = form.elements.value;
  const list = form.querySelector("[role=listbox]");
  if (!list) return;
  const options = () => [...list.querySelectorAll("[role=option]")].filter((option) => !option.hidden);
  const selected = () => list.querySelector("[aria-selected=true]:not([hidden])");
  let moved = false;

  function select(option) {
    for (const other of list.querySelectorAll("[aria-selected=true]")) other.setAttribute("aria-selected", "false");
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", option?.id ?? "");
    form.elements.choice.value = option?.dataset.value ?? "";
  }

  function narrow() {
    moved = false;
    if ("keepAll" in list.dataset) return select(null);
    const typed = input.value.trim().toLowerCase();
    const all = [...list.querySelectorAll("[role=option]")];
    for (const option of all) option.hidden = !option.dataset.label.toLowerCase().includes(typed);
    const exact = all.find((option) => option.dataset.label.toLowerCase() === typed);
    select(typed ? (exact ?? options().find((option) => starts(option, typed)) ?? options()[0]) : null);
  }

  const starts = (option, typed) => option.dataset.label.toLowerCase().startsWith(typed);

  function move(step) {
    if (!moved) for (const option of list.querySelectorAll("[role=option]")) option.hidden = false;
    moved = true;
    const all = options();
    if (!all.length) return;
    const at = all.indexOf(selected());
    const option = all.at((at + step + (at < 0 && step < 0 ? 1 : 0) + all.length) % all.length);
    select(option);
    input.value = option.dataset.label;
  }

  input.addEventListener("input", narrow, { signal });
  form.addEventListener(
    "keydown",
    (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (!step || event.target !== input) return;
      event.preventDefault();
      move(step);
    },
    { signal },
  );
  list.addEventListener("mousedown", (event) => event.preventDefault(), { signal }); // the input keeps the focus
  list.addEventListener(
    "click",
    (event) => {
      const option = event.target.closest("[role=option]");
      if (!option) return;
      select(option);
      input.value = option.dataset.label;
      if (form.elements.reason) form.elements.reason.focus();
      else form.requestSubmit();
    },
    { signal },
  );
  if (input.value === input.defaultValue) select(options().find((option) => option.dataset.label === input.value));
  else narrow();
}
