import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Ctx } from '#platform/http';
import {
  type Draft,
  dossiersOfAccount,
  findDossier,
  getDraft,
  saveDraft,
  startDraft,
  submitDraft,
  track,
} from '../index.ts';
import { CARD, type CasesFixture } from '../testing/fixture.ts';
import { type People, withLibrary } from '../testing/people.ts';

describe('cases: drafts/submit draft', () => {
  let f: CasesFixture;
  let p: People;
  withLibrary((library, all) => {
    f = library;
    p = all;
  });

  const ctx = (who = p.reader): Ctx => ({ ...f.ctx, visitor: who });
  const NOW = () => f.clock.now();

  async function draft(data: Record<string, unknown> = f.filledIn(), who = p.reader): Promise<Draft> {
    const { version } = await f.procedureOf(CARD);
    return f.db.tx(tx =>
      startDraft(tx, { accountId: who.accountId, procedureVersionId: version.id, data }, NOW()),
    );
  }

  describe('a draft', () => {
    test('sent twice at the same moment, and once more later, is one dossier', async () => {
      const one = await draft();
      const ids = await Promise.all([
        submitDraft(ctx(), one),
        submitDraft(ctx(), one),
        submitDraft(ctx(), one),
      ]);
      ids.push(await submitDraft(ctx(), one));
      assert.equal(new Set(ids).size, 1);
      const mine = await dossiersOfAccount(f.db, p.reader.accountId, { limit: 10, offset: 0 });
      assert.deepEqual(
        mine.map(d => d.id),
        [ids[0]],
      );
      assert.equal((await getDraft(f.db, p.reader.accountId, one.id, NOW())).dossierId, ids[0]);
    });

    test('that lacks an answer is not sent, and can be mended and sent', async () => {
      const who = await f.citizen('Lù A Páo');
      const { reader: _, ...rest } = f.filledIn();
      const poor = await draft(rest, who);
      await assert.rejects(submitDraft(ctx(who), poor), { code: 'FORM_INCOMPLETE', status: 422 });
      const mended = await f.db.tx(tx =>
        saveDraft(tx, poor, { data: f.filledIn(), revision: poor.revision }, NOW()),
      );
      assert.ok(await findDossier(f.db, await submitDraft(ctx(who), mended)));
    });

    test('saved in two windows: the second is told, with what is stored', async () => {
      const who = await f.citizen('Thào Thị Dở');
      const one = await draft({}, who);
      const save = (name: string) =>
        f.db.tx(tx => saveDraft(tx, one, { data: { name }, revision: one.revision }, NOW()));
      await save('một');
      await assert.rejects(save('hai'), {
        code: 'DRAFT_CHANGED',
        details: { stored: { name: 'một' }, revision: 1 },
      });
    });

    test('is its owner’s alone, and gone after thirty days', async () => {
      const who = await f.citizen('Lý Thị Pà');
      const one = await draft({}, who);
      await assert.rejects(getDraft(f.db, p.reader.accountId, one.id, NOW()), { code: 'DRAFT_GONE' });
      await assert.rejects(getDraft(f.db, who.accountId, '-'.repeat(36), NOW()), { code: 'DRAFT_GONE' });
      const later = new Date(NOW().getTime() + 30 * 86_400_000);
      await assert.rejects(getDraft(f.db, who.accountId, one.id, later), { code: 'DRAFT_GONE' });
    });
  });

  describe('many at once', () => {
    test('sending more drafts than there are connections leaves none waiting for another', async () => {
      const readers = await Promise.all(Array.from({ length: 24 }, (_, i) => f.citizen(`Bạn đọc ${i}`)));
      const drafts = await Promise.all(readers.map(who => draft(f.filledIn(), who)));
      const ids = await Promise.all(drafts.map((one, i) => submitDraft(ctx(readers[i]), one)));
      assert.equal(new Set(ids).size, 24);
    });
  });

  describe('tracking by code and the last digits of the telephone', () => {
    const look = (code: string, digits: string, at = NOW(), from = 'home') =>
      track(f.db, { code, digits, network: Buffer.from(from) }, at);

    test('finds the dossier however the code was typed', async () => {
      const dossier = await f.apply(p.reader);
      const typed = ` ${dossier.code.toLowerCase().replaceAll('-', ' – ')} `;
      assert.equal((await look(typed, '5678'))?.id, dossier.id);
      assert.equal(await look(dossier.code, '0000'), undefined);
      assert.equal(await look('X-1\0', '5678'), undefined);
    });

    test('bounds guesses at four digits: four, then none from there for a quarter of an hour, and not one more in a rush', async () => {
      const dossier = await f.apply(p.reader);
      const rush = await Promise.allSettled(
        Array.from({ length: 30 }, (_, i) => look(dossier.code, String(1000 + i))),
      );
      const looked = rush.filter(r => r.status === 'fulfilled').length;
      assert.ok(looked <= 4);
      for (let i = looked; i < 4; i++) await look(dossier.code, '0000');
      await assert.rejects(look(dossier.code, '5678'), {
        code: 'TRACKING_NUMBER_NEEDED',
        params: { seconds: 900, minutes: 15 },
      });
      const tomorrow = new Date(NOW().getTime() + 24 * 60 * 60_000 + 1);
      assert.equal((await look(dossier.code, '5678', tomorrow))?.id, dossier.id);
      for (let i = 0; i < 10; i++) assert.ok(await look(dossier.code, '5678', tomorrow));
    });

    test('however many strangers guess, the applicant gets in with the whole number from anywhere, and with four digits from where he was', async () => {
      const dossier = await f.apply(p.reader);
      for (let i = 0; i < 4; i++) await look(dossier.code, '0000', NOW(), 'guesser');
      await assert.rejects(look(dossier.code, '5678', NOW(), 'guesser'), { code: 'TRACKING_NUMBER_NEEDED' });
      assert.ok(await look(dossier.code, '5678', NOW(), 'home'));
      // Several at once: then four digits do not do for whoever is not known, and for him only.
      for (let i = 0; i < 2; i++) await look(dossier.code, '0000', NOW(), 'accomplice');
      for (const from of ['elsewhere', 'accomplice'])
        await assert.rejects(look(dossier.code, '5678', NOW(), from), { code: 'TRACKING_NUMBER_NEEDED' });
      assert.ok(await look(dossier.code, '5678', NOW(), 'home'));
      for (const [from, typed] of [
        ['elsewhere', '0912 345 678'],
        ['bus', '+84 912 345 678'],
        ['guesser', '0912345678'],
      ] as const)
        assert.equal((await look(dossier.code, typed, NOW(), from))?.id, dossier.id, from);
      assert.ok(await look(dossier.code, '5678', NOW(), 'bus'), 'from now on he is known there');
    });

    test('a day of strangers has no more than 24 guesses at four digits, and whole numbers tell nothing of their ends', async () => {
      const dossier = await f.apply(p.reader);
      let looked = 0;
      for (let minute = 0; minute < 24 * 60; minute += 60)
        for (const from of ['a', 'b', 'c'])
          for (let i = 0; i < 3; i++)
            await look(
              dossier.code,
              '0000',
              new Date(NOW().getTime() + minute * 60_000),
              `${from}${minute}`,
            ).then(
              () => looked++,
              () => {},
            );
      assert.equal(looked, 24);
      const evening = new Date(NOW().getTime() + 23 * 3_600_000);
      await assert.rejects(look(dossier.code, '5678', evening, 'new'), { code: 'TRACKING_NUMBER_NEEDED' });
      // The right end of a wrong number is a wrong number; so many of them shut the network that tries them, and no other.
      for (let i = 0; i < 4; i++)
        assert.equal(await look(dossier.code, `09123${i}5678`, evening, 'new'), undefined);
      await assert.rejects(look(dossier.code, '0912345678', evening, 'new'), {
        code: 'TRACKING_SHUT',
        params: { seconds: 900, minutes: 15 },
      });
      assert.ok(await look(dossier.code, '0912345678', evening, 'home'));
    });

    test('a code that nobody has is answered like one that somebody has', async () => {
      const codes = [(await f.apply(p.reader)).code, '000.01.60.H38-990101-9999'];
      const told = [];
      for (const code of codes) {
        const said: unknown[] = [];
        for (let i = 0; i < 6; i++)
          said.push(await look(code, '0000', NOW(), 'x').catch(({ code, params }) => ({ code, params })));
        for (let i = 0; i < 6; i++)
          said.push(
            await look(code, '0900000000', NOW(), 'x').catch(({ code, params }) => ({ code, params })),
          );
        told.push(said);
      }
      assert.deepEqual(told[0], told[1]);
      assert.equal(told[0]?.filter(s => s === undefined).length, 8);
    });
  });
});
