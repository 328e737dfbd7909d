import { make } from '../dom.js';
import { factsIn, factsText, KINDS } from './facts.js';
import { outcomesIn, outcomesText } from './outcomes.js';

/** Attributes that hold several things, a row each: how they are read and written, and the cells of a row. */
const ROWS = {
  outcomes: {
    read: outcomesIn,
    write: outcomesText,
    cells: [
      ['words', 'text'],
      ['code', 'text'],
    ],
  },
  facts: {
    read: factsIn,
    write: factsText,
    cells: [
      ['words', 'text'],
      ['kind', 'select', KINDS],
      ['bounds', 'text'],
      ['when', 'text'],
      ['code', 'text'],
      ['optional', 'check'],
    ],
  },
};

function cell([name, type, values], row, t, prefix, keep) {
  const said = t(`${prefix}.${name}`);
  if (type === 'check') {
    const input = make('input', { type: 'checkbox', onchange: keep });
    input.checked = row[name];
    return [input, make('label', { class: 'pick' }, input, said)];
  }
  const input =
    type === 'select'
      ? make(
          'select',
          { class: 'in', 'aria-label': said, onchange: keep },
          ...values.map(value => make('option', { value }, t(`${prefix}.${name}.${value}`))),
        )
      : make('input', {
          class: 'in',
          'aria-label': said,
          placeholder: said,
          autocomplete: 'off',
          onchange: keep,
        });
  input.value = row[name];
  return [input, input];
}

const filled = input => (input.type === 'checkbox' ? input.checked : input.value);

/** A field of rows that are added and taken away; what is in it is one attribute. */
export function rowsInput(id, field, t, changed) {
  const { read, write, cells } = ROWS[field.type];
  const prefix = field.type === 'facts' ? 'fact' : 'outcome';
  const list = make('div', {});
  /** @type {WeakMap<Element, HTMLInputElement[]>} */
  const inputs = new WeakMap();
  let shown;
  const rowOf = line => Object.fromEntries(cells.map(([name], i) => [name, filled(inputs.get(line)[i])]));
  const keep = () => {
    const text = write([...list.children].map(rowOf));
    if ((text ?? '') !== (shown ?? '')) changed(text);
  };
  /** The button says which row it takes away. */
  function entitle(line) {
    const { words, code } = rowOf(line);
    const remove = line.querySelector('button');
    remove.title = t('row.remove', { row: words || code || '…' });
    remove.setAttribute('aria-label', remove.title);
  }
  function row(values) {
    const made = cells.map(c => cell(c, values, t, prefix, keep));
    const remove = make('button', { type: 'button', class: 'btn alt' }, '×');
    const line = make('div', { class: `draw-row ${field.type}` }, ...made.map(([, node]) => node), remove);
    inputs.set(
      line,
      made.map(([input]) => input),
    );
    remove.addEventListener('click', () => {
      line.remove();
      keep();
      add.focus();
    });
    entitle(line);
    return line;
  }
  const add = make('button', { type: 'button', class: 'btn alt' }, t(`${prefix}.add`));
  add.addEventListener('click', () => {
    const line = row({ words: '', code: '', kind: 'text', bounds: '', when: '', optional: false });
    list.append(line);
    inputs.get(line)[0].focus();
  });
  const hint = field.hint && make('span', { class: 'hint' }, field.hint);
  const message = make('p', { class: 'msg', hidden: true });
  const node = make(
    'fieldset',
    { class: 'f', id },
    make('legend', {}, field.label),
    hint,
    message,
    list,
    add,
  );
  return {
    node,
    fault(words) {
      message.textContent = words ?? '';
      message.hidden = !words;
      node.classList.toggle('err', Boolean(words));
    },
    update(value) {
      if (value === shown) return;
      shown = value;
      const rows = read(value);
      // As many rows as before: each gets its words where it stands, so that whoever goes on with Tab stays in it.
      if (rows.length !== list.children.length) list.replaceChildren(...rows.map(row));
      else
        rows.forEach((r, at) => {
          const line = list.children[at];
          cells.forEach(([cellName, type], i) => {
            inputs.get(line)[i][type === 'check' ? 'checked' : 'value'] = r[cellName];
          });
          entitle(line);
        });
    },
  };
}
