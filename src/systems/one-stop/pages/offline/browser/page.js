// What the parts of the page without a network share: the page itself, its words, the store, and what is under way.

import { openStore, sayer } from './store.js';

export const root = document.getElementById('quay');
const { pack: packId, idb, words } = root.dataset;
export const $ = selector => root.querySelector(selector);
export const make = (tag, props = {}, ...children) => {
  const element = Object.assign(document.createElement(tag), props);
  element.append(...children);
  return element;
};
export const line = (textContent, className = 'note') => make('p', { textContent, className });

export const say = sayer((await import(words)).default);
export const db = await openStore(idb);

/** What the device has stored of the pack whose page this is; undefined where that was cleared away. */
export const pack = await db.get('packs', packId);

/** The templates of its procedures, by version; and of who applies, whose fields have names that begin with PERSON. */
export const templates = new Map(
  [...document.querySelectorAll('template[data-procedure]')].map(t => [t.dataset.version, t]),
);
export const personTemplate = document.querySelector('template[data-person]');
export const PERSON = personTemplate.dataset.person;

/** Keys of packs: in memory alone. */
export const keys = new Map();

/** `current`: what is being entered, `{ id, pack, account, version, name, procedure, entries, files, taken, provisional }`. */
export const state = { current: undefined };

const title = document.getElementById('tieu-de');
export const back = document.getElementById('ve');

/** Shows one of the views under its heading, and puts the cursor where it begins. */
export function view(name, { heading, focus } = {}) {
  const part = $(`[data-view="${name}"]`);
  for (const other of root.querySelectorAll('[data-view]')) other.hidden = other !== part;
  back.hidden = !state.current;
  title.textContent = heading ?? part.dataset.title;
  title.classList.toggle('no-print', name === 'bien-nhan');
  document.title = `${title.textContent} · ${root.dataset.office}`;
  scrollTo(0, 0);
  (focus ?? title).focus();
  return part;
}

/** What is said of the whole page. */
export const tell = (...lines) => $('[data-view="quay"] [data-said]').replaceChildren(...lines);
