// The counter without a network: one page, kept by the browser. Procedure, person, dossier, receipt; and the outbox with its way back.

import { askPerson, begin, changed, resume, sendForm, showSlip, takeCard, typed } from './entering.js';
import { mark, unmark } from './fields.js';
import { keyFrom, open, unlock } from './lock.js';
import { personKey, sameHere, toSend } from './outbox.js';
import { drawOutbox } from './outbox-list.js';
import {
  $,
  back,
  db,
  keys,
  line,
  make,
  PERSON,
  pack,
  root,
  say,
  state,
  tell,
  templates,
  view,
} from './page.js';
import { lookAgain, sendAll, sessionOf } from './send.js';
import { keepNow } from './typing.js';

const { pack: packId, api, signIn } = root.dataset;

let session = 'offline';
let busy = false;
/** Whose those are that have arrived, as the server says while somebody is signed in. */
let arrived = new Map();

const itemsHere = async () => (await db.getAll('items')).filter(i => i.account === pack.account);

/** Whose a sealed item is, and what is missing in it, where its key is here. */
async function seenIn(item) {
  const key = item.sealed && keys.get(item.pack);
  return key ? await open(key, item.sealed) : { whose: arrived.get(item.id) ?? '' };
}

async function refresh() {
  const items = await itemsHere();
  const seen = new Map(await Promise.all(items.map(async i => [i.id, await seenIn(i)])));
  const whose = new Map(
    [...seen].map(([id, { entries }]) => [id, entries ? personKey(entries, PERSON) : '']),
  );
  drawOutbox($('[data-outbox]'), items, { seen, say, on: act, same: item => sameHere(item, items, whose) });
  $('[data-send]').hidden = !toSend(items).length;
}

/** How it stands with network and session, in a sentence. */
function tellState(stopped) {
  if (stopped === 'offline') return tell(line(say('is-offline')));
  if (stopped === 'forbidden') return tell(line(say('is-forbidden'), 'msg'));
  if (stopped === 'other') return tell(line(say('is-other', { clerk: pack.clerk }), 'msg'));
  if (stopped === 'out') {
    const link = make('a', { href: signIn, textContent: say('sign-in') });
    return tell(make('p', { className: 'note' }, `${say('is-out')} `, link));
  }
  return tell(line(say('is-online')));
}

/** Asks who is signed in; with that account's session the key of the pack comes from the server. */
async function connect() {
  session = await sessionOf(api, packId);
  if (session.key && session.account === pack.account) keys.set(packId, await keyFrom(session.key));
  return typeof session === 'string' ? session : session.account === pack.account ? 'done' : 'other';
}

async function keyOf(id) {
  if (!keys.has(id)) {
    const answer = await sessionOf(api, id);
    if (answer.key) keys.set(id, await keyFrom(answer.key));
  }
  return keys.get(id);
}

/** Sends what waits, in one window at a time. */
async function send() {
  if (busy) return;
  busy = true;
  try {
    let stopped = await connect();
    if (stopped === 'done') {
      tell(line(say('sending')));
      const once = async () => {
        const how = await sendAll(db, api, session, keyOf, refresh);
        if (how === 'done') arrived = await lookAgain(db, api, session);
        return how;
      };
      stopped = navigator.locks ? await navigator.locks.request('khong-mang', once) : await once();
    }
    tellState(stopped);
  } catch {
    tellState('offline');
  }
  busy = false;
  await refresh();
}

/** What the outbox's buttons do. */
const act = {
  resume: async (item, at) => {
    await resume(item, at);
    if (!state.current) await refresh();
  },
  slip: item => showSlip(item),
  drop: async item => {
    await db.delete('items', item.id);
    await refresh();
  },
  canOpen: item => keys.has(item.pack),
};

async function home() {
  keepNow();
  state.current = undefined;
  await refresh();
  view('quay');
}

/** What is wrong with the pack, and where one is made anew. */
const withPrepare = key =>
  make('p', { className: 'note' }, `${say(key)} `, make('a', { href: api, textContent: say('prepare') }));

function listProcedures() {
  const over = Date.now() > Date.parse(pack.expires);
  const list = $('[data-procedures]');
  // The pack was made of procedures that are not in it any more: there is nothing to begin with.
  if (!templates.size) return list.replaceWith(withPrepare('pack-empty'));
  if (over) return list.replaceWith(line(say('pack-over'), 'msg'));
  list.replaceChildren(
    ...[...templates.values()].map(t => {
      const button = make('button', { type: 'button' }, make('b', { textContent: t.dataset.name }), ' ');
      button.append(make('span', { className: 'q num', textContent: t.dataset.procedure }));
      button.onclick = () => begin(t);
      return make('li', {}, button);
    }),
  );
}

back.addEventListener('click', home);
root.addEventListener('click', event => {
  const { target } = event;
  if (target.closest('[data-home]')) void home();
  else if (target.closest('[data-send]')) void send();
  else if (target.closest('[data-print]')) print();
  else if (target.closest('button[data-person]')) askPerson();
});
root.addEventListener('input', ({ target }) => {
  const form = target.closest('[data-form="ho-so"]');
  if (form && target.type !== 'file') typed(form);
});
root.addEventListener('change', async event => {
  const { target } = event;
  if (target.name === 'the') takeCard(target);
  const form = target.closest('[data-form="ho-so"]');
  if (form) await changed(form, target);
});
root.addEventListener('keydown', event => {
  // A scanner types the code of a card and ends with Enter.
  if (event.key === 'Enter' && event.target.name === 'the' && takeCard(event.target)) event.preventDefault();
});
// The keys of the counter, for what stands on the page now: of the parts that are not shown none is meant.
addEventListener('keydown', event => {
  const { key } = event;
  if (!/^F\d{1,2}$/.test(key) || event.repeat) return;
  if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
  const target = [...root.querySelectorAll(`[data-key="${key}"]`)].find(e => e.checkVisibility());
  if (!target) return;
  event.preventDefault();
  if (target.matches('input')) target.focus();
  else target.click();
});
root.addEventListener('submit', async event => {
  event.preventDefault();
  const form = event.target;
  if (form.matches('[data-unlock]')) {
    const field = form.elements['mat-khau'];
    const key = await unlock(pack.locked, field.value);
    field.value = '';
    unmark(form);
    if (!key) {
      mark(field, say('password-wrong'));
      return field.focus();
    }
    keys.set(packId, key);
    return start();
  }
  return sendForm(form);
});
addEventListener('online', () => keys.size && !state.current && send());
addEventListener('offline', () => tellState('offline'));

state.kept = send;

async function start() {
  listProcedures();
  await home();
  tellState(typeof session === 'string' ? session : session.account === pack.account ? 'done' : 'other');
  await send();
}

if (!pack) {
  const part = view('quay');
  tell(withPrepare('no-pack'));
  // Of a pack that is lost nothing can be listed: headings with nothing below them say nothing.
  for (const empty of part.querySelectorAll('section')) empty.hidden = true;
} else if ((await connect()) === 'done') await start();
else if (keys.has(packId)) await start();
else {
  const part = view('khoa');
  // Somebody else is signed in: what waits of his own he sends once he has prepared anew.
  if (typeof session !== 'string')
    $('[data-whose-device]').replaceChildren(
      make(
        'p',
        { className: 'note' },
        `${say('is-other', { clerk: pack.clerk })} `,
        make('a', { href: api, textContent: say('prepare') }),
      ),
    );
  part.querySelector('[data-unlock] input').focus();
}
