import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type FormData, standardForm, valueAt } from '#engines/forms';
import { changeProfile, profileOf, vaultService } from '#engines/identity';
import { openTasks } from '#engines/work';
import type { Ctx, Visitor } from '#platform/http';
import { ledgerService } from '#platform/ledger';

import {
  beginIntake,
  type DeskNotes,
  type Dossier,
  findDossier,
  findPeople,
  getIntake,
  handedIn,
  type Intake,
  listIntakes,
  officesOf,
  receiptOf,
  receiveIntake,
  receptionOf,
  renewDraft,
  saveDesk,
  saveDraft,
  takePerson,
  withPlaces,
} from '../index.ts';
import { CARD, type CasesFixture } from '../testing/fixture.ts';
import { type People, withLibrary } from '../testing/people.ts';
import { publishNext } from '../testing/versions.ts';
import { wordsOf } from '../testing/words-of.ts';
import { startIntake } from './intake.ts';

const NUMBER = '010191004172';

describe('cases: intake at the counter', () => {
  let f: CasesFixture;
  let p: People;
  let ofSaPa: People['clerk'];
  withLibrary(async (library, all) => {
    f = library;
    p = all;
    ofSaPa = await f.official('Tẩn Mý Dao', f.agencies.saPa, ['receiver']);
  });

  const ctx = (who: Visitor = p.clerk): Ctx => ({ ...f.ctx, visitor: who });
  const vault = () => f.ctx.get(vaultService);

  type Given = {
    who?: Visitor;
    at?: string;
    person?: FormData;
    chosen?: string | null;
    form?: Record<string, unknown>;
    desk?: DeskNotes;
  };

  /** Everything up to the last key: procedure, person, form and desk. */
  async function entered(given: Given = {}): Promise<Intake> {
    const { who = p.clerk, person = { name: 'Giàng Thị Mỷ' }, chosen = null, desk = {} } = given;
    const office = given.at ?? f.agencies.centre;
    const { draft } = await f.db.tx(tx => beginIntake(tx, ctx(who), CARD, office));
    const open = () => getIntake(f.db, who.accountId, draft.id, f.clock.now());
    await f.db.tx(async tx => takePerson(tx, ctx(who), await open(), person, chosen));
    const now = await open();
    const form = given.form ?? { ...f.filledIn(), reader: { name: String(person.name) } };
    await f.db.tx(async tx => {
      await saveDraft(tx, now.draft, { data: form, revision: now.draft.revision }, f.clock.now());
      await saveDesk(tx, now.draft, desk);
    });
    return open();
  }

  const received = async (given: Given = {}): Promise<Dossier> => {
    const id = await receiveIntake(ctx(given.who), await entered(given));
    return (await findDossier(f.db, id)) ?? assert.fail();
  };

  const accountsWith = async (number: string) =>
    (await findPeople(f.db, vault(), number, [])).map(x => x.accountId);

  test('the commune of the counter stands where the matter is and where the result is fetched, until another is said', async () => {
    const form = standardForm({ papers: [], atCommune: true });
    const [day, { centre }] = ['2026-11-21', f.agencies];
    const { data, paths } = await withPlaces(f.db, form, {}, centre, day);
    assert.deepEqual(paths, ['place.commune', 'result.centre']);
    assert.deepEqual([valueAt(data, 'place.commune'), valueAt(data, 'result.centre')], ['99001', '99001']);
    const said = await withPlaces(f.db, form, { result: { centre: '99002' } }, centre, day);
    assert.deepEqual([said.paths, valueAt(said.data, 'result.centre')], [['place.commune'], '99002']);
  });

  describe('a person whom nobody knew', () => {
    test('without telephone and number is received, and known the next time', async () => {
      const dossier = await received({ person: { name: 'Sùng Thị Dở', birthDate: '1950-02-01' } });
      assert.deepEqual(
        [dossier.channel, dossier.phone, dossier.receivedBy, dossier.applicantName],
        ['counter', null, f.agencies.centre, 'Sùng Thị Dở'],
      );
      const found = await findPeople(f.db, vault(), 'sung do', [f.agencies.centre]);
      assert.deepEqual(
        found.map(x => [x.accountId, x.name, x.seen, x.signsIn]),
        [[dossier.applicantId, 'Sùng Thị Dở', false, false]],
      );
      const chosen = found[0]?.accountId ?? null;
      const again = await received({ person: { name: 'Sùng Thị Dở', birthDate: '1950-02-01' }, chosen });
      assert.equal(again.applicantId, dossier.applicantId);
      const other = await received({ person: { name: 'Sùng Thị Dở', birthDate: '1981-07-30' }, chosen });
      assert.notEqual(other.applicantId, dossier.applicantId, 'of the same name, born on another day');
    });

    test('is found by name only where he was received', async () => {
      await received({ person: { name: 'Vàng Thị Chá' } });
      assert.equal((await findPeople(f.db, vault(), 'vàng chá', [f.agencies.centre])).length, 1);
      for (const agencies of [[f.agencies.saPa], []])
        assert.deepEqual(await findPeople(f.db, vault(), 'vàng chá', agencies), []);
      for (const typed of ['', ' ', 'v', '%', '_', '\0'])
        assert.deepEqual(await findPeople(f.db, vault(), typed, [f.agencies.centre]), [], typed);
    });

    test('with a card is one record, whichever clerk has him before him, and however many at once', async () => {
      const person = { name: 'Lù Seo Pao', personalNumber: '010090002281', numberSeen: true };
      const desk2 = await f.official('Hoàng Thị Lan', f.agencies.centre, ['receiver']);
      const both = await Promise.all([received({ person }), received({ person, who: desk2 })]);
      both.push(await received({ person: { ...person, name: 'Lù Seo Páo' } }));
      assert.equal(new Set(both.map(d => d.applicantId)).size, 1);
      assert.deepEqual(await accountsWith('010090002281'), [both[0]?.applicantId]);
    });

    test('whose number was only typed is known by it, but not as somebody whose card was seen', async () => {
      const person = { name: 'Ly Mùi Phẩy', personalNumber: '010185002293' };
      const first = await received({ person });
      assert.equal((await received({ person })).applicantId, first.applicantId);
      const seen = async () => (await findPeople(f.db, vault(), person.personalNumber, []))[0]?.seen;
      assert.equal(await seen(), false);
      const compared = await received({ person: { ...person, numberSeen: true } });
      assert.deepEqual([compared.applicantId, await seen()], [first.applicantId, true]);
      assert.equal((await received({ person })).applicantId, first.applicantId);
      assert.equal(await seen(), true, 'who comes again without the card stays one whose card was seen');
    });

    test('gets nothing of another whose number one wrong digit makes of his', async () => {
      const number = '010190002267';
      const other = await received({
        person: { name: 'Phàn Tả Mẩy', personalNumber: number, numberSeen: true },
      });
      for (const numberSeen of [false, true]) {
        const person = { name: 'Lò Láo Tả', personalNumber: number, ...(numberSeen ? { numberSeen } : {}) };
        const mistyped = await received({ person });
        assert.notEqual(mistyped.applicantId, other.applicantId);
        assert.equal(mistyped.applicantName, 'Lò Láo Tả');
        const found = await findPeople(f.db, vault(), number, []);
        assert.deepEqual(
          found.filter(x => x.seen).map(x => x.name),
          [numberSeen ? 'Lò Láo Tả' : 'Phàn Tả Mẩy'],
          'whose card was compared last has it by sight',
        );
      }
    });
  });

  describe('an account that somebody signs in with', () => {
    const claims = async (accountId: string, number: string) =>
      f.db.tx(tx => changeProfile(tx, vault(), accountId, { personalNumber: number }, f.act()));

    test('does not get a dossier for saying that it has the number', async () => {
      const thief = await f.citizen('Giàng Thị Mỷ');
      await claims(thief.accountId, NUMBER);
      const dossier = await received({ person: { name: 'Giàng Thị Mỷ', personalNumber: NUMBER } });
      assert.notEqual(dossier.applicantId, thief.accountId);
      const chosen = await received({
        person: { name: 'Giàng Thị Mỷ', personalNumber: NUMBER },
        chosen: thief.accountId,
      });
      assert.notEqual(chosen.applicantId, thief.accountId, 'not even when the clerk took it for his');
    });

    test('gets it with the telephone that it proved and the number on the card; the next time by the card alone', async () => {
      const owner = await f.citizen('Thào Thị Mai');
      const number = '010192007733';
      await claims(owner.accountId, number);
      const phone = owner.phone.replace('+84', '0');
      const person = { name: 'Thào Thị Mai', personalNumber: number, numberSeen: true };
      assert.equal((await received({ person: { ...person, phone } })).applicantId, owner.accountId);
      assert.equal((await received({ person })).applicantId, owner.accountId);
      await claims(owner.accountId, '010192007744');
      assert.notEqual((await received({ person })).applicantId, owner.accountId, 'another number now');
    });

    test('of a relative whose telephone is given does not get it', async () => {
      const son = await f.citizen('Sùng A Tủa');
      const phone = son.phone.replace('+84', '0');
      const mother = await received({ person: { name: 'Giàng Thị Dợ', phone } });
      assert.notEqual(mother.applicantId, son.accountId);
      assert.equal((await received({ person: { name: 'SÙNG A TỦA', phone } })).applicantId, son.accountId);
      await claims(son.accountId, '010088001111');
      const namesake = { name: 'Sùng A Tủa', phone, personalNumber: '010055002222' };
      assert.notEqual((await received({ person: namesake })).applicantId, son.accountId);
    });

    test('keeps what its owner said of himself', async () => {
      const owner = await f.citizen('Vi Văn Tới');
      const person = { name: 'Vi Văn Tới', phone: owner.phone.replace('+84', '0'), address: 'Thôn khác' };
      const dossier = await received({ person: { ...person, personalNumber: '010070005150' } });
      assert.equal(dossier.applicantId, owner.accountId);
      const { addressDetail, personalNumber } = await profileOf(f.db, vault(), owner.accountId);
      assert.deepEqual([addressDetail, personalNumber], [null, null]);
    });
  });

  describe('the dossier', () => {
    test('says who received it where and from whom; so do the ledger and the receipt', async () => {
      const dossier = await received({
        person: { name: 'Lý Thị Pà', personalNumber: '010165003344' },
        desk: {
          represented: true,
          delegate: {
            name: 'Lý A Sáng',
            personalNumber: '010092003345',
            relation: 'con trai, giấy ủy quyền',
          },
        },
      });
      const reception = (await receptionOf(f.db, dossier.id)) ?? assert.fail();
      assert.deepEqual(
        [reception.agencyId, reception.clerkName, reception.postId, reception.delegate],
        [
          f.agencies.centre,
          'Vi Thị Huyền',
          p.clerk.postId,
          { name: 'Lý A Sáng', personalNumber: '010092003345', relation: 'con trai, giấy ủy quyền' },
        ],
      );
      const [entry] = await f.ctx.get(ledgerService).history(f.db, `dossier:${dossier.id}`);
      assert.deepEqual(
        [entry?.kind, entry?.actor, entry?.post, entry?.agency, entry?.body.for, entry?.body.channel],
        [
          'case.submitted',
          p.clerk.accountId,
          p.clerk.postId,
          f.agencies.centre,
          dossier.applicantId,
          'counter',
        ],
      );
      const words = wordsOf(await receiptOf(f.db, f.deps, f.ctx.texts, dossier));
      assert.match(words, /Lý Thị Pà[\s\S]*do Lý A Sáng nộp\s+thay/);
      assert.match(words, /Vi Thị Huyền/);
    });

    test('goes on when the clerk has looked at it, and stays when he says so', async () => {
      const steps = async (d: Dossier) => (await openTasks(f.db, d.id)).map(t => [t.elementId, t.agencyId]);
      assert.deepEqual(await steps(await received()), [['check', f.agencies.bacHa]]);
      assert.deepEqual(await steps(await received({ desk: { stays: true } })), [
        ['receive', f.agencies.centre],
      ]);
    });

    test('of another commune is received all the same, and lies with that commune', async () => {
      const dossier = await received({ who: ofSaPa, at: f.agencies.saPa, person: { name: 'Tẩn Mý Chạn' } });
      assert.deepEqual([dossier.receivedBy, dossier.agencyId], [f.agencies.saPa, f.agencies.bacHa]);
      assert.match(dossier.code, /^Z99\.60\.02-/);
      assert.deepEqual(
        (await openTasks(f.db, dossier.id)).map(t => [t.elementId, t.agencyId]),
        [['receive', f.agencies.centre]],
      );
    });

    test('that came by post has its tracking number', async () => {
      const dossier = await received({ desk: { channel: 'post', tracking: ' eb 123.456.785-vn' } });
      const reception = await receptionOf(f.db, dossier.id);
      assert.deepEqual([dossier.channel, reception?.trackingNumber], ['post', 'EB123456785VN']);
    });
  });

  describe('an intake that was left for later', () => {
    test('of a form that has changed since is not received as it is; brought under the new one it is', async () => {
      const intake = await entered({ person: { name: 'Vù Thị Chở' } });
      f.clock.set('2026-11-23T09:00:00+07:00');
      const next = await publishNext(f, CARD, {
        form: form => ({
          ...form,
          fields: {
            ...form.fields,
            'reader.email': { ...form.fields['reader.email']!, label: { vi: 'Hộp thư', en: 'Mailbox' } },
          },
        }),
      });
      await assert.rejects(receiveIntake(ctx(), intake), { code: 'DRAFT_OUTDATED' });
      await f.db.tx(tx => renewDraft(tx, intake.draft, f.clock.now()));
      const again = await getIntake(f.db, p.clerk.accountId, intake.draft.id, f.clock.now());
      assert.deepEqual(again.draft.data, intake.draft.data);
      const dossier = await receiveIntake(ctx(), again);
      assert.equal((await findDossier(f.db, dossier))?.procedureVersionId, next.id);
    });
  });

  describe('is refused', () => {
    test('while something is wrong, with all that is; nothing is lost and no number is drawn', async () => {
      const intake = await entered({
        form: { ...f.filledIn(), reader: { name: '12', phone: '123' } },
        desk: {
          channel: 'post',
          tracking: 'x',
          represented: true,
          delegate: { name: ' ', personalNumber: '12', relation: '' },
        },
      });
      await assert.rejects(receiveIntake(ctx(), intake), (error: { code: string; details: unknown }) => {
        assert.equal(error.code, 'FORM_INCOMPLETE');
        const paths = (error.details as Array<{ path: string }>).map(d => d.path);
        assert.deepEqual(paths, [
          'reader.name',
          'reader.phone',
          'so-buu-gui',
          'nguoi-thay-ten',
          'nguoi-thay-so',
          'nguoi-thay-quan-he',
        ]);
        return true;
      });
      const kept = await getIntake(f.db, p.clerk.accountId, intake.draft.id, f.clock.now());
      assert.deepEqual([kept.draft.dossierId, kept.desk.tracking], [null, 'x']);
      const listed = async (id: string) =>
        (await listIntakes(f.db, p.clerk.accountId, f.clock.now())).some(i => i.id === id);
      assert.ok(await listed(kept.draft.id));
      const { agencyId } = kept;
      const { procedureVersionId } = kept.draft;
      const empty = await f.db.tx(tx =>
        startIntake(tx, { clerkId: p.clerk.accountId, agencyId, procedureVersionId }, f.clock.now()),
      );
      assert.ok(!(await listed(empty.draft.id)), 'nothing was entered');
    });

    test('to everybody but the clerk who began it: for them it does not exist', async () => {
      const { draft } = await entered();
      for (const who of [ofSaPa, p.officer, p.reader])
        await assert.rejects(getIntake(f.db, who.accountId, draft.id, f.clock.now()), { code: 'DRAFT_GONE' });
    });

    test('to an official who does not receive, or not at this office; he is told where to send the person', async () => {
      for (const [who, at] of [
        [p.officer, f.agencies.bacHa],
        [ofSaPa, f.agencies.centre],
      ] as const)
        await assert.rejects(
          f.db.tx(tx => beginIntake(tx, ctx(who), CARD, at)),
          {
            code: 'DESK_NOT_FOR_THIS',
            params: { code: CARD, name: 'Cấp thẻ thư viện xã', agency: 'Trung tâm PVHCC xã Bắc Hà' },
          },
        );
      assert.deepEqual(await officesOf(f.db, p.officer, f.clock.now()), []);
      assert.deepEqual(
        (await officesOf(f.db, p.clerk, f.clock.now())).map(o => o.id),
        [f.agencies.centre],
      );
    });

    test('to a clerk who has lost the right meanwhile', async () => {
      const intake = await entered();
      const lost = { ...p.clerk, grants: [] };
      await assert.rejects(receiveIntake(ctx(lost), intake), { code: 'DESK_NOT_FOR_THIS' });
    });

    test('for a procedure that there is not', async () => {
      await assert.rejects(
        f.db.tx(tx => beginIntake(tx, ctx(), '0.000000', f.agencies.centre)),
        { code: 'PROCEDURE_NOT_FOUND' },
      );
    });
  });

  test('pressed twice, at the same moment and later, it is one dossier', async () => {
    const intake = await entered({ person: { name: 'Giàng A Lử' } });
    const ids = await Promise.all([1, 2, 3].map(() => receiveIntake(ctx(), intake)));
    ids.push(await receiveIntake(ctx(), intake));
    assert.equal(new Set(ids).size, 1);
    assert.deepEqual(await handedIn(f.db, ids[0] ?? ''), []);
    const { n } = await f.db.one<{ n: number }>(
      `SELECT count(*)::int AS n FROM cases.dossier WHERE applicant_name = 'Giàng A Lử'`,
    );
    assert.equal(n, 1);
  });
});
