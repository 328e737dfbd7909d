import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { defineForm, type FormData, forms, validateAll } from '#engines/forms';
import { testCtx } from '#test/ctx';

test('a birth form sees who contradicts himself: a man’s number for the mother, a father of whom nothing is said', async () => {
  const file = path.join(import.meta.dirname, 'procedures', 'birth-registration.form.json');
  const form = defineForm(JSON.parse(await readFile(file, 'utf8')));
  const ctx = testCtx({ modules: [forms] });
  const told = async (data: FormData, at: string) =>
    (await validateAll(form, data, ctx)).find(f => f.path === at)?.message;
  const mother = (personalNumber: string): FormData => ({
    mother: { birthDate: '1991-03-04', personalNumber },
  });
  const number = 'mother.personalNumber';
  assert.match((await told(mother('025091004567'), number)) ?? '', /chữ số thứ 4 cho biết đây là số của nam/);
  assert.equal(await told(mother('010191000172'), number), undefined);
  const father = (declared: boolean): FormData => ({ father: { declared }, contact: { relation: 'father' } });
  assert.match((await told(father(false), 'contact.relation')) ?? '', /chưa khai thông tin của cha/);
  assert.equal(await told(father(true), 'contact.relation'), undefined);
});
