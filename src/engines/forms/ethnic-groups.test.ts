import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defineForm } from './define/define-form.ts';
import { ETHNIC_GROUPS, ethnicGroup } from './ethnic-groups.ts';
import { misfits } from './validate/validate.ts';

test('the list has the fifty-four groups and two for all others, each once', () => {
  assert.equal(ETHNIC_GROUPS.length, 56);
  assert.equal(new Set(ETHNIC_GROUPS).size, 56);
});

test('a group is known under the names that people write', () => {
  for (const name of ['Hmông', 'Mông', "H'Mông", 'mèo']) assert.equal(ethnicGroup(name), 'Hmông', name);
  for (const name of ETHNIC_GROUPS) assert.equal(ethnicGroup(name), name);
  for (const none of ['123', 'Klingon', '', 'K']) assert.equal(ethnicGroup(none), undefined, none);
});

test('a field of this format is a list to choose from, and refuses what is no group', () => {
  const label = { vi: 'Dân tộc', en: 'Ethnic group' };
  const form = defineForm({
    id: 'people',
    version: 1,
    schema: { type: 'object', properties: { group: { type: 'string', format: 'ethnic-group' } } },
    pages: [{ id: 'one', title: label, fields: ['group'] }],
    fields: { group: { label, class: 'sensitive' } },
  });
  assert.deepEqual(misfits(form, { group: 'Dao' }, '2026-11-20'), []);
  assert.deepEqual(misfits(form, { group: 'Klingon' }, '2026-11-20'), [{ path: 'group', missing: false }]);
});
