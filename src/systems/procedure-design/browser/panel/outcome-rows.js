import { make } from '../dom.js';
import { outcomesIn, outcomesText } from './outcomes.js';

/** What may be decided, a row each with its words and the code that conditions read; rows are added and taken away. */
export function outcomeRows(id, field, t, changed) {
  const list = make('div', { class: 'outcomes' });
  let shown;
  const rowsNow = () =>
    [...list.children].map(row => {
      const [words, code] = row.querySelectorAll('input');
      return { words: words.value, code: code.value };
    });
  const keep = () => {
    const text = outcomesText(rowsNow());
    if ((text ?? '') !== (shown ?? '')) changed(text);
  };
  const row = ({ words, code }) => {
    const input = (name, value) =>
      make('input', {
        class: 'in',
        value,
        'aria-label': t(`outcome.${name}`),
        placeholder: '',
        onchange: keep,
      });
    const line = make(
      'div',
      { class: 'outcome' },
      input('words', words),
      input('code', code),
      make(
        'button',
        {
          type: 'button',
          class: 'btn alt',
          'aria-label': t('outcome.remove', { outcome: words || code || '…' }),
          title: t('outcome.remove', { outcome: words || code || '…' }),
          onclick: () => {
            line.remove();
            keep();
            add.focus();
          },
        },
        '×',
      ),
    );
    return line;
  };
  const add = make(
    'button',
    {
      type: 'button',
      class: 'btn alt',
      onclick: () => {
        const line = row({ words: '', code: '' });
        list.append(line);
        line.querySelector('input').focus();
      },
    },
    t('outcome.add'),
  );
  const heads = make(
    'div',
    { class: 'outcome heads', 'aria-hidden': 'true' },
    make('span', {}, t('outcome.words')),
    make('span', {}, t('outcome.code')),
  );
  const node = make(
    'fieldset',
    { class: 'f', id },
    make('legend', {}, field.label),
    make('span', { class: 'hint' }, field.hint ?? ''),
    heads,
    list,
    add,
  );
  return {
    node,
    update(value) {
      if (value === shown && list.children.length) return;
      shown = value;
      list.replaceChildren(...outcomesIn(value).map(row));
    },
  };
}
