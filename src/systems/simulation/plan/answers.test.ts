import assert from 'node:assert/strict';
import { glob, readFile } from 'node:fs/promises';
import path from 'node:path';
import { before, describe, test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { defineForm, type Form, type FormData, publishedSchema, valueAt } from '#engines/forms';
import { parseProcess } from '#engines/processes';
import { castOf } from '../people/cast.ts';
import { OTHERWISE, saidAt } from '../play/said.ts';
import { answersFor } from './answers.ts';
import { randomOf } from './random.ts';

const HOME = { name: 'Bắc Hà', fullName: 'Xã Bắc Hà', kind: 'commune' };
const DAY = '2026-11-20';
const SEEDS = Array.from({ length: 120 }, (_, n) => `người ${n}`);
const load = async (file: string): Promise<Form> =>
  defineForm(
    JSON.parse(
      await readFile(path.join(import.meta.dirname, '..', '..', `${file}.form.json`), 'utf8'),
    ) as never,
  );

function answered(form: Form, seed: string): FormData {
  const random = randomOf(seed);
  const cast = castOf(random, HOME, DAY);
  return answersFor(form, random, { cast, day: DAY, commune: '02839', communes: ['02839'] }).data;
}

const yearsAt = (born: unknown): number =>
  (Date.parse(DAY) - Date.parse(String(born))) / (365.25 * 86_400_000);

describe('what synthetic dossiers say can be believed', () => {
  let marital: Form;
  let household: Form;
  before(async () => {
    marital = await load('civil-status/procedures/marital-status');
    household = await load('business/procedures/household-business');
  });

  test('who is to marry marries somebody of the other sex, both of age, at an office', async () => {
    const marriages = SEEDS.map(seed => answered(marital, seed)).filter(
      data => valueAt(data, 'purpose.kind') === 'marriage',
    );
    assert.ok(marriages.length > 30, `${marriages.length} marriages`);
    for (const data of marriages) {
      const said = (at: string) => valueAt(data, at);
      const paper = /^Căn cước số \d{3}(\d)/.exec(String(said('purpose.spousePaper'))) ?? assert.fail();
      const spouseIsWoman = Number(paper[1]) % 2 === 1;
      assert.equal(spouseIsWoman, said('applicant.sex') === 'male', JSON.stringify(data));
      assert.ok(yearsAt(said('purpose.spouseBirth')) >= 20 && yearsAt(said('applicant.birthDate')) >= 20);
      assert.equal(said('purpose.place'), 'Ủy ban nhân dân xã Bắc Hà');
      assert.equal(said('purpose.spouseNation'), undefined);
    }
  });

  test('who reports a death or a birth is of an age to be what he says he is', async () => {
    const [death, birth] = await Promise.all(
      ['death', 'birth'].map(of => load(`civil-status/procedures/${of}-registration`)),
    );
    const relations = new Set<unknown>();
    for (const seed of SEEDS) {
      const dead = answered(death as Form, seed);
      const said = (at: string) => valueAt(dead, at);
      relations.add(said('applicant.relation'));
      const older = yearsAt(said('deceased.birthDate')) - yearsAt(said('applicant.birthDate'));
      const what = `${String(said('applicant.relation'))} ${older}`;
      assert.notEqual(said('applicant.relation'), 'parent');
      if (said('applicant.relation') === 'child') assert.ok(older >= 17 && older < 47, what);
      if (said('applicant.relation') === 'spouse') {
        assert.ok(Math.abs(older) < 9, what);
        assert.notEqual(said('applicant.sex'), said('deceased.sex'));
      }
      assert.equal(said('death.paper') === 'old', yearsAt(said('death.date')) > 1);
      const born = answered(birth as Form, seed);
      const relation = valueAt(born, 'contact.relation');
      relations.add(relation);
      assert.ok(relation !== 'father' || valueAt(born, 'father.declared') === true);
      for (const who of ['mother', 'father'])
        if (who === 'mother' || valueAt(born, 'father.declared'))
          assert.ok(yearsAt(valueAt(born, `${who}.birthDate`)) > 18, JSON.stringify(born));
    }
    for (const each of ['child', 'spouse', 'relative', 'mother', 'father', 'grandparent'])
      assert.ok(relations.has(each), `nobody is ${each}`);
  });

  test('who has lived nowhere else has no empty line of former residences', () => {
    const all = SEEDS.map(seed => answered(marital, seed));
    assert.ok(all.some(data => valueAt(data, 'stays') === undefined));
    for (const data of all) {
      const stays = valueAt(data, 'stays') as FormData[] | undefined;
      assert.equal(stays !== undefined, valueAt(data, 'history.elsewhere') === true);
      for (const stay of stays ?? []) assert.ok(stay.from && stay.to && (stay.commune || stay.place));
    }
  });

  test('a business has trades of its own, each once and with its code, and an address without the commune asked for beside it', () => {
    fc.assert(
      fc.property(fc.string(), seed => {
        const data = answered(household, seed);
        const lines = valueAt(data, 'lines') as FormData[];
        assert.equal(new Set(lines.map(line => line.name)).size, lines.length);
        for (const line of lines) assert.match(String(line.code), /^\d{4}$/);
        assert.doesNotMatch(String(valueAt(data, 'business.address')), /xã|tỉnh/);
      }),
      { numRuns: 60 },
    );
  });

  test('what is answered in any form fits the schema that programs read, which still asks for the rest', async () => {
    const systems = path.join(import.meta.dirname, '..', '..');
    for await (const file of glob('*/procedures/*.form.json', { cwd: systems })) {
      const form = await load(file.slice(0, -'.form.json'.length));
      const fits = new Ajv2020({ strict: false, validateFormats: false }).compile(publishedSchema(form));
      for (const seed of SEEDS.slice(0, 20)) {
        const data = answered(form, seed);
        assert.ok(fits(data), `${file}: ${JSON.stringify(fits.errors)} ${JSON.stringify(data)}`);
      }
      assert.equal(fits({}), false, file);
    }
  });

  test('a house is not larger than its plot, nor its ground floor than the whole', async () => {
    const permit = await load('construction/procedures/house-permit');
    for (const seed of SEEDS) {
      const [plot, ground, all] = ['site.area', 'house.floorArea', 'house.totalArea'].map(at =>
        Number(valueAt(answered(permit, seed), at)),
      ) as [number, number, number];
      assert.ok(ground <= plot && ground <= all, `${plot} ${ground} ${all}`);
    }
  });

  test('the same seed says the same', () => {
    for (const form of [marital, household])
      for (const seed of SEEDS.slice(0, 20)) assert.deepEqual(answered(form, seed), answered(form, seed));
  });

  test('an official writes what agrees with what was declared', () => {
    const said = (status: string) => saidAt(randomOf('1'), 'verify', 'status', { history: { status } });
    assert.equal(said('never'), 'Chưa đăng ký kết hôn với ai');
    assert.match(said('divorced'), /^Đã ly hôn/);
    assert.match(said('married'), /đang có vợ/);
  });

  test('wherever a step of a procedure here asks for words, they are about what is asked', async () => {
    const asked: string[] = [];
    const folder = path.join(import.meta.dirname, '..', '..');
    for await (const file of glob('*/procedures/*.bpmn', { cwd: folder })) {
      const { sketch } = await parseProcess(await readFile(path.join(folder, file), 'utf8'));
      for (const { id, facts } of sketch?.nodes.values() ?? [])
        for (const fact of facts.filter(f => f.kind === 'text' || f.kind === 'lines'))
          asked.push(`${id}.${fact.id}`);
    }
    assert.ok(asked.includes('taxNumber.why') && asked.length > 10, asked.join());
    const vague = asked.filter(
      at => saidAt(randomOf('1'), ...(at.split('.') as [string, string]), {}) === OTHERWISE,
    );
    assert.deepEqual(vague, []);
  });
});
