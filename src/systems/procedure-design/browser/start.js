// The first script of the page, and a small one: a screen on which nobody can draw fetches nothing more.
const root = document.querySelector('[data-draw]');
const wide = matchMedia('print, (min-width: 60em)');

async function begin() {
  const { library, words, editor } = root.dataset;
  const [{ default: facts }, { startEditor }] = await Promise.all([
    import(words),
    import(editor),
    import(library),
  ]);
  await startEditor(root, facts);
}

if (root) {
  if (wide.matches) await begin();
  else wide.addEventListener('change', begin, { once: true });
}
