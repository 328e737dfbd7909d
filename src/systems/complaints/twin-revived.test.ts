import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  actorAt,
  actorOf,
  type Dossier,
  factsOf,
  issueResult,
  listResults,
  resultFor,
  revokeResult,
  twinsOf,
} from '#engines/cases';
import { localDate } from '#platform/clock';
import { newId } from '#platform/db';
import { isAppError } from '#platform/errors';
import type { CasesFixture } from '../../engines/cases/testing/fixture.ts';
import { does, facing, type People, signs, withLibrary } from '../../engines/cases/testing/people.ts';
import { publishNext } from '../../engines/cases/testing/versions.ts';
import { complaintFor } from './access.ts';
import { carryOut } from './actions/carry-out.ts';
import { settle } from './actions/settle.ts';
import { submitComplaint } from './actions/submit-complaint.ts';
import { takeOn, withdrawComplaint } from './actions/take-on.ts';
import { choicesOf } from './choices.ts';
import { complaints } from './index.ts';
import type { Complaint } from './types.ts';

describe('complaints: what was revoked, and another of the same matter', () => {
  let f: CasesFixture;
  let p: People;
  let vice: People['chairman'];
  withLibrary(
    async (library, all) => {
      f = library;
      p = all;
      vice = await f.official('Lù Văn Thắng', f.agencies.bacHa, ['leader', 'signer']);
      const ways = [{ reader: 'reader.name', phone: 'reader.phone' }];
      const content = { sameMatter: { matter: 'reader-card', ways, once: true } };
      await publishNext(f, '9.700001', { content });
    },
    [complaints],
  );

  const proposed = async (name: string) => {
    const dossier = await f.apply(p.reader, { data: f.filledIn({ name, way: 'electronic' }) });
    await does(f, p.clerk, dossier, 'forward');
    await does(f, p.officer, dossier, 'propose');
    return dossier;
  };
  const revoked = async (name: string) => {
    const dossier = await proposed(name);
    await signs(f, p.chairman, dossier);
    const [result] = await listResults(f.db, dossier.id);
    const of = { dossierId: dossier.id, resultId: result?.id ?? assert.fail() };
    const { actor } = await resultFor(f.db, p.chairman, of, 'revoke', f.clock.now());
    const reason = { reason: 'Giấy tờ không đúng', basis: 'Điều 7 Nội quy', signerName: p.chairman.name };
    await revokeResult(f.db, f.deps, { id: newId(), ...of, kind: 'annulment', ...reason }, actor);
    return f.again(dossier);
  };
  const complained = async (dossier: Dossier): Promise<Complaint> => {
    const choices = await choicesOf(f.db, f.ledger, dossier, f.clock.now());
    const { accountId, name, phone } = p.reader;
    const wish = {
      id: newId(),
      dossier,
      ground: choices.find(c => c.ground.kind === 'decision')?.ground ?? assert.fail(),
      knownOn: localDate(f.clock.now()),
      content: 'Quyết định không đúng',
      wish: 'Xem lại',
      lateReason: '',
      channel: 'online' as const,
      who: { accountId, name, phone, email: null, lang: 'vi' as const, delegate: null },
      papers: [],
    };
    return f.db.tx(tx => submitComplaint(tx, f.ledger, wish, actorOf(p.reader, f.clock.now())));
  };
  const upheld = async ({ id }: Complaint, dossier: Dossier) => {
    const handler = (await complaintFor(f.db, p.officer, id, 'complaint.handle', f.clock.now())).actor;
    await f.db.tx(tx => takeOn(tx, f.ledger, { id, complex: false, remote: false }, handler));
    const signer = (await complaintFor(f.db, vice, id, 'complaint.settle', f.clock.now())).actor;
    const answer = 'Đã xác minh: quyết định không đúng.';
    const wish = {
      id,
      outcome: 'changed' as const,
      remedy: 'redo' as const,
      answer,
      signerName: vice.name,
    };
    return settle(f.db, f.deps, dossier, wish, signer);
  };
  const carries = async ({ id }: Complaint, { id: dossierId }: Dossier, whyDespite?: string) => {
    const facts = await factsOf(f.db, await f.again({ id: dossierId } as Dossier), f.clock.now());
    const actor = actorAt(p.chairman, f.clock.now(), facts, 'dossier.decide');
    return f.db.tx(tx => carryOut(tx, f.deps, { id, code: '', whyDespite }, actor));
  };
  const twins = async (of: Dossier) => twinsOf(f.db, f.deps, of, f.clock.now());
  const unsaid = (code: string, of: Dossier) => (e: unknown) =>
    isAppError(e) && e.code === code && e.params.codes === of.code;

  test('while it is argued about, who signs the other writes why; once that is withdrawn nothing is asked', async () => {
    const old = await revoked('Lò Thị Mai');
    const other = await proposed('Lò Thị Mai');
    assert.deepEqual(await twins(other), [], 'it holds no more, and nobody says that it was wrong');
    const c = await complained(old);
    const [twin] = await twins(other);
    assert.equal(twin?.code, old.code);
    assert.deepEqual(twin?.results, []);
    assert.equal(twin?.argued.length, 1);
    await assert.rejects(signs(f, p.chairman, other), unsaid('SAME_MATTER_UNSAID', old));
    await f.db.tx(tx =>
      withdrawComplaint(tx, f.ledger, { id: c.id, reason: '' }, actorOf(p.reader, f.clock.now())),
    );
    assert.deepEqual(await twins(other), []);
    await signs(f, p.chairman, other);
  });

  test('a decision that waits to be carried out counts as well; carrying it out asks why, beside what was issued meanwhile', async () => {
    const old = await revoked('Sùng Thị Dín');
    const other = await proposed('Sùng Thị Dín');
    const c = await upheld(await complained(old), old);
    const { input, actor } = await facing(f, p.chairman, other);
    const signing = { ...input, signerName: p.chairman.name };
    await assert.rejects(issueResult(f.db, f.deps, signing, actor), unsaid('SAME_MATTER_UNSAID', old));
    const whyDespite = 'Công dân cần thẻ ngay, thẻ cũ chưa được khôi phục';
    await issueResult(f.db, f.deps, { ...signing, whyDespite }, actor);

    await assert.rejects(carries(c, old), unsaid('OTHER_RESULT_HOLDS', other));
    assert.equal((await listResults(f.db, old.id))[0]?.status, 'revoked', 'nothing was done');
    const why = 'Thẻ sau sẽ được thu hồi theo Quyết định số 5';
    const done = await carries(c, old, why);
    assert.equal(done.carriedOutHow, 'lifted');
    assert.equal((await listResults(f.db, old.id))[0]?.status, 'valid');
    const [entry] = await f.ledger.history(f.db, `dossier:${old.id}`, ['case.revocation-lifted']);
    assert.deepEqual([entry?.body.twins, entry?.personal.whyDespite], [[other.code], why]);
  });

  test('where no other holds nothing is asked', async () => {
    const old = await revoked('Má A Páo');
    const other = await proposed('Má A Páo');
    const c = await upheld(await complained(old), old);
    assert.equal((await carries(c, old)).carriedOutHow, 'lifted');
    // From now on it is asked of the other, as of any double.
    await assert.rejects(signs(f, p.chairman, other), unsaid('SAME_MATTER_UNSAID', old));
  });
});
