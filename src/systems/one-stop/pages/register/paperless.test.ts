import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type Dossier, listResults } from '#engines/cases';
import { type OneStopSite, oneStopSite } from '../../testing/site.ts';

describe('one-stop: numbers that were drawn and stand on no paper', () => {
  const PATH = '/can-bo/so-theo-doi/so-khong-co-van-ban';
  let s: OneStopSite;
  before(async () => {
    s = await oneStopSite();
  });
  after(() => s.close());

  const row = (html: string, { code }: Dossier) =>
    [...html.matchAll(/<tr>[\s\S]*?<\/tr>/g)].find(([tr]) => tr.includes(code))?.[0] ?? '';
  const sign = async (dossier: Dossier) => {
    for (const [who, outcome] of [
      [s.clerk, 'forward'],
      [s.officer, 'propose'],
      [s.signer, 'signed'],
    ] as const) {
      await who.visit.open(s.pageOf(dossier));
      await who.visit.submit(`${s.pageOf(dossier)}/buoc/${await s.taskOf(dossier)}`, { outcome });
    }
  };
  /** As a signing leaves it that was lost after its number had been drawn. */
  const lose = (dossier: Dossier, number: string) =>
    s.db.run(
      `INSERT INTO cases.result_number (dossier_id, kind, number, agency_id, year) VALUES ($1, 'library-card', $2, $3, 2026)`,
      [dossier.id, number, s.agencies.bacHa],
    );

  test('each says why, as far as it is known; what has its paper is not among them, and another office reads nothing of it', async () => {
    const { html: none } = await s.signer.visit.open('/can-bo/so-theo-doi');
    assert.ok(none.includes(`href="${PATH}"`));
    assert.match((await s.signer.visit.open(PATH)).html, /Số nào đã lấy cũng có văn bản/);

    const [signed, back, tried, ended] = [
      await s.apply({ electronic: true }),
      await s.apply(),
      await s.apply(),
      await s.apply(),
    ];
    await sign(signed);
    await sign(back);
    const undo = /href="([^"]*\/hoan-tac\/[^"]*)"/.exec(
      (await s.signer.visit.open(s.pageOf(back))).html,
    )?.[1];
    assert.ok(undo);
    await s.signer.visit.open(undo);
    assert.equal((await s.signer.visit.submit(undo)).status, 303);
    await lose(tried, '91/2026');
    await lose(ended, '92/2026');
    const stop = `${s.pageOf(ended)}/tu-choi`;
    await s.clerk.visit.open(s.pageOf(ended));
    assert.equal((await s.clerk.visit.submit(stop, { reason: 'Thẻ đã được cấp từ trước' })).status, 303);

    const { html } = await s.signer.visit.open(PATH);
    assert.match(row(html, tried), /91\/2026[\s\S]*không hoàn tất[\s\S]*mang đúng số này/);
    assert.match(row(html, ended), /92\/2026[\s\S]*văn bản không được ký[\s\S]*Từ chối tiếp nhận/);
    const [withdrawn] = await listResults(s.db, back.id);
    assert.ok(row(html, back).includes(withdrawn?.number ?? '?'));
    assert.match(row(html, back), /hoàn tác: văn bản không còn giá trị/);
    assert.equal(row(html, signed), '');

    const other = await s.official('Sùng A Chứ', s.agencies.saPa, ['leader']);
    assert.match((await other.visit.open(PATH)).html, /Số nào đã lấy cũng có văn bản/);
    const admin = await s.official('Má Thị Dở', s.agencies.bacHa, ['agency-admin']);
    assert.equal((await admin.visit.open(PATH)).status, 403);
  });
});
