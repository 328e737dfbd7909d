import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { messagesAbout } from '#engines/messaging';
import { createAgency, getAgency } from '#engines/organisation';
import { openTasks } from '#engines/work';
import { SINCE } from '../../identity/testing/agencies.ts';
import { agencyFacts } from '../../organisation/testing/facts.ts';
import {
  type Dossier,
  fetchedAt,
  type HandOver,
  receiptOf,
  returnResult,
  transfer,
  waitingForPost,
} from '../index.ts';
import { notifyApplicant } from '../notify.ts';
import { type CasesFixture, CIRCLE, FRIDAY } from '../testing/fixture.ts';
import { ANYWHERE, loadAnywhere, SIGNED_THERE } from '../testing/load-anywhere.ts';
import { does, facing, type People, signs, withLibrary } from '../testing/people.ts';
import { wordsOf } from '../testing/words-of.ts';

describe('cases: where a paper is fetched', () => {
  let f: CasesFixture;
  let p: People;
  let there: People['clerk'];
  let centre: string;
  withLibrary(async (library, all) => {
    f = library;
    p = all;
    await loadAnywhere(f.db, f.act());
    const saPa = await getAgency(f.db, f.agencies.saPa, FRIDAY.slice(0, 10));
    const facts = agencyFacts({
      areaId: saPa.areaId ?? '',
      identifier: 'Z99.60.02.01',
      name: 'Trung tâm PVHCC xã Sa Pa',
      kind: 'service-centre',
      level: 'commune',
      parentId: saPa.id,
    });
    const made = await f.db.tx(tx => createAgency(tx, facts, { from: SINCE, to: null }, f.act()));
    centre = made.id;
    there = await f.official('Sùng Thị Dở', centre, ['receiver']);
  });

  const nameIn = async (dossier: Dossier) =>
    (await fetchedAt(f.db, await f.again(dossier), f.clock.now())).name;
  async function told(dossier: Dossier) {
    await f.ledger.sealer.sealOnce();
    for (let i = 0; i < 3; i++) await f.ledger.followers.runOnce([notifyApplicant.id]);
    return (await messagesAbout(f.db, dossier.id)).filter(m => m.channel === 'account');
  }
  const card = (chosen: string) => {
    const { result, ...data } = f.filledIn();
    return f.apply(p.reader, { code: ANYWHERE, data: { ...data, result: { ...result, centre: chosen } } });
  };
  const receipt = async (dossier: Dossier) =>
    wordsOf(await receiptOf(f.db, f.deps, f.ctx.texts, dossier)).replace(/\s+/g, ' ');

  test('at the centre that was chosen, wherever it is handled: there it is handed over, and nowhere else', async () => {
    const dossier = await card('99002');
    assert.equal(await nameIn(dossier), 'Trung tâm PVHCC xã Sa Pa', 'said before it is signed');
    assert.match(await receipt(dossier), /Bản giấy tại Trung tâm PVHCC xã Sa Pa/);
    await assert.rejects(facing(f, there, dossier), /faces no step/);
    await does(f, p.clerk, dossier, 'forward');
    await does(f, p.officer, dossier, 'propose');
    await signs(f, p.chairman, dossier);
    assert.deepEqual(
      (await openTasks(f.db, dossier.id)).map(t => [t.elementId, t.agencyId]),
      [['hand-over', centre]],
    );
    const message = (await told(dossier)).find(m => m.key === 'cases.message.result-counter');
    assert.equal(message?.params.at, 'Trung tâm PVHCC xã Sa Pa');
    await assert.rejects(facing(f, p.clerk, dossier), /faces no step/);
    const { input, actor } = await facing(f, there, dossier);
    const handed = await f.db.tx(tx => returnResult(tx, f.deps, { ...input, how: 'counter' }, actor));
    assert.deepEqual([handed.status, actor.agencyId], ['returned', centre]);
  });

  test('handled by another agency since: it stays at the chosen centre', async () => {
    const dossier = await card('99001');
    await move(dossier);
    assert.equal(await nameIn(dossier), 'Trung tâm PVHCC xã Bắc Hà');
    await does(f, there, dossier, 'forward');
    await does(f, p.stranger, dossier, 'propose');
    await signs(f, p.stranger, dossier);
    assert.deepEqual(
      (await openTasks(f.db, dossier.id)).map(t => t.agencyId),
      [f.agencies.centre],
    );
  });

  async function move(dossier: Dossier) {
    const { actor } = await facing(f, p.clerk, dossier);
    const input = { dossierId: dossier.id, agencyId: f.agencies.saPa, reason: 'Không thuộc địa bàn' };
    return f.db.tx(tx => transfer(tx, f.deps, input, actor));
  }

  test('where none was asked for it goes with the dossier, and every word says where', async () => {
    const dossier = await f.apply(p.reader);
    assert.equal(await nameIn(dossier), 'Trung tâm PVHCC xã Bắc Hà');
    await move(dossier);
    assert.equal(await nameIn(dossier), 'Trung tâm PVHCC xã Sa Pa');
    await does(f, there, dossier, 'forward');
    await does(f, p.stranger, dossier, 'propose');
    await signs(f, p.stranger, dossier);
    const [step] = await openTasks(f.db, dossier.id);
    assert.equal(step?.agencyId, centre);
    const message = (await told(dossier)).find(m => m.key === 'cases.message.result-counter');
    assert.equal(message?.params.at, 'Trung tâm PVHCC xã Sa Pa');
  });

  test('what two have to sign is given to them at the counter: not into the account, and not by post', async () => {
    const dossier = await f.apply(p.reader, { code: SIGNED_THERE });
    await does(f, p.clerk, dossier, 'forward');
    await does(f, p.officer, dossier, 'propose');
    await signs(f, p.chairman, dossier);
    const { input, actor } = await facing(f, p.clerk, dossier);
    const give = (how: HandOver, list?: string) =>
      f.db.tx(tx => returnResult(tx, f.deps, { ...input, how, ...(list && { list }) }, actor));
    await assert.rejects(give('online'), { code: 'SIGNED_WHERE_GIVEN' });
    await assert.rejects(give('post', dossier.id), { code: 'SIGNED_WHERE_GIVEN' });
    const letters = await waitingForPost(f.db, p.clerk, f.clock.now(), () => true);
    assert.ok(
      !letters.some(l => l.dossier.id === dossier.id),
      'not on the desk for the post, whoever looks for it',
    );
    assert.equal((await give('counter')).status, 'returned');
  });

  test('of several results, where and when is told once it can be fetched', async () => {
    const director = await f.official('Trần Thị Yến', f.agencies.province, ['leader', 'signer']);
    const dossier = await f.apply(p.reader, { code: CIRCLE });
    await does(f, p.clerk, dossier, 'forward');
    await signs(f, p.stranger, dossier);
    const keys = async () =>
      (await told(dossier)).map(m => [m.key, m.params.at]).filter(([k]) => /\.result/.test(String(k)));
    assert.deepEqual(await keys(), [['cases.message.result-later', '']]);
    await signs(f, p.chairman, dossier);
    assert.deepEqual(
      (await keys()).find(([k]) => k === 'cases.message.result-counter'),
      ['cases.message.result-counter', 'Trung tâm PVHCC xã Bắc Hà'],
    );
    await signs(f, director, dossier);
  });
});
