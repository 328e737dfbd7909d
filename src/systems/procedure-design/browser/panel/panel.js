import { make } from '../dom.js';
import { faultsByField } from './faults.js';
import { inputFor } from './inputs.js';
import { withCondition, withField } from './known.js';

/** How what is chosen from the list beside a field goes into it. `at`: where the caret stands. */
const INSERT = { condition: withCondition, says: withField };

/** What a field may read, as a list; what is chosen is put in. `part.field` is the newest one. */
function knownList(id, part, known, apply, t) {
  const select = make(
    'select',
    { class: 'in', id },
    make('option', { value: '' }, t('known.choose')),
    ...known.map(g =>
      make('optgroup', { label: g.group }, ...g.items.map(i => make('option', { value: i.text }, i.words))),
    ),
  );
  select.addEventListener('change', () => {
    const { field } = part;
    const at = document.getElementById(`draw-${field.key}`).selectionEnd;
    if (select.value) apply(field.set(INSERT[field.inserts](field.value, select.value, at)));
    select.value = '';
  });
  return make('div', { class: 'f' }, make('label', { for: id }, t(`known.${part.field.inserts}`)), select);
}

/** Puts these nodes into `where`, and the focus back to where it was if they had to be moved. */
function place(where, nodes) {
  if (nodes.length === where.children.length && nodes.every((n, i) => where.children[i] === n)) return;
  const focused = document.activeElement;
  where.replaceChildren(...nodes);
  if (focused === document.activeElement) return;
  (focused.isConnected ? focused : document.getElementById(focused.id))?.focus();
}

/**
 * The panel beside the drawing. Its parts that stay the same are kept while something is typed, so that focus and caret stay.
 *
 * @param {HTMLElement} root
 * @param {(key: string, params?: Record<string, string>) => string} t
 * @param {object} does
 * @param {() => { of: string, title: string, about: string, fields: import('./fields.js').Field[], problems: import('./faults.js').Fault[], known: Record<string, any[]> }} does.look what to show now
 * @param {(changes: import('./fields.js').Change[]) => string | undefined} does.apply returns what is wrong
 * @param {HTMLElement} does.top what stands above the fields: the list of elements
 * @param {HTMLElement} does.acts what can be done with the element
 */
export function createPanel(root, t, { look, apply, top, acts }) {
  const title = make('h2', { id: 'draw-panel-title' });
  const about = make('p', { class: 'q' });
  const problems = make('ul', { class: 'faults', 'aria-label': t('panel.problems') });
  const fields = make('div', {});
  const moreFields = make('div', {});
  const more = make('details', { class: 'more' }, make('summary', {}, t('panel.more')), moreFields);
  root.setAttribute('aria-labelledby', title.id);
  root.append(top, title, about, problems, fields, more, acts);
  let shown = new Map();

  function partFor(field, of, known) {
    const { key, label, hint, type, options } = field;
    const sign = JSON.stringify([of, label, hint, type, options, known]);
    const kept = shown.get(key);
    if (kept?.sign === sign) return Object.assign(kept, { field });
    const id = `draw-${key}`;
    const part = { sign, field };
    const input = inputFor(id, field, t, value => apply(part.field.set(value)));
    const node = known?.length
      ? make('div', {}, input.node, knownList(`${id}-known`, part, known, apply, t))
      : input.node;
    return Object.assign(part, { node, update: input.update, fault: input.fault });
  }

  function draw() {
    const now = look();
    title.textContent = now.title;
    about.textContent = now.about;
    const faults = faultsByField(now.fields, now.problems);
    problems.replaceChildren(...faults.elsewhere.map(words => make('li', {}, words)));
    problems.hidden = !faults.elsewhere.length;
    const parts = now.fields.map(f => [f.key, partFor(f, now.of, f.inserts && now.known[f.inserts])]);
    shown = new Map(parts);
    const nodesOf = seldom =>
      [...shown.values()].filter(p => Boolean(p.field.more) === seldom).map(p => p.node);
    place(fields, nodesOf(false));
    place(moreFields, nodesOf(true));
    more.hidden = !moreFields.children.length;
    for (const [key, part] of shown) {
      part.update(part.field.value);
      part.fault(faults.at.get(key));
      if (part.field.more && faults.at.has(key)) more.open = true;
    }
  }

  return {
    draw,
    /** Puts the focus into the field that is wrong, else into the first. */
    focus: () =>
      (root.querySelector('[aria-invalid]') ?? fields.querySelector('textarea, input, select'))?.focus(),
  };
}
