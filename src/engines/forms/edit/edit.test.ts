import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { checkForm } from '../define/define-form.ts';
import { readingGroup } from '../testing/reading-group.ts';
import type { FormDefinition } from '../types.ts';
import { addField, changeField, type FieldChoice, moveField, movePage, removeField } from './fields.ts';
import { FIELD_KINDS, kindOf } from './kinds.ts';
import { addPage, changePage, removePage } from './pages.ts';
import { schemaAt } from './schema-at.ts';

const both = (text: string) => ({ vi: text, en: text });
const nothing: FormDefinition = {
  id: 'new',
  version: 1,
  schema: { type: 'object', properties: {} },
  pages: [],
  fields: {},
};
const field = (label: string, more: Partial<FieldChoice> = {}): FieldChoice => ({
  kind: 'text',
  label: both(label),
  required: true,
  class: 'basic',
  ...more,
});

describe('forms: making a form without writing JSON', () => {
  test('from nothing: a page, fields of every kind, a repeating group; it can be used at once', () => {
    let { form, id } = addPage(nothing, { title: both('Người đề nghị') });
    for (const kind of FIELD_KINDS)
      ({ form } = addField(
        form,
        id,
        field(`Ô ${kind}`, {
          kind,
          ...(kind.startsWith('choice') && { options: [{ label: both('Có') }, { label: both('Không') }] }),
          ...(kind === 'computed' && { computed: 'form.oInteger * 2' }),
        }),
      ));
    ({ form, id } = addPage(form, {
      title: both('Thành viên'),
      group: { label: both('Thành viên'), min: 1, max: 5 },
    }));
    const added = addField(form, id, field('Họ và tên', { kind: 'person-name' }));
    assert.equal(added.path, 'thanhVien.hoVaTen');
    assert.deepEqual(checkForm(added.form), []);
    for (const kind of FIELD_KINDS) {
      const path =
        Object.keys(added.form.fields).find(p => added.form.fields[p]?.label.vi === `Ô ${kind}`) ?? '';
      const { schema } = schemaAt(added.form, path) ?? assert.fail(kind);
      assert.equal(kindOf(schema, added.form.fields[path]), kind);
    }
  });

  test('two fields of one label get two names; a label of signs only gets one too', () => {
    let { form, id } = addPage(nothing, { title: both('…') });
    const paths: string[] = [];
    for (const label of ['Họ tên', 'Họ  tên', '123', '???', '???']) {
      const added = addField(form, id, field(label));
      paths.push(added.path);
      form = added.form;
    }
    assert.equal(new Set(paths).size, 5);
    assert.deepEqual(checkForm(form), []);
  });

  test('a field that is changed keeps its path, and options keep the values that were answered', () => {
    const options = readingGroup.fields.kind?.options?.map(o => ({ value: o.value, label: o.label })) ?? [];
    const next = changeField(
      readingGroup,
      'kind',
      field('Loại nhóm', {
        kind: 'choice',
        required: false,
        options: [...options, { label: both('Câu lạc bộ') }],
      }),
    );
    assert.deepEqual(schemaAt(next, 'kind'), {
      schema: { type: 'string', enum: ['family', 'school', 'cauLacBo'] },
      required: false,
    });
    assert.deepEqual(checkForm(next), []);
  });

  test('what is taken out takes the conditions that read it along', () => {
    const next = removeField(readingGroup, 'kind');
    assert.equal(next.pages.find(p => p.id === 'members')?.showIf, undefined);
    assert.deepEqual(checkForm(next), []);
    const inside = removeField(readingGroup, 'members.kind');
    assert.equal(inside.fields['members.school']?.showIf, undefined);
    assert.deepEqual(
      checkForm(inside).map(p => p.place),
      ['fields.members.deposit.computed'],
      'the checker tells what still reads it',
    );
    const without = removePage(removeField(readingGroup, 'deposit'), 'members');
    assert.equal(without.groups, undefined);
    assert.deepEqual(
      checkForm(without).map(p => p.code),
      ['page-empty'],
    );
  });

  test('pages are named and moved; a group’s page is asked for so many items', () => {
    const next = changePage(readingGroup, 'members', {
      title: both('Người đọc'),
      group: { label: both('Người đọc'), min: 0, max: 9 },
    });
    assert.equal(next.groups?.members?.title, 'members.name');
    assert.ok(!next.schema.required?.includes('members'));
    assert.deepEqual(checkForm({ ...next, pages: movePage(next, 'deposit', -1).pages }), []);
  });

  test('moving and moving back leaves the form as it was, wherever a field stands', () => {
    const paths = readingGroup.pages.flatMap(p => p.fields);
    fc.assert(
      fc.property(fc.constantFrom(...paths), fc.constantFrom(-1 as const, 1 as const), (path, by) => {
        const there = moveField(readingGroup, path, by);
        assert.deepEqual(
          there.pages.flatMap(p => p.fields).toSorted(),
          paths.toSorted(),
          'no field is lost or doubled',
        );
        if (there !== readingGroup)
          assert.deepEqual(moveField(there, path, by === 1 ? -1 : 1).pages, readingGroup.pages);
      }),
    );
  });
});
