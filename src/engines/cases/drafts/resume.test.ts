import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { answerMandate, changeProfile, inviteDelegate, vaultService } from '#engines/identity';
import type { Ctx, Visitor } from '#platform/http';
import {
  type Draft,
  draftCode,
  findDossier,
  getDraft,
  getIntake,
  listLooks,
  openAtCounter,
  readWhoCame,
  receiveIntake,
  saveDraft,
  startDraftFor,
  submitDraft,
} from '../index.ts';
import { CARD, type CasesFixture } from '../testing/fixture.ts';
import { type People, withLibrary } from '../testing/people.ts';
import { startDraft } from './draft.ts';
import { confirmResume, resumeByCode } from './resume.ts';

describe('cases: a draft is gone on with by its code', () => {
  let f: CasesFixture;
  let p: People;
  withLibrary((library, all) => {
    f = library;
    p = all;
  });

  const ctx = (who: Visitor): Ctx => ({ ...f.ctx, visitor: who });
  const now = () => f.clock.now();
  type Citizen = Visitor & { name: string; phone: string };

  async function begunBy(who: Citizen): Promise<Draft> {
    const draft = await f.db.tx(tx => startDraftFor(tx, ctx(who), CARD));
    const data = f.filledIn({ name: who.name });
    return f.db.tx(tx => saveDraft(tx, draft, { data, revision: draft.revision }, now()));
  }

  const sentTo = async ({ phone }: Citizen): Promise<string | undefined> =>
    (
      await f.db.maybe<{ code: string }>(
        `SELECT params ->> 'code' AS code FROM messaging.message
         WHERE address = $1 AND text_key = 'messaging.code' ORDER BY id DESC LIMIT 1`,
        [phone],
      )
    )?.code;

  const toldTo = async ({ accountId }: Visitor): Promise<string[]> =>
    (
      await f.db.query<{ key: string }>(
        `SELECT text_key AS key FROM messaging.message WHERE account_id = $1 AND channel = 'account' ORDER BY id`,
        [accountId],
      )
    ).map(m => m.key);

  const wrongFor = (right: string | undefined) => (right === '000000' ? '111111' : '000000');

  describe('by a citizen', () => {
    test('in another of his accounts, with the code that goes to the telephone of the first; the first has it no more', async () => {
      const [first, second] = [await f.citizen('Vàng A Sử'), await f.citizen('Vàng A Sử')];
      const draft = await begunBy(first);
      assert.equal(await resumeByCode(ctx(second), draftCode(draft)), 'asked');
      await assert.rejects(getDraft(f.db, second.accountId, draft.id, now()), { code: 'DRAFT_GONE' });
      const code = await sentTo(first);
      await assert.rejects(confirmResume(ctx(second), wrongFor(code)), {
        code: 'CODE_WRONG',
        params: { left: 4 },
      });
      assert.equal(await confirmResume(ctx(second), code ?? ''), draft.id);
      assert.deepEqual((await getDraft(f.db, second.accountId, draft.id, now())).data, draft.data);
      await assert.rejects(getDraft(f.db, first.accountId, draft.id, now()), { code: 'DRAFT_GONE' });
      assert.deepEqual(await toldTo(first), ['cases.message.draft-resumed']);
      await assert.rejects(confirmResume(ctx(second), code ?? ''), { code: 'DRAFT_GONE' });
    });

    test('what was known of who began it and he never saved does not go to the next one; what was saved does', async () => {
      const [first, second, third] = [
        await f.citizen('Vàng A Sử'),
        await f.citizen('Thào A Dế'),
        await f.citizen('Lý Seo Páo'),
      ];
      const next = async (to: Citizen, from: Citizen, { id }: Draft) => {
        const draft = await getDraft(f.db, from.accountId, id, now());
        await resumeByCode(ctx(to), draftCode(draft));
        await confirmResume(ctx(to), (await sentTo(from)) ?? '');
        return getDraft(f.db, to.accountId, id, now());
      };
      const { procedureVersionId } = await begunBy(third);
      const data = { reader: { name: 'Giàng A Phử', phone: first.phone } };
      const draft = await f.db.tx(tx =>
        startDraft(
          tx,
          { accountId: first.accountId, procedureVersionId, data, sources: { 'reader.phone': 'profile' } },
          now(),
        ),
      );
      const mine = await next(second, first, draft);
      assert.deepEqual([mine.data, mine.sources], [{ reader: { name: 'Giàng A Phử' } }, {}]);
      await f.db.tx(tx =>
        saveDraft(
          tx,
          mine,
          { data, pageDone: 'reader', sources: { 'reader.phone': 'profile' }, revision: mine.revision },
          now(),
        ),
      );
      const last = await next(third, second, draft);
      assert.deepEqual([last.data, last.sources], [data, {}], 'no longer said to be from the account');
    });

    test('in his own account at once, and as his delegate without asking his telephone; sent, it is his dossier', async () => {
      const [owner, helper] = [await f.citizen('Lồ Thị Sung'), await f.citizen('Lồ A Chô')];
      const draft = await begunBy(owner);
      assert.equal(await resumeByCode(ctx(owner), draftCode(draft)), draft.id);
      const mandate = await f.db.tx(tx =>
        inviteDelegate(
          tx,
          f.ctx.get(vaultService),
          owner.accountId,
          {
            ...{ scope: 'all', code: null, name: helper.name, relation: 'family' },
            ...{ phone: helper.phone, until: '2026-12-31' },
          },
          f.act(),
        ),
      );
      await f.db.tx(tx => answerMandate(tx, helper.accountId, { mandateId: mandate, take: true }, f.act()));
      assert.equal(await resumeByCode(ctx(helper), draftCode(draft)), draft.id);
      assert.equal(await sentTo(owner), undefined);
      const held = await getDraft(f.db, helper.accountId, draft.id, now());
      assert.equal(held.principalId, owner.accountId);
      // What the helper filled in, he whose it is takes back by the same code.
      assert.equal(await resumeByCode(ctx(owner), draftCode(draft)), draft.id);
      const back = await getDraft(f.db, owner.accountId, draft.id, now());
      assert.equal(back.principalId, null);
      const dossier = await findDossier(f.db, await submitDraft(ctx(owner), back));
      assert.equal(dossier?.applicantId, owner.accountId);
    });

    test('a code that is nobody’s is answered and counted as one that is somebody’s', async () => {
      const [owner, guesser] = [await f.citizen('Má A Páo'), await f.citizen('Kẻ Đoán Mò')];
      const draft = await begunBy(owner);
      for (const code of ['BK-0000-0000-0000', draftCode(draft)]) {
        assert.equal(await resumeByCode(ctx(guesser), code), 'asked');
        const wrong = wrongFor(await sentTo(owner));
        for (const left of [4, 3, 2, 1])
          await assert.rejects(confirmResume(ctx(guesser), wrong), { code: 'CODE_WRONG', params: { left } });
        await assert.rejects(confirmResume(ctx(guesser), wrong), { code: 'CODE_SPENT' });
        await assert.rejects(confirmResume(ctx(guesser), (await sentTo(owner)) ?? ''), {
          code: 'CODE_SPENT',
        });
      }
      for (let i = 3; i <= 5; i++) await resumeByCode(ctx(guesser), `BK-0000-0000-000${i}`);
      await assert.rejects(resumeByCode(ctx(guesser), 'BK-0000-0000-0006'), { code: 'SIGN_IN_WAIT' });
      assert.equal((await getDraft(f.db, owner.accountId, draft.id, now())).id, draft.id);
    });

    test('what is filled in for somebody is not handed to a stranger, whose telephone he may hold', async () => {
      const [owner, helper, stranger] = [
        await f.citizen('Giàng Thị Dợ'),
        await f.citizen('Giàng A Tủa'),
        await f.citizen('Người Lạ'),
      ];
      const draft = await begunBy(helper);
      await f.db.run('UPDATE cases.draft SET principal_id = $2 WHERE id = $1', [draft.id, owner.accountId]);
      assert.equal(await resumeByCode(ctx(stranger), draftCode(draft)), 'asked');
      assert.equal(await sentTo(helper), undefined);
      await assert.rejects(confirmResume(ctx(stranger), '123456'), { code: 'CODE_WRONG' });
    });
  });

  describe('by a clerk, who has the citizen before her', () => {
    const NUMBER = '010190004174';
    const CARD_QR = `${NUMBER}||Hảng Thị Sa|04031990|Nữ|Thôn 1|01012022`;
    const opened = (who: Visitor, draft: Draft, typed: string, agencyId = f.agencies.centre) =>
      openAtCounter(ctx(who), {
        code: draftCode(draft),
        shown: readWhoCame(typed) ?? assert.fail(typed),
        agencyId,
      });
    async function known(name: string, number = NUMBER): Promise<Citizen> {
      const who = await f.citizen(name);
      await f.db.tx(tx =>
        changeProfile(tx, f.ctx.get(vaultService), who.accountId, { personalNumber: number }, f.act()),
      );
      return who;
    }

    test('opened with the card, finished and received: it is the citizen’s, who sees that it was opened, and sends it no more', async () => {
      const owner = await known('Hảng Thị Sa');
      const draft = await begunBy(owner);
      const id = await opened(p.clerk, draft, CARD_QR);
      assert.equal(await opened(p.clerk, draft, NUMBER), id, 'opened again it is the same');
      const intake = await getIntake(f.db, p.clerk.accountId, id, now());
      assert.deepEqual(intake.draft.data, draft.data);
      assert.equal(intake.person?.personalNumber, NUMBER);
      const dossier = await findDossier(f.db, await receiveIntake(ctx(p.clerk), intake));
      assert.deepEqual([dossier?.applicantId, dossier?.channel], [owner.accountId, 'counter']);
      assert.equal((await getDraft(f.db, owner.accountId, draft.id, now())).dossierId, dossier?.id);
      await assert.rejects(submitDraft(ctx(owner), draft), { code: 'DRAFT_GONE' });
      const looks = await listLooks(f.db, f.ledger, owner.accountId, { limit: 10, offset: 0 });
      assert.ok(looks.some(l => l.purpose === 'counter-draft' && l.agency === 'Trung tâm PVHCC xã Bắc Hà'));
      assert.deepEqual(await toldTo(owner), ['cases.message.draft-at-counter']);
    });

    test('without the citizen nothing is opened: another’s card, a code that is nobody’s, and too many tries', async () => {
      const owner = await known('Sùng Thị Cở', '010190004175');
      const clerk = await f.official('Đỗ Thị Thử', f.agencies.centre, ['receiver']);
      const draft = await begunBy(owner);
      const refused = { code: 'DRAFT_NOT_OF_WHO_CAME' };
      for (const typed of ['010190004176', '0987 654 321'])
        await assert.rejects(opened(clerk, draft, typed), refused);
      const nobodys = { ...draft, id: `${draft.id.slice(0, -12)}000000000000` };
      for (let i = 0; i < 3; i++) await assert.rejects(opened(clerk, nobodys, '010190004175'), refused);
      await assert.rejects(opened(clerk, draft, '010190004175'), { code: 'SIGN_IN_WAIT' });
      assert.deepEqual(await toldTo(owner), []);
    });

    test('who does not receive the procedure there opens nothing, though the citizen is there', async () => {
      const owner = await known('Thào Thị Mo', '010190004177');
      const draft = await begunBy(owner);
      await assert.rejects(opened(p.officer, draft, '010190004177', f.agencies.bacHa), {
        code: 'DESK_NOT_FOR_THIS',
      });
      assert.deepEqual(await toldTo(owner), []);
    });

    test('changed at home meanwhile, it is opened anew; sent at home, it is not received twice', async () => {
      const owner = await f.citizen('Cư Seo Vần');
      const draft = await begunBy(owner);
      const first = await opened(p.clerk, draft, owner.phone);
      const data = f.filledIn({ name: 'Cư Seo Vần A' });
      await f.db.tx(tx => saveDraft(tx, draft, { data, revision: draft.revision }, now()));
      const stale = await getIntake(f.db, p.clerk.accountId, first, now());
      await assert.rejects(receiveIntake(ctx(p.clerk), stale), {
        code: 'DRAFT_CHANGED_BY_OWNER',
        params: { code: draftCode(draft) },
      });
      const again = await getIntake(
        f.db,
        p.clerk.accountId,
        await opened(p.clerk, draft, owner.phone),
        now(),
      );
      assert.deepEqual(again.draft.data, data);
      await submitDraft(ctx(owner), await getDraft(f.db, owner.accountId, draft.id, now()));
      await assert.rejects(receiveIntake(ctx(p.clerk), again), { code: 'DRAFT_SENT_BY_OWNER' });
    });
  });

  test('what the scanner or the clerk types is a card, a number or a telephone, or nothing', () => {
    assert.deepEqual(readWhoCame('0912 345 678'), { number: undefined, phone: '+84912345678' });
    assert.equal(readWhoCame('010190004174||A B|04031990|Nữ|x|01012022')?.number, '010190004174');
    for (const typed of ['', '12345', 'Giàng Thị Mỷ']) assert.equal(readWhoCame(typed), undefined, typed);
  });
});
