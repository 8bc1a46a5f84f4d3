// Says how long a new password is while it is typed. Length is what counts; the server checks the rest.

const ENOUGH = 12;
const PLENTY = 22;

export default function passwordStrength(field, { signal }) {
  const bar = field.querySelector(".meter i");
  const said = field.querySelector("[data-said]");
  const before = said.textContent;
  field.addEventListener(
    "input",
    ({ target }) => {
      const length = [...target.value].length;
      bar.style.setProperty("--v", Math.min(100, Math.round((100 * length) / PLENTY)));
      field.classList.toggle("short", length > 0 && length < ENOUGH);
      said.textContent = length ? `${length} characters, at least ${ENOUGH}` : before;
    },
    { signal },
  );
}
