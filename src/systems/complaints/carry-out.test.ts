import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { describe, test } from 'node:test';
import {
  actorAt,
  actorOf,
  casesService,
  type Dossier,
  factsOf,
  forgetEndings,
  keptActsOf,
  listResults,
  refuse,
  renewResult,
  resultFor,
  revokeResult,
} from '#engines/cases';
import { localDate } from '#platform/clock';
import { newId } from '#platform/db';
import type { Env } from '#platform/env';
import type { CasesFixture } from '../../engines/cases/testing/fixture.ts';
import {
  does,
  facing,
  type People,
  signs,
  stepsOf,
  withLibrary,
} from '../../engines/cases/testing/people.ts';
import { complaintFor, type Right } from './access.ts';
import { carryOut } from './actions/carry-out.ts';
import { resultJob } from './actions/follow-result.ts';
import { settle } from './actions/settle.ts';
import { submitComplaint } from './actions/submit-complaint.ts';
import { takeOn } from './actions/take-on.ts';
import { arguedAbout } from './argued-about.ts';
import { choicesOf } from './choices.ts';
import { countComplaints, countToCarryOut, findComplaint } from './data/read.ts';
import { complaints } from './index.ts';
import { remedyKey } from './pages/facts.ts';
import { complaintState } from './state-check.ts';
import type { Complaint, Remedy } from './types.ts';

describe('complaints: what was upheld is carried out', () => {
  let f: CasesFixture;
  let p: People;
  let vice: People['chairman'];
  withLibrary(
    async (library, all) => {
      f = library;
      p = all;
      vice = await f.official('Lù Văn Thắng', f.agencies.bacHa, ['leader', 'signer']);
    },
    [complaints],
  );

  const START = '2026-11-20T09:00:00+07:00';
  const daysLater = (n: number) => f.clock.set(new Date(Date.parse(START) + n * 86_400_000).toISOString());

  const inHand = async () => {
    daysLater(0);
    const dossier = await f.apply(p.reader, { data: f.filledIn({ way: 'electronic' }) });
    await does(f, p.clerk, dossier, 'forward');
    return dossier;
  };
  const refused = async (past = false) => {
    const dossier = await inHand();
    const { input, actor } = await facing(f, p.officer, dossier);
    // What nobody kept: as if it had been refused before anything was kept.
    const by = past ? { ...actor, postId: null } : actor;
    await f.db.tx(tx => refuse(tx, f.deps, { ...input, reason: 'Không cư trú tại xã' }, by));
    return f.again(dossier);
  };
  const card = async () => {
    const dossier = await inHand();
    await does(f, p.officer, dossier, 'propose');
    await signs(f, p.chairman, dossier);
    const [result] = await listResults(f.db, dossier.id);
    assert.ok(result);
    return { dossier: await f.again(dossier), result };
  };
  const may = (dossier: Dossier, result: string, action: 'correct' | 'revoke') =>
    resultFor(f.db, p.chairman, { dossierId: dossier.id, resultId: result }, action, f.clock.now());

  /** The reader complains about the newest that there is, and the vice chairman upholds it twenty days later. */
  const upheld = async (dossier: Dossier, remedy: Remedy): Promise<Complaint> => {
    daysLater(1);
    const [choice] = await choicesOf(f.db, f.ledger, dossier, f.clock.now());
    assert.ok(choice);
    const { accountId, name, phone } = p.reader;
    const wish = {
      id: newId(),
      dossier,
      ground: choice.ground,
      knownOn: '2026-11-21',
      content: 'Quyết định không đúng',
      wish: 'Xem lại',
      lateReason: '',
      channel: 'online' as const,
      who: { accountId, name, phone, email: null, lang: 'vi' as const, delegate: null },
      papers: [],
    };
    const c = await f.db.tx(tx => submitComplaint(tx, f.ledger, wish, actorOf(p.reader, f.clock.now())));
    const handler = (await complaintFor(f.db, p.officer, c.id, 'complaint.handle', f.clock.now())).actor;
    await f.db.tx(tx => takeOn(tx, f.ledger, { id: c.id, complex: false, remote: false }, handler));
    daysLater(20);
    const signer = (await complaintFor(f.db, vice, c.id, 'complaint.settle', f.clock.now())).actor;
    const answer = 'Đã xác minh: quyết định không đúng.';
    return settle(
      f.db,
      f.deps,
      dossier,
      { id: c.id, outcome: 'changed', remedy, answer, signerName: vice.name },
      signer,
    );
  };
  const carries = async (c: Complaint, code = '', who = p.chairman) => {
    const dossier = await f.again({ id: c.dossierId } as Dossier);
    const facts = await factsOf(f.db, await f.again(dossier), f.clock.now());
    const actor = actorAt(who, f.clock.now(), facts, 'dossier.decide');
    return f.db.tx(tx => carryOut(tx, f.deps, { id: c.id, code }, actor));
  };
  const counts = async () => {
    const reach = [{ agencyId: f.agencies.bacHa, fields: null }];
    const { closed, 'carry-out': waits } = await countComplaints(f.db, reach, f.clock.now());
    return { closed, waits, inbox: await countToCarryOut(f.db, reach) };
  };
  /** Whether what a dossier was before it was ended is still kept, once the night of a day has swept. */
  const keptOn = async (day: number, { id }: Dossier) => {
    daysLater(day);
    await forgetEndings(f.db, [arguedAbout], f.clock.now(), f.clock.now());
    return (await keptActsOf(f.db, id)).some(a => a.kind === 'refused' && !a.undoneAt);
  };
  const proves = async () => {
    await f.ledger.sealer.sealOnce();
    assert.deepEqual(await f.ledger.verifyState([complaintState]), []);
  };

  test('an upheld refusal waits until the dossier is open again, once; a result comes of it; refused again it may be complained about again', async () => {
    const dossier = await refused();
    const before = await counts();
    const c = await upheld(dossier, 'redo');
    assert.deepEqual(await counts(), {
      closed: before.closed,
      waits: before.waits + 1,
      inbox: before.inbox + 1,
    });
    assert.equal(
      c.carryOutDue?.toISOString().slice(0, 10),
      '2027-01-11',
      'thirty days, which end on a Saturday',
    );
    assert.ok(await keptOn(400, dossier), 'while it is to be carried out');
    daysLater(22);
    const done = await carries(c);
    assert.deepEqual([done.carriedOutHow, done.carriedOutCode], ['reopened', null]);
    assert.equal((await carries(c)).carriedOutAt?.getTime(), done.carriedOutAt?.getTime(), 'pressed twice');
    assert.deepEqual(await counts(), { ...before, closed: before.closed + 1 });
    assert.deepEqual(await stepsOf(f, dossier), ['check']);
    const { input, actor } = await facing(f, p.officer, dossier);
    const [first] = await f.ledger.history(f.db, `dossier:${dossier.id}`, ['case.act-undone']);
    assert.equal(first?.body.decision, `${c.decisionNumber}/QĐ-GQKN`);
    daysLater(23);
    await f.db.tx(tx =>
      refuse(tx, f.deps, { ...input, reason: 'Trùng hồ sơ khác' }, { ...actor, at: f.clock.now() }),
    );
    const choices = await choicesOf(f.db, f.ledger, await f.again(dossier), f.clock.now());
    assert.ok(
      choices.some(x => !x.first && x.ground.kind === 'refusal' && x.ground.number !== c.ground.number),
    );
    await proves();
    assert.ok(await keptOn(23 + 179, dossier), 'while one may complain, and some time longer');
    assert.ok(!(await keptOn(23 + 181, dossier)), 'nobody did');
  });

  test('an upheld revocation is lifted: the card holds again', async () => {
    const { dossier, result } = await card();
    const { actor } = await may(dossier, result.id, 'revoke');
    const wish = {
      id: newId(),
      dossierId: dossier.id,
      resultId: result.id,
      kind: 'revocation' as const,
      reason: 'Giấy tờ không đúng',
      basis: 'Điều 7 Nội quy',
      signerName: p.chairman.name,
    };
    await revokeResult(f.db, f.deps, wish, actor);
    const c = await upheld(dossier, 'redo');
    assert.equal(c.ground.kind, 'decision');
    // Nothing is handled anew: what is said, on the page and in the decision, is that the result holds again.
    assert.equal(f.ctx.t(remedyKey(c, 'redo')), 'Hủy quyết định bị khiếu nại, kết quả có hiệu lực trở lại');
    const paper = execFileSync('pdftotext', ['-', '-'], { input: await f.deps.files.read(c.sha256 ?? '') });
    assert.match(
      String(paper).replace(/\s+/g, ' '),
      /Hủy bỏ Quyết định thu hồi .*; kết quả có hiệu lực trở lại\./,
    );
    assert.equal((await carries(c)).carriedOutHow, 'lifted');
    assert.equal((await listResults(f.db, dossier.id))[0]?.status, 'valid');
    await proves();
  });

  test('what is to be corrected is carried out with the correction, by itself', async () => {
    const { dossier, result } = await card();
    const c = await upheld(dossier, 'correct');
    await assert.rejects(carries(c), { code: 'COMPLAINT_CARRY_OUT_FIRST' });
    const { actor } = await may(dossier, result.id, 'correct');
    await renewResult(
      f.db,
      f.deps,
      {
        id: newId(),
        dossierId: dossier.id,
        resultId: result.id,
        kind: 'correction',
        reason: 'Ghi sai tên',
        signerName: p.chairman.name,
        data: { ...dossier.data, reader: { name: 'Giàng A Phừ', phone: '0912345678' } },
      },
      actor,
    );
    const env = {
      db: f.db,
      clock: f.clock,
      get: (s: unknown) => (s === casesService ? f.deps : undefined),
    } as unknown as Env;
    const told = {
      result: result.id,
      act: 'correction',
      by: actor.accountId,
      post: actor.postId,
      agency: actor.agencyId,
      at: actor.at.toISOString(),
    };
    await resultJob.run(told, env);
    await resultJob.run(told, env);
    assert.equal((await findComplaint(f.db, c.id))?.carriedOutHow, 'result');
    await proves();
  });

  test('where the dossier cannot be opened again the matter goes on in another one of the same person, and in no other', async () => {
    const dossier = await refused(true);
    const c = await upheld(dossier, 'redo');
    daysLater(21);
    const stranger = await f.citizen('Sùng Thị Dở');
    const others = await f.apply(stranger, { data: f.filledIn({ name: 'Sùng Thị Dở' }) });
    for (const code of ['', dossier.code, others.code, '000'])
      await assert.rejects(carries(c, code), { code: 'COMPLAINT_OTHER_DOSSIER' }, code);
    const next = await f.apply(p.reader);
    const done = await carries(c, next.code);
    assert.deepEqual([done.carriedOutHow, done.carriedOutCode], ['elsewhere', next.code]);
    await assert.rejects(
      f.owner.run("UPDATE complaints.complaint SET carried_out_code = 'x' WHERE id = $1", [c.id]),
      { constraint: 'complaint_carried_out_once' },
    );
    await proves();
  });

  test('who has to carry out what the province decided is told by post and agency when she looks', async () => {
    const dossier = await refused();
    const first = await upheld(dossier, 'redo');
    const director = await f.official('Trần Văn Dũng', f.agencies.province, ['leader', 'signer']);
    const { accountId, name, phone } = p.reader;
    const wish = {
      ...{ id: newId(), dossier, ground: first.ground, first, knownOn: localDate(f.clock.now()) },
      ...{ content: 'Quyết định chưa đúng', wish: 'Xem lại', lateReason: '', channel: 'online' as const },
      who: { accountId, name, phone, email: null, lang: 'vi' as const, delegate: null },
      papers: [],
    };
    const actor = actorOf(p.reader, f.clock.now());
    const { id } = await f.db.tx(tx => submitComplaint(tx, f.ledger, wish, actor));
    const as = async (who: People['clerk'], right: Right) =>
      (await complaintFor(f.db, who, id, right, f.clock.now())).actor;
    const handler = await as(director, 'complaint.handle');
    await f.db.tx(tx => takeOn(tx, f.ledger, { id, complex: false, remote: false }, handler));
    const settled = { id, outcome: 'changed' as const, remedy: 'redo' as const, signerName: director.name };
    const answer = 'Đã xác minh: phải nhận hồ sơ.';
    await settle(f.db, f.deps, dossier, { ...settled, answer }, await as(director, 'complaint.settle'));
    const { postId, agencyId } = await as(p.officer, 'complaint.read');
    assert.deepEqual([postId, agencyId], [p.officer.postId, f.agencies.bacHa]);
    assert.equal((await as(director, 'complaint.read')).agencyId, f.agencies.province);
    await assert.rejects(as(p.officer, 'complaint.handle'), { code: 'NOT_ALLOWED' });
  });
});
