import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { changeProfile, vaultService } from '#engines/identity';
import { messagesAbout } from '#engines/messaging';
import { newId } from '#platform/db';
import { ledgerService } from '#platform/ledger';
import { png } from '../../files/testing/samples.ts';
import {
  checkRecipient,
  controlSlipOf,
  type Dossier,
  handOver,
  handOverSlipOf,
  listHandOvers,
  listResultActs,
  listResults,
  receiptToken,
  resultFor,
  revokeResult,
  stepFor,
} from '../index.ts';
import { notifyApplicant } from '../notify.ts';
import type { CasesFixture } from '../testing/fixture.ts';
import { does, facing, type People, signs, withLibrary } from '../testing/people.ts';
import { wordsOf } from '../testing/words-of.ts';
import type { HandedOver } from './hand-over.ts';

describe('cases: handing a result over at the counter', () => {
  let f: CasesFixture;
  let p: People;
  withLibrary((library, all) => {
    f = library;
    p = all;
  });

  /** A card that is signed and lies at the desk. */
  async function ready(): Promise<Dossier> {
    const dossier = await f.apply(p.reader);
    await does(f, p.clerk, dossier, 'forward');
    await does(f, p.officer, dossier, 'propose');
    return signs(f, p.chairman, dossier);
  }

  const self = (name: string) => ({ name, personalNumber: null, relation: null });
  const handed = (change: Partial<HandedOver> = {}): HandedOver => ({
    check: { by: 'slip' },
    recipient: self('Giàng Thị Mỷ'),
    signature: null,
    ...change,
  });

  async function give(who: People['clerk'], dossier: Dossier, what = handed()): Promise<Dossier> {
    const { input } = await facing(f, p.clerk, dossier);
    return f.db.tx(async tx => {
      const locked = await stepFor(tx, who, input, f.clock.now());
      return handOver(tx, f.deps, { ...input, locked, handed: what }, locked.actor);
    });
  }

  test('the desk gives it to the applicant, who signs on the pad; the ledger knows how, not who', async () => {
    const dossier = await ready();
    const { sha256 } = await f.deps.files.put(f.db, { bytes: png(60, 20, 'chu-ky'), filename: 'chu-ky.png' });
    const closed = await give(p.clerk, dossier, handed({ signature: sha256 }));
    assert.equal(closed.status, 'returned');
    const [row] = await listHandOvers(f.db, dossier.id);
    assert.deepEqual(
      [row?.clerkName, row?.checked, row?.recipient.name, row?.signature],
      ['Vi Thị Huyền', 'slip', 'Giàng Thị Mỷ', sha256],
    );
    const entry = (
      await f.ctx.get(ledgerService).history(f.db, `dossier:${dossier.id}`, ['case.returned'])
    ).at(-1);
    assert.deepEqual(
      [entry?.actor, entry?.body.how, entry?.body.checked, entry?.body.signed, entry?.body.signature],
      [p.clerk.accountId, 'counter', 'slip', 'pad', sha256],
    );
    assert.doesNotMatch(JSON.stringify(entry?.body), /Giàng/);
  });

  test('of a card that was annulled before anybody had it the decision is given, and the entry says so', async () => {
    const dossier = await ready();
    const [card] = await listResults(f.db, dossier.id);
    const of = { dossierId: dossier.id, resultId: card?.id ?? '' };
    const { actor } = await resultFor(f.db, p.chairman, of, 'revoke', f.clock.now());
    await revokeResult(
      f.db,
      f.deps,
      {
        ...of,
        id: newId(),
        kind: 'annulment',
        reason: 'Cấp trên giấy tờ không đúng',
        basis: 'Điều 7 Nội quy thư viện',
        signerName: p.chairman.name,
      },
      actor,
    );
    const nobody = { recipient: null, relation: null, clerk: 'Vi Thị Huyền' };
    const slip = await handOverSlipOf(f.db, f.deps, dossier, f.agencies.centre, nobody, f.clock.now());
    const [act] = await listResultActs(f.db, dossier.id);
    const words = wordsOf(slip).replace(/\s+/g, ' ');
    assert.ok(words.includes(`Quyết định số ${act?.number} hủy bỏ`), words);
    assert.doesNotMatch(words, /Kết quả bàn giao gồm/);
    assert.equal((await give(p.clerk, dossier)).status, 'returned');
    const entry = (await f.ledger.history(f.db, `dossier:${dossier.id}`, ['case.returned'])).at(-1);
    assert.deepEqual([entry?.body.ended, entry?.body.decision], ['annulment', act?.number]);
    // So does the slip that goes with the dossier, and of one whose result was given what it always said.
    const control = async (one: Dossier) =>
      wordsOf(await controlSlipOf(f.db, f.deps, await f.again(one), f.clock.now())).replace(/\s+/g, ' ');
    const told = await control(dossier);
    assert.ok(told.includes(`Giao Quyết định số ${act?.number}, không trả kết quả`), told);
    assert.doesNotMatch(told, /Trả tại quầy/);
    const other = await ready();
    await give(p.clerk, other);
    assert.match(await control(other), /Trả tại quầy/);
    const plain = (await f.ledger.history(f.db, `dossier:${other.id}`, ['case.returned'])).at(-1);
    assert.equal(plain?.body.ended, undefined);
  });

  test('to a relative with authority, known by another paper', async () => {
    const dossier = await ready();
    const recipient = {
      name: 'Giàng A Sùng',
      personalNumber: '010092003345',
      relation: 'em trai, giấy ủy quyền',
    };
    await give(p.clerk, dossier, handed({ recipient, check: { by: 'paper', paper: 'Hộ chiếu C1234567' } }));
    const [row] = await listHandOvers(f.db, dossier.id);
    assert.deepEqual([row?.recipient, row?.checkedPaper], [recipient, 'Hộ chiếu C1234567']);
    const own = await ready();
    await give(p.clerk, own);
    await f.ledger.sealer.sealOnce();
    for (let i = 0; i < 3; i++) await f.ledger.followers.runOnce([notifyApplicant.id]);
    const fetched = async ({ id }: Dossier) =>
      (await messagesAbout(f.db, id)).filter(m => m.key === 'cases.message.fetched-for');
    const [told] = await fetched(dossier);
    assert.match(
      f.ctx.texts.of('vi')('cases.message.fetched-for.body', { ...told?.params, base: '' }),
      /^Giàng A Sùng \(em trai, giấy ủy quyền\) đã nhận thay Ông\/Bà .* tại Trung tâm PVHCC xã Bắc Hà, lúc .* báo ngay cho Trung tâm PVHCC xã Bắc Hà\./,
    );
    assert.deepEqual(await fetched(own), [], 'who came himself knows it');
  });

  test('no official of another place gives it, and nobody gives it twice', async () => {
    const dossier = await ready();
    await assert.rejects(give(p.stranger, dossier), { code: 'NOT_FOUND' });
    await assert.rejects(give(p.officer, dossier), { code: 'NOT_ALLOWED' });
    assert.deepEqual(await listHandOvers(f.db, dossier.id), []);
    const { input } = await facing(f, p.clerk, dossier);
    const once = () =>
      f.db.tx(async tx => {
        const locked = await stepFor(tx, p.clerk, input, f.clock.now());
        return handOver(tx, f.deps, { ...input, locked, handed: handed() }, locked.actor);
      });
    const both = await Promise.allSettled([once(), once()]);
    assert.deepEqual(both.map(b => b.status).sort(), ['fulfilled', 'rejected']);
    await assert.rejects(once(), { code: 'TASK_DONE' });
    assert.equal((await listHandOvers(f.db, dossier.id)).length, 1);
  });

  describe('who may take it is shown by', () => {
    const check = async (dossier: Dossier, typed: string) => {
      const { form } = await f.procedureOf(dossier.procedureCode);
      const deps = { receiptKey: f.deps.receiptKey, vault: f.ctx.get(vaultService) };
      return checkRecipient(f.db, deps, dossier, form, typed);
    };

    test('the code on the receipt of this dossier, and of no other', async () => {
      const [dossier, other] = [await f.apply(p.reader), await f.apply(p.reader)];
      const on = (d: Dossier) =>
        `https://dichvucong.example.vn/kiem-tra/g/${d.code}?k=${receiptToken(f.deps.receiptKey, d)}`;
      assert.equal(await check(dossier, on(dossier)), 'slip');
      assert.equal(await check(dossier, on(other)), undefined);
      assert.equal(await check(dossier, dossier.code), undefined, 'codes are guessable by design');
    });

    test('the personal number of the applicant, typed or on the card', async () => {
      const who = await f.citizen('Lù Thị Mảo');
      const number = '010195001234';
      await f.db.tx(tx =>
        changeProfile(tx, f.ctx.get(vaultService), who.accountId, { personalNumber: number }, f.act()),
      );
      const dossier = await f.apply(who);
      assert.equal(await check(dossier, '010 195 001 234'), 'number');
      assert.equal(await check(dossier, `${number}||Lù Thị Mảo|01011995|Nữ|Bắc Hà|`), 'number');
      assert.equal(await check(dossier, '010195001235'), undefined);
      for (const typed of ['', 'x', '?k=', `?k=${'a'.repeat(22)}`, '1'.repeat(900)])
        assert.equal(await check(dossier, typed), undefined, typed);
    });
  });

  test('the slip that is signed by hand names the dossier and what is handed over', async () => {
    const dossier = await ready();
    const people = { recipient: null, relation: null, clerk: 'Vi Thị Huyền' };
    const pdf = await handOverSlipOf(f.db, f.deps, dossier, f.agencies.centre, people, f.clock.now());
    const words = wordsOf(pdf);
    assert.match(words, /PHIẾU GIAO NHẬN KẾT QUẢ/);
    assert.match(words, new RegExp(`${dossier.code}.*Giàng Thị Mỷ.*NGƯỜI NHẬN.*Vi Thị Huyền`));
  });
});
