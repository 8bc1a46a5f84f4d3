// A form whose `credential` comes from the browser's passkeys. What to ask for is in the JSON of id data-options or
// comes from the address data-ask; with data-make a new passkey is made.

export default function passkey(form, { signal }) {
  const said = form.querySelector("[data-said]");
  form.addEventListener(
    "submit",
    async (event) => {
      event.preventDefault();
      said.hidden = true;
      try {
        const options = await optionsOf(form);
        const credential = "make" in form.dataset ? await make(options, form.elements.passwordless) : await ask(options);
        form.elements.credential.value = JSON.stringify(credential);
        form.submit();
      } catch (error) {
        said.textContent = inWords(error);
        said.hidden = false;
      }
    },
    { signal },
  );
}

async function optionsOf(form) {
  if (form.dataset.options) return JSON.parse(document.getElementById(form.dataset.options).textContent);
  const answer = await fetch(form.dataset.ask, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error("The server did not answer. Try again in a minute.");
  return answer.json();
}

async function ask({ request_options: options }) {
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options.publicKey);
  return (await navigator.credentials.get({ publicKey })).toJSON();
}

async function make({ creation_options: options }, passwordless) {
  const { authenticatorSelection } = options.publicKey;
  const alone = passwordless?.checked ?? false;
  const selection = { ...authenticatorSelection, residentKey: alone ? "required" : "discouraged", requireResidentKey: alone };
  if (alone) selection.userVerification = "required";
  const wanted = { ...options.publicKey, authenticatorSelection: selection };
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(wanted);
  return (await navigator.credentials.create({ publicKey })).toJSON();
}

function inWords(error) {
  if (typeof PublicKeyCredential === "undefined") return "This browser has no passkeys here: they need https or localhost.";
  if (error.name === "NotAllowedError") return "Nothing was chosen.";
  if (error.name === "InvalidStateError") return "This device has a passkey here already.";
  if (error.name === "SecurityError") return "Passkeys work under a name, not under a bare address. Open Northing by its name.";
  return error.message;
}
