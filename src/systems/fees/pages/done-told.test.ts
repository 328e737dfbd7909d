import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Dossier } from '#engines/cases';
import { type FeesSite, feesSite } from '../testing/site.ts';

describe('fees: after what the applicant is told of', () => {
  let s: FeesSite;
  before(async () => {
    s = await feesSite();
  });
  after(() => s.close());

  const change = (d: Dossier, how: string) =>
    s.db.run(`UPDATE cases.dossier SET ${how} WHERE id = $1`, [d.id]);
  const unreached = 'applicant_id = NULL, phone = NULL, email = NULL';
  async function said(path: string, fields: Record<string, string>, who = s.clerk): Promise<string> {
    await who.visit.open(path);
    const { status, location, html } = await who.visit.submit(path, fields);
    assert.equal(status, 303, html);
    return (await who.visit.open(location ?? '')).html;
  }
  const charge = { khoan: '/Phí in lại thẻ', 'ly-do': 'In lại thẻ' };
  const claims = async (how: string, dossier: Dossier) =>
    said(`${s.feesOf(dossier)}/${(await s.owed(dossier))[0]?.id}/mien-giam`, {
      'quyet-dinh': how,
      'ly-do': 'Đã xem giấy chứng nhận hộ nghèo',
    });

  test('the clerk is promised that he is told where a message reaches him, else how to say it; another commune does nothing', async () => {
    const [reached, not] = [await s.apply({ channel: 'counter' }), await s.apply({ channel: 'counter' })];
    await change(not, unreached);
    assert.match(
      await said(`${s.feesOf(reached)}/them`, charge),
      /Đã yêu cầu nộp\. Người nộp được báo tin\./,
    );
    const told = await said(`${s.feesOf(not)}/them`, charge);
    assert.match(told, /Đã yêu cầu nộp\. Không tin nào đến được người nộp[^<]*báo qua trưởng thôn/);
    assert.doesNotMatch(told, /Người nộp được báo tin/);
    assert.equal((await s.stranger.visit.open(`${s.feesOf(not)}/them`)).status, 404);
  });

  test('so it is when his exemption is decided on', async () => {
    for (const [how, words] of [
      ['grant', 'Đã xác nhận miễn, giảm'],
      ['decline', 'Đã ghi không xác nhận miễn, giảm'],
    ] as const) {
      const [reached, not] = [await s.apply({ ground: 'poor' }), await s.apply({ ground: 'poor' })];
      await change(not, unreached);
      assert.ok((await claims(how, reached)).includes(`${words}. Người nộp được báo tin.`));
      assert.ok((await claims(how, not)).includes(`${words}. Không tin nào đến được người nộp`));
    }
    const made = await s.apply({ ground: 'poor' });
    await change(made, 'synthetic = true');
    assert.match(await claims('grant', made), /Hồ sơ mô phỏng: không có tin nào được gửi đi/);
  });
});
