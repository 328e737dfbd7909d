import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { cases, findBulk, isWarning, listBulkItems } from '#engines/cases';
import { assignTask, endAbsence, findTask, noteAbsence, openTasks } from '#engines/work';
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

  test('where nobody leads at the counter, who leads the commune is told and gives the step; others are refused, and of many the notice stays', async () => {
    const dossier = await s.apply();
    const page = s.pageOf(dossier);
    const step = await s.taskOf(dossier);
    const { postId } = await s.official('Sùng Thị Máy', s.agencies.centre, ['receiver']);
    const form = `${page}/giao/${step}`;
    const status = async (who: typeof s.signer) => (await who.visit.open(form)).status;
    const watch = async () => cases.jobs?.find(job => job.name === 'cases.watch-deadlines')?.run({}, s.env);
    await s.db.tx(tx => assignTask(tx, step, s.clerk.postId));
    assert.equal(await status(s.signer), 403, 'he does not lead there, and nobody is away');
    const away = { accountId: s.clerk.accountId, from: '2026-11-20', to: '2027-01-05' };
    const absence = await s.db.tx(tx => noteAbsence(tx, away, s.act(s.clerk.accountId)));
    await watch();
    const notice = async () => (await openTasks(s.db, dossier.id)).find(isWarning);
    const told = await notice();
    assert.ok(told && told.agencyId === s.agencies.bacHa);
    assert.equal(await status(s.officer), 403, 'it is not before him');
    assert.equal(
      (await s.signer.visit.open(`${page}/giao/${told.id}`)).status,
      404,
      'the notice is nothing to give',
    );

    // Of many at once the notice is left out, and says what to do.
    const choose = async () => {
      await s.signer.visit.open('/can-bo');
      return s.signer.visit.submit('/can-bo/hang-loat', { viec: 'giao', chon: told.id });
    };
    const { location = '' } = await choose();
    const { html } = await s.signer.visit.open(location);
    assert.match(html, /Lời nhắc về một bước, không phải việc để giao\. [\s\S]*Đánh dấu đã xem 1 lời nhắc/);
    assert.doesNotMatch(html, /name="vi-tri"/);
    await s.signer.visit.submit(location, { chon: told.id, 'vi-tri': 'tat-ca' });
    const bulkId = location.split('/').at(-1) ?? '';
    await cases.jobs?.find(j => j.name === 'cases.bulk-act')?.run({ bulkId }, s.env);
    assert.notEqual((await findBulk(s.db, bulkId))?.state, 'running');
    assert.deepEqual(
      (await listBulkItems(s.db, bulkId)).map(i => i.error),
      ['BULK_NOT_THIS'],
    );

    assert.equal(await status(s.signer), 200);
    const given = await s.signer.visit.submit(form, { 'vi-tri': postId });
    assert.match(given.location ?? '', /xong=assigned/, given.html.slice(0, 1500));
    assert.equal((await findTask(s.db, step))?.postId, postId);
    assert.equal(await notice(), undefined);
    assert.ok((await s.story(`dossier:${dossier.id}`)).includes('case.assigned'));
    assert.equal(await status(s.signer), 409, 'it was his to give: he reads what became of it');
    await s.db.tx(tx => endAbsence(tx, absence, s.act(s.clerk.accountId)));
  });
});
