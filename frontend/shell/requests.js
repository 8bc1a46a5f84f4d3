// Every request that changes something carries the page's CSRF token.

export function csrfToken() {
  return document.querySelector("meta[name='csrf-token']")?.content ?? "";
}

export function requests() {
  document.addEventListener("htmx:config:request", ({ detail: { ctx } }) => {
    if (ctx.request.method !== "GET") ctx.request.headers["X-CSRFToken"] = csrfToken();
  });
}
