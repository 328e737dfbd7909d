// What is entered: who applies, the dossier with its papers, and the provisional receipt. Kept sealed with every change.

import { drawErrors } from './faults.js';
import { entriesOf, faultsOf, fill, mark, missingPapers, showAsked, unmark, unreachable } from './fields.js';
import { open, seal, sealBytes } from './lock.js';
import { isOwn, personKey, provisionalOf, sameHere } from './outbox.js';
import {
  $,
  db,
  keys,
  line,
  make,
  PERSON,
  pack,
  personTemplate,
  root,
  say,
  state,
  tell,
  templates,
  view,
} from './page.js';
import { readCard } from './read.js';
import { residenceLine } from './residence.js';
import { dateTime, drawSlip, papersIn } from './slip.js';
import { storeNumbered } from './store.js';
import { keepNoMore, keepSoon } from './typing.js';

// One after another: a change that is still being sealed never overwrites what was taken after it.
let last = Promise.resolve();

/** Seals what is being entered and stores it; as `waiting` with its provisional number. */
function storeCurrent(how) {
  const { entries, files, lacking, lackingPapers, ...facts } = state.current;
  const kept = [...files];
  const store = async () => {
    const whose = entries.find(([name]) => name === `${PERSON}name`)?.[1] ?? '';
    const sealed = await seal(keys.get(facts.pack), { entries, whose, lacking, lackingPapers });
    const item = { ...facts, files: kept, sealed, state: how, tried: false, reasons: [] };
    if (how === 'waiting' && !item.provisional) return storeNumbered(db, item, provisionalOf);
    await db.put('items', item);
    return item;
  };
  last = last.then(store, store);
  return last;
}

/** Said once where it is the same: it is read aloud. */
const sayKept = words => {
  const said = $('[data-kept]');
  if (said.textContent !== words) said.textContent = words;
};

let changes = 0;
/** Keeps it as it is, and says when the last change was kept. `typing`: in the middle of a field, where what was said before stands until then. */
async function begun({ typing = false } = {}) {
  changes += 1;
  const mine = changes;
  // Its line stays: at the foot of the page the button would move from under the finger that presses it.
  if (!typing) sayKept('\u00A0');
  try {
    await storeCurrent(state.current.provisional ? 'waiting' : 'begun');
    if (mine === changes) sayKept(say('kept', { at: dateTime(Date.now()) }));
  } catch {
    notKept();
  }
}

/** The device is full, or its store was taken away: said where the clerk is typing. */
function notKept() {
  for (const part of document.querySelectorAll('[data-errors]'))
    part.replaceChildren(line(say('not-kept'), 'msg'));
}

const own = () =>
  state.current.entries
    .filter(([name]) => name.startsWith(PERSON))
    .map(([name, value]) => [name.slice(PERSON.length), value]);
const others = () => state.current.entries.filter(([name]) => !name.startsWith(PERSON));

export function askPerson() {
  const part = view('nguoi');
  part.querySelector('[data-about]').textContent = `${state.current.name} (${state.current.procedure})`;
  part.querySelector('[data-errors]').replaceChildren();
  part.querySelector('[data-fields]').replaceChildren(personTemplate.content.cloneNode(true));
  fill(part.querySelector('form'), own());
  part.querySelector('[name="the"]').focus();
}

/** What the card says, into the fields below. */
export function takeCard(field) {
  const card = readCard(field.value);
  if (!card) return false;
  field.value = '';
  const form = field.form;
  for (const [name, value] of Object.entries(card)) {
    const control = form.elements[name];
    if (control && value) control.value = value;
  }
  const seen = form.elements.numberSeen;
  if (seen) seen.checked = true;
  form.elements.phone?.focus();
  return true;
}

/** What is known of who applies, into the fields of the form that ask for it again and are empty still. */
function carryOver(form, template) {
  const person = new Map(own());
  const where = residenceLine(person.get('address'), areasOf(person.get('commune')));
  const known = name => (name === 'residence' ? where : person.get(name));
  for (const [path, source] of Object.entries(JSON.parse(template.dataset.takes))) {
    const control = form.elements[path];
    const value = known(source);
    if (control && value && !control.value) control.value = value;
  }
}

/** The names of a commune, and of the province that all of them lie in; none where none was chosen. */
function areasOf(code) {
  const options = [...personTemplate.content.querySelectorAll('[name="commune"] option')];
  const chosen = code && options.find(o => o.value === code);
  return chosen ? [chosen.textContent.trim(), personTemplate.dataset.province] : [];
}

function drawFiles(form) {
  for (const old of form.querySelectorAll('[data-chosen]')) old.remove();
  for (const input of form.querySelectorAll('input[type=file]'))
    for (const [i, file] of state.current.files.entries()) {
      if (file.field !== input.name) continue;
      const drop = make('button', {
        type: 'button',
        className: 'link',
        textContent: say('drop-file', { name: file.name }),
      });
      drop.onclick = async () => {
        state.current.files.splice(i, 1);
        drawFiles(form);
        takeEntries(form);
        await begun();
      };
      const chosen = make('p', { className: 'kept' }, `${say('chosen-file', { name: file.name })} `, drop);
      chosen.dataset.chosen = '';
      input.closest('.file').before(chosen);
    }
}

const MOST_BYTES = 20_000_000;
// As much as one sending takes, with room for what is typed.
const MOST_TOGETHER = 55_000_000;
const MOST_FILES = 20;

/** A file is sealed as soon as it is chosen: what lies on the device as a picture may be deleted. */
async function takeFiles(input) {
  for (const old of input.closest('.f').querySelectorAll('.msg')) old.remove();
  const { shrink } = await import(root.dataset.shrink);
  for (const chosen of input.files) {
    // A photo is made as small as one that is sent from a citizen's page: it lies here for a day, and a weak line takes it back.
    const file = await shrink(chosen);
    const { files } = state.current;
    const bytes = files.reduce((sum, f) => sum + f.sealed.body.byteLength, file.size);
    if (file.size > MOST_BYTES || bytes > MOST_TOGETHER || files.length >= MOST_FILES) {
      const key = file.size > MOST_BYTES ? 'file-large' : 'files-many';
      tellAt(input, say(key, { name: file.name, mb: MOST_BYTES / 1_000_000, n: MOST_FILES }));
      continue;
    }
    const sealed = await sealBytes(keys.get(state.current.pack), await file.arrayBuffer());
    if (!input.multiple) state.current.files = state.current.files.filter(f => f.field !== input.name);
    state.current.files.push({ field: input.name, name: file.name, type: file.type, sealed });
  }
  input.value = '';
  drawFiles(input.form);
  takeEntries(input.form);
  await begun();
}

function tellAt(input, words) {
  input.closest('.file').before(line(words, 'msg'));
}

/** `at`: the place among what was missing, where the cursor is wanted. */
function askDossier(at) {
  const template = templates.get(state.current.version);
  const part = view('ho-so', { heading: state.current.name });
  const form = part.querySelector('form');
  const whose = new Map(own());
  part.querySelector('[data-whose]').textContent = [
    whose.get('name'),
    whose.get('personalNumber'),
    whose.get('birthDate'),
  ]
    .filter(Boolean)
    .join(' · ');
  part.querySelector('[data-errors]').replaceChildren();
  part.querySelector('[data-fields]').replaceChildren(template.content.cloneNode(true));
  if (others().length) fill(form, others());
  carryOver(form, template);
  drawFiles(form);
  showAsked(form, judged(template));
  const faults = faultsIn(form, template);
  // Taken with something missing, it says so again. Else nothing is wrong yet, and the cursor goes where one would go on, as at the counter.
  if (state.current.provisional) drawErrors(part, faults, keep);
  if (!state.current.provisional || at !== undefined) (faults[at] ?? faults[0])?.control.focus();
}

const [{ judge }, { workOut }] = await Promise.all([
  import(root.dataset.judge),
  import(root.dataset.workOut),
]);

/** By what a form is judged: the rules that came with it, on the day that it is here. */
const judged = template => ({
  rules: JSON.parse(template.dataset.rules),
  judge,
  workOut,
  say,
  today: new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Ho_Chi_Minh' }).format(Date.now()),
});

/** Whether a number may stay empty: of who has none, and of others when the clerk says so. */
const excused = template => {
  const takes = JSON.parse(template.dataset.takes);
  const number = new Map(own()).get('personalNumber');
  const said = others().some(([name]) => name === 'khong-so');
  return (path, kind) =>
    kind === 'phone' ||
    (kind === 'personal-number' && (said || (!number && takes[path] === 'personalNumber')));
};

/** What is wrong with a dossier, its papers last. */
const faultsIn = (form, template) => {
  const by = judged(template);
  return [
    ...faultsOf(form, by, excused(template)),
    ...unreachable(form, JSON.parse(template.dataset.reached), new Map(own()).get('phone'), by),
    ...missingPapers(form, state.current.files, by),
  ];
};

/** Pressed twice, taken once. */
let keeping = '';
async function keep() {
  if (keeping === state.current.id) return;
  keeping = state.current.id;
  try {
    await showSlip(await storeCurrent('waiting'));
    state.kept?.();
  } catch {
    notKept();
  }
  keeping = '';
}

export async function showSlip(item) {
  // What was kept before papers were noted has none.
  const { entries, lackingPapers = [] } = await open(keys.get(item.pack), item.sealed);
  const value = name => entries.find(([n]) => n === name)?.[1] ?? '';
  const part = $('[data-view="bien-nhan"]');
  const template = templates.get(item.version);
  drawSlip(part.querySelector('[data-slip]'), {
    item,
    pack,
    person: value(`${PERSON}name`),
    delegate: value('nop-thay') && value('nguoi-thay-ten'),
    papers: template ? papersIn(template, entries, item.files, say) : [],
    lacking: lackingPapers,
    both: template?.dataset.both ?? '',
    say,
  });
  state.current = undefined;
  view('bien-nhan', {
    heading: say('slip-of', { number: item.provisional }),
    focus: part.querySelector('[data-print]'),
  });
}

/** Opens what was stored, to go on or to correct it. */
export async function resume(listed, at) {
  const item = await db.get('items', listed.id);
  // Sent meanwhile: it is not ours alone any more.
  if (!item || !isOwn(item)) return;
  if (!templates.has(item.version)) return tell(line(say('other-form'), 'msg'));
  const { entries, lacking, lackingPapers } = await open(keys.get(item.pack), item.sealed);
  const { sealed: _, state: __, reasons: ___, tried: ____, ...facts } = item;
  state.current = { ...facts, entries, lacking, lackingPapers };
  return own().length ? askDossier(at) : askPerson();
}

export function begin(template) {
  const { version, name, procedure } = template.dataset;
  state.current = {
    id: crypto.randomUUID(),
    pack: pack.id,
    account: pack.account,
    version,
    name,
    procedure,
    entries: [],
    files: [],
    taken: Date.now(),
    provisional: '',
  };
  askPerson();
}

/** Keeps what stands in the form of a dossier, and what is missing in it, which is returned. */
function takeEntries(form) {
  const faults = faultsIn(form, templates.get(state.current.version));
  state.current.entries = [
    ...state.current.entries.filter(([name]) => name.startsWith(PERSON)),
    ...entriesOf(form),
  ];
  state.current.lacking = faults.map(f => f.words);
  state.current.lackingPapers = faults.flatMap(f => f.paper ?? []);
  return faults;
}

/** While a field of the dossier is typed into. What is being taken, or is closed, is kept already. */
export function typed(form) {
  const { current } = state;
  keepSoon(() => {
    if (state.current !== current || keeping === current.id) return;
    takeEntries(form);
    void begun({ typing: true });
  });
}

/** After a field of the dossier was changed: what is asked for now, and nothing typed is lost. */
export async function changed(form, target) {
  keepNoMore();
  if (target.type === 'file') return takeFiles(target);
  showAsked(form, judged(templates.get(state.current.version)));
  takeEntries(form);
  await begun();
}

/** Says over the form that one of the same person and procedure lies here already, before all of it is typed again. */
async function tellSame() {
  const { current } = state;
  const items = (await db.getAll('items')).filter(i => i.account === pack.account && i.id !== current.id);
  const opened = items.map(async i => {
    const key = i.sealed && keys.get(i.pack);
    return [i.id, key ? personKey((await open(key, i.sealed)).entries, PERSON) : ''];
  });
  const whose = new Map([...(await Promise.all(opened)), [current.id, personKey(current.entries, PERSON)]]);
  const numbers = sameHere(current, items, whose).map(i => i.provisional);
  if (numbers.length && state.current === current)
    $('[data-view="ho-so"] [data-errors]').append(line(say('same-here', { numbers: numbers.join(', ') })));
}

/** The button of one of the two forms: on to the dossier, or it is taken. */
export async function sendForm(form) {
  const part = form.closest('[data-view]');
  keepNoMore();
  if (form.dataset.form === 'nguoi') {
    if (form.elements.the.value && takeCard(form.elements.the)) return;
    if (form.elements.the.value) {
      unmark(form);
      mark(form.elements.the, say('card-unread'));
      return form.elements.the.focus();
    }
    const faults = faultsOf(form, judged(personTemplate));
    drawErrors(part, faults);
    if (faults.length) return;
    const person = entriesOf(form).filter(([name]) => name !== 'the');
    state.current.entries = [...person.map(([name, value]) => [PERSON + name, value]), ...others()];
    await begun();
    askDossier();
    return tellSame();
  }
  const faults = takeEntries(form);
  drawErrors(part, faults, keep);
  if (!faults.length) await keep();
}
