// Lists what was pasted into the text area, one line for each address, each with a choice of its own.

const ADDRESS = /[^\s,;<>"]+@[^\s,;<>"]+/g;

// One or two letters away: more likely a slip than another place.
const mistyped = (domain, home) => {
  const steps = domain === home ? 0 : distance(domain, home);
  return steps > 0 && steps <= 2 && home.length > 5;
};

const distance = (from, to) => {
  let row = Array.from({ length: to.length + 1 }, (_, place) => place);
  for (const [line, letter] of [...from].entries()) {
    const above = row;
    row = [line + 1];
    for (const [place, other] of [...to].entries())
      row.push(Math.min(above[place] + (letter === other ? 0 : 1), above[place + 1] + 1, row[place] + 1));
  }
  return row.at(-1);
};

export default function inviteList(form, { signal }) {
  const text = form.querySelector("textarea");
  const everybody = form.querySelector("select[name=role]");
  const list = form.querySelector("[data-list]");
  const row = form.querySelector("[data-row]");
  const said = form.querySelector("[data-said]");
  const verb = said.textContent;
  const home = form.dataset.home ?? "";
  const chosen = new Map();

  const show = () => {
    const addresses = [...new Set((text.value.match(ADDRESS) ?? []).map((address) => address.toLowerCase()))];
    list.hidden = addresses.length === 0;
    list.replaceChildren(...addresses.map(line));
    said.textContent = addresses.length ? `${verb.replace(/invitation/, `${addresses.length} invitation`)}` : verb;
    if (addresses.length === 1) said.textContent = said.textContent.replace(/s$/, "");
  };
  const line = (address) => {
    const item = row.content.firstElementChild.cloneNode(true);
    const select = item.querySelector("select");
    const remove = item.querySelector("button");
    const [name, domain] = address.split("@");
    item.querySelector("[data-name]").textContent = name;
    item.querySelector("[data-domain]").textContent = domain;
    const hint = item.querySelector("[data-hint]");
    hint.hidden = !mistyped(domain, home);
    hint.textContent = hint.textContent.replace("…", domain);
    select.name = `role:${address}`;
    select.value = chosen.get(address) ?? everybody.value;
    select.setAttribute("aria-label", `Role for ${address}`);
    remove.setAttribute("aria-label", `Remove ${address}`);
    select.addEventListener("change", () => chosen.set(address, select.value));
    remove.addEventListener("click", () => {
      text.value = text.value
        .split(/[\s,;]+/)
        .filter((word) => word.toLowerCase() !== address)
        .join("\n");
      show();
      text.focus();
    });
    return item;
  };
  text.addEventListener("input", show, { signal });
  everybody.addEventListener("change", show, { signal });
  show();
}
