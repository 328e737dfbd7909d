import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Dossier } from '#engines/cases';
import { createAccount } from '#engines/identity';
import { type Official, type OneStopSite, oneStopSite } from '../testing/site.ts';

const PROMISES =
  /báo người nộp|gửi ngay cho người nộp|Người nộp hồ sơ được báo tin|Người nộp được báo ngay|người nộp hồ sơ được báo/;

describe('one-stop: what the words before an act say of who hears of it', () => {
  let s: OneStopSite;
  let nobody: Dossier;
  let somebody: Dossier;

  const reads = async (who: Official, path: string) => {
    const { html, status } = await who.visit.open(path);
    assert.equal(status, 200, path);
    return html;
  };

  before(async () => {
    s = await oneStopSite();
    // Taken in at a counter: an account that nobody opens, no telephone.
    const account = await s.db.tx(tx => createAccount(tx, { kind: 'citizen', name: 'Lò Thị Păn' }, s.act()));
    nobody = await s.apply({ account, phone: '', channel: 'counter' });
    somebody = await s.apply({ channel: 'counter' });
  });
  after(() => s.close());

  /** What each says to whoever may do it: the page of the dossier, and what is done on pages of their own. */
  async function words(dossier: Dossier) {
    const said = [await reads(s.clerk, s.pageOf(dossier))];
    said.push(await reads(s.clerk, `${s.pageOf(dossier)}/chuyen`));
    await s.step(s.clerk, dossier, 'forward');
    said.push(await reads(s.signer, s.pageOf(dossier)), await reads(s.signer, `${s.pageOf(dossier)}/dung`));
    await s.step(s.officer, dossier, 'propose');
    said.push(await reads(s.signer, s.pageOf(dossier)));
    return said;
  }

  test('whom no message reaches: no button and no sentence promises one, and each says how he is told', async () => {
    for (const html of await words(nobody)) {
      assert.doesNotMatch(html, PROMISES);
      assert.match(
        html,
        /Không tin nào đến được người nộp \(không có số điện thoại, thư điện tử, tài khoản\)/,
      );
      assert.doesNotMatch(html, /Không báo tin được/, 'in one way');
    }
  });

  test('whoever has a telephone is told, and every form says so', async () => {
    for (const html of await words(somebody)) {
      assert.match(html, PROMISES);
      assert.doesNotMatch(html, /Không báo tin được|Không tin nào đến được/);
    }
  });
});
