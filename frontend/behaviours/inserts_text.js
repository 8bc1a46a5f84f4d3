// A menu whose items carry data-text: the chosen one's is put into the field of id data-into, where its cursor is.

export default function insertsText(menu, { signal }) {
  menu.addEventListener(
    "click",
    ({ target }) => {
      const item = target.closest("[data-text]");
      const field = document.getElementById(menu.dataset.into);
      if (!item || !field) return;
      field.setRangeText(item.dataset.text, field.selectionStart, field.selectionEnd, "end");
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.focus();
    },
    { signal },
  );
}
