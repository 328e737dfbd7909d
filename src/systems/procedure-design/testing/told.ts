import assert from 'node:assert/strict';
import { type FormDefinition, forms } from '#engines/forms';
import { procedures } from '#engines/procedures';
import { processes } from '#engines/processes';
import { worktime } from '#engines/worktime';
import { testCtx } from '#test/ctx';
import { ui } from '#ui';
import { compare, type Described } from '../compare/described.ts';
import { procedureDesign } from '../index.ts';

// Every id in these versions begins so: where one is in a text, no name was found for it.
const ID = /zz[A-Z]/;
const CODE = /[{}[\]"]|undefined|\[object|procedure-design\.|forms\./;

export const { t } = testCtx({ modules: [ui, worktime, forms, processes, procedures, procedureDesign] });
export const words = {
  fact: (title: string, label: string) => `${title}: ${label}`,
  renamed: (title: string) => `${title}: mã`,
};
const texts = (d: readonly Described[]) =>
  d.flatMap(x => [x.title, ...x.facts.flatMap(f => [f.label, f.text])]);

/** That a change is told, and in words: both as what was changed and as what was not there before. */
export function told(what: string, before: Described[], after: Described[]): void {
  const rows = compare(before, after, words);
  assert.ok(rows.length > 0, `${what}: nothing is told`);
  for (const d of [...texts(before), ...texts(after), ...rows.map(r => r.what)]) {
    assert.doesNotMatch(d, CODE, what);
    assert.doesNotMatch(d, ID, what);
  }
}

export const both = (vi: string) => ({ vi, en: `${vi} (English)` });
/** A form with a field of every kind that others can speak of. */
export const form: FormDefinition = {
  id: 'x',
  version: 1,
  schema: {
    type: 'object',
    required: ['zzName'],
    properties: {
      zzName: { type: 'string', maxLength: 10 },
      zzNumber: { type: 'string', format: 'personal-number' },
      zzBorn: { type: 'string', format: 'date' },
      zzWay: { type: 'string', enum: ['zzPost', 'zzDesk'] },
      zzFile: { type: 'array', items: { type: 'object' } },
      zzSum: { type: 'number' },
      zzPlace: { type: 'string', format: 'area-code' },
      zzList: {
        type: 'array',
        maxItems: 5,
        items: { type: 'object', properties: { zzPart: { type: 'number' }, zzMain: { type: 'boolean' } } },
      },
    },
  },
  groups: { zzList: { label: both('Địa điểm') } },
  pages: [
    {
      id: 'zzOne',
      title: both('Người nộp'),
      fields: ['zzName', 'zzNumber', 'zzBorn', 'zzWay', 'zzFile', 'zzSum', 'zzPlace'],
    },
    {
      id: 'zzTwo',
      title: both('Các địa điểm'),
      group: 'zzList',
      fields: ['zzList.zzPart', 'zzList.zzMain'],
    },
  ],
  fields: {
    zzName: { label: both('Họ và tên'), class: 'basic' },
    zzNumber: { label: both('Số định danh'), class: 'sensitive' },
    zzBorn: { label: both('Ngày sinh'), class: 'basic' },
    zzWay: {
      label: both('Cách nhận'),
      class: 'none',
      options: [
        { value: 'post', label: both('Bưu chính') },
        { value: 'desk', label: both('Tại quầy') },
      ],
    },
    zzFile: { label: both('Bản chụp'), class: 'none' },
    zzSum: { label: both('Diện tích phương án'), class: 'none' },
    zzPlace: { label: both('Xã'), class: 'none' },
    'zzList.zzPart': { label: both('Diện tích nơi này'), class: 'none' },
    'zzList.zzMain': { label: both('Nơi chính'), class: 'none' },
  },
};
