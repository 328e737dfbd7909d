import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { answerMandate, endMandate, hasTurnedDown, inviteDelegate, vaultService } from '#engines/identity';
import type { Ctx } from '#platform/http';
import {
  actorIn,
  type Dossier,
  dossierFor,
  dossiersOfAccount,
  fillInFor,
  findDossier,
  saveDraft,
  startDraft,
  submitDraft,
  withdraw,
} from '../index.ts';
import { CARD, type CasesFixture } from '../testing/fixture.ts';
import { type People, withLibrary } from '../testing/people.ts';

type Citizen = Awaited<ReturnType<CasesFixture['citizen']>>;

describe('cases: access/mandates', () => {
  let f: CasesFixture;
  let p: People;
  withLibrary((library, all) => {
    f = library;
    p = all;
  });

  const act = (who: Citizen) => ({ ledger: f.ledger, actor: who.accountId, at: f.clock.now() });
  const about = { relation: 'village', until: '2026-12-31', name: 'Trưởng thôn' } as const;

  async function invited(to: Citizen, change: Partial<Parameters<typeof inviteDelegate>[3]> = {}) {
    const by = change.personalNumber ? {} : { phone: to.phone! };
    const input = { ...about, scope: 'all', code: null, ...by, ...change } as const;
    return f.db.tx(tx =>
      inviteDelegate(tx, f.ctx.get(vaultService), p.reader.accountId, input, act(p.reader as Citizen)),
    );
  }
  const take = (who: Citizen, mandateId: string) =>
    f.db.tx(tx => answerMandate(tx, who.accountId, { mandateId, take: true }, act(who)));
  const end = (who: Citizen, id: string) => f.db.tx(tx => endMandate(tx, who.accountId, id, act(who)));
  const opens = (who: Citizen, dossier: Dossier, at = f.clock.now()) =>
    dossierFor(f.db, who, dossier.id, 'read-personal', at);
  const gone = { code: 'NOT_FOUND' };

  test('a helper who was invited and has accepted opens the dossiers, and nobody else; the end is at once', async () => {
    const dossier = await f.apply(p.reader);
    const helper = await f.citizen('Sùng A Chứ');
    const other = await f.citizen('Lù A Páo');
    const id = await invited(helper);
    await assert.rejects(opens(helper, dossier), gone, 'invited is not accepted');
    await assert.rejects(take(other, id), gone, 'another telephone');
    await take(helper, id);
    await take(helper, id);
    assert.equal((await opens(helper, dossier)).id, dossier.id);
    await assert.rejects(opens(other, dossier), gone);
    await assert.rejects(
      opens(helper, dossier, new Date(f.clock.now().getTime() + 60 * 86_400_000)),
      gone,
      'after the last day',
    );
    await end(p.reader as Citizen, id);
    await end(p.reader as Citizen, id);
    await assert.rejects(opens(helper, dossier), gone);
    const kinds = (await f.ledger.history(f.db, `account:${p.reader.accountId}`)).map(e => e.kind);
    assert.deepEqual(kinds.slice(-3), [
      'identity.mandate-offered',
      'identity.mandate-taken',
      'identity.mandate-ended',
    ]);
  });

  test('reaches one procedure only where that was said', async () => {
    const dossier = await f.apply(p.reader);
    const helper = await f.citizen('Thào Thị Dở');
    const other = await invited(helper, { scope: 'procedure', code: '9.999999' });
    await take(helper, other);
    await assert.rejects(opens(helper, dossier), gone);
    const page = { limit: 9, offset: 0 };
    const covered = [{ scope: 'procedure', code: '9.999999' } as const];
    assert.deepEqual(await dossiersOfAccount(f.db, p.reader.accountId, page, { covered }), []);
    await take(helper, await invited(helper, { scope: 'procedure', code: CARD }));
    assert.ok(await opens(helper, dossier));
  });

  test('what the helper does is entered with both names, and what he hands in is the principal’s', async () => {
    const helper = await f.citizen('Tẩn Mẩy Sai');
    const id = await invited(helper);
    await take(helper, id);
    const dossier = await f.apply(p.reader);
    const actor = actorIn(helper, f.clock.now(), dossier);
    await f.db.tx(tx => withdraw(tx, f.deps, { dossierId: dossier.id, reason: '' }, actor));
    const last = (await f.ledger.history(f.db, `dossier:${dossier.id}`)).at(-1);
    assert.deepEqual([last?.actor, last?.body.for], [helper.accountId, p.reader.accountId]);

    const ctx: Ctx = { ...f.ctx, visitor: helper };
    const { version } = await f.procedureOf(CARD);
    const draft = await f.db.tx(tx =>
      startDraft(
        tx,
        { accountId: helper.accountId, procedureVersionId: version.id, data: {} },
        f.clock.now(),
      ),
    );
    await f.db.tx(tx => fillInFor(tx, ctx, draft, p.reader.accountId));
    const filled = await f.db.tx(tx =>
      saveDraft(tx, draft, { data: f.filledIn(), revision: 0 }, f.clock.now()),
    );
    assert.equal(filled.principalId, p.reader.accountId);
    await assert.rejects(
      f.db.tx(tx => fillInFor(tx, ctx, filled, null)),
      { code: 'DRAFT_CHANGED' },
    );
    const sent = await findDossier(f.db, await submitDraft(ctx, filled));
    assert.deepEqual([sent?.applicantId, sent?.applicantName], [p.reader.accountId, p.reader.name]);
    const [submitted] = await f.ledger.history(f.db, `dossier:${sent?.id}`);
    assert.deepEqual([submitted?.actor, submitted?.body.for], [helper.accountId, p.reader.accountId]);
  });

  test('nothing is sent in the name of somebody who has ended it, nor for a stranger', async () => {
    const helper = await f.citizen('Vàng A Lử');
    const ctx: Ctx = { ...f.ctx, visitor: helper };
    const { version } = await f.procedureOf(CARD);
    const draft = await f.db.tx(tx =>
      startDraft(
        tx,
        { accountId: helper.accountId, procedureVersionId: version.id, data: f.filledIn() },
        f.clock.now(),
      ),
    );
    const forReader = () => f.db.tx(tx => fillInFor(tx, ctx, draft, p.reader.accountId));
    await assert.rejects(forReader(), { code: 'MANDATE_OVER' });
    const id = await invited(helper);
    await take(helper, id);
    await forReader();
    await end(helper, id);
    await assert.rejects(submitDraft(ctx, { ...draft, principalId: p.reader.accountId }), {
      code: 'MANDATE_OVER',
    });
  });

  test('not oneself, not for ever, and not everybody', async () => {
    const reader = p.reader as Citizen;
    await assert.rejects(invited(reader), { code: 'MANDATE_OF_ONESELF' });
    const helper = await f.citizen('Giàng Seo Vần');
    await assert.rejects(invited(helper, { until: '2026-11-01' }), { code: 'MANDATE_UNTIL_WRONG' });
    await assert.rejects(invited(helper, { until: '2036-11-01' }), { code: 'MANDATE_UNTIL_WRONG' });
    const many = async () => {
      for (let i = 0; i < 11; i++) await invited(helper, { personalNumber: `0102030405${10 + i}` });
    };
    await assert.rejects(many(), { code: 'MANDATE_MANY' });
  });

  test('five telephones a day are written to for one person, ended or not; who turned down is not written to again', async () => {
    const principal = await f.citizen('Má Thị Di');
    const helper = await f.citizen('Vàng Seo Pao');
    const invite = (phone: string) =>
      f.db.tx(tx => {
        const input = { ...about, scope: 'all', code: null, phone } as const;
        return inviteDelegate(tx, f.ctx.get(vaultService), principal.accountId, input, act(principal));
      });
    const first = await invite(helper.phone!);
    assert.equal(await hasTurnedDown(f.db, principal.accountId, helper.phone!), false);
    await f.db.tx(tx => answerMandate(tx, helper.accountId, { mandateId: first, take: false }, act(helper)));
    assert.equal(await hasTurnedDown(f.db, principal.accountId, helper.phone!), true);
    const phones = [1, 2, 3, 4].map(i => `+8498100000${i}`);
    for (const phone of phones) {
      const id = await invite(phone);
      await f.db.tx(tx => endMandate(tx, principal.accountId, id, act(principal)));
    }
    await assert.rejects(invite('+84981000009'), { code: 'MANDATE_MANY_TODAY', status: 429 });
  });
});
