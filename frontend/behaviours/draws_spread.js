// Three inputs, low, likely and high, and the small picture of them, which follows what is typed. Enter sends the form
// from a select in it, too.

const FROM = 4;
const TO = 210;

export default function drawsSpread(form, { signal }) {
  const [body, middle] = form.querySelectorAll("svg path");
  const read = (name) => Number.parseFloat(form.elements[name].value.replace(",", "."));

  function draw() {
    const likely = read("likely");
    const [low, high] = ["low", "high"].map((name) => (Number.isNaN(read(name)) ? likely : read(name)));
    if (!(low <= likely && likely <= high)) return;
    const at = high > low ? FROM + ((TO - FROM) * (likely - low)) / (high - low) : (FROM + TO) / 2;
    body.setAttribute("d", high > low ? `M${FROM} 24L${at.toFixed(1)} 3L${TO} 24Z` : "");
    middle.setAttribute("d", `M${at.toFixed(1)} 3V24`);
  }

  form.addEventListener("input", draw, { signal });
  form.addEventListener("focusin", ({ target }) => target.matches("input") && target.select(), { signal });
  form.addEventListener(
    "keydown",
    (event) => {
      if (event.key !== "Enter" || !event.target.matches("select")) return;
      event.preventDefault();
      form.requestSubmit();
    },
    { signal },
  );
  if (Number.isFinite(read("likely"))) draw();
}
