// The keys of the inbox. None fires while somebody types, and all can be switched off.

const OFF = 'fs-inbox-keys-off';
const AT = 'fs-inbox-at';

const help = document.getElementById('phim');
const off = document.getElementById('tat-phim');
const rows = [...document.querySelectorAll('main table.list tbody tr')];
const linkOf = row => row.querySelector('th a');
const boxOf = row => row.querySelector('input[type=checkbox]');

// Storage may be closed to pages; the keys work all the same.
const read = name => {
  try {
    return sessionStorage.getItem(name) ?? localStorage.getItem(name);
  } catch {
    return null;
  }
};
const keep = (storage, name, value) => {
  try {
    storage()[value ? 'setItem' : 'removeItem'](name, value);
  } catch {}
};

const every = document.querySelector('main table.list thead input[data-every]');
const allTicked = () => rows.every(row => boxOf(row)?.checked ?? true);

let at = -1;

function mark(to) {
  rows[at]?.classList.remove('cur');
  at = to;
  rows[at]?.classList.add('cur');
}

function go(step) {
  if (!rows.length) return;
  mark(Math.min(Math.max(at + step, 0), rows.length - 1));
  // The cursor itself goes there, so that Enter opens it and a screen reader reads it.
  linkOf(rows[at]).focus();
  keep(() => sessionStorage, AT, linkOf(rows[at]).pathname);
}

function pick(row, wanted) {
  const box = row && boxOf(row);
  if (box && box.checked !== wanted) box.click();
}

function pickAll(wanted = !allTicked()) {
  for (const row of rows) pick(row, wanted);
}

/** The button of the bar that shows this key, if it is to be seen. */
const pressed = key =>
  [...document.querySelectorAll('.bulk button')].find(
    b => b.offsetParent && b.querySelector('kbd')?.textContent.toLowerCase() === key,
  );

const KEYS = {
  j: () => go(1),
  arrowdown: () => go(1),
  k: () => go(-1),
  arrowup: () => go(-1),
  x: () => rows[at] && pick(rows[at], !boxOf(rows[at])?.checked),
  '*': () => pickAll(),
  n: () => document.querySelector('.pages a[rel=next]')?.click(),
  p: () => document.querySelector('.pages a[rel=prev]')?.click(),
  '/': () => {
    const field = document.querySelector('form[role=search] input[type=search]');
    field?.focus();
    field?.select();
  },
  '?': () => {
    help.open = !help.open;
    if (help.open) help.querySelector('summary').focus();
  },
};

const typing = target =>
  target.matches?.('select, textarea, [contenteditable], input:not([type=checkbox]):not([type=radio])');

addEventListener('keydown', event => {
  if (event.ctrlKey || event.altKey || event.metaKey || typing(event.target)) return;
  const key = event.key.toLowerCase();
  // Held down, a key walks on; it does not tick and untick.
  if (event.repeat && !/^(j|k|arrow)/.test(key)) return;
  // Switched off, the one that shows how to switch them on again stays.
  if (off.checked && key !== '?') return;
  const act = KEYS[key] ?? (pressed(key) && (() => pressed(key).click()));
  if (!act) return;
  event.preventDefault();
  act();
});

addEventListener('change', event => {
  if (event.target === off) keep(() => localStorage, OFF, off.checked ? '1' : '');
  if (event.target === every) pickAll(every.checked);
  const row = event.target.closest?.('tbody tr');
  row?.classList.toggle('on', event.target.checked);
  // One that is left out again leaves none for the box that means all.
  if (row && every) every.checked = allTicked();
});

addEventListener('focusin', event => {
  const row = rows.indexOf(event.target.closest?.('tbody tr'));
  if (row >= 0) mark(row);
});

if (every) {
  every.hidden = false;
  every.checked = allTicked();
}

if (help) {
  help.hidden = false;
  off.checked = read(OFF) === '1';
  for (const row of rows) row.classList.toggle('on', boxOf(row)?.checked ?? false);
  // Back from a dossier the list is walked on from there.
  mark(rows.findIndex(row => linkOf(row)?.pathname === read(AT)));
}
