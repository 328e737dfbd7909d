import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { areOfOneSex } from '#engines/cases';
import { defineForm, type FormData, forms, validateAll } from '#engines/forms';
import { coupleIn } from '#engines/procedures';
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

test('two of one sex are given none to marry: by the number on the paper of the other; papers of other countries, and other purposes, say nothing of it', async () => {
  const file = path.join(import.meta.dirname, 'procedures', 'marital-status.form.json');
  const form = defineForm(JSON.parse(await readFile(file, 'utf8')));
  const ctx = testCtx({ modules: [forms] });
  const told = async (sex: string, spousePaper: string, more: FormData = {}) => {
    const data: FormData = { applicant: { sex }, purpose: { kind: 'marriage', spousePaper, ...more } };
    const paper = (await validateAll(form, data, ctx)).find(f => f.path === 'purpose.spousePaper')?.message;
    const doubted = areOfOneSex(form, data, coupleIn('1.004873') ?? assert.fail());
    return { paper, doubted };
  };
  const words =
    /cùng giới tính với người yêu cầu\. Nhà nước không thừa nhận[\s\S]*Kiểm tra lại số, hoặc chọn Việc khác/;
  for (const [sex, paper] of [
    ['female', 'Căn cước số 010191000172'],
    ['female', '010 191 000 172'],
    ['male', 'CCCD: 010.090.000172 (cấp năm 2021)'],
    ['male', '010290000172'],
  ] as const) {
    const of = await told(sex, paper);
    assert.match(of.paper ?? '', words, paper);
    assert.equal(of.doubted, true, paper);
    assert.match((await told(sex, paper, { spouseNation: 'Việt Nam' })).paper ?? '', words, paper);
  }
  for (const [sex, paper, more] of [
    ['female', 'Căn cước số 010090000172', {}],
    ['male', 'Căn cước số 010191000172', {}],
    ['male', 'Hộ chiếu số C1234567', {}],
    ['male', 'ID 010090000172', { spouseNation: 'Ấn Độ' }],
    ['male', '0100900001729', {}],
  ] as const) {
    const of = await told(sex, paper, more);
    assert.deepEqual([of.paper, of.doubted], [undefined, false], paper);
  }
  const other = await told('female', '010191000172', { kind: 'other' });
  assert.deepEqual([other.paper, other.doubted], [undefined, false]);
});
