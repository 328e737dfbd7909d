import { make } from '../dom.js';
import { outcomeRows } from './outcome-rows.js';
import { spanIn, spanText, UNITS } from './span.js';

const option = ({ value, label }) => make('option', { value }, label);

function framed(id, field, ...inside) {
  const hint = field.hint && make('span', { class: 'hint', id: `${id}-hint` }, field.hint);
  const message = make('p', { class: 'msg', id: `${id}-msg`, hidden: true });
  const node = make('div', { class: 'f' }, make('label', { for: id }, field.label), hint, message, ...inside);
  return { node, message };
}

const described = (id, field) => ({
  'aria-describedby': `${field.hint ? `${id}-hint ` : ''}${id}-msg`,
});

function textInput(id, field, _t, changed) {
  const many = field.type === 'area' || field.type === 'feel';
  const proposed = field.options?.length ? `${id}-list` : undefined;
  const input = make(many ? 'textarea' : 'input', {
    class: field.type === 'feel' ? 'in feel' : 'in',
    id,
    ...(many ? { rows: field.type === 'feel' ? '3' : '2' } : {}),
    ...(proposed && !many ? { list: proposed } : {}),
    ...(field.type === 'feel' || field.type === 'id' ? { spellcheck: 'false', autocapitalize: 'off' } : {}),
    autocomplete: 'off',
    ...described(id, field),
  });
  const { node, message } = framed(
    id,
    field,
    input,
    proposed && make('datalist', { id: proposed }, ...field.options.map(option)),
  );
  const say = wrong => {
    message.textContent = wrong ?? '';
    message.hidden = !wrong;
    node.classList.toggle('err', Boolean(wrong));
    if (wrong) input.setAttribute('aria-invalid', 'true');
    else input.removeAttribute('aria-invalid');
  };
  // What is refused stays as it was typed, with the reason.
  input.addEventListener('change', () => say(changed(input.value)));
  let shown;
  return {
    node,
    update(value) {
      if (value === shown) return;
      shown = value;
      input.value = value;
      say(undefined);
    },
  };
}

function selectInput(id, field, _t, changed) {
  const input = make(
    'select',
    { class: 'in', id, ...described(id, field), onchange: () => changed(input.value) },
    ...field.options.map(option),
  );
  return {
    node: framed(id, field, input).node,
    update(value) {
      input.value = value;
    },
  };
}

function checkInput(id, field, _t, changed) {
  const input = make('input', { type: 'checkbox', id, onchange: () => changed(input.checked) });
  return {
    node: make('div', { class: 'f' }, make('label', { class: 'pick', for: id }, input, field.label)),
    update(value) {
      input.checked = value;
    },
  };
}

function spanInput(id, field, t, changed) {
  const keep = () => changed(spanText({ n: n.value, unit: unit.value }));
  const n = make('input', {
    class: 'in',
    id,
    inputmode: 'numeric',
    autocomplete: 'off',
    ...described(id, field),
    onchange: keep,
  });
  const unit = make(
    'select',
    { class: 'in', 'aria-label': t('span.unit', { field: field.label }), onchange: keep },
    ...UNITS.map(value => option({ value, label: t(`unit.${value}`) })),
  );
  return {
    node: framed(id, field, make('div', { class: 'span' }, n, unit)).node,
    update(value) {
      const span = spanIn(value);
      n.value = span.n;
      if (value) unit.value = span.unit;
      else if (!unit.dataset.set) unit.value = span.unit;
      unit.dataset.set = '1';
    },
  };
}

const BY_TYPE = {
  text: textInput,
  area: textInput,
  feel: textInput,
  id: textInput,
  select: selectInput,
  check: checkInput,
  span: spanInput,
  outcomes: outcomeRows,
};

/**
 * A field as the panel shows it: `{ node, update(value) }`. `changed(value)` is called with what was typed, and returns what is
 * wrong with it, if anything.
 */
export const inputFor = (id, field, t, changed) => BY_TYPE[field.type](id, field, t, changed);
