// What lies in this browser of what was entered without a network: said where a clerk prepares, and where he signs out.

import { dropUnsent, openStore, sayer, unsent } from './store.js';

const part = document.getElementById('tren-may');
const { account, idb, words } = part.dataset;
const say = sayer((await import(words)).default);
const db = await openStore(idb);
const said = part.querySelector('[data-said]');

async function look() {
  const packs = await db.getAll('packs');
  const own = packs.filter(p => p.account === account);
  const waiting = await unsent(db);
  const mine = waiting.find(w => w.account === account)?.count ?? 0;
  const lines = [
    mine ? say('here-unsent', { count: mine }) : own.length ? say('here-none') : '',
    ...waiting
      .filter(w => w.account !== account)
      .map(w => say('here-others', { count: w.count, clerk: w.clerk })),
  ].filter(Boolean);
  said.replaceChildren(
    ...lines.map(line => Object.assign(document.createElement('span'), { textContent: `${line} ` })),
  );
  part.hidden = !lines.length;
  for (const more of document.querySelectorAll('[data-script-only]')) more.hidden = !mine;
  for (const open of part.querySelectorAll('[data-open]')) open.hidden = !own.length;
  return mine;
}

const mine = await look();
// Signing out, and nothing of his lies here: nothing to ask.
const leave = document.querySelector('form[data-leave]');
if (leave && !mine) leave.submit();
document.querySelector('[data-wipe]')?.addEventListener('click', async event => {
  event.preventDefault();
  const sure = document.querySelector('[data-sure]');
  if (!sure.checked) {
    sure.focus();
    return;
  }
  await dropUnsent(db, account);
  leave.submit();
});
