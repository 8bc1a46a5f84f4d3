// Every request that changes something carries the page's CSRF token, and is sent once however often it is pressed.

const SENT_FOR = 5000; // an answer that is a file leaves the page where it is

export function csrfToken() {
  return document.querySelector("meta[name='csrf-token']")?.content ?? "";
}

export function requests() {
  document.addEventListener("htmx:config:request", ({ detail: { ctx } }) => {
    if (ctx.request.method !== "GET") ctx.request.headers["X-CSRFToken"] = csrfToken();
  });
  window.addEventListener("submit", sendOnce);
}

function sendOnce(event) {
  const form = event.target;
  if (event.defaultPrevented || form.getAttribute("method") !== "post") return; // htmx's own, a dialog's, a search
  if (form.dataset.sent) return event.preventDefault();
  form.dataset.sent = "yes";
  setTimeout(() => delete form.dataset.sent, SENT_FOR);
}
