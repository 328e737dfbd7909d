import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { defineForm, type FormData, forms, validateAll } from '#engines/forms';
import { testCtx } from '#test/ctx';

test('who is married cannot ask for a certificate to marry, and nobody marries himself', async () => {
  const file = path.join(import.meta.dirname, 'procedures', 'marital-status.form.json');
  const form = defineForm(JSON.parse(await readFile(file, 'utf8')));
  const ctx = testCtx({ modules: [forms] });
  const told = async (status: string, purpose: FormData, at: string) => {
    const applicant = { name: 'Giàng Thị Mỷ', personalNumber: '010191000172' };
    const data: FormData = { applicant, history: { status }, purpose };
    return (await validateAll(form, data, ctx)).find(f => f.path === at)?.message;
  };
  const kind = (status: string, of: string) => told(status, { kind: of }, 'purpose.kind');
  assert.match((await kind('married', 'marriage')) ?? '', /đang có vợ hoặc chồng nên không được cấp/);
  assert.equal(await kind('married', 'other'), undefined);
  assert.equal(await kind('divorced', 'marriage'), undefined);
  const spouse = (name: string) => told('never', { kind: 'marriage', spouse: name }, 'purpose.spouse');
  assert.match((await spouse('GIÀNG  thị Mỷ')) ?? '', /họ tên của chính Ông\/Bà/);
  assert.equal(await spouse('Giàng Thị Mỹ'), undefined, 'another tone, another name');
  assert.equal(await spouse('Giàng Thị Mỷ tức Mai'), undefined);
  const paper = (spousePaper: string) =>
    told('never', { kind: 'marriage', spousePaper }, 'purpose.spousePaper');
  assert.match((await paper('Căn cước số 010191000172')) ?? '', /số định danh của chính Ông\/Bà/);
  assert.equal(await paper('Căn cước số 010090000172'), undefined);
});
