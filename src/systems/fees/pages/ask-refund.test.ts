import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { casesService, type Dossier, withdraw } from '#engines/cases';
import { paymentsService, refundsOf, setAmount } from '#engines/payments';
import { type FeesSite, feesSite } from '../testing/site.ts';

describe('fees: asking back what was paid for a dossier that ended', () => {
  let s: FeesSite;
  before(async () => {
    s = await feesSite();
  });
  after(() => s.close());
  const plain = (html: string) => html.replace(/<[^>]*>/g, ' ').replace(/[\s\u00a0]+/g, ' ');

  const by = () => ({ accountId: s.leader.accountId, postId: null, agencyId: null, at: s.clock.now() });

  /** All is paid, of which half was too much; or half of it before the rest was asked for again: then it is withdrawn. */
  async function withdrawn(paid: 'half' | 'twice'): Promise<{ dossier: Dossier; form: string }> {
    const dossier = await s.apply();
    const base = s.feesOf(dossier);
    const { visit } = s.clerk;
    const [fee] = await s.owed(dossier);
    const pay = async () => {
      await visit.open(`${base}/thu`);
      assert.equal((await visit.submit(`${base}/thu`)).status, 303);
    };
    const set = (amount: number) => {
      const said = { obligationId: fee?.id ?? '', amount, reason: 'Sinh năm 1950', later: false };
      return s.db.tx(tx => setAmount(tx, s.env.get(paymentsService), said, by()));
    };
    if (paid === 'twice') await pay();
    await set(400_000);
    if (paid === 'half') await pay();
    if (paid === 'half') await set(800_000);
    await s.db.tx(tx => withdraw(tx, s.env.get(casesService), { dossierId: dossier.id, reason: '' }, by()));
    return { dossier, form: `${base}/${fee?.id}/hoan` };
  }

  test('all goes back, on the list and on the form, and nothing is said to be too much; who decides that it stays leaves what was', async () => {
    const { dossier, form } = await withdrawn('twice');
    const { visit } = s.clerk;
    assert.match(plain((await visit.open('/can-bo/thu-phi/phai-hoan')).html), /Hồ sơ đã rút 800\.000 đồng/);
    const { html } = await visit.open(form);
    assert.match(html, /name="so-tien"[^>]*value="800\.000"/);
    const shown = plain(html);
    assert.match(shown, /Phải nộp 400\.000 đồng Đã nhận 800\.000 đồng/);
    assert.match(shown, /Hồ sơ đã rút: hoàn cả số đã nhận/);
    assert.doesNotMatch(shown, /Nộp thừa|một phần của số phải nộp/);
    assert.equal((await s.stranger.visit.open(form)).status, 404);
    const asked = await visit.submit(form, { cach: 'cash', 'ly-do': 'Hồ sơ đã rút' });
    assert.equal(asked.status, 303, asked.html);
    const [refund] = await refundsOf(s.db, { kind: 'dossier', id: dossier.id });
    const page = `/can-bo/thu-phi/hoan/${refund?.id}`;
    await s.leader.visit.open(page);
    const kept = { 'tu-choi': '1', 'ly-do': 'Đã thẩm định xong' };
    assert.equal((await s.leader.visit.submit(`${page}/quyet-dinh`, kept)).status, 303);
    assert.match(plain((await visit.open(form)).html), /Nộp thừa 400\.000 đồng/);
  });

  test('what is no longer asked for is not said to be to be paid, nor to whoever decides', async () => {
    const { dossier, form } = await withdrawn('half');
    const { visit } = s.clerk;
    const shown = plain((await visit.open(form)).html);
    assert.match(shown, /Phải nộp 800\.000 đồng, không thu nữa Đã nhận 400\.000 đồng Hoàn được/);
    assert.doesNotMatch(shown, /Nộp thừa|một phần của số phải nộp/);
    const asked = await visit.submit(form, { cach: 'cash', 'ly-do': 'Hồ sơ đã rút' });
    assert.equal(asked.status, 303, asked.html);
    const [refund] = await refundsOf(s.db, { kind: 'dossier', id: dossier.id });
    assert.match(
      plain((await s.leader.visit.open(`/can-bo/thu-phi/hoan/${refund?.id}`)).html),
      /400\.000 đồng Gồm 400\.000 đồng của khoản không thu nữa/,
    );
  });
});
