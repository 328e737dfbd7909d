// The fields of a form that the server drew: what is asked for, what was answered, what is wrong with it.

import { decide, UNKNOWN } from './conditions.js';
import { readAnswer } from './read.js';

const fieldsIn = root => [...root.querySelectorAll('[data-field]')];
const fieldAt = (root, path) => root.querySelector(`[data-field="${CSS.escape(path)}"]`);
const controlsIn = part => [...part.querySelectorAll('input,select,textarea')];
const isShown = part => (part.checkVisibility ? part.checkVisibility() : part.offsetParent !== null);

const textsOf = part =>
  controlsIn(part)
    .filter(c => !['checkbox', 'radio'].includes(c.type) || c.checked)
    .map(c => (c.type === 'checkbox' && c.value === 'on' ? '1' : c.value));

/** What is worked out from the answers on the page; beside each part that holds one, as it was last. */
const worked = new WeakMap();
const isComputed = part => part.dataset.computed !== undefined;
const ruleOf = (rules, part) => {
  const path = part.dataset.field.replace(/\.\d+(?=\.)/g, '');
  return rules.computed.find(c => c.path === path);
};

// What is asked for may depend on what is worked out, and that on what is asked for: as on the server, it comes to rest.
const ROUNDS = 5;

/** Shows what is asked for by the answers so far, and what follows from them. */
export function showAsked(root, judged) {
  for (let round = 0; round < ROUNDS; round++) {
    showFields(root, judged.rules);
    if (!answersIn(root, judged).changed) return;
  }
}

/** An answer that is not asked for is none; one that only the server works out is not known. */
const answersOf = (root, rules) => path => {
  const part = fieldAt(root, path);
  if (!part || (isComputed(part) && !ruleOf(rules, part))) return UNKNOWN;
  if (isComputed(part)) return isShown(part) ? worked.get(part) : undefined;
  return isShown(part) ? readAnswer(part.dataset.kind, textsOf(part)) : undefined;
};

/** In their order. */
function showFields(root, rules) {
  const answerOf = answersOf(root, rules);
  for (const part of root.querySelectorAll('[data-if]'))
    part.hidden = !decide(JSON.parse(part.dataset.if), answerOf);
}

/** Writes what was worked out where people read it. */
function write(part, value, { words, widget }, lang) {
  const output = part.querySelector('output');
  output.dataset.unknown ??= output.textContent;
  const number = () => value.toLocaleString(lang === 'en' ? 'en-US' : 'vi-VN', { maximumFractionDigits: 6 });
  if (value === undefined) output.textContent = output.dataset.unknown;
  else if (widget === 'money') output.textContent = words.replace('{amount}', number());
  else if (typeof value === 'number') output.textContent = number().replace('-', '−');
  else if (typeof value === 'boolean') output.textContent = value ? '✓' : '✗';
  else output.textContent = widget === 'date' ? value.split('-').reverse().join('/') : value;
}

/** Says at a control what is wrong with it, as the server's pages do: between hint and control. */
export function mark(control, words) {
  const frame = control.closest('.f');
  const message = Object.assign(document.createElement('p'), { className: 'msg', textContent: words });
  message.id = `${control.id}-e`;
  frame.classList.add('err');
  (frame.querySelector('.hint') ?? frame.querySelector('label,legend')).after(message);
  control.dataset.described ??= control.getAttribute('aria-describedby') ?? '';
  control.setAttribute('aria-invalid', 'true');
  control.setAttribute('aria-describedby', `${control.dataset.described} ${message.id}`.trim());
}

/** Takes back what `mark` said of the controls in a part of the page. */
export function unmark(part) {
  for (const frame of part.querySelectorAll('.f.err')) {
    frame.classList.remove('err');
    for (const message of frame.querySelectorAll('.msg')) message.remove();
  }
  for (const control of part.querySelectorAll('[aria-invalid]')) {
    control.removeAttribute('aria-invalid');
    if (control.dataset.described) control.setAttribute('aria-describedby', control.dataset.described);
    else control.removeAttribute('aria-describedby');
  }
}

/** Of a repeating group, an item in which nothing was filled in is none. */
function isEmptyItem(part) {
  const item = part.closest('fieldset.part');
  return item !== null && fieldsIn(item).every(field => !textsOf(field).some(t => t.trim()));
}

/** Where an answer goes in the data: `stays.3.from` of the second item that says anything is `stays.1.from`. */
function placer() {
  const items = new Map();
  return path => {
    const steps = path.split('.');
    const at = steps.findIndex((step, i) => i > 0 && i < steps.length - 1 && /^\d+$/.test(step));
    const [group, item, rest] =
      at < 0 ? [] : [steps.slice(0, at).join('.'), steps[at], steps.slice(at + 1).join('.')];
    if (!group) return path;
    const seen = items.get(group) ?? [];
    if (!seen.includes(item)) items.set(group, [...seen, item]);
    return `${group}.${items.get(group).indexOf(item)}.${rest}`;
  };
}

/** Puts a value at a path, making the objects and lists on the way. */
function put(data, path, value) {
  const steps = path.split('.');
  const last = steps.pop();
  let at = data;
  for (const [i, step] of steps.entries()) {
    at[step] ??= /^\d+$/.test(steps[i + 1] ?? last) ? [] : {};
    at = at[step];
  }
  if (value !== undefined) at[last] = value;
}

const at = (data, path) => path.split('.').reduce((v, name) => v?.[name], data);

/** What is worked out, into the answers and onto the page; whether any of it is other than before. */
function workOutIn(root, data, places, { rules, workOut, say }) {
  let changed = false;
  for (const [path, part] of places) {
    const rule = ruleOf(rules, part);
    if (!rule) continue;
    const form = structuredClone(data);
    for (const group of rules.groups)
      if (at(form, group) === undefined && isShownGroup(root, group)) put(form, group, []);
    const item = rule.group ? at(form, path.slice(0, path.indexOf('.', rule.group.length + 1))) : null;
    const value = isShown(part) ? workOut(rule, form, item) : undefined;
    changed ||= worked.get(part) !== value;
    worked.set(part, value);
    write(part, value, { widget: rule.widget, words: say('money') }, rules.lang);
    if (value !== undefined) put(data, path, value);
  }
  return changed;
}
const isShownGroup = (root, group) => {
  const part = root.querySelector(`#f-${CSS.escape(group)}`);
  return part !== null && isShown(part);
};

/** The answers to what is asked for, nested as the server keeps them, and which part of the page each place is. */
function answersIn(root, judged) {
  const data = {};
  const parts = new Map();
  const computed = new Map();
  const place = placer();
  for (const part of fieldsIn(root)) {
    const { kind, field } = part.dataset;
    if (isComputed(part) && !isEmptyItem(part)) {
      computed.set(place(field), part);
      continue;
    }
    if (kind === 'file' || !controlsIn(part).length || !isShown(part) || isEmptyItem(part)) continue;
    const path = place(field);
    parts.set(path, part);
    put(data, path, readAnswer(kind, textsOf(part)));
  }
  const changed = workOutIn(root, data, computed, judged);
  for (const [path, part] of computed) if (isShown(part)) parts.set(path, part);
  return { data, parts, changed };
}

/** Where a fault is said: at its field, of a list at the first field of its first item. */
const partOf = (root, parts, path) =>
  parts.get(path) ?? root.querySelector(`[data-field^="${CSS.escape(path)}."]`);

/** Where the cursor goes to mend a part: its first control that is seen, or what is worked out. */
const controlOf = part => {
  const controls = controlsIn(part);
  return controls.find(isShown) ?? controls[0] ?? part.querySelector('output');
};

/**
 * What is wrong by the rules of the form, in the order of the page: `[{ control, words }]`. `judged`: the rules, what judges by them
 * (`judge.js` of the engine of forms), and the day. `excused(path, kind)`: what may be left empty.
 */
export function faultsOf(root, judged, excused = () => false) {
  const { rules, judge, today } = judged;
  const { data, parts } = answersIn(root, judged);
  const asked = path => {
    const part = partOf(root, parts, path);
    return part !== null && part !== undefined && isShown(part);
  };
  const order = fieldsIn(root);
  return judge(rules, data, { today, asked })
    .map(fault => ({ ...fault, part: partOf(root, parts, fault.path) }))
    .filter(({ part, keyword }) => keyword !== 'required' || !excused(part.dataset.field, part.dataset.kind))
    .sort((a, b) => order.indexOf(a.part) - order.indexOf(b.part))
    .map(({ part, words }) => ({ control: controlOf(part), words }));
}

/**
 * An electronic result that nobody could look up, as at the counter: neither the form says a telephone number, nor who applies. `reached`: where
 * the form asks for numbers (`phones`), and for how the result is handed over (`ways`).
 */
export function unreachable(form, { phones, ways }, phoneOfPerson, { rules, say }) {
  const answerOf = answersOf(form, rules);
  if (phoneOfPerson || phones.some(path => typeof answerOf(path) === 'string')) return [];
  return ways
    .filter(path => answerOf(path) === 'electronic')
    .map(path => ({ control: controlOf(fieldAt(form, path)), words: say('fault-electronic') }));
}

/**
 * Papers that have to lie on the desk and do not: as many as the clerk counted, all of them, a picture, or held already. By the rules of the form
 * those too that the answers ask for: of these the clerk did not read when she said that all are there. `paper`: what it is called.
 */
export function missingPapers(form, files, { rules, say }) {
  const all = form.elements['du-giay-to']?.checked;
  const answerOf = answersOf(form, rules);
  const isAsked = ({ dataset }) =>
    ('required' in dataset && !all) ||
    ('requiredIf' in dataset && decide(JSON.parse(dataset.requiredIf), answerOf));
  return [...form.querySelectorAll('[data-paper]')].filter(isAsked).flatMap(part => {
    const there = controlsIn(part).some(
      c =>
        (c.type === 'checkbox' && c.checked) ||
        (c.inputMode === 'numeric' && Number(c.value) > 0) ||
        files.some(f => c.type === 'file' && f.field === c.name),
    );
    const control = part.querySelector(`[name^="${part.dataset.counts ?? 'ban-chinh.'}"]`);
    if (there || !control) return [];
    const { name } = part.dataset;
    return [{ control, words: say('fault-paper', { name }), paper: name }];
  });
}

/** What was entered, as `[name, text]`; files apart. */
export const entriesOf = form =>
  [...new FormData(form)].filter(([, value]) => typeof value === 'string' && value.trim() !== '');

/** Puts answers back into a form. */
export function fill(form, entries) {
  for (const control of form.elements) {
    const given = entries.filter(([name]) => name === control.name).map(([, value]) => value);
    if (control.type === 'checkbox' || control.type === 'radio')
      control.checked = given.includes(control.value);
    else if (control.type !== 'file' && control.type !== 'hidden' && control.name)
      control.value = given[0] ?? '';
  }
}
