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
  assert.match((await spouse('GIÀNG  thị Mỷ')) ?? '', /họ tên của chính người yêu cầu/);
  assert.equal(await spouse('Giàng Thị Mỹ'), undefined, 'another tone, another name');
  assert.equal(await spouse('Giàng Thị Mỷ tức Mai'), undefined);
  const paper = (spousePaper: string) =>
    told('never', { kind: 'marriage', spousePaper }, 'purpose.spousePaper');
  assert.match((await paper('Căn cước số 010191000172')) ?? '', /số định danh của chính người yêu cầu/);
  assert.equal(await paper('Căn cước số 010090000172'), undefined);
});

test('who is not of age to marry is given none to marry: women from eighteen, men from twenty years, to the day', async () => {
  const file = path.join(import.meta.dirname, 'procedures', 'marital-status.form.json');
  const form = defineForm(JSON.parse(await readFile(file, 'utf8')));
  // It is 20/11/2026.
  const ctx = testCtx({ modules: [forms] });
  const told = async (sex: string, birthDate: string, kind = 'marriage') => {
    const data: FormData = { applicant: { sex, birthDate }, purpose: { kind } };
    return (await validateAll(form, data, ctx)).find(f => f.path === 'purpose.kind')?.message;
  };
  const words = /chưa đủ tuổi kết hôn: nữ từ đủ 18 tuổi, nam từ đủ 20 tuổi \(Luật Hôn nhân và gia đình/;
  assert.match((await told('female', '2008-11-21')) ?? '', words);
  assert.equal(await told('female', '2008-11-20'), undefined);
  assert.match((await told('male', '2008-11-20')) ?? '', words);
  assert.match((await told('male', '2006-11-21')) ?? '', words);
  assert.equal(await told('male', '2006-11-20'), undefined);
  assert.equal(await told('male', '2008-11-20', 'other'), undefined, 'for whatever else');
});

test('nobody lives anywhere before he is born, and no child is married', async () => {
  const file = path.join(import.meta.dirname, 'procedures', 'marital-status.form.json');
  const form = defineForm(JSON.parse(await readFile(file, 'utf8')));
  const ctx = testCtx({ modules: [forms] });
  const told = async (data: FormData, at: string) =>
    (await validateAll(form, { applicant: { birthDate: '1991-03-04' }, ...data }, ctx)).find(
      f => f.path === at,
    )?.message;
  const since = (day: string) => told({ history: { since: day } }, 'history.since');
  assert.match((await since('1985-01-01')) ?? '', /không sớm hơn ngày 04\/03\/1991/);
  assert.equal(await since('1991-03-04'), undefined);
  const from = (...days: string[]) =>
    told(
      { history: { elsewhere: true }, stays: days.map(day => ({ from: day })) },
      `stays.${days.length - 1}.from`,
    );
  assert.match((await from('2010-05-01', '1985-01-01')) ?? '', /trước ngày sinh đã khai/);
  assert.match((await from('1985-01-01')) ?? '', /trước ngày sinh đã khai/);
  assert.equal(await from('2010-05-01'), undefined);
  const spouse = (spouseBirth: string) =>
    told({ purpose: { kind: 'marriage', spouseBirth } }, 'purpose.spouseBirth');
  for (const child of ['2020', '2020-05', '2020-05-06'])
    assert.match((await spouse(child)) ?? '', /còn là trẻ em, không thể kết hôn/, child);
  for (const grown of ['1990', '1990-05-06']) assert.equal(await spouse(grown), undefined, grown);
});
