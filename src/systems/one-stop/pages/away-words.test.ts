import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { cases } from '#engines/cases';
import { assignTask, endAbsence, noteAbsence } from '#engines/work';
import { type OneStopSite, oneStopSite } from '../testing/site.ts';

describe('one-stop: a leader is warned of a step whose keeper is away', () => {
  let s: OneStopSite;
  before(async () => {
    s = await oneStopSite();
  });
  after(() => s.close());

  test('he reads who is away and until when, where he can give the step to another; no longer once that one is back; others read nothing of it', async () => {
    const { clerk, signer } = s;
    const dossier = await s.apply();
    const task = await s.taskOf(dossier);
    await s.db.tx(tx => assignTask(tx, task, clerk.postId));
    const away = { accountId: clerk.accountId, from: '2026-11-20', to: '2027-01-05' };
    const absence = await s.db.tx(tx => noteAbsence(tx, away, s.act(clerk.accountId)));
    const watch = async () => cases.jobs?.find(job => job.name === 'cases.watch-deadlines')?.run({}, s.env);
    await watch();
    const said = /Vi Thị Huyền đang giữ bước này, vắng đến hết 04\/01\/2027 và không có ai làm thay/;
    const reads = async (who: typeof signer) => (await who.visit.open(s.pageOf(dossier))).html;
    assert.match(await reads(signer), said);
    assert.match(await reads(signer), /“Đã xem” chỉ cất lời nhắc này đi/);
    assert.doesNotMatch(await reads(s.officer), said);
    // It is before her to be read, and is no work that nobody took; a kept view says as many as it lists.
    const listed = async (query: string) => {
      const { html } = await signer.visit.open(`/can-bo?${query}`);
      return [/<h1>[^<]*: (\d+) việc/.exec(html)?.[1], html.includes('Người giữ đang vắng')];
    };
    assert.deepEqual(await listed('xem=all'), ['1', true]);
    assert.deepEqual(await listed('giao=chua'), ['0', false]);
    await signer.visit.submit('/can-bo/bo-loc', { giao: 'chua', 'ten-bo-loc': 'Chưa ai nhận' });
    const nav = (await signer.visit.open('/can-bo?xem=all')).html;
    assert.match(nav, /Chưa ai nhận[^<]*<[^>]*>0</);
    await s.db.tx(tx => endAbsence(tx, absence, s.act(clerk.accountId)));
    assert.doesNotMatch(await reads(signer), said);
    await watch();
    assert.deepEqual(await listed('xem=all'), ['0', false], 'nobody is away: nothing is said of it');
  });

  test('of a step that lies with who is away a leader may give the step to another, and not the notice of it', async () => {
    const dossier = await s.apply();
    await s.step(s.clerk, dossier, 'forward');
    const task = await s.taskOf(dossier);
    await s.db.tx(tx => assignTask(tx, task, s.officer.postId));
    const away = { accountId: s.officer.accountId, from: '2026-11-20', to: '2027-01-05' };
    await s.db.tx(tx => noteAbsence(tx, away, s.act(s.signer.accountId)));
    await cases.jobs?.find(job => job.name === 'cases.watch-deadlines')?.run({}, s.env);
    const { html } = await s.signer.visit.open(s.pageOf(dossier));
    assert.match(html, /Người giữ đang vắng: /);
    assert.deepEqual(
      [...html.matchAll(/\/giao\/([\w-]+)/g)].map(([, id]) => id),
      [task],
    );
    assert.doesNotMatch((await s.clerk.visit.open(s.pageOf(dossier))).html, /\/giao\//);
  });
});
