// The way back: what was entered goes to the server one by one, by the same way as an intake at the counter; sent twice it is there once.

import { open, openBytes } from './lock.js';
import { afterAnswer, afterList, toSend } from './outbox.js';

// A weak line may take long over scans; a session is asked for quickly or not at all.
const SESSION_MS = 8_000;
const SEND_MS = 120_000;

/** An answer's JSON; undefined when it is a page (somebody has to sign in), or none. */
const jsonOf = answer =>
  answer.headers.get('content-type')?.includes('json') ? answer.json().catch(() => undefined) : undefined;

/**
 * Who is signed in: `{ account, name, csrf, key }`; 'offline' without a network, 'out' when nobody is, 'forbidden' when he may not receive
 * (any more). With a pack of somebody else: without its key.
 */
export async function sessionOf(api, pack) {
  const ask = async query => {
    const signal = AbortSignal.timeout(SESSION_MS);
    const answer = await fetch(`${api}/phien${query}`, { redirect: 'manual', cache: 'no-store', signal });
    return { answer, body: answer.ok ? await jsonOf(answer) : undefined };
  };
  try {
    const { answer, body } = await ask(pack ? `?goi=${pack}` : '');
    if (body) return body;
    if (answer.status >= 500 || answer.status === 429) return 'offline';
    if (answer.status !== 403) return 'out';
    // The pack is another's: who is it that is signed in?
    return (pack && (await ask('')).body) || 'forbidden';
  } catch {
    return 'offline';
  }
}

async function formOf(item, key, pack, csrf) {
  const { entries } = await open(key, item.sealed);
  const form = new FormData();
  // The token first: files behind it are kept only of whose form it is.
  form.append('_csrf', csrf);
  form.append('_goi', item.pack);
  form.append('_bieu-mau', item.version);
  form.append('_so-tam', item.provisional);
  form.append('_luc-mang', String(pack.stored));
  form.append('_luc-nhan', String(item.taken));
  form.append('_luc-gui', String(Date.now()));
  for (const [name, value] of entries) form.append(name, value);
  for (const { field, name, type, sealed } of item.files)
    form.append(field, new File([await openBytes(key, sealed)], name, { type }));
  return form;
}

/**
 * Sends what waits of an account. `keyOf(pack)`: its key. `changed()`: after each. Returns 'done', or why it stopped, as
 * `sessionOf` says it: what was not sent stays.
 */
export async function sendAll(db, api, session, keyOf, changed) {
  const own = (await db.getAll('items')).filter(i => i.account === session.account);
  for (const item of toSend(own)) {
    const [key, pack] = await Promise.all([keyOf(item.pack), db.get('packs', item.pack)]);
    if (!key || !pack) continue;
    await db.put('items', { ...item, tried: true, state: 'waiting', sending: true });
    await changed();
    let next = { ...item, tried: true, sending: false };
    try {
      const answer = await fetch(`${api}/gui`, {
        method: 'POST',
        headers: { 'idempotency-key': item.id },
        body: await formOf(item, key, pack, session.csrf),
        redirect: 'manual',
        signal: AbortSignal.timeout(SEND_MS),
      });
      const body = await jsonOf(answer);
      if (!body && answer.status < 500 && answer.status !== 429 && answer.status !== 413) {
        await db.put('items', next);
        return answer.status === 403 ? 'forbidden' : 'out';
      }
      next = afterAnswer(next, answer.status, body);
    } catch {
      await db.put('items', next);
      return 'offline';
    }
    await db.put('items', next);
    await changed();
  }
  return 'done';
}

/** Asks how what was left at the counter stands by now. Returns whose each is, by id: to be shown, never stored. */
export async function lookAgain(db, api, session) {
  const answer = await fetch(`${api}/da-ve`, {
    redirect: 'manual',
    cache: 'no-store',
    signal: AbortSignal.timeout(SESSION_MS),
  });
  const body = answer.ok ? await jsonOf(answer) : undefined;
  if (!body) return new Map();
  const rows = new Map(body.items.map(row => [row.id, row]));
  for (const item of (await db.getAll('items')).filter(i => i.account === session.account)) {
    const next = afterList(item, rows.get(item.id));
    if (next !== item) await db.put('items', next);
  }
  return new Map(body.items.map(row => [row.id, row.whose]));
}
