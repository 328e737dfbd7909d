import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { cases, type Dossier } from '#engines/cases';
import { forms } from '#engines/forms';
import { payments } from '#engines/payments';
import { processes } from '#engines/processes';
import { worktime } from '#engines/worktime';
import type { Ctx } from '#platform/http';
import { testCtx } from '#test/ctx';
import { ui } from '#ui';
import { type CasesFixture, CIRCLE } from '../../../../engines/cases/testing/fixture.ts';
import { does, type People, signs, withLibrary } from '../../../../engines/cases/testing/people.ts';
import { portal } from '../../module.ts';
import { withdrawRoute } from './withdraw.ts';

describe('portal: a dossier is taken back after one of its results', () => {
  let f: CasesFixture;
  let p: People;
  withLibrary((library, all) => {
    f = library;
    p = all;
  });

  async function presses(dossier: Dossier, body: Record<string, string>, who = p.reader) {
    const { t } = testCtx({ modules: [ui, worktime, forms, payments, processes, cases, portal] });
    const path = `/ho-so/${dossier.code}/rut`;
    const req = {
      ...f.ctx.req,
      method: 'POST' as const,
      path,
      params: { code: dossier.code },
      query: {},
      body,
    };
    const ctx: Ctx = { ...f.ctx, t, req, visitor: who } as Ctx;
    const answer = await withdrawRoute.handler(ctx);
    return answer.kind === 'page'
      ? [answer.status, String(answer.html).replaceAll('\u00a0', ' ')]
      : [answer.kind, ''];
  }

  test('one press asks: what holds, where its paper is, and that the rest is not issued; the second does it', async () => {
    const dossier = await f.apply(p.reader, { code: CIRCLE });
    await does(f, p.clerk, dossier, 'forward');
    await signs(f, p.stranger, dossier);
    const asked = await presses(dossier, { 'ly-do': 'Chuyển đi nơi khác' });
    const [status, html = ''] = asked.map(String);
    assert.equal(status, '422');
    assert.match(html, /Thẻ mượn liên xã số \d+/);
    assert.match(html, /nhận tại Trung tâm PVHCC xã Bắc Hà/);
    assert.match(html, /Các kết quả khác của hồ sơ không được cấp nữa/);
    assert.match(html, /Chuyển đi nơi khác/);
    assert.equal((await f.again(dossier)).status, 'processing');
    const another = await f.citizen('Sùng Thị Dở');
    await assert.rejects(presses(dossier, { 'dong-y': '1' }, another as never), { code: 'NOT_FOUND' });
    assert.equal((await presses(dossier, { 'dong-y': '1' }))[0], 'redirect');
    assert.equal((await f.again(dossier)).status, 'withdrawn');
  });

  test('pressed on a page that is older than the signature: that it is settled is said, and no box is named that is not there', async () => {
    const dossier = await f.apply(p.reader);
    await does(f, p.clerk, dossier, 'forward');
    await does(f, p.officer, dossier, 'propose');
    await signs(f, p.chairman, dossier);
    assert.equal((await f.again(dossier)).status, 'completed');
    const [status, html] = (await presses(dossier, { 'ly-do': 'Đổi ý' })).map(String);
    assert.equal(status, '422');
    assert.match(html ?? '', /không còn|không thể|chưa thể/);
    assert.doesNotMatch(html ?? '', /Đánh dấu để rút/);
  });

  test('where nothing is signed yet it is done at once', async () => {
    const dossier = await f.apply(p.reader);
    assert.equal((await presses(dossier, {}))[0], 'redirect');
  });
});
