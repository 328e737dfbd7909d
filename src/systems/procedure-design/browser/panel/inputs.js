import { make } from '../dom.js';
import { rowsInput } from './rows.js';
import { spanIn, spanText, UNITS } from './span.js';

const option = ({ value, label }) => make('option', { value }, label);

const described = (id, field) => ({
  id,
  'aria-describedby': `${field.hint ? `${id}-hint ` : ''}${id}-msg`,
});

/** A field with its label, hint and message; `fault(words)` says what is wrong with it, or that nothing is. */
function framed(id, field, input, ...inside) {
  const hint = field.hint && make('span', { class: 'hint', id: `${id}-hint` }, field.hint);
  const message = make('p', { class: 'msg', id: `${id}-msg`, hidden: true });
  const label = make('label', { for: id }, field.label);
  const node = make('div', { class: 'f' }, label, hint, message, ...inside);
  const fault = words => {
    message.textContent = words ?? '';
    message.hidden = !words;
    node.classList.toggle('err', Boolean(words));
    if (words) input.setAttribute('aria-invalid', 'true');
    else input.removeAttribute('aria-invalid');
  };
  return { node, fault };
}

function textInput(id, field, _t, changed) {
  const many = field.type === 'area' || field.type === 'feel';
  const proposed = field.options?.length && !many ? `${id}-list` : undefined;
  const input = make(many ? 'textarea' : 'input', {
    class: field.type === 'feel' ? 'in feel' : 'in',
    ...described(id, field),
    ...(many ? { rows: field.rows ?? (field.type === 'feel' ? '3' : '2') } : {}),
    ...(proposed ? { list: proposed } : {}),
    ...(field.type === 'feel' || field.type === 'id' ? { spellcheck: 'false', autocapitalize: 'off' } : {}),
    autocomplete: 'off',
  });
  const list = proposed && make('datalist', { id: proposed }, ...field.options.map(option));
  const { node, fault } = framed(id, field, input, input, list);
  let shown;
  let refused;
  // What is refused stays as it was typed, with the reason.
  input.addEventListener('change', () => {
    refused = changed(input.value);
    fault(refused);
  });
  return {
    node,
    fault: words => fault(refused ?? words),
    update(value) {
      if (value === shown) return;
      shown = value;
      refused = undefined;
      input.value = value;
    },
  };
}

function selectInput(id, field, _t, changed) {
  const input = make(
    'select',
    { class: 'in', ...described(id, field), onchange: () => changed(input.value) },
    ...field.options.map(option),
  );
  return {
    ...framed(id, field, input, input),
    update(value) {
      input.value = value;
    },
  };
}

function checkInput(id, field, _t, changed) {
  const input = make('input', { type: 'checkbox', id, onchange: () => changed(input.checked) });
  return {
    node: make('div', { class: 'f' }, make('label', { class: 'pick', for: id }, input, field.label)),
    fault() {},
    update(value) {
      input.checked = value;
    },
  };
}

function spanInput(id, field, t, changed) {
  const keep = () => changed(spanText({ n: n.value, unit: unit.value }));
  const n = make('input', {
    class: 'in',
    ...described(id, field),
    inputmode: 'numeric',
    autocomplete: 'off',
    onchange: keep,
  });
  const unit = make(
    'select',
    // A unit alone says nothing yet.
    { class: 'in', 'aria-label': t('span.unit', { field: field.label }), onchange: () => n.value && keep() },
    ...UNITS.map(value => option({ value, label: t(`unit.${value}`) })),
  );
  unit.value = spanIn('').unit;
  return {
    ...framed(id, field, n, make('div', { class: 'span' }, n, unit)),
    update(value) {
      const span = spanIn(value);
      n.value = span.n;
      if (value) unit.value = span.unit;
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
  outcomes: rowsInput,
  facts: rowsInput,
};

/**
 * A field as the panel shows it: `{ node, update(value), fault(words) }`. `changed(value)` is called with what was typed, and returns
 * what is wrong with it, if anything.
 */
export const inputFor = (id, field, t, changed) => BY_TYPE[field.type](id, field, t, changed);
