// Gives elements what their data-behaviour asks for, also those that arrive later.
//
// A behaviour is a module behaviours/NAME.js whose default export takes the element and { signal }, which aborts
// when the element has left the page. `data-behaviour="roving auto_submit"` asks for two.

const attached = new WeakMap();

export function attachBehaviours(root) {
  attachWithin(root);
  new MutationObserver((records) => {
    for (const { addedNodes, removedNodes } of records) {
      addedNodes.forEach(attachWithin);
      removedNodes.forEach(detachWithin);
    }
  }).observe(root, { childList: true, subtree: true });
}

function attachWithin(node) {
  for (const element of withBehaviours(node)) {
    if (attached.has(element)) continue;
    const controller = new AbortController();
    attached.set(element, controller);
    for (const name of element.dataset.behaviour.split(/\s+/)) attach(element, name, controller.signal);
  }
}

async function attach(element, name, signal) {
  const behaviour = await import(`./behaviours/${name}.js`);
  if (!signal.aborted) behaviour.default(element, { signal });
}

function detachWithin(node) {
  for (const element of withBehaviours(node)) {
    if (element.isConnected) continue;
    attached.get(element)?.abort();
    attached.delete(element);
  }
}

function withBehaviours(node) {
  if (node.nodeType !== Node.ELEMENT_NODE) return [];
  const inside = [...node.querySelectorAll("[data-behaviour]")];
  return node.matches("[data-behaviour]") ? [node, ...inside] : inside;
}
