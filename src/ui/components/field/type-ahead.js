// From a list one chooses by typing, as people type: without tone marks, and without the `Xã` before every name. A browser by itself wants the
// marks, from the first letter on, and takes the space in `ta van` for the key that opens the list.

const PAUSE_MS = 1_500;

export const folded = text =>
  text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replaceAll('đ', 'd')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trimStart();

/** Which of the (folded) labels is meant: that begins so; else without its first word; else with any word so. -1 for none. */
function begun(labels, typed) {
  const ways = [
    label => label.startsWith(typed),
    label => label.slice(label.indexOf(' ') + 1).startsWith(typed),
    label => label.includes(` ${typed}`),
  ];
  for (const way of ways) {
    const at = labels.findIndex(way);
    if (at >= 0) return at;
  }
  return -1;
}

/** The place of what was typed among labels, `at` being chosen; -1 for none. The same letter again and again goes from one to the next. */
export function found(texts, typed, at) {
  const labels = texts.map(folded);
  const sought = folded(typed);
  if (!sought) return -1;
  const [letter] = sought;
  if (sought.length > 1 && [...sought].every(l => l === letter)) {
    const next = [...labels.keys()].map(i => (at + 1 + i) % labels.length);
    return next.find(i => labels[i].startsWith(letter)) ?? begun(labels, letter);
  }
  return begun(labels, sought);
}

function listen(page) {
  let typed = '';
  let last = 0;
  let list;
  page.addEventListener('keydown', event => {
    const { target, key } = event;
    if (event.ctrlKey || event.altKey || event.metaKey || !target.matches?.('select:not([multiple])')) return;
    if (target !== list || event.timeStamp - last > PAUSE_MS) typed = '';
    list = target;
    // Programs for Vietnamese keyboards take letters back and put others in their place.
    const back = key === 'Backspace' && typed !== '';
    if (!back && ([...key].length !== 1 || (key === ' ' && !typed))) return;
    event.preventDefault();
    last = event.timeStamp;
    typed = back ? typed.slice(0, -1) : typed + key;
    const options = [...target.options];
    const at = found(
      options.map(o => (o.value && !o.disabled ? o.label : '')),
      typed,
      target.selectedIndex,
    );
    if (at < 0 || at === target.selectedIndex) return;
    target.selectedIndex = at;
    target.dispatchEvent(new Event('input', { bubbles: true }));
    target.dispatchEvent(new Event('change', { bubbles: true }));
  });
}

if (globalThis.document) listen(document);
