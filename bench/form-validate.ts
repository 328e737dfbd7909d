// Promise: what a form costs beyond its validator (what is asked for, words, order) is little: at least 0.7 of the rate of
// Ajv's compiled function alone on the same 40 answers, right ones and one in ten with three mistakes.
import { defineForm, type FormData, type FormDefinition, forms, validateAll } from '#engines/forms';
import { testCtx } from '#test/ctx';
import { validatorOf } from '../src/engines/forms/testing/validator.ts';
import { median } from './frame/line.ts';

const GOAL = 0.7;
const ROUNDS = 7;
const SIZE = 20_000;
const both = (words: string) => ({ vi: words, en: words });

const kinds = [
  { type: 'string', format: 'person-name', maxLength: 100 },
  { type: 'string', format: 'date', dateNotAfter: 'today' },
  { type: 'string', format: 'personal-number' },
  { type: 'string', format: 'vn-phone' },
  { type: 'string', maxLength: 200 },
  { type: 'string', enum: ['male', 'female'] },
  { type: 'integer', minimum: 0, maximum: 1_000_000_000 },
  { type: 'boolean' },
];
const good = [
  'Giàng A Phử',
  '1991-03-04',
  '010091000123',
  '0912345678',
  'Thôn Na Hối Nùng, xã Bắc Hà',
  'male',
  800_000,
  true,
];
const names = Array.from({ length: 40 }, (_, i) => `f${i}`);

const definition: FormDefinition = {
  id: 'bench',
  version: 1,
  schema: {
    type: 'object',
    required: ['part'],
    properties: {
      part: {
        type: 'object',
        required: names,
        properties: Object.fromEntries(names.map((name, i) => [name, kinds[i % kinds.length]!])),
      },
    },
  },
  pages: Array.from({ length: 6 }, (_, p) => ({
    id: `p${p}`,
    title: both('Trang'),
    fields: names.slice(p * 7, p * 7 + 7).map(name => `part.${name}`),
  })),
  fields: Object.fromEntries(
    names.map((name, i) => [
      `part.${name}`,
      {
        label: both('Ô'),
        class: 'none',
        ...(i % kinds.length === 5 && {
          options: [
            { value: 'male', label: both('Nam') },
            { value: 'female', label: both('Nữ') },
          ],
        }),
      },
    ]),
  ),
};
const form = defineForm(definition);
const ctx = testCtx({ modules: [forms] });
const answers = (wrong: boolean): FormData => ({
  part: Object.fromEntries(
    names.map((name, i) => [name, wrong && i % 15 === 1 ? 'sai' : good[i % good.length]]),
  ),
});
const mix = Array.from({ length: 100 }, (_, i) => answers(i % 10 === 9));
const today = '2026-11-20';
const validate = validatorOf(form);

async function rate(run: (data: FormData) => unknown): Promise<number> {
  const began = process.cpuUsage();
  for (let i = 0; i < SIZE; i++) await run(mix[i % mix.length]!);
  const { user, system } = process.cpuUsage(began);
  return SIZE / ((user + system) / 1e6);
}

const pairs: Array<[number, number]> = [];
for (let round = 0; round < ROUNDS; round++)
  pairs.push([
    await rate(data => validateAll(form, data, ctx)),
    await rate(data => validate.call({ today }, data)),
  ]);
const ratio = median(pairs.map(([a, b]) => a / b));
console.log(
  `bench form-validate value=${Math.round(median(pairs.map(p => p[0])))}/s limit=${Math.round(median(pairs.map(p => p[1])))}/s ratio=${ratio.toFixed(3)} goal=${GOAL} ${ratio >= GOAL ? 'ok' : 'short'}`,
);
