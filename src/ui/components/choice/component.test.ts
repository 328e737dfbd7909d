import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testCtx } from '#test/ctx';
import { ui } from '../../module.ts';
import { checkbox, checkboxes, radios } from './component.ts';

const { t } = testCtx({ modules: [ui] });
const options = ['a', 'b', 'c'].map(value => ({ value, label: value.toUpperCase() }));
const checked = (markup: string) => [...markup.matchAll(/value="(\w+)"[^>]* checked/g)].map(m => m[1]);

test('radios show one choice, checkboxes several, and unknown values none', () => {
  assert.deepEqual(checked(radios(t, { name: 'r', label: 'R', options, value: 'b' }).toString()), ['b']);
  assert.deepEqual(checked(radios(t, { name: 'r', label: 'R', options, value: 'x' }).toString()), []);
  const boxes = checkboxes(t, { name: 'c', label: 'C', options, values: ['a', 'c'] }).toString();
  assert.deepEqual(checked(boxes), ['a', 'c']);
});

test('the error summary can lead to the first choice, and each choice knows the error', () => {
  const group = radios(t, { name: 'r', label: 'R', options, error: 'Chọn một' }).toString();
  assert.match(group, /<fieldset class="f err"><legend>R<\/legend><p class="msg" id="f-r-e">/);
  assert.equal(group.match(/id="f-r"/g)?.length, 1);
  assert.equal(group.match(/aria-describedby="f-r-e"/g)?.length, 3);
});

test('a single box sends its value when ticked', () => {
  assert.match(checkbox(t, { name: 'p', label: 'P', checked: true }).toString(), /value="1" checked/);
});

test('a choice names the parts it brings out', () => {
  const some = radios(t, {
    name: 'r',
    label: 'R',
    options: [{ value: 'a', label: 'A', reveals: [1, 3] }],
  }).toString();
  assert.match(some, /<input class="is1 is3" type="radio"/);
  assert.match(
    checkbox(t, { name: 'p', label: 'P', reveals: [2] }).toString(),
    /<input class="is2" type="checkbox"/,
  );
});
