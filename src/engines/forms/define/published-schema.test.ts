import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { FieldLayout, FormDefinition, JsonSchema } from '../types.ts';
import { defineForm } from './define-form.ts';
import { publishedSchema } from './published-schema.ts';

const text: JsonSchema = { type: 'string', minLength: 1 };
const field = (vi: string, more: Partial<FieldLayout> = {}): FieldLayout => ({
  label: { vi },
  class: 'none',
  ...more,
});
const OTHER = { field: 'purpose.kind', equals: 'other' };

const form: FormDefinition = {
  id: 'horse-race',
  version: 1,
  schema: {
    type: 'object',
    required: ['purpose', 'proof', 'riders', 'total', 'age'],
    properties: {
      purpose: {
        type: 'object',
        required: ['kind', 'other', 'why'],
        properties: { kind: { type: 'string', enum: ['race', 'other'] }, other: text, why: text },
      },
      proof: { type: 'object', required: ['paper'], properties: { paper: text } },
      age: { type: 'integer' },
      riders: {
        type: 'array',
        maxItems: 5,
        items: {
          type: 'object',
          required: ['name', 'guardian'],
          properties: { name: text, years: { type: 'integer' }, guardian: text },
        },
      },
      total: { type: 'integer' },
    },
  },
  pages: [
    { id: 'mot', title: { vi: 'Mục đích' }, fields: ['age', 'purpose.kind', 'purpose.other', 'purpose.why'] },
    {
      id: 'hai',
      title: { vi: 'Giấy tờ' },
      fields: ['proof.paper'],
      showIf: {
        all: [
          { field: 'purpose.other', answered: true },
          { field: 'age', atLeast: 18 },
        ],
      },
    },
    {
      id: 'nai',
      title: { vi: 'Nài ngựa' },
      fields: ['riders.name', 'riders.years', 'riders.guardian'],
      group: 'riders',
      showIf: { field: 'purpose.kind', equals: 'race' },
    },
    { id: 'cong', title: { vi: 'Tổng' }, fields: ['total'] },
  ],
  fields: {
    age: field('Tuổi'),
    'purpose.kind': field('Mục đích', {
      options: [
        { value: 'race', label: { vi: 'Đua' } },
        { value: 'other', label: { vi: 'Khác' } },
      ],
    }),
    'purpose.other': field('Mục đích khác', { showIf: OTHER }),
    'purpose.why': field('Vì sao', { showIf: { field: 'purpose.other', equals: 'cưới' } }),
    'proof.paper': field('Giấy tờ'),
    'riders.name': field('Tên'),
    'riders.years': field('Tuổi'),
    'riders.guardian': field('Người giám hộ', { showIf: { field: 'riders.years', under: 18 } }),
    total: field('Tổng', { computed: 'form.age + 1' }),
  },
  groups: { riders: { label: { vi: 'nài ngựa' } } },
};

const fits = new Ajv2020({ strict: false }).compile(publishedSchema(defineForm(form)));
const race = { age: 30, purpose: { kind: 'race' }, riders: [{ name: 'Sùng A Páo', years: 20 }] };

test('a program that sends what is asked for, and no more, is told that it fits', () => {
  assert.ok(fits(race), JSON.stringify(fits.errors));
  assert.ok(fits({ age: 12, purpose: { kind: 'other', other: 'biếu' } }), 'too young for the page of papers');
});

test('what the answers make compulsory is compulsory for programs too, also in an item and by a page', () => {
  const without = {
    'an item of one under age': { ...race, riders: [{ name: 'Vàng A Sở', years: 16 }] },
    'the list': { age: 30, purpose: { kind: 'race' } },
    'a field by an answer': { age: 30, purpose: { kind: 'other' } },
    'a page by two answers': { age: 30, purpose: { kind: 'other', other: 'biếu' } },
    'what is always asked for': { purpose: { kind: 'race' }, riders: [] },
  };
  for (const [missing, data] of Object.entries(without)) assert.equal(fits(data), false, missing);
  assert.ok(fits({ age: 30, purpose: { kind: 'other', other: 'biếu' }, proof: { paper: 'x' } }));
});

test('an answer that is not asked for makes nothing compulsory', () => {
  assert.ok(fits({ ...race, purpose: { kind: 'race', other: 'cưới' } }), JSON.stringify(fits.errors));
});
