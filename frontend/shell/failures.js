// A request that failed changes nothing on the page: what was typed stays, and a toast says what happened.
// 422 is not a failure in this sense: its answer is the form with its errors, and is swapped in.
import { showToast } from "./toasts.js";

const SAYS = {
  401: "You are signed out. Sign in again in another tab, then try again.",
  403: "You may see this but not change it.",
  404: "This is no longer here, or no longer yours to see.",
  409: "Somebody else changed this meanwhile. Reload to see what it is now.",
  413: "That is larger than this server takes.",
  429: "Too many tries. Wait a moment.",
};

export function failures() {
  document.addEventListener("htmx:after:request", (event) => {
    const { hx, response, text } = event.detail.ctx;
    if (response.status < 400 || response.status === 422) return;
    // An answer that leads elsewhere or brings its own toast says more than we could.
    if (hx.redirect || text.includes("<hx-partial")) return;
    event.preventDefault();
    failed(SAYS[response.status] ?? `${what(event.detail.ctx)}: the server met an error.`, event.detail.ctx);
  });
  document.addEventListener("htmx:error", ({ detail: { ctx } }) => {
    if (ctx && !ctx.response) failed(`${what(ctx)}: the server did not answer.`, ctx);
  });
}

// What is asked for may be too long for an address: a source with data-reads saves nothing by its POST.
function what({ request, sourceElement }) {
  return request.method === "GET" || sourceElement.matches("[data-reads]") ? "Not shown" : "Not saved";
}

function failed(text, ctx) {
  showToast({ text, tone: "err" });
  ctx.sourceElement.dispatchEvent(new CustomEvent("northing:failed", { bubbles: true }));
}
