// Every request that changes something carries the page's CSRF token, and a form is sent once however often it is pressed.

const SENT_FOR = 5000; // an answer that is a file leaves the page where it is

export function csrfToken() {
  return document.querySelector("meta[name='csrf-token']")?.content ?? "";
}

export function requests() {
  document.addEventListener("htmx:config:request", (event) => {
    const { ctx } = event.detail;
    if (ctx.request.method === "GET") return;
    ctx.request.headers["X-CSRFToken"] = csrfToken();
    if (isUnderWay(ctx)) event.preventDefault();
  });
  document.addEventListener("htmx:finally:request", ({ detail: { ctx } }) => underWay.delete(ctx.sourceElement));
  window.addEventListener("submit", sendOnce);
}

const underWay = new WeakMap(); // what forms have sent that is not answered yet

// htmx would send it again after the answer. What says something else is sent, as a choice changed twice is.
function isUnderWay({ sourceElement: form, request }) {
  if (form.localName !== "form") return false;
  const content = new URLSearchParams(request.body).toString();
  const before = underWay.get(form);
  underWay.set(form, content);
  return content === before;
}

function sendOnce(event) {
  const form = event.target;
  if (event.defaultPrevented || form.getAttribute("method") !== "post") return; // htmx's own, a dialog's, a search
  if (form.dataset.sent) return event.preventDefault();
  form.dataset.sent = "yes";
  setTimeout(() => delete form.dataset.sent, SENT_FOR);
}
