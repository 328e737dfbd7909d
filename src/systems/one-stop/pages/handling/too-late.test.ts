import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type OneStopSite, oneStopSite } from '../../testing/site.ts';

describe('one-stop: the form of what cannot be done any more', () => {
  let s: OneStopSite;
  before(async () => {
    s = await oneStopSite();
  });
  after(() => s.close());

  test('whose it was reads what ended it; whose it never was, and a stranger, are refused as ever', async () => {
    const dossier = await s.apply({ electronic: true });
    const page = s.pageOf(dossier);
    const first = await s.taskOf(dossier);
    for (const path of ['chuyen', 'hoi-y-kien', `giao/${first}`])
      assert.match((await s.clerk.visit.open(`${page}/${path}`)).html, /<form method="post"/, path);

    await s.clerk.visit.open(page);
    await s.clerk.visit.submit(`${page}/buoc/${first}`, { outcome: 'forward' });
    for (const path of ['chuyen', 'hoi-y-kien', `giao/${first}`]) {
      const { status, html } = await s.clerk.visit.open(`${page}/${path}`);
      assert.equal(status, 409, path);
      assert.match(
        html,
        /không còn làm được[\s\S]*đã có người làm xong[\s\S]*chính người đang đăng nhập/,
        path,
      );
    }
    assert.equal((await s.clerk.visit.open(`${page}/xin-loi`)).status, 403, 'never his');
    assert.equal((await s.clerk.visit.open(`${page}/dung`)).status, 403);

    for (const [who, outcome] of [
      [s.officer, 'propose'],
      [s.signer, 'signed'],
    ] as const) {
      await who.visit.open(page);
      await who.visit.submit(`${page}/buoc/${await s.taskOf(dossier)}`, { outcome });
    }
    for (const path of ['dung', 'xin-loi']) {
      const { status, html } = await s.signer.visit.open(`${page}/${path}`);
      assert.equal(status, 409, path);
      assert.match(html, /việc này không còn làm được[\s\S]*Gần nhất, /, path);
      assert.doesNotMatch(html, /<textarea/, path);
    }
    const other = await s.official('Hoàng Thị Mai', s.agencies.saPa, ['officer', 'leader']);
    for (const path of ['dung', 'xin-loi', 'chuyen'])
      assert.equal((await other.visit.open(`${page}/${path}`)).status, 404, path);
  });
});
