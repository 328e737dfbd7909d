// Stores a pack in this browser: its page and the files that it needs in the cache of the worker, its key under the clerk's password.

import { mark, unmark } from './fields.js';
import { lock } from './lock.js';
import { dropOldPacks, openStore, sayer, unsent } from './store.js';

const form = document.getElementById('mang-di');
const said = document.querySelector('[data-said]');
const { pack, store, csrf, idb, words, page, draw, worker, scope, assets } = form.dataset;
const say = sayer((await import(words)).default);
const SHORTEST = 8;

const tell = (words, wrong = false) => {
  const line = Object.assign(document.createElement('p'), { textContent: words });
  line.className = wrong ? 'msg' : 'note';
  said.replaceChildren(line);
};

/** The page of the pack under its own address, then its files: all of them, or nothing is stored. */
async function storePage() {
  const fetched = async address => {
    const answer = await fetch(address, { cache: 'reload', redirect: 'error' });
    if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
    return answer;
  };
  const drawn = await fetched(draw);
  const sheets = [
    ...new DOMParser()
      .parseFromString(await drawn.clone().text(), 'text/html')
      .querySelectorAll('link[rel=stylesheet],script[src]'),
  ];
  const addresses = new Set([
    ...assets.split(' '),
    ...sheets.map(s => s.getAttribute('href') ?? s.getAttribute('src')),
  ]);
  const files = await Promise.all([...addresses].map(async address => [address, await fetched(address)]));
  await caches.delete('khong-mang');
  const kept = await caches.open('khong-mang');
  for (const [address, answer] of files) await kept.put(address, answer);
  await kept.put(page, drawn);
}

async function takeAlong(password) {
  await navigator.serviceWorker.register(worker, { scope });
  await storePage();
  const db = await openStore(idb);
  const answer = await fetch(store, {
    method: 'POST',
    headers: { 'x-csrf-token': csrf },
    redirect: 'manual',
  });
  if (!answer.ok) throw new Error(`${store}: ${answer.status}`);
  const stored = Date.now();
  const { key, ...rest } = await answer.json();
  const before = await db.get('packs', pack);
  await db.put('packs', { ...before, ...rest, stored, locked: await lock(key, password) });
  await dropOldPacks(db, rest.account, pack);
  // So that the browser does not clear it away when its disk is full; it may say no, and asks nobody.
  await navigator.storage?.persist?.();
  await navigator.serviceWorker.ready;
}

form.addEventListener('submit', async event => {
  event.preventDefault();
  const { 'mat-khau': password, lai: again } = form.elements;
  const wrong = (field, words) => {
    mark(field, words);
    field.focus();
  };
  unmark(form);
  if (password.value.length < SHORTEST) return wrong(password, say('password-short', { n: SHORTEST }));
  if (password.value !== again.value) return wrong(again, say('password-differs'));
  const button = form.querySelector('button');
  button.disabled = true;
  tell(say('storing'));
  try {
    await takeAlong(password.value);
    form.hidden = true;
    form.reset();
    tell(say('stored', { address: location.host + page }));
    const open = document.querySelector('[data-open]');
    open.hidden = false;
    open.querySelector('a').focus();
  } catch {
    tell(say('not-stored'), true);
  }
  button.disabled = false;
});

// Only where the browser can: over HTTPS (or on the machine itself), not in a private window of some.
if ('serviceWorker' in navigator && 'caches' in window && window.isSecureContext) {
  form.hidden = false;
  // One page is kept: storing this one takes the place of a colleague's, who then has to prepare anew before he can send.
  const others = (await unsent(await openStore(idb))).filter(w => w.account !== form.dataset.account);
  if (others.length) tell(others.map(w => say('replaces', w)).join(' '), true);
} else tell(say('cannot'), true);
