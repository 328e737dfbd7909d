import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type FormData, standardForm } from '#engines/forms';
import { beginIntake, type DeskNotes, draftFormOf, intakeFaults } from '../index.ts';
import { CARD, type CasesFixture } from '../testing/fixture.ts';
import { type People, withLibrary } from '../testing/people.ts';

describe('cases: what a clerk has to mend', () => {
  let f: CasesFixture;
  let p: People;
  withLibrary((library, all) => {
    f = library;
    p = all;
  });

  test('whoever has no telephone is given the result on paper: what is only electronic nobody would find again', async () => {
    const ctx = { ...f.ctx, visitor: p.clerk };
    const { draft } = await f.db.tx(tx => beginIntake(tx, ctx, CARD, f.agencies.centre));
    const { version } = await draftFormOf(f.db, draft);
    const faultsAt = async (way: string, person: FormData, phone?: string) => {
      const intake = {
        desk: {},
        person,
        data: { result: { way }, ...(phone ? { contact: { phone } } : {}) },
      };
      const faults = await intakeFaults(ctx, standardForm({ papers: [] }), version, intake);
      return faults.filter(({ path }) => path === 'result.way').map(({ message }) => message);
    };
    const [told = '', ...more] = await faultsAt('electronic', { name: 'Sùng Thị Dở' });
    assert.match(told, /không có số điện thoại .* chọn nhận bản giấy/);
    assert.deepEqual(more, []);
    assert.deepEqual(await faultsAt('electronic', { name: 'Sùng Thị Dở', phone: '0912345678' }), []);
    assert.deepEqual(await faultsAt('counter', { name: 'Sùng Thị Dở' }), []);
    const ofKin = await faultsAt('electronic', { name: 'Sùng Thị Dở' }, '0912345678');
    assert.deepEqual(ofKin, [], 'the dossier is looked up by the number that its form says');
  });

  test('what is wrong with how many of a paper there are is told where they are counted', async () => {
    const ctx = { ...f.ctx, visitor: p.clerk };
    const { draft } = await f.db.tx(tx => beginIntake(tx, ctx, CARD, f.agencies.centre));
    const { version } = await draftFormOf(f.db, draft);
    const paper = { name: 'Giấy', alreadyHeld: false, optional: false };
    const papers = [
      { ...paper, id: 'letter', original: 1, copy: null },
      { ...paper, id: 'degree', original: null, copy: 1 },
    ];
    const form = standardForm({ papers: papers.map(({ id, name }) => ({ id, name, required: true })) });
    const faultsAt = async (counted: DeskNotes['papers']) => {
      const intake = { desk: counted ? { papers: counted } : {}, person: {}, data: {} };
      const faults = await intakeFaults(ctx, form, { ...version, papers }, intake);
      return faults.map(({ path }) => path).filter(path => path.startsWith('ban-'));
    };
    assert.deepEqual(await faultsAt(undefined), ['ban-chinh.letter', 'ban-sao.degree']);
    const count = { originals: '', copies: '', held: false };
    const typed = {
      letter: { ...count, originals: '1', copies: 'hai' },
      degree: { ...count, copies: 'một' },
    };
    assert.deepEqual(await faultsAt(typed), ['ban-sao.letter', 'ban-sao.degree']);
    const both = { letter: { ...count, originals: 'x', copies: 'y' }, degree: { ...count, copies: '2' } };
    assert.deepEqual(await faultsAt(both), ['ban-chinh.letter', 'ban-sao.letter']);
  });
});
