import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { cases, type Dossier, findBulk, findDossier } from '#engines/cases';
import { ANY_FIELD, delegate, postsAble } from '#engines/identity';
import { endAbsence, findTask, noteAbsence } from '#engines/work';
import { dayAfter, localDate } from '#platform/clock';
import { type Official, type OneStopSite, oneStopSite } from '../../testing/site.ts';

describe('one-stop: a step is given to somebody who is away', () => {
  let s: OneStopSite;
  let away: Official;
  before(async () => {
    s = await oneStopSite();
    away = await s.official('Ma Seo Sùng', s.agencies.bacHa, ['officer']);
    const days = { from: '2026-11-20', to: '2027-02-01' };
    await s.db.tx(tx => noteAbsence(tx, { accountId: away.accountId, ...days }, s.act(s.signer.accountId)));
  });
  after(() => s.close());

  async function waiting(owner: string): Promise<Dossier> {
    const dossier = await s.apply({ owner });
    await s.clerk.visit.open(s.pageOf(dossier));
    const step = `${s.pageOf(dossier)}/buoc/${await s.taskOf(dossier)}`;
    assert.equal((await s.clerk.visit.submit(step, { outcome: 'forward' })).status, 303);
    return dossier;
  }
  const heldBy = async (dossier: Dossier) => (await findTask(s.db, await s.taskOf(dossier)))?.postId ?? null;
  const formOf = async (dossier: Dossier) => `${s.pageOf(dossier)}/giao/${await s.taskOf(dossier)}`;

  test('the list says that he is away; giving it is asked about once, and can be done; who may not give is refused', async () => {
    const dossier = await waiting('Giàng A Vắng');
    const give = await formOf(dossier);
    const { html } = await s.signer.visit.open(give);
    assert.match(html, /Ma Seo Sùng[\s\S]{0,200}đang vắng đến hết 31\/01\/2027, không có ai làm thay/);
    assert.doesNotMatch(html, /Lù Thị Sen[\s\S]{0,120}đang vắng đến hết/);
    const sent = await s.signer.visit.submit(give, { 'vi-tri': away.postId, 'ghi-chu': 'Làm sớm' });
    assert.equal(sent.location, `${give}?xem=1`);
    const asked = await s.signer.visit.open(`${give}?xem=1`);
    assert.match(
      asked.html,
      /Người được giao đang vắng[\s\S]*Ma Seo Sùng vắng đến hết 31\/01\/2027[\s\S]*Bước này đến hạn/,
    );
    assert.equal(await heldBy(dossier), null, 'nothing is done by asking');
    const done = await s.signer.visit.submit(give);
    assert.match(done.location ?? '', /xong=assigned/);
    assert.equal(await heldBy(dossier), away.postId);
    const other = await s.official('Hoàng Thị Mai', s.agencies.saPa, ['officer']);
    assert.equal((await other.visit.open(give)).status, 404);
  });

  test('of many that are given at once it is said once, and sent once more they are given', async () => {
    const dossier = await waiting('Giàng A Nhiều');
    await s.officer.visit.open('/can-bo');
    const chon = [await s.taskOf(dossier)];
    const { location: path = '' } = await s.officer.visit.submit('/can-bo/hang-loat', { viec: 'giao', chon });
    assert.match((await s.officer.visit.open(path)).html, /Ma Seo Sùng[\s\S]{0,200}đang vắng đến hết/);
    const told = await s.officer.visit.submit(path, { chon, 'vi-tri': away.postId });
    assert.equal(told.status, 422);
    assert.match(told.html, /Ma Seo Sùng vắng đến hết 31\/01\/2027[^<]*1 bước đã chọn đến hạn trước/);
    const sent = await s.officer.visit.submit(path, { chon, 'vi-tri': away.postId });
    assert.equal(sent.status, 303, sent.html.slice(0, 300));
    const job = cases.jobs?.find(j => j.name === 'cases.bulk-act') ?? assert.fail();
    const bulkId = path.split('/').at(-1) ?? '';
    for (let n = 0; n < 9 && (await findBulk(s.db, bulkId))?.state === 'running'; n++)
      await job.run({ bulkId }, s.env);
    assert.equal(await heldBy(dossier), away.postId);
  });

  test('back to all of the agency, of which everybody who may do it is away: asked about once, alone and with others, and can be done', async () => {
    const [one, two] = [await waiting('Giàng A Cả'), await waiting('Giàng A Cơ')];
    for (const dossier of [one, two]) {
      const give = await formOf(dossier);
      await s.signer.visit.open(give);
      await s.signer.visit.submit(give, { 'vi-tri': away.postId });
      await s.signer.visit.open(`${give}?xem=1`);
      await s.signer.visit.submit(give);
      assert.equal(await heldBy(dossier), away.postId);
    }
    const ids: string[] = [];
    for (const { accountId } of [s.officer, s.signer]) {
      const days = { accountId, from: '2026-11-20', to: '2027-02-01' };
      ids.push(await s.db.tx(tx => noteAbsence(tx, days, s.act(s.signer.accountId))));
    }
    const give = await formOf(one);
    await s.signer.visit.open(give);
    assert.equal((await s.signer.visit.submit(give, { 'vi-tri': 'tat-ca' })).location, `${give}?xem=1`);
    const asked = (await s.signer.visit.open(`${give}?xem=1`)).html;
    assert.match(asked, /Ai làm được bước này cũng đang vắng[\s\S]*Ma Seo Sùng vắng đến hết 31\/01\/2027/);
    assert.match(asked, /Lù Thị Sen vắng đến hết 31\/01\/2027/);
    assert.equal(await heldBy(one), away.postId, 'nothing is done by asking');
    assert.match((await s.signer.visit.submit(give)).location ?? '', /xong=handed-back/);
    assert.equal(await heldBy(one), null);

    await away.visit.open('/can-bo');
    const chon = [await s.taskOf(two)];
    const chosen = await away.visit.submit('/can-bo/hang-loat', { viec: 'giao', chon });
    const path = chosen.location ?? '';
    await away.visit.open(path);
    const told = await away.visit.submit(path, { chon, 'vi-tri': 'tat-ca' });
    assert.equal(told.status, 422);
    assert.match(told.html, /Mọi người làm được 1 bước đã chọn đều vắng/);
    const again = { chon, 'vi-tri': 'tat-ca', 'da-xem': 'tat-ca' };
    assert.match(told.html, /name="da-xem" value="tat-ca"/);
    assert.equal((await away.visit.submit(path, again)).status, 303);

    for (const id of ids) await s.db.tx(tx => endAbsence(tx, id, s.act(s.signer.accountId)));
    const three = await waiting('Giàng A Có');
    const mine = await formOf(three);
    await s.signer.visit.open(mine);
    await s.signer.visit.submit(mine, { 'vi-tri': s.officer.postId });
    const back = await s.signer.visit.submit(mine, { 'vi-tri': 'tat-ca' });
    assert.match(back.location ?? '', /xong=handed-back/, 'somebody is there: nothing is asked');
  });

  test('transferred to an agency where everybody who may do the step is away: asked about once, and can be done', async () => {
    await s.official('Sùng A Chứ', s.agencies.saPa, ['officer']);
    const there = await postsAble(s.db, 'dossier.process', [s.agencies.saPa], s.clock.now(), ANY_FIELD);
    const ids: string[] = [];
    for (const { accountId } of there.flatMap(post => post.holders)) {
      const days = { accountId, from: '2026-11-20', to: '2027-02-01' };
      ids.push(await s.db.tx(tx => noteAbsence(tx, days, s.act(s.signer.accountId))));
    }
    const dossier = await waiting('Giàng A Chuyển');
    const move = `${s.pageOf(dossier)}/chuyen`;
    await s.officer.visit.open(move);
    const typed = { 'co-quan': s.agencies.saPa, 'ly-do': 'Người nộp cư trú tại xã Sa Pa' };
    const short = await s.officer.visit.submit(move, { ...typed, 'ly-do': 'sai' });
    assert.equal(short.status, 422, 'what is missing is told first');
    assert.equal((await s.officer.visit.submit(move, typed)).location, `${move}?xem=1`);
    const asked = (await s.officer.visit.open(`${move}?xem=1`)).html;
    assert.match(
      asked,
      /làm được bước này ở [^<]*Sa Pa đều đang vắng[\s\S]*Sùng A Chứ vắng đến hết 31\/01\/2027/,
    );
    assert.match(asked, /Vẫn chuyển/);
    assert.equal(
      (await findDossier(s.db, dossier.id))?.agencyId,
      s.agencies.bacHa,
      'nothing is done by asking',
    );
    assert.match((await s.officer.visit.submit(move)).location ?? '', /xong=transferred/);
    assert.equal((await findDossier(s.db, dossier.id))?.agencyId, s.agencies.saPa);

    for (const id of ids) await s.db.tx(tx => endAbsence(tx, id, s.act(s.signer.accountId)));
    const other = await waiting('Giàng A Đến');
    const again = `${s.pageOf(other)}/chuyen`;
    await s.officer.visit.open(again);
    assert.match((await s.officer.visit.submit(again, typed)).location ?? '', /xong=transferred/);
  });

  test('nothing is asked where somebody who is there acts for him', async () => {
    const today = localDate(s.clock.now());
    const days = { from: today, to: dayAfter(today), reason: 'Đi công tác' };
    const given = { fromPostId: away.postId, toPostId: s.officer.postId, roles: ['officer'], ...days };
    await s.db.tx(tx => delegate(tx, given, s.act()));
    const dossier = await waiting('Giàng A Thay');
    const give = await formOf(dossier);
    assert.doesNotMatch((await s.signer.visit.open(give)).html, /không có ai làm thay/);
    const done = await s.signer.visit.submit(give, { 'vi-tri': away.postId });
    assert.match(done.location ?? '', /xong=assigned/);
  });
});
