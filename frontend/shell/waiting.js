// Nothing for 300 ms; then the part that waits dims, or shows a skeleton in the shape of what comes.
//
// The skeleton of a target is the content of the <template> "TARGET-skeleton".

const PATIENCE = 300;
const pending = new WeakMap();

export function waiting() {
  document.addEventListener("htmx:before:request", ({ detail: { ctx } }) => {
    pending.set(ctx, { timer: setTimeout(() => begin(ctx), PATIENCE) });
  });
  document.addEventListener("htmx:before:swap", ({ detail: { ctx } }) => end(ctx));
  document.addEventListener("htmx:finally:request", ({ detail: { ctx } }) => end(ctx));
}

function begin(ctx) {
  const { target } = ctx;
  if (!target?.isConnected) return;
  const template = document.getElementById(`${target.id}-skeleton`);
  const state = pending.get(ctx);
  state.target = target; // the answer may name another
  target.setAttribute("aria-busy", "true");
  if (template) {
    state.kept = [...target.childNodes];
    target.replaceChildren(template.content.cloneNode(true));
  }
}

function end(ctx) {
  const state = pending.get(ctx);
  if (!state) return;
  pending.delete(ctx);
  clearTimeout(state.timer);
  state.target?.removeAttribute("aria-busy");
  if (state.kept) state.target.replaceChildren(...state.kept);
}
