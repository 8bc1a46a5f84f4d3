// Words of a text are chosen by mouse or by key: the right arrow goes from sentence to sentence, with Shift it takes
// in the next one, Ctrl-Shift-arrow goes by word as everywhere. What is chosen is written as characters of the text
// into the fields [data-span=begins] and [data-span=ends]; [data-span-says] is shown while something is chosen.
//
// The text stands in runs [data-at], each with the number of its first character.

export default function selectsSentences(body, { signal }) {
  const selection = document.getSelection();
  const sentences = [...body.querySelectorAll("p")].flatMap(sentencesOf);
  let first = -1;
  let last = -1;

  function take(from, to) {
    if (!sentences.length) return;
    first = Math.max(0, Math.min(from, sentences.length - 1));
    last = Math.max(first, Math.min(to, sentences.length - 1));
    const { start } = sentences[first];
    const { end } = sentences[last];
    selection.setBaseAndExtent(...start, ...end);
    end[0].parentElement.scrollIntoView({ block: "nearest" });
    note();
  }

  function onKey(event) {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest?.("input, textarea, select, [contenteditable], dialog, [popover], [role=menu]")) return;
    const none = first < 0 || selection.isCollapsed;
    const act = {
      ArrowRight: () => (none ? take(0, 0) : event.shiftKey ? take(first, last + 1) : take(last + 1, last + 1)),
      ArrowLeft: () => (none ? take(0, 0) : event.shiftKey ? take(first, last - 1) : take(first - 1, first - 1)),
      Escape: () => selection.removeAllRanges(),
    }[event.key];
    if (!act || (event.key === "Escape" && selection.isCollapsed)) return;
    event.preventDefault();
    act();
  }

  // Opening a dialog may take the selection away; only a new one, or none inside the text, changes what was chosen.
  function note() {
    if (selection.isCollapsed && document.querySelector("dialog[open]")) return;
    const span = selection.isCollapsed ? null : spanOf(body, selection.getRangeAt(0));
    if (!span && selection.rangeCount && !body.contains(selection.anchorNode)) return;
    for (const field of document.querySelectorAll("[data-span]")) field.value = span?.[field.dataset.span] ?? "";
    for (const says of document.querySelectorAll("[data-span-says]")) says.hidden = !span;
  }

  document.addEventListener("keydown", onKey, { signal });
  document.addEventListener("selectionchange", note, { signal });
  signal.addEventListener("abort", () => body.contains(selection.anchorNode) && selection.removeAllRanges());
}

const runsOf = (element) => [...element.querySelectorAll("[data-at]")].filter((run) => run.firstChild);

// Where a paragraph's sentences begin and end, as places in its text nodes.
function sentencesOf(paragraph) {
  const nodes = runsOf(paragraph).map((run) => run.firstChild);
  const text = nodes.map((node) => node.data).join("");
  const place = (at) => {
    for (const node of nodes) {
      if (at <= node.length) return [node, at];
      at -= node.length;
    }
    return [nodes.at(-1), nodes.at(-1).length];
  };
  return split(text, paragraph.closest("[lang]")?.lang).map(([start, end]) => ({ start: place(start), end: place(end) }));
}

function split(text, language) {
  const found = Intl.Segmenter
    ? [...new Intl.Segmenter(language, { granularity: "sentence" }).segment(text)].map((part) => [part.index, part.segment])
    : [...text.matchAll(/[^.!?\n]+[.!?]*\s*/g)].map((part) => [part.index, part[0]]);
  return found
    .flatMap(([at, part]) => lines(at, part))
    .map(([at, part]) => [at + part.length - part.trimStart().length, at + part.trimEnd().length])
    .filter(([start, end]) => start < end);
}

function lines(at, part) {
  return [...part.matchAll(/[^\n]+/g)].map((line) => [at + line.index, line[0]]);
}

// The characters of the whole text that a range covers, counted as the server counts them: by code point.
function spanOf(body, range) {
  const covered = runsOf(body).filter((run) => range.intersectsNode(run.firstChild));
  if (!covered.length) return null;
  const [from, to] = [covered[0].firstChild, covered.at(-1).firstChild];
  const begins = position(from, range.startContainer === from ? range.startOffset : 0);
  const ends = position(to, range.endContainer === to ? range.endOffset : to.length);
  return begins < ends ? { begins, ends } : null;
}

function position(node, offset) {
  return Number(node.parentElement.dataset.at) + [...node.data.slice(0, offset)].length;
}
