// The fields of a form that the server drew: what is asked for, what was answered, what is wrong with it.

import { decide, UNKNOWN } from './conditions.js';
import { readAnswer } from './read.js';

const fieldsIn = root => [...root.querySelectorAll('[data-field]')];
const controlsIn = part => [...part.querySelectorAll('input,select,textarea')];
const isShown = part => (part.checkVisibility ? part.checkVisibility() : part.offsetParent !== null);

const textsOf = part =>
  controlsIn(part)
    .filter(c => !['checkbox', 'radio'].includes(c.type) || c.checked)
    .map(c => (c.type === 'checkbox' && c.value === 'on' ? '1' : c.value));

/** Shows what is asked for by the answers so far, in their order: an answer that is not asked for is none. */
export function showAsked(root) {
  const answerOf = path => {
    const part = root.querySelector(`[data-field="${CSS.escape(path)}"]`);
    if (!part) return UNKNOWN;
    return isShown(part) ? readAnswer(part.dataset.kind, textsOf(part)) : undefined;
  };
  for (const part of root.querySelectorAll('[data-if]'))
    part.hidden = !decide(JSON.parse(part.dataset.if), answerOf);
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

/** The answers to what is asked for, nested as the server keeps them, and which part of the page each place is. */
function answersIn(root) {
  const data = {};
  const parts = new Map();
  const place = placer();
  for (const part of fieldsIn(root)) {
    const { kind, field } = part.dataset;
    if (kind === 'file' || !controlsIn(part).length || !isShown(part) || isEmptyItem(part)) continue;
    const path = place(field);
    parts.set(path, part);
    put(data, path, readAnswer(kind, textsOf(part)));
  }
  return { data, parts };
}

/** Where a fault is said: at its field, of a list at the first field of its first item. */
const partOf = (root, parts, path) =>
  parts.get(path) ?? root.querySelector(`[data-field^="${CSS.escape(path)}."]`);

/**
 * What is wrong by the rules of the form, in the order of the page: `[{ id, words }]`; said at the fields too. `judged`: the rules, what
 * judges by them (`judge.js` of the engine of forms), and the day. `excused(path, kind)`: what may be left empty.
 */
export function check(root, { rules, judge, today }, excused = () => false) {
  unmark(root);
  const { data, parts } = answersIn(root);
  const asked = path => {
    const part = partOf(root, parts, path);
    return part !== null && part !== undefined && isShown(part);
  };
  const order = [...parts.values()];
  return judge(rules, data, { today, asked })
    .map(fault => ({ ...fault, part: partOf(root, parts, fault.path) }))
    .filter(({ part, keyword }) => keyword !== 'required' || !excused(part.dataset.field, part.dataset.kind))
    .sort((a, b) => order.indexOf(a.part) - order.indexOf(b.part))
    .map(({ part, words }) => {
      const [control] = controlsIn(part);
      mark(control, words);
      return { id: control.id, words };
    });
}

/** Papers that have to lie on the desk and do not: as many as the clerk counted, all of them, a picture, or held already. */
export function missingPapers(form, files, say) {
  if (form.elements['du-giay-to']?.checked) return [];
  return [...form.querySelectorAll('[data-paper][data-required]')].flatMap(part => {
    const there = controlsIn(part).some(
      c =>
        (c.type === 'checkbox' && c.checked) ||
        (c.inputMode === 'numeric' && Number(c.value) > 0) ||
        files.some(f => c.type === 'file' && f.field === c.name),
    );
    const control = part.querySelector('[name^="ban-chinh."]');
    if (there || !control) return [];
    const words = say('fault-paper', { name: part.dataset.name });
    mark(control, words);
    return [{ id: control.id, words }];
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
