import { make } from '../dom.js';
import { inputFor } from './inputs.js';
import { withCondition } from './known.js';

/**
 * The panel beside the drawing. Its parts that stay the same are kept while something is typed, so that focus and caret stay.
 *
 * @param {HTMLElement} root
 * @param {(key: string, params?: Record<string, string>) => string} t
 * @param {object} does
 * @param {() => { title: string, about: string, fields: import('./fields.js').Field[], problems: string[], known: any[] }} does.look what to show now
 * @param {(changes: import('./fields.js').Change[]) => string | undefined} does.apply returns what is wrong
 * @param {HTMLElement} does.top what stands above the fields: the list of elements
 * @param {HTMLElement} does.acts what can be done with the element
 */
export function createPanel(root, t, { look, apply, top, acts }) {
  const title = make('h2', { id: 'draw-panel-title' });
  const about = make('p', { class: 'q' });
  const problems = make('ul', { class: 'faults', 'aria-label': t('panel.problems') });
  const fields = make('div', {});
  const more = make('details', { class: 'more' }, make('summary', {}, t('panel.more')));
  const moreFields = make('div', {});
  more.append(moreFields);
  root.setAttribute('aria-labelledby', title.id);
  root.append(top, title, about, problems, fields, more, acts);
  /** @type {Map<string, { sign: string, node: HTMLElement, update(value: any): void }>} */
  let shown = new Map();

  function knownList(id, field, known) {
    const select = make(
      'select',
      {
        class: 'in',
        id: `${id}-known`,
        onchange: () => {
          if (select.value) apply(field.set(withCondition(field.value, select.value)));
          select.value = '';
        },
      },
      make('option', { value: '' }, t('known.choose')),
      ...known.map(g =>
        make('optgroup', { label: g.group }, ...g.items.map(i => make('option', { value: i.text }, i.words))),
      ),
    );
    return make('div', { class: 'f' }, make('label', { for: `${id}-known` }, t('known.label')), select);
  }

  function draw() {
    const now = look();
    title.textContent = now.title;
    about.textContent = now.about;
    problems.replaceChildren(...now.problems.map(words => make('li', {}, words)));
    problems.hidden = !now.problems.length;
    const next = new Map();
    const latest = new Map(now.fields.map(f => [f.key, f]));
    for (const field of now.fields) {
      const { key, label, hint, type, options } = field;
      const known = key === 'condition' ? now.known : undefined;
      const sign = JSON.stringify([now.of, label, hint, type, options, known]);
      const kept = shown.get(key);
      if (kept?.sign === sign) {
        kept.field = field;
        next.set(key, kept);
        continue;
      }
      const id = `draw-${key}`;
      const part = { sign, field };
      // The newest description of the field says what a value changes.
      const input = inputFor(id, field, t, value => apply(part.field.set(value)));
      part.update = input.update;
      part.node = known
        ? make(
            'div',
            {},
            input.node,
            knownList(
              id,
              {
                ...field,
                get value() {
                  return part.field.value;
                },
                set: v => part.field.set(v),
              },
              known,
            ),
          )
        : input.node;
      next.set(key, part);
    }
    const place = (where, wanted) => {
      const nodes = [...next]
        .filter(([key]) => Boolean(latest.get(key).more) === wanted)
        .map(([, part]) => part.node);
      if (nodes.length !== where.children.length || nodes.some((n, i) => where.children[i] !== n)) {
        const focused = document.activeElement?.id;
        where.replaceChildren(...nodes);
        if (focused && focused !== document.activeElement?.id) document.getElementById(focused)?.focus();
      }
      return nodes.length;
    };
    place(fields, false);
    more.hidden = !place(moreFields, true);
    for (const [key, part] of next) part.update(latest.get(key).value);
    shown = next;
  }

  return {
    draw,
    /** Puts the focus into the first field. */
    focus: () => fields.querySelector('textarea, input, select')?.focus(),
    focusOn: key => document.getElementById(`draw-${key}`)?.focus(),
  };
}
