// What the browser keeps (IndexedDB): packs, and what was entered under them, sealed. Without the sealed part an item says nothing of a person.

/** Opens the store. `address`: of the module of idb. */
export async function openStore(address) {
  const { openDB } = await import(address);
  return openDB('khong-mang', 1, {
    upgrade(db) {
      db.createObjectStore('packs', { keyPath: 'id' });
      db.createObjectStore('items', { keyPath: 'id' });
    },
  });
}

/**
 * Gives an item the next provisional number of its pack and the time of its reception, and stores all at once: two windows never give the
 * same, and the times are in the order of the numbers.
 */
export async function storeNumbered(db, item, provisionalOf) {
  const tx = db.transaction(['packs', 'items'], 'readwrite');
  const pack = await tx.objectStore('packs').get(item.pack);
  const next = pack.next ?? 1;
  const numbered = { ...item, provisional: provisionalOf(pack.mark, next), number: next, taken: Date.now() };
  await Promise.all([
    tx.objectStore('packs').put({ ...pack, next: next + 1 }),
    tx.objectStore('items').put(numbered),
    tx.done,
  ]);
  return numbered;
}

/** Of whom something lies here that has not been sent: `[{ account, clerk, count }]`. */
export async function unsent(db) {
  const [packs, items] = await Promise.all([db.getAll('packs'), db.getAll('items')]);
  const counts = new Map();
  for (const item of items) if (item.sealed) counts.set(item.account, (counts.get(item.account) ?? 0) + 1);
  return [...counts].map(([account, count]) => ({
    account,
    count,
    clerk: packs.findLast(p => p.account === account)?.clerk ?? '',
  }));
}

/** Takes away what an account has entered here and not sent. Forms stay: nothing of anybody stands in them. */
export async function dropUnsent(db, account) {
  for (const item of await db.getAll('items'))
    if (item.account === account && item.sealed) await db.delete('items', item.id);
}

/** Takes away an account's packs but this one, under which nothing waits any more. */
export async function dropOldPacks(db, account, id) {
  const items = await db.getAll('items');
  for (const pack of await db.getAll('packs'))
    if (pack.account === account && pack.id !== id && !items.some(i => i.pack === pack.id && i.sealed))
      await db.delete('packs', pack.id);
}

/** A sentence with its values put in: `{name}`, and of a number `{n|day|days}`, as the server's sentences have them. */
export const sayer =
  words =>
  (key, values = {}) =>
    (words[key] ?? key)
      .replace(/\{(\w+)\|([^{}|]*)\|([^{}|]*)\}/g, (_, name, one, more) => (values[name] === 1 ? one : more))
      .replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
