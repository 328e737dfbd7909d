import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { escapeText } from '../../html.ts';
import { type Choice, drawOptions } from './options.ts';

const OFFERED = ['"><b>', "Dao'", 'Hmông', 'Kinh', 'Tày', ''];
const choice = fc.record({
  value: fc.constantFrom(...OFFERED),
  label: fc.string({ maxLength: 5 }),
  group: fc.constantFrom('Phía Bắc', 'Phía Nam', '"', undefined),
});

describe('the options of a list', () => {
  test('are the same list for everybody, with the one of each marked', () => {
    const peoples = ['Kinh', 'Tày', 'Dao'].map(name => ({ value: name, label: name }));
    const marked = (text: string) => text.match(/<option value="[^"]*" selected>/g);
    assert.deepEqual(marked(`${drawOptions(peoples, 'Tày')}`), ['<option value="Tày" selected>']);
    assert.deepEqual(marked(`${drawOptions(peoples, 'Dao')}`), ['<option value="Dao" selected>']);
    assert.equal(marked(`${drawOptions(peoples, undefined)}`), null);
    assert.equal(marked(`${drawOptions(peoples, 'Mường')}`), null);
  });

  test('stand under their headings as they are offered, and no name becomes markup', () => {
    fc.assert(
      fc.property(
        fc.array(choice, { maxLength: 8 }),
        fc.constantFrom(...OFFERED, 'none', undefined),
        (given, value) => {
          const options: Choice[] = given.map(({ group, ...o }) =>
            group === undefined ? o : { ...o, group },
          );
          const marked = options.findIndex(o => o.value === value);
          let expected = '';
          options.forEach((o, i) => {
            const before = options[i - 1]?.group;
            if (i > 0 && before !== undefined && before !== o.group) expected += '</optgroup>';
            if (o.group !== undefined && (i === 0 || before !== o.group))
              expected += `<optgroup label="${escapeText(o.group)}">`;
            expected += `<option value="${escapeText(o.value)}"${i === marked ? ' selected' : ''}>${escapeText(o.label)}</option>`;
            if (i === options.length - 1 && o.group !== undefined) expected += '</optgroup>';
          });
          // Twice: as it is drawn, and as it is kept.
          assert.equal(`${drawOptions(options, value)}`, expected);
          assert.equal(`${drawOptions(options, value)}`, expected);
        },
      ),
    );
  });
});
