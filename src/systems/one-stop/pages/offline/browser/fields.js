// The fields of a form that the server drew: what is asked for, what was answered, what is wrong with it.

import { decide, UNKNOWN } from './conditions.js';
import { isPersonalNumber, isPhone, readAnswer, readDay } from './read.js';

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
  if (kind === 'personal-number' && !isPersonalNumber(text)) return 'number';
  if (kind === 'phone' && !isPhone(text)) return 'phone';
  return undefined;
}

/** What is wrong, in the order of the page: `[{ id, words }]`; said at the fields too. */
export function check(root, say, excused = () => false) {
  const faults = [];
  for (const part of fieldsIn(root)) {
    const frame = part.querySelector('.f');
    frame?.classList.remove('err');
    for (const old of part.querySelectorAll('.msg')) old.remove();
    const fault = isShown(part) ? faultOf(part, excused) : undefined;
    const [control] = controlsIn(part);
    control?.removeAttribute('aria-invalid');
    if (!fault || !control) continue;
    const words = say(`fault-${fault}`, { label: labelOf(part) });
    const message = Object.assign(document.createElement('p'), { className: 'msg', textContent: words });
    message.id = `${control.id}-e`;
    frame?.classList.add('err');
    (frame?.querySelector('.hint') ?? frame?.querySelector('label,legend'))?.after(message);
    control.setAttribute('aria-invalid', 'true');
    control.setAttribute('aria-describedby', message.id);
    faults.push({ id: control.id, words });
  }
  return faults;
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
