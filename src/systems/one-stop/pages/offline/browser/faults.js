// What is wrong, in a list above the form and at its fields.

import { mark, unmark } from './fields.js';
import { make, say } from './page.js';

/** A line of the summary. Its field is gone to by itself: another part of the page may have one of the same name. */
function faultLine({ control, words }) {
  const link = make('a', { href: `#${control.id}`, textContent: words });
  link.onclick = event => {
    event.preventDefault();
    control.focus();
  };
  return make('li', {}, link);
}

/** Says what is wrong, above the form and at its fields. */
export function drawErrors(part, faults, goOn) {
  unmark(part.querySelector('form'));
  for (const { control, words } of faults) mark(control, words);
  const list = make('ul', {}, ...faults.map(faultLine));
  const sum = make(
    'div',
    { className: 'sum', tabIndex: -1 },
    make('h2', { textContent: say('to-mend') }),
    list,
  );
  if (goOn) {
    const button = make('button', { type: 'button', className: 'btn alt', textContent: say('keep-anyway') });
    button.onclick = goOn;
    sum.append(make('p', { textContent: say('keep-anyway-about') }), button);
  }
  part.querySelector('[data-errors]').replaceChildren(...(faults.length ? [sum] : []));
  if (faults.length) sum.focus();
}
