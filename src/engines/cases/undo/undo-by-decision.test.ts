import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { newId } from '#platform/db';
import {
  actorAt,
  askerOf,
  controlSlipOf,
  type Dossier,
  dossierFor,
  factsOf,
  findActOn,
  liftRevocation,
  listLetters,
  listLiftedActs,
  listPauses,
  listResultActs,
  listResults,
  mayAct,
  refuse,
  reopenByDecision,
  reopeningAsked,
  resultFor,
  revokeResult,
  stopProcessing,
  storyOf,
} from '../index.ts';
import { dossierState } from '../state-check.ts';
import type { CasesFixture } from '../testing/fixture.ts';
import { does, facing, type People, signs, stepsOf, withLibrary } from '../testing/people.ts';
import { wordsOf } from '../testing/words-of.ts';
import { forgetEndings } from './endings.ts';
import { forgetActs } from './read-acts.ts';

const DECISION = { number: '3/2026/QĐ-GQKN', on: '2026-12-20' };

describe('cases: what a decision on a complaint changes', () => {
  let f: CasesFixture;
  let p: People;
  withLibrary((library, all) => {
    f = library;
    p = all;
  });

  const START = '2026-11-20T09:00:00+07:00';
  const daysLater = (n: number) => f.clock.set(new Date(Date.parse(START) + n * 86_400_000).toISOString());

  const inHand = async () => {
    daysLater(0);
    const dossier = await f.apply(p.reader, { data: f.filledIn({ way: 'electronic' }) });
    await does(f, p.clerk, dossier, 'forward');
    return dossier;
  };
  const ends = async (dossier: Dossier, who: People['clerk'], act: typeof refuse) => {
    const { input, actor } = await facing(f, who, dossier);
    return f.db.tx(tx => act(tx, f.deps, { ...input, reason: 'Không cư trú tại xã' }, actor));
  };
  const leader = async (dossier: Dossier, who = p.chairman) => {
    const facts = await factsOf(f.db, await f.again(dossier), f.clock.now());
    return actorAt(who, f.clock.now(), facts, 'dossier.decide');
  };
  const reopens = async (ended: Dossier) => {
    const by = await leader(ended);
    const wish = { dossierId: ended.id, endedAt: ended.closedAt ?? ended.receivedAt, decision: DECISION };
    return f.db.tx(tx => reopenByDecision(tx, f.deps, wish, by));
  };
  const stateHolds = async () => {
    await f.ledger.sealer.sealOnce();
    assert.deepEqual(await f.ledger.verifyState([dossierState]), []);
  };

  test('a refusal of long ago is taken back: the step lies open again, the time between is no time of the limit, and a result comes of it', async () => {
    const dossier = await inHand();
    const before = await f.again(dossier);
    daysLater(1);
    const refused = await ends(dossier, p.officer, refuse);
    assert.equal(refused.status, 'declined');
    daysLater(30);
    await forgetActs(f.db, f.clock.now());
    const asked = await reopeningAsked(
      f.db,
      f.deps,
      { dossier: refused, endedAt: refused.closedAt ?? refused.receivedAt },
      f.clock.now(),
    );
    assert.deepEqual([asked.refusal, asked.steps.length], [null, 1]);
    const open = await reopens(refused);
    assert.deepEqual([open.status, await stepsOf(f, open)], [before.status, ['check']]);
    assert.ok(open.dueAt > f.clock.now() && open.dueAt > before.dueAt);
    const [pause] = await listPauses(f.db, dossier.id);
    assert.deepEqual([pause?.kind, pause?.from, pause?.to], ['complaint', refused.closedAt, f.clock.now()]);
    const version = open.version;
    assert.equal((await reopens(refused)).version, version, 'pressed twice');
    await stateHolds();
    const told = (await f.ledger.history(f.db, `dossier:${dossier.id}`)).filter(
      e => e.kind === 'case.act-undone',
    );
    assert.deepEqual(
      told.map(e => [e.body.decision, e.body.decidedOn, e.body.told, e.actor]),
      [[DECISION.number, DECISION.on, true, p.chairman.accountId]],
    );
    // It was not taken back by whoever refused: wherever it is told, it is annulled by that decision.
    const story = await storyOf(f.db, f.ledger, await f.again(dossier), f.clock.now());
    assert.deepEqual(
      story.happenings.filter(h => h.undone).map(h => [h.kind, h.annulledBy]),
      [['refused', DECISION.number]],
    );
    assert.deepEqual(
      (await listLetters(f.db, f.ledger, dossier)).map(l => [l.kind, l.void, l.annulledBy]),
      [['refusal', true, DECISION.number]],
    );
    const slip = wordsOf(await controlSlipOf(f.db, f.deps, await f.again(dossier), f.clock.now()));
    assert.match(slip, /đã bị hủy theo Quyết định giải quyết khiếu nại số 3\/2026\/QĐ-GQKN/);
    assert.match(slip, /Mở lại hồ sơ theo Quyết định giải quyết khiếu nại số 3\/2026\/QĐ-GQKN/);
    assert.doesNotMatch(slip, /hoàn tác/i);
    await does(f, p.officer, dossier, 'propose');
    await signs(f, p.chairman, dossier);
    assert.equal((await listResults(f.db, dossier.id))[0]?.status, 'valid');
    await stateHolds();
  });

  test('a stop is taken back too, and a refusal of which a simulation tells; what was not kept is not', async () => {
    const dossier = await inHand();
    const stopped = await ends(dossier, p.officer, stopProcessing);
    daysLater(3);
    assert.equal((await reopens(stopped)).status, 'processing');
    const other = await inHand();
    const { input, actor } = await facing(f, p.officer, other);
    const past = { ...f.deps, past: true as const };
    const refused = await f.db.tx(tx => refuse(tx, past, { ...input, reason: 'Không đủ điều kiện' }, actor));
    daysLater(3);
    const never = { ...refused, closedAt: f.clock.now() };
    await assert.rejects(reopens(never), { code: 'UNDO_NOTHING' });
    // Kept while somebody may find it wrong, and while it is argued about; then forgotten, though not what was taken back.
    const long = { since: () => new Date(START), among: async () => [] };
    const now = f.clock.now();
    assert.equal(await forgetEndings(f.db, [long], now, now), 0);
    const still = { since: () => now, among: async (_: unknown, ids: readonly string[]) => [...ids] };
    assert.equal(await forgetEndings(f.db, [still], now, now), 0);
    const open = await reopens(refused);
    assert.deepEqual([open.status, await stepsOf(f, open)], ['processing', ['check']]);
    await stateHolds();
    const third = await ends(await inHand(), p.officer, refuse);
    daysLater(3);
    assert.equal(await forgetEndings(f.db, [], f.clock.now(), f.clock.now()), 1);
    await assert.rejects(reopens(third), { code: 'UNDO_NOTHING' });
    assert.equal((await reopens(refused)).status, 'processing', 'done already');
  });

  test('who answers for the agency carries it out; a clerk, an officer and another commune do not', async () => {
    const refused = await ends(await inHand(), p.officer, refuse);
    const facts = await factsOf(f.db, refused, f.clock.now());
    const may = [p.chairman, p.clerk, p.officer, p.stranger, p.reader].map(who =>
      mayAct(askerOf(who), 'carry-out', facts),
    );
    assert.deepEqual(may, [true, false, false, false, false]);
    await assert.rejects(dossierFor(f.db, p.stranger, refused.id, 'carry-out', f.clock.now()), {
      code: 'NOT_FOUND',
    });
    await assert.rejects(dossierFor(f.db, p.officer, refused.id, 'carry-out', f.clock.now()), {
      code: 'NOT_ALLOWED',
    });
  });

  test('a revocation is lifted: the card holds again, once, and may be revoked once more under another number', async () => {
    const dossier = await inHand();
    await does(f, p.officer, dossier, 'propose');
    await signs(f, p.chairman, dossier);
    const [card] = await listResults(f.db, dossier.id);
    assert.ok(card);
    const revokes = async () => {
      const { actor } = await resultFor(
        f.db,
        p.chairman,
        { dossierId: dossier.id, resultId: card.id },
        'revoke',
        f.clock.now(),
      );
      const wish = {
        id: newId(),
        dossierId: dossier.id,
        resultId: card.id,
        kind: 'revocation' as const,
        reason: 'Giấy tờ không đúng',
        basis: 'Điều 7 Nội quy',
        signerName: p.chairman.name,
      };
      return (await revokeResult(f.db, f.deps, wish, actor)).act;
    };
    const act = await revokes();
    daysLater(10);
    const by = await leader(dossier);
    const decision = { ...DECISION, agencyId: f.agencies.province };
    const wish = { dossierId: dossier.id, actId: act.id, decision };
    const lift = () => f.db.tx(tx => liftRevocation(tx, f.deps, wish, by));
    const lifted = await lift();
    assert.deepEqual(
      [lifted.liftedNumber, lifted.liftedAgency],
      [DECISION.number, 'UBND tỉnh'],
      'the same number may be another agency’s of that day',
    );
    assert.equal((await lift()).liftedAt?.getTime(), f.clock.now().getTime(), 'pressed twice');
    const [holds] = await listResults(f.db, dossier.id);
    assert.deepEqual([holds?.status, holds?.statusAt], ['valid', null]);
    assert.deepEqual(
      [(await listResultActs(f.db, dossier.id)).length, (await listLiftedActs(f.db, dossier.id)).length],
      [0, 1],
    );
    assert.equal(await findActOn(f.db, card.id), undefined);
    await stateHolds();
    const again = await revokes();
    assert.notEqual(again.number, act.number);
    await assert.rejects(
      f.owner.run("UPDATE cases.result SET status = 'valid', status_at = NULL WHERE id = $1", [card.id]),
      { constraint: 'result_ends_once' },
    );
    await assert.rejects(
      f.owner.run('UPDATE cases.result_act SET lifted_at = NULL WHERE id = $1', [act.id]),
      { constraint: 'result_act_lifted_once' },
    );
    await stateHolds();
  });
});
