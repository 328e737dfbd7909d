// The fields of a form that the server drew: what is asked for, what was answered, what is wrong with it.

import { decide, UNKNOWN } from './conditions.js';
import { isPersonalNumber, isPhone, readAnswer, readDay, readPartialDay } from './read.js';

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

const labelOf = part =>
  (part.querySelector('legend') ?? part.querySelector('label'))?.firstChild?.textContent?.trim() ?? '';

/** A mistake that can be seen without a server; undefined when there is none, which does not say that the server finds none. */
function faultOf(part, excused) {
  const { kind, field } = part.dataset;
  const [text] = textsOf(part)
    .map(t => t.trim())
    .filter(Boolean);
  if (text === undefined)
    return 'needed' in part.dataset && kind !== 'file' && !excused(field, kind) ? 'missing' : undefined;
  if (kind === 'date' && !readDay(text)) return 'date';
  if (kind === 'partial-date' && !readPartialDay(text)) return 'date';
  if (kind === 'personal-number' && !isPersonalNumber(text)) return 'number';
  if (kind === 'phone' && !isPhone(text)) return 'phone';
  return undefined;
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

/** What is wrong, in the order of the page: `[{ id, words }]`; said at the fields too. */
export function check(root, say, excused = () => false) {
  unmark(root);
  const faults = [];
  for (const part of fieldsIn(root)) {
    const [control] = controlsIn(part);
    if (!control || !isShown(part) || isEmptyItem(part)) continue;
    const fault = faultOf(part, excused);
    if (!fault) continue;
    const words = say(`fault-${fault}`, { label: labelOf(part) });
    mark(control, words);
    faults.push({ id: control.id, words });
  }
  return faults;
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
