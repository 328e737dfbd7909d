import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type Dossier, findDossier, mailingsOfDossier } from '#engines/cases';
import { loadAnywhere, SIGNED_THERE } from '../../../../engines/cases/testing/load-anywhere.ts';
import { type Official, type OneStopSite, oneStopSite } from '../../testing/site.ts';

const MAIL = '/can-bo/buu-chinh';

describe('one-stop: from the dossier to the post', () => {
  let s: OneStopSite;
  before(async () => {
    s = await oneStopSite();
  });
  after(() => s.close());

  async function does(who: Official, dossier: Dossier, outcome: string) {
    await who.visit.open(s.pageOf(dossier));
    return who.visit.submit(`${s.pageOf(dossier)}/buoc/${await s.taskOf(dossier)}`, { outcome });
  }
  async function signed(post?: string) {
    const dossier = await s.apply(post ? { post } : {});
    await go(dossier);
    return dossier;
  }
  async function go(dossier: Dossier) {
    for (const [who, outcome] of [
      [s.clerk, 'forward'],
      [s.officer, 'propose'],
      [s.signer, 'signed'],
    ] as const)
      assert.equal((await does(who, dossier, outcome)).status, 303);
  }

  test('the button leads to the list, where the letter is ticked; only the list closes the dossier', async () => {
    await signed('Thôn Na Hối, xã Bắc Hà');
    const dossier = await signed('Số 3, tổ 5, phường Lào Cai');
    const way = `${MAIL}?thu=${dossier.id}`;
    assert.ok((await s.clerk.visit.open(s.pageOf(dossier))).html.includes(`href="${way}"`));
    const sent = await does(s.clerk, dossier, 'post');
    assert.deepEqual([sent.status, sent.location], [303, way], 'an older page leads there too');
    assert.equal((await findDossier(s.db, dossier.id))?.status, 'completed', 'nothing went out');
    const { html } = await s.clerk.visit.open(way);
    assert.match(html, new RegExp(`value="${dossier.id}" checked`));
    assert.equal((html.match(/ checked/g) ?? []).length, 1, 'nobody else’s goes along');
    const made = await s.clerk.visit.submit(MAIL, { thu: dossier.id });
    assert.match(made.location ?? '', /\/can-bo\/buu-chinh\/bang-ke\//);
    assert.deepEqual(
      (await mailingsOfDossier(s.db, dossier.id)).map(m => m.address),
      ['Số 3, tổ 5, phường Lào Cai'],
    );
    assert.equal((await findDossier(s.db, dossier.id))?.status, 'returned');
  });

  test('what two have to sign where it is given has the counter alone, and says who has to come', async () => {
    await loadAnywhere(s.db, s.act());
    const dossier = await s.apply({ code: SIGNED_THERE });
    await go(dossier);
    const { html } = await s.clerk.visit.open(s.pageOf(dossier));
    assert.match(html, /Hai bạn đọc cùng có mặt để ký/);
    assert.match(html, /\/tra\//);
    assert.ok(!html.includes(`${MAIL}?thu=`));
    for (const outcome of ['post', 'online'])
      assert.equal((await does(s.clerk, dossier, outcome)).status, 422, outcome);
    const step = `${s.pageOf(dossier)}/tra/${await s.taskOf(dossier)}`;
    assert.match((await s.clerk.visit.open(step)).html, /Hai bạn đọc cùng có mặt để ký/);
  });

  test('what came back is sent again from its page or the dossier; not by another office', async () => {
    const dossier = await signed('Thôn Na Hối, xã Bắc Hà');
    await s.clerk.visit.open(`${MAIL}?thu=${dossier.id}`);
    await s.clerk.visit.submit(MAIL, { thu: dossier.id });
    const [letter] = await mailingsOfDossier(s.db, dossier.id);
    const path = `${MAIL}/thu/${letter?.id}`;
    const early = await s.clerk.visit.submit(`${path}/gui-lai`, { 'dia-chi': 'Tổ 5, phường Lào Cai' });
    assert.equal(early.status, 422, 'it is under way');
    assert.equal((await mailingsOfDossier(s.db, dossier.id)).length, 1);
    const returned = { viec: 'returned', 'ngay-hoan': '20/11/2026', 'ly-do': 'Sai địa chỉ' };
    assert.equal((await s.clerk.visit.submit(path, returned)).status, 303);
    assert.ok((await s.clerk.visit.open(s.pageOf(dossier))).html.includes(`href="${path}"`));
    const { html } = await s.clerk.visit.open(path);
    assert.match(html, /Gửi lại qua bưu chính/);
    const wrong = await s.clerk.visit.submit(`${path}/gui-lai`, { 'dia-chi': 'x', ma: '??' });
    assert.equal(wrong.status, 422);
    const other = await s.official('Giàng Thị Chở', s.agencies.saPa, ['receiver']);
    await other.visit.open(MAIL);
    const given = { 'dia-chi': 'Tổ 5, phường Lào Cai', ma: 'EB500000004VN' };
    assert.equal((await other.visit.submit(`${path}/gui-lai`, given)).status, 404);
    await s.clerk.visit.open(path);
    const done = await s.clerk.visit.submit(`${path}/gui-lai`, given);
    assert.match(done.location ?? '', /\/bang-ke\//, done.html.slice(0, 500));
    const twice = await s.clerk.visit.submit(`${path}/gui-lai`, given);
    const [, second] = await mailingsOfDossier(s.db, dossier.id);
    assert.deepEqual(
      [twice.location, second?.trackingNumber],
      [`${MAIL}/thu/${second?.id}`, 'EB500000004VN'],
    );
    assert.match((await s.clerk.visit.open(path)).html, /Chuyển hoàn, đã gửi lại/);
  });

  test('who had chosen the counter gives an address first; another commune’s clerk does not see it', async () => {
    const dossier = await signed();
    const way = `${MAIL}?thu=${dossier.id}`;
    const other = await s.official('Hoàng Thị Mai', s.agencies.saPa, ['receiver']);
    assert.ok(!(await other.visit.open(way)).html.includes(dossier.code));
    assert.ok((await s.clerk.visit.open(way)).html.includes(`name="dia-chi.${dossier.id}"`));
    assert.equal((await s.clerk.visit.submit(MAIL, { thu: dossier.id })).status, 422);
    const given = { thu: dossier.id, [`dia-chi.${dossier.id}`]: 'Thôn Na Hối, xã Bắc Hà' };
    assert.equal((await s.clerk.visit.submit(MAIL, given)).status, 303);
  });
});
