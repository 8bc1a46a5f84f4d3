// A form that also copies its field data-copies when it is sent.
import { copy } from "../shell/clipboard.js";

export default function copiesOnSubmit(form, { signal }) {
  form.addEventListener("submit", () => copy(form.elements[form.dataset.copies].value), { signal });
}
