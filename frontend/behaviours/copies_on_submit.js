// A form that also copies its field data-copies when it is sent.

export default function copiesOnSubmit(form, { signal }) {
  form.addEventListener("submit", () => copy(form.elements[form.dataset.copies]), { signal });
}

// Browsers give the clipboard to pages of https and of this machine only; elsewhere the old command still copies.
function copy(field) {
  if (navigator.clipboard) return navigator.clipboard.writeText(field.value).catch(() => copyByHand(field));
  return copyByHand(field);
}

function copyByHand(field) {
  field.select();
  document.execCommand("copy");
}
