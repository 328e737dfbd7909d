import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import type { FormDefinition } from '#engines/forms';
import { both, form, t, told } from '../testing/told.ts';
import { describeForm } from './form.ts';

const papers = new Map([['zzPaper', 'Tờ khai']]);
const describedForm = (f: FormDefinition) => describeForm(t, f, id => papers.get(id));

describe('procedure design: whatever changes in a form is told in words', () => {
  test('of a field: everything that its layout and its schema can say', () => {
    const layouts: Record<string, Record<string, unknown>> = {
      zzName: {
        label: both('Tên'),
        staffLabel: both('Tên bạn đọc'),
        hint: both('Như trên căn cước'),
        errors: Object.fromEntries(
          ['required', 'pattern', 'format', 'minLength', 'maxLength', 'nfc', 'enum'].map(k => [
            k,
            both(`Nhập lại ${k}`),
          ]),
        ),
        widget: 'long-text',
        prefill: ['profile.name', 'card.name', 'past.zzName', 'said.residence', 'register.reader'],
        showIf: {
          all: [
            { field: 'zzWay', equals: 'post' },
            { field: 'zzSum', over: 3 },
          ],
        },
        width: 'narrow',
        autocomplete: 'name',
        class: 'none',
        use: 'owner',
      },
      zzWay: { options: [{ value: 'post', label: both('Bưu chính'), hint: both('Trả phí khi nhận') }] },
      zzPlace: { level: 'province', within: { field: 'zzPlace' }, on: { field: 'zzBorn' } },
      zzBorn: { notBefore: 'zzBorn' },
      zzFile: { paper: 'zzPaper', maxFiles: 3 },
      zzSum: { computed: 'if form.zzWay = "post" then form.zzSum else item.zzPart' },
    };
    for (const [field, change] of Object.entries(layouts))
      for (const [key, value] of Object.entries(change)) {
        const fields = {
          ...form.fields,
          [field]: { ...form.fields[field], [key]: value },
        } as FormDefinition['fields'];
        told(`${field}.${key}`, describedForm(form), describedForm({ ...form, fields }));
      }
    const options = form.fields.zzWay?.options?.map(o => ({ ...o, staffLabel: both('Lối nhận') }));
    const called = { ...form.fields, zzWay: { ...form.fields.zzWay, options } } as FormDefinition['fields'];
    told('staff label of a choice', describedForm(form), describedForm({ ...form, fields: called }));
    const schemas: Record<string, Record<string, unknown>> = {
      zzName: {
        ...{
          minLength: 2,
          maxLength: 20,
          pattern: '^A+$',
          format: 'person-name',
          examples: ['An'],
          const: 'An',
        },
        ...{ title: 'Tên', description: 'Tên gọi', $comment: 'xem lại', enum: ['a', 'b'] },
      },
      zzBorn: { dateNotAfter: 'today', dateNotBefore: '1900-01-01', format: 'partial-date' },
      zzSum: {
        minimum: 1,
        maximum: 2.5,
        exclusiveMinimum: 0,
        exclusiveMaximum: 9,
        multipleOf: 0.5,
        type: 'integer',
      },
    };
    for (const [field, change] of Object.entries(schemas))
      for (const [key, value] of Object.entries(change)) {
        const properties = {
          ...form.schema.properties,
          [field]: { ...form.schema.properties?.[field], [key]: value },
        };
        const after = { ...form, schema: { ...form.schema, properties } } as FormDefinition;
        told(`schema of ${field}: ${key}`, describedForm(form), describedForm(after));
      }
  });

  test('of a page, of a group, and what holds between fields', () => {
    const [one, two] = form.pages as [FormDefinition['pages'][0], FormDefinition['pages'][0]];
    for (const change of [
      { title: both('Ai nộp') },
      { fields: ['zzName'] },
      { showIf: { field: 'zzWay', in: ['post', 'desk'] } },
    ])
      told(
        `page ${Object.keys(change)}`,
        describedForm(form),
        describedForm({ ...form, pages: [{ ...one, ...change }, two] }),
      );
    told('order of pages', describedForm(form), describedForm({ ...form, pages: [two, one] }));
    told(
      'group of a page',
      describedForm({ ...form, pages: [one, { ...two, group: undefined }] } as FormDefinition),
      describedForm(form),
    );
    for (const change of [
      { label: both('Nơi') },
      { title: 'zzList.zzPart' },
      { errors: { contains: both('Đánh dấu một nơi') } },
    ])
      told(
        'group',
        describedForm(form),
        describedForm({
          ...form,
          groups: { zzList: { ...form.groups?.zzList, ...change } },
        } as FormDefinition),
      );
    const lists = {
      ...{ minItems: 1, maxItems: 9, uniqueItems: true, minContains: 1, maxContains: 1 },
      contains: { required: ['zzMain'], properties: { zzMain: { const: true } } },
    };
    for (const [key, value] of Object.entries(lists)) {
      const properties = {
        ...form.schema.properties,
        zzList: { ...form.schema.properties?.zzList, [key]: value },
      };
      told(
        `list ${key}`,
        describedForm(form),
        describedForm({ ...form, schema: { ...form.schema, properties } }),
      );
    }
    const rules = {
      personalNumberAgrees: [{ number: 'zzNumber', born: 'zzBorn', is: 'male' }],
      datesInOrder: [{ earlier: 'zzBorn', later: 'zzBorn', called: both('ngày sinh') }],
      daysCovered: [{ group: 'zzList', from: 'zzBorn', to: 'zzBorn', born: 'zzBorn', years: 14 }],
      sumNotAbove: [{ group: 'zzList', column: 'zzPart', limit: 'zzSum' }],
      dependentRequired: { zzName: ['zzBorn'] },
      minProperties: 2,
      additionalProperties: false,
      if: { properties: { zzWay: { const: 'post' } }, required: ['zzWay'] },
      allOf: [{ required: ['zzName'] }],
      anyOf: [{ required: ['zzName'] }, { required: ['zzBorn'] }],
      oneOf: [{ required: ['zzName'] }],
      not: { required: ['zzSum'] },
    };
    for (const [key, value] of Object.entries(rules))
      told(
        `rule ${key}`,
        describedForm(form),
        describedForm({ ...form, schema: { ...form.schema, [key]: value } }),
      );
  });

  test('the forms of the province: no name of a field, no brace', () => {
    const root = path.join(import.meta.dirname, '../..');
    const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(f =>
      f.endsWith('.form.json'),
    );
    assert.ok(files.length >= 12);
    for (const file of files) {
      const definition = JSON.parse(readFileSync(path.join(root, file), 'utf8')) as FormDefinition;
      for (const d of describeForm(t, definition))
        for (const { key, text } of d.facts)
          if (key !== 'pattern')
            assert.doesNotMatch(text, /\b(?:form|tasks|item)\.|[{}"]|\bundefined\b/, `${file} ${d.title}`);
    }
  });
});
