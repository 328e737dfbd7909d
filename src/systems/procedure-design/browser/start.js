import { keeperOf } from './keep.js';

// The first script of the page, and a small one: what draws weighs much, so it is fetched when somebody begins to draw, and
// never on a screen on which nobody can. Until then the page shows the drawing, as it does without script.
const root = document.querySelector('[data-draw]');
const offer = document.querySelector('[data-offer]');
const wide = matchMedia('print, (min-width: 60em)');
// In the address while somebody draws, so that a reload and the way back go on drawing.
const DRAWING = '#ve';

async function begin() {
  const { library, words, editor } = root.dataset;
  const button = offer.querySelector('button');
  const status = offer.querySelector('[role="status"]');
  // Not `disabled`, which would lose the focus; a second press does nothing.
  if (button.ariaDisabled === 'true') return;
  button.ariaDisabled = 'true';
  status.textContent = offer.dataset.opening;
  try {
    const [{ default: facts }, { startEditor }] = await Promise.all([
      import(words),
      import(editor),
      import(library),
    ]);
    await startEditor(root, facts);
  } catch (error) {
    root.hidden = true;
    for (const e of document.querySelectorAll('[data-plain]')) e.hidden = false;
    button.ariaDisabled = 'false';
    status.textContent = offer.dataset.failed;
    throw error;
  }
  const pressed = document.activeElement === button || document.activeElement === document.body;
  offer.remove();
  history.replaceState(null, '', DRAWING);
  if (pressed && !root.hidden) root.querySelector('[data-do]').focus();
}

if (root) {
  offer.hidden = false;
  offer.querySelector('button').addEventListener('click', begin);
  const left = keeperOf(JSON.parse(root.dataset.draw)).kept();
  const unsaved = left && left.xml !== root.querySelector('[data-part="source"]').value;
  if (unsaved || location.hash === DRAWING) {
    if (wide.matches) await begin();
    else wide.addEventListener('change', begin, { once: true });
  }
}
