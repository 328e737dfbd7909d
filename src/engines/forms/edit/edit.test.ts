import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { checkForm } from '../define/define-form.ts';
import { readingGroup } from '../testing/reading-group.ts';
import type { Condition, FormDefinition, Test } from '../types.ts';
import { FIELD_KINDS } from './field-kinds.ts';
import {
  addField,
  changeField,
  type FieldChoice,
  moveField,
  movePage,
  removeField,
  writtenByHand,
} from './fields.ts';
import { kindOf } from './kinds.ts';
import { type Limits, limitsIn } from './limits.ts';
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

  test('what was answered in an earlier dossier is offered under the name of the field, not in a list', () => {
    const { form, id } = addPage(nothing, { title: both('Người nộp') });
    const once = addField(form, id, { ...field('Họ tên'), past: true, prefill: ['profile.name'] });
    assert.deepEqual(once.form.fields.hoTen?.prefill, ['profile.name', 'past.hoTen']);
    const never = changeField(once.form, 'hoTen', {
      ...field('Họ tên'),
      prefill: ['profile.name', 'past.hoTen'],
    });
    assert.equal(never.fields.hoTen?.prefill, 'profile.name');
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

  test('what was written by hand stays when the rest of a field is changed', () => {
    const form: FormDefinition = {
      ...nothing,
      schema: {
        type: 'object',
        properties: {
          rent: { type: 'integer', minimum: 5, maximum: 900, multipleOf: 5 },
          place: { type: 'string', format: 'area-code' },
          phone: { $ref: '#/$defs/phone' },
        },
        required: ['rent'],
        $defs: { phone: { type: 'string', format: 'vn-phone' } },
      },
      pages: [{ id: 'all', title: both('Tất cả'), fields: ['rent', 'place', 'phone'] }],
      fields: {
        rent: { label: both('Tiền thuê'), class: 'none', errors: { multipleOf: both('Chẵn năm nghìn') } },
        place: { label: both('Xã cũ'), class: 'none', within: { code: '10' }, on: { field: 'day' } },
        phone: { label: both('Điện thoại'), class: 'basic' },
      },
    };
    assert.deepEqual(writtenByHand(form, 'rent'), {
      multipleOf: 5,
      errors: { multipleOf: both('Chẵn năm nghìn') },
    });
    const rent = changeField(form, 'rent', field('Tiền', { kind: 'integer', limits: { max: 100 } }));
    assert.deepEqual(schemaAt(rent, 'rent')?.schema, {
      type: 'integer',
      minimum: 0,
      maximum: 100,
      multipleOf: 5,
    });
    assert.deepEqual(rent.fields.rent?.errors, { multipleOf: both('Chẵn năm nghìn') });
    const place = changeField(form, 'place', field('Xã', { kind: 'area' }));
    assert.deepEqual(place.fields.place?.within, { code: '10' });
    const phone = changeField(form, 'phone', field('Số máy', { kind: 'phone' }));
    assert.deepEqual(phone.schema, form.schema, 'what is written for several is not changed for one');
    assert.equal(phone.fields.phone?.label.vi, 'Số máy');
    const text = changeField(form, 'rent', field('Tiền', { kind: 'text' }));
    assert.deepEqual(schemaAt(text, 'rent')?.schema, { type: 'string', maxLength: 200 });
  });

  test('limits and patterns come back as they were given, for every kind', () => {
    const limits: Partial<Record<(typeof FIELD_KINDS)[number], Limits>> = {
      text: { min: 3, max: 9, pattern: '^[A-Z]{3,9}$', example: 'ABC' },
      'long-text': { min: 10 },
      date: { min: '2020-01-01', max: '2030-12-31' },
      'past-date': { min: '1950-01-01' },
      money: { min: -5, max: 1_000 },
      integer: { max: 7 },
      number: { min: 0.5 },
      file: { max: 5 },
    };
    for (const [kind, given] of Object.entries(limits) as Array<[(typeof FIELD_KINDS)[number], Limits]>) {
      const page = addPage(nothing, { title: both('Trang') });
      const words = both('Nhập ba đến chín chữ hoa, ví dụ ABC');
      const { form, path } = addField(
        page.form,
        page.id,
        field('Ô', { kind, limits: given, patternWords: words }),
      );
      assert.deepEqual(checkForm(form), [], kind);
      assert.equal(kindOf(schemaAt(form, path)?.schema ?? {}, form.fields[path]), kind);
      const read = limitsIn(kind, schemaAt(form, path)?.schema ?? {});
      assert.deepEqual(
        Object.fromEntries(Object.entries(read).filter(([, v]) => v !== undefined)),
        given,
        kind,
      );
      assert.deepEqual(form.fields[path]?.errors, kind === 'text' ? { pattern: words } : undefined);
    }
  });

  test('of several tests the one that reads a field goes with it', () => {
    const page = readingGroup.pages.find(p => p.id === 'members') ?? assert.fail();
    const other = { field: 'deposit', over: 5 };
    const withTests = (joined: 'all' | 'any', tests: Test[]): Condition =>
      joined === 'all' ? { all: tests } : { any: tests };
    const with2 = (joined: 'all' | 'any', more: Test[]): FormDefinition => ({
      ...readingGroup,
      pages: readingGroup.pages.map(p =>
        p === page
          ? {
              ...p,
              showIf: withTests(joined, [{ field: 'kind', equals: 'school' }, other, ...more]),
            }
          : p,
      ),
    });
    const left = (form: FormDefinition) =>
      removeField(form, 'kind').pages.find(p => p.id === 'members')?.showIf;
    assert.deepEqual(left(with2('any', [])), other);
    assert.deepEqual(left(with2('any', [other])), { any: [other, other] });
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
