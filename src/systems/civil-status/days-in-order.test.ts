import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { defineForm, type FormData, forms, validateAll } from '#engines/forms';
import { testCtx } from '#test/ctx';

const ctx = testCtx({ modules: [forms] });

async function told(name: string, data: FormData, at: string): Promise<string | undefined> {
  const file = path.join(import.meta.dirname, 'procedures', `${name}.form.json`);
  const form = defineForm(JSON.parse(await readFile(file, 'utf8')));
  return (await validateAll(form, data, ctx)).find(f => f.path === at)?.message;
}

test('nobody is born before his mother: both forms of a birth say so', async () => {
  const born = (birthDate: string): FormData => ({
    child: { birthDate },
    mother: { birthDate: '1991-03-04' },
  });
  for (const form of ['birth-registration', 'newborn-bundle']) {
    const wrong = await told(form, born('1990-03-01'), 'child.birthDate');
    assert.match(
      wrong ?? '',
      form === 'newborn-bundle' ? /dưới 6 tuổi/ : /không sớm hơn ngày 04\/03\/1991/,
      form,
    );
    assert.equal(await told(form, born('2026-11-20'), 'child.birthDate'), undefined, form);
  }
});

test('no father is born after his child: told with his own day, and not of one who is not named', async () => {
  const family = (born: string, declared = true): FormData => ({
    child: { birthDate: '2026-11-10' },
    father: { declared, birthDate: born },
  });
  for (const form of ['birth-registration', 'newborn-bundle']) {
    assert.match((await told(form, family('2026-11-11'), 'father.birthDate')) ?? '', /sau ngày sinh của trẻ/);
    assert.equal(await told(form, family('2026-11-11', false), 'father.birthDate'), undefined);
    assert.equal(await told(form, family('1990-01-01'), 'father.birthDate'), undefined);
  }
});

test('the bundle of a new-born is for children under six', async () => {
  const child = (birthDate: string): FormData => ({ child: { birthDate } });
  assert.match(
    (await told('newborn-bundle', child('2020-01-01'), 'child.birthDate')) ?? '',
    /trẻ dưới 6 tuổi.*1\.001193/,
  );
  assert.equal(await told('newborn-bundle', child('2021-01-01'), 'child.birthDate'), undefined);
});

test('nobody dies before he is born, also where only the year of birth is known', async () => {
  const dead = (birthDate: string, date: string): FormData => ({ deceased: { birthDate }, death: { date } });
  assert.match(
    (await told('death-registration', dead('2020-03-01', '1990-03-01'), 'death.date')) ?? '',
    /không sớm hơn ngày 01\/03\/2020/,
  );
  assert.notEqual(await told('death-registration', dead('1991', '1990-03-01'), 'death.date'), undefined);
  for (const born of ['1930', '1930-03', '1990-03-01'])
    assert.equal(await told('death-registration', dead(born, '1990-03-01'), 'death.date'), undefined, born);
});
