import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { openTasks } from '#engines/work';
import type { Tx } from '#platform/db';
import { proposeRefusal, sendRefusalBack } from '../acts/propose-refusal.ts';
import {
  type Actor,
  actorAt,
  apologise,
  assign,
  completeStep,
  consult,
  type Dossier,
  factsOf,
  refuse,
  requestSupplement,
  returnResult,
  stopProcessing,
  transfer,
  withdraw,
} from '../index.ts';
import { CARD, type CasesFixture, LOAN } from '../testing/fixture.ts';
import { does, facing, type People, signs, withLibrary } from '../testing/people.ts';

/** Who acts, by what he was judged to be before: on this task, where it is about one. */
type Judging = { actor: Actor; taskId: string; dossierId: string };
type Doing = (tx: Tx, judging: Judging) => Promise<unknown>;
type Case = {
  /** Brings the dossier where the act is due. */
  until?: 'received' | 'processing' | 'signed';
  code?: string;
  who: (d: Dossier) => Promise<Judging>;
  /** What is done meanwhile under the dossier's lock. */
  meanwhile: (d: Dossier) => Promise<Doing>;
  act: Doing;
  /** With what it is refused. */
  refused?: string;
};

const REASON = 'Người đề nghị đã có thẻ còn hạn';

describe('cases: access/judged', () => {
  let f: CasesFixture;
  let p: People;
  let desk: People['clerk'];
  let colleague: People['officer'];
  withLibrary((library, all) => {
    f = library;
    p = all;
  });
  before(async () => {
    desk = await f.official('Ma Thị Dín', f.agencies.centre, ['receiver']);
    colleague = await f.official('Hoàng Văn Pao', f.agencies.bacHa, ['officer']);
  });

  const through =
    (who: () => People['clerk']) =>
    async (d: Dossier): Promise<Judging> => {
      const { input, actor } = await facing(f, who(), d);
      return { ...input, actor };
    };
  const clerk = through(() => p.clerk);
  const officer = through(() => p.officer);
  const leader = async (d: Dossier): Promise<Judging> => {
    const facts = await factsOf(f.db, await f.again(d), f.clock.now());
    const [task] = await openTasks(f.db, d.id);
    const actor = actorAt(p.chairman, f.clock.now(), facts, 'dossier.decide');
    return { dossierId: d.id, taskId: task?.id ?? '', actor };
  };

  /** Another one does it, as he was judged in time. */
  const then = (who: (d: Dossier) => Promise<Judging>, act: Doing) => async (d: Dossier) => {
    const other = await who(d);
    return (tx: Tx) => act(tx, other);
  };
  const forward: Doing = (tx, { dossierId, taskId, actor }) =>
    completeStep(tx, f.deps, { dossierId, taskId, outcome: 'forward' }, actor);
  const gives =
    (to: () => People['clerk']): Doing =>
    (tx, { dossierId, taskId, actor }) =>
      assign(tx, f.deps, { dossierId, taskId, postId: to().postId }, actor);
  const asks: Doing = (tx, { dossierId, actor }) =>
    requestSupplement(tx, f.deps, { dossierId, what: 'Thiếu ảnh' }, actor);
  const moves: Doing = (tx, { dossierId, actor }) =>
    transfer(tx, f.deps, { dossierId, agencyId: f.agencies.saPa, reason: REASON }, actor);
  const turnsDown: Doing = (tx, { dossierId, actor }) =>
    refuse(tx, f.deps, { dossierId, reason: REASON }, actor);
  const proposes: Doing = (tx, { dossierId, taskId, actor }) =>
    proposeRefusal(tx, f.deps, { dossierId, taskId, reason: REASON }, actor);

  const processing = { until: 'processing', who: officer } as const;
  const given = then(
    officer,
    gives(() => colleague),
  );
  const cases: Record<string, Case> = {
    'a clerk refuses reception, and it was passed on': {
      who: clerk,
      meanwhile: then(clerk, forward),
      refused: 'TASK_DONE',
      act: turnsDown,
    },
    'a clerk asks for supplements, and it was passed on': {
      who: clerk,
      meanwhile: then(clerk, forward),
      refused: 'TASK_DONE',
      act: asks,
    },
    'a leader declines it, and it was transferred': {
      until: 'processing',
      who: leader,
      meanwhile: then(officer, moves),
      act: turnsDown,
    },
    'a leader stops it, and the applicant was asked for papers': {
      until: 'processing',
      who: leader,
      meanwhile: then(officer, asks),
      act: (tx, { dossierId, actor }) => stopProcessing(tx, f.deps, { dossierId, reason: REASON }, actor),
    },
    'a leader apologises, and it was transferred': {
      until: 'processing',
      who: leader,
      meanwhile: then(officer, moves),
      act: (tx, { dossierId, actor }) =>
        apologise(tx, f.deps, { dossierId, newDate: '2026-12-01', reason: REASON }, actor),
    },
    'it is withdrawn at a counter, and papers were asked for': {
      until: 'processing',
      who: async d => {
        const facts = await factsOf(f.db, await f.again(d), f.clock.now());
        const actor = actorAt(p.clerk, f.clock.now(), facts, 'dossier.receive');
        return { dossierId: d.id, taskId: '', actor };
      },
      meanwhile: then(officer, asks),
      act: (tx, { dossierId, actor }) => withdraw(tx, f.deps, { dossierId, reason: '' }, actor),
    },
    'an official transfers it, and his step was given away': { ...processing, meanwhile: given, act: moves },
    'an official consults, and his step was given away': {
      ...processing,
      code: LOAN,
      meanwhile: given,
      act: (tx, { dossierId, taskId, actor }) => {
        const agencyIds = [f.agencies.province];
        return consult(tx, f.deps, { dossierId, taskId, agencyIds, what: 'Có nợ sách?', days: 3 }, actor);
      },
    },
    'an official proposes a refusal, and his step was given away': {
      ...processing,
      meanwhile: given,
      act: proposes,
    },
    'an official gives his step away, and it was given away': {
      ...processing,
      meanwhile: given,
      act: gives(() => p.officer),
    },
    'a clerk hands over, and her step was given away': {
      until: 'signed',
      who: clerk,
      meanwhile: then(
        clerk,
        gives(() => desk),
      ),
      act: (tx, { dossierId, taskId, actor }) =>
        returnResult(tx, f.deps, { dossierId, taskId, how: 'counter' }, actor),
    },
  };

  async function prepared({ until = 'received', code = CARD }: Case): Promise<Dossier> {
    const dossier = await f.apply(p.reader, { code });
    if (until !== 'received') await does(f, p.clerk, dossier, 'forward');
    if (until !== 'signed') return dossier;
    await does(f, p.officer, dossier, 'propose');
    return signs(f, p.chairman, dossier);
  }

  /** Judged before, done once the lock is had: after `meanwhile`. */
  async function raced(one: Case): Promise<{ dossier: Dossier; done: Promise<unknown> }> {
    const dossier = await prepared(one);
    const judging = await one.who(dossier);
    const first = await one.meanwhile(dossier);
    let done: Promise<unknown> | undefined;
    await f.db.tx(async tx => {
      await first(tx, judging);
      done = f.db.tx(other => one.act(other, judging));
      done.catch(() => undefined);
      await new Promise(resolve => setTimeout(resolve, 50));
    });
    return { dossier, done: done ?? assert.fail() };
  }

  for (const [name, one] of Object.entries(cases))
    test(`${name} meanwhile: it is not done, and nothing is written of it`, async () => {
      const { dossier, done } = await raced(one);
      const before = await f.ledger.history(f.db, `dossier:${dossier.id}`);
      await assert.rejects(done, { code: one.refused ?? 'ACT_NOT_ALLOWED_NOW' });
      assert.equal((await f.ledger.history(f.db, `dossier:${dossier.id}`)).length, before.length);
      const alone = await prepared(one);
      const judging = await one.who(alone);
      await f.db.tx(tx => one.act(tx, judging));
    });

  test('a proposal that was followed is not sent back', async () => {
    const dossier = await prepared({ ...processing, meanwhile: given, act: proposes });
    const own = await officer(dossier);
    await f.db.tx(tx => proposes(tx, own));
    const task = (await openTasks(f.db, dossier.id)).find(t => t.ref.startsWith('refusal:'));
    const taskId = task?.id ?? assert.fail();
    const judging = { ...(await leader(dossier)), taskId };
    let back: Promise<unknown> | undefined;
    await f.db.tx(async tx => {
      await turnsDown(tx, judging);
      back = f.db.tx(other =>
        sendRefusalBack(other, f.deps, { dossierId: dossier.id, taskId, reason: REASON }, judging.actor),
      );
      back.catch(() => undefined);
      await new Promise(resolve => setTimeout(resolve, 50));
    });
    await assert.rejects(back ?? assert.fail(), { code: 'ACT_NOT_ALLOWED_NOW' });
  });
});
