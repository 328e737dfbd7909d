// What becomes of what was entered, without a page: the states of an item, and what an answer makes of it.
//
// begun → waiting → received, or attention (it lies at the counter, to be decided there) → received; refused: it cannot come in as it
// is, and stays here; gone: it was dropped at the counter.

export const provisionalOf = (mark, number) => `TAM-${mark}-${String(number).padStart(3, '0')}`;

// Nothing of the person stays behind once the server has all of it.
const wiped = { sealed: null, files: [] };

/** The item after the server has answered its sending. `status`: of HTTP; `body`: what it said, undefined when that was no JSON. */
export function afterAnswer(item, status, body) {
  const reasons = body?.reasons ?? [];
  switch (body?.state) {
    case 'received': {
      const { code, dossier, receivedAt, counts } = body;
      return { ...item, ...wiped, state: 'received', code, dossier, receivedAt, counts, reasons: [] };
    }
    case 'attention':
      return { ...item, ...wiped, state: 'attention', href: body.href, reasons };
    case 'gone':
      return { ...item, ...wiped, state: 'gone', reasons };
    case 'refused':
      return { ...item, state: 'refused', reasons };
    default:
      return { ...item, state: 'waiting', failed: status };
  }
}

/** The item as the counter has it by now: what was mended there has its number. */
export function afterList(item, row) {
  if (!row || item.state === 'waiting' || item.state === 'begun' || item.state === 'refused') return item;
  if (row.state === 'received')
    return { ...item, state: 'received', code: row.code, dossier: row.dossier, reasons: [] };
  return row.state === item.state ? item : { ...item, state: row.state, href: row.href };
}

const fold = words => words.normalize('NFC').toLowerCase().replace(/\s+/g, ' ').trim();

/** Whom a sealed item is for, as far as two can be compared: by the personal number, else by name and day of birth; empty where neither is known. */
export function personKey(entries, prefix) {
  const said = name => fold(entries.find(([n]) => n === `${prefix}${name}`)?.[1] ?? '');
  const number = said('personalNumber').replace(/\D/g, '');
  if (number) return number;
  return said('name') && said('birthDate') ? `${said('name')}|${said('birthDate')}` : '';
}

/** What lies here besides `item` of the same person and procedure, and has a number; `keys`: of each by id (`personKey`). */
export const sameHere = (item, items, keys) =>
  keys.get(item.id)
    ? items.filter(
        i =>
          i.id !== item.id &&
          i.provisional &&
          i.sealed &&
          i.procedure === item.procedure &&
          keys.get(i.id) === keys.get(item.id),
      )
    : [];

/** In the order of their numbers: the server looks whether the clock went on with them. */
export const toSend = items => items.filter(i => i.state === 'waiting').sort((a, b) => a.number - b.number);

/** The latest first; what waits for somebody before what is done. */
export const inOrder = items => {
  const rank = { begun: 0, refused: 1, attention: 1, waiting: 2, received: 3, gone: 3 };
  return [...items].sort((a, b) => rank[a.state] - rank[b.state] || b.taken - a.taken);
};

/** Whether an item may still be changed on the device: nobody else has seen it. */
export const isOwn = item => item.sealed !== null && !item.tried && item.state !== 'received';
