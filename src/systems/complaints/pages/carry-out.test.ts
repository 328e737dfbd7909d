import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import {
  cases,
  casesService,
  completeStep,
  type Dossier,
  issueResult,
  listResults,
  loadProcedure,
  renewResult,
  revokeResult,
  submit,
} from '#engines/cases';
import { files } from '#engines/files';
import { messaging } from '#engines/messaging';
import { numbering } from '#engines/numbering';
import { payments } from '#engines/payments';
import { findProcedureInForce } from '#engines/procedures';
import { trust } from '#engines/trust';
import { openTasks, work } from '#engines/work';
import { localDate } from '#platform/clock';
import { newId } from '#platform/db';
import { jobsModule } from '#platform/manifests';
import { type StaffSite, staffSite } from '#test/staff-site';
import { loadLibrary } from '../../../engines/cases/testing/load-library.ts';
import { library } from '../../../engines/cases/testing/modules.ts';
import { publishNext } from '../../../engines/cases/testing/versions.ts';
import { settle } from '../actions/settle.ts';
import { submitComplaint } from '../actions/submit-complaint.ts';
import { takeOn } from '../actions/take-on.ts';
import { choicesOf } from '../choices.ts';
import { findComplaint } from '../data/read.ts';
import { complaints } from '../index.ts';

const CARD = '9.700001';

describe('complaints: a decision is carried out on its page', () => {
  let s: StaffSite;
  const who: Record<string, Awaited<ReturnType<StaffSite['official']>>> = {};
  before(async () => {
    s = await staffSite([
      ...[jobsModule, numbering, files, trust, messaging, payments, work, cases, library, complaints],
    ]);
    await loadLibrary(s.db, s.act());
    const ways = [{ reader: 'reader.name' }];
    await publishNext(s, CARD, { content: { sameMatter: { matter: 'reader-card', ways, once: true } } });
    const { centre, bacHa } = s.agencies;
    who.clerk = await s.official('Vi Thị Huyền', centre, ['receiver']);
    who.officer = await s.official('Lù Thị Sen', bacHa, ['officer']);
    who.leader = await s.official('Thào A Sính', bacHa, ['leader', 'signer']);
    who.vice = await s.official('Lù Văn Thắng', bacHa, ['leader', 'signer']);
  });
  after(() => s.close());

  const actorOf = (name: string) => {
    const { accountId, postId } = who[name] ?? assert.fail();
    const agencyId = name === 'clerk' ? s.agencies.centre : s.agencies.bacHa;
    return { accountId, postId, agencyId, at: s.clock.now() };
  };
  const deps = () => s.env.get(casesService);
  const stepOf = async ({ id }: Dossier) => {
    const [task] = await openTasks(s.db, id);
    return { dossierId: id, taskId: task?.id ?? assert.fail() };
  };
  async function proposed(): Promise<Dossier> {
    const version = await findProcedureInForce(s.db, CARD, localDate(s.clock.now()));
    const procedure = await loadProcedure(s.db, { procedureVersionId: version?.id ?? '' });
    const data = {
      reader: { name: 'Lý A Nủ', phone: '0912345678' },
      place: { commune: '99001' },
      result: { way: 'electronic' },
    };
    const applicant = { accountId: null, name: 'Lý A Nủ', phone: null, email: null, lang: 'vi' as const };
    const order = { procedure, channel: 'counter' as const, data, papers: [], applicant };
    const dossier = await s.db.tx(tx => submit(tx, deps(), order, actorOf('clerk')));
    for (const [name, outcome] of [
      ['clerk', 'forward'],
      ['officer', 'propose'],
    ] as const) {
      const step = await stepOf(dossier);
      await s.db.tx(tx => completeStep(tx, deps(), { ...step, outcome }, actorOf(name)));
    }
    return dossier;
  }
  async function signed(whyDespite?: string): Promise<Dossier> {
    const dossier = await proposed();
    const signing = { ...(await stepOf(dossier)), signerName: 'Thào A Sính', whyDespite };
    return issueResult(s.db, deps(), signing, actorOf('leader'));
  }
  /** The newest result of a dossier is annulled, that is complained about, and the vice chairman upholds it. */
  async function upheld(dossier: Dossier): Promise<string> {
    await annulled(dossier);
    return decided(dossier, 'decision', 'redo');
  }
  async function annulled(dossier: Dossier): Promise<void> {
    const [result] = (await listResults(s.db, dossier.id)).filter(r => r.status === 'valid');
    const wish = {
      id: newId(),
      dossierId: dossier.id,
      resultId: result?.id ?? '',
      kind: 'annulment' as const,
      reason: 'Giấy tờ không đúng',
      basis: 'Điều 7 Nội quy',
      signerName: 'Thào A Sính',
    };
    await revokeResult(s.db, deps(), wish, actorOf('leader'));
  }
  /** The leader corrects what holds: the name on it. */
  async function corrected(dossier: Dossier): Promise<void> {
    const [result] = (await listResults(s.db, dossier.id)).filter(r => r.status === 'valid');
    const data = { ...dossier.data, reader: { name: 'Lý A Nủa', phone: '0912345678' } };
    const of = { id: newId(), dossierId: dossier.id, resultId: result?.id ?? '', data };
    const wish = { ...of, kind: 'correction' as const, reason: 'Ghi sai tên', signerName: 'Thào A Sính' };
    await renewResult(s.db, deps(), wish, actorOf('leader'));
  }
  /** Somebody complains about it, and the vice chairman upholds that, once `before` has happened. */
  async function decided(
    dossier: Dossier,
    about: 'decision' | 'result',
    remedy: 'redo' | 'correct' | 'revoke',
    before?: (complaint: string) => Promise<void>,
  ): Promise<string> {
    const choices = await choicesOf(s.db, s.ledger, dossier, s.clock.now());
    const wish = {
      id: newId(),
      dossier,
      ground: choices.find(c => c.ground.kind === about)?.ground ?? assert.fail(),
      knownOn: localDate(s.clock.now()),
      content: 'Quyết định không đúng',
      wish: 'Xem lại',
      lateReason: '',
      channel: 'counter' as const,
      who: {
        accountId: null,
        name: 'Lý A Nủ',
        phone: null,
        email: null,
        lang: 'vi' as const,
        delegate: null,
      },
      papers: [],
    };
    const { id } = await s.db.tx(tx => submitComplaint(tx, s.ledger, wish, actorOf('clerk')));
    await s.db.tx(tx => takeOn(tx, s.ledger, { id, complex: false, remote: false }, actorOf('officer')));
    await before?.(id);
    const answer = 'Đã xác minh: quyết định không đúng.';
    const settlement = { id, outcome: 'changed' as const, remedy, answer };
    await settle(s.db, deps(), dossier, { ...settlement, signerName: 'Lù Văn Thắng' }, actorOf('vice'));
    return `/can-bo/khieu-nai/${id}/thi-hanh`;
  }

  test('what holds of the same matter is named before the decision is carried out, and why beside it is asked for and kept', async () => {
    const old = await signed();
    const page = await upheld(old);
    const { visit } = who.leader ?? assert.fail();
    assert.doesNotMatch((await visit.open(page)).html, /về cùng việc này đang có giá trị/);
    const other = await signed('Công dân cần thẻ ngay trong tuần');
    const { html } = await visit.open(page);
    assert.match(html, /Giấy tờ khác về cùng việc này đang có giá trị/);
    assert.match(
      html,
      new RegExp(`<a href="/can-bo/ho-so/${other.id}">[^<]* số [^<]* ký ngày [^<]*${other.code}`),
    );
    const looked = `SELECT FROM ledger.access WHERE subject = $1 AND purpose = 'same-matter'`;
    assert.ok(
      await s.db.maybe(`${looked} LIMIT 1`, [`dossier:${other.id}`]),
      'its citizen sees that it was compared',
    );
    for (const why of ['', 'ừ']) {
      const unsaid = await visit.submit(page, { 'vi-sao': why });
      assert.equal(unsaid.status, 422);
      assert.match(unsaid.html, /Ghi vì sao vẫn thi hành/);
    }
    assert.equal((await listResults(s.db, old.id))[0]?.status, 'revoked');
    const done = await visit.submit(page, { 'vi-sao': 'Thẻ cấp sau sẽ được thu hồi ngay' });
    assert.equal(done.status, 303, done.html.slice(0, 300));
    assert.equal((await listResults(s.db, old.id))[0]?.status, 'valid');
    assert.equal((await who.clerk?.visit.open(page))?.status, 403, 'the desk carries none out');
  });

  test('of a paper that was corrected before the decision the page names today’s and leads to it; what was done before is named, with why', async () => {
    const { visit } = who.leader ?? assert.fail();
    const dossier = await signed('Công dân cần thẻ ngay trong tuần');
    const [old] = await listResults(s.db, dossier.id);
    const page = await decided(dossier, 'result', 'revoke', async id => {
      await corrected(dossier);
      const read = await visit.open(`/can-bo/khieu-nai/${id}`);
      assert.match(read.html, /Từ đó đến nay[\s\S]*Đã được đính chính, nay là số [^<]* ký ngày/);
    });
    const today = (await listResults(s.db, dossier.id)).find(r => r.status === 'valid') ?? assert.fail();
    const { html } = await visit.open(page);
    assert.match(html, new RegExp(`Đã được đính chính, nay là số ${today.number} ký ngày`));
    assert.match(html, new RegExp(`/ket-qua/${today.id}/thu-hoi"[^>]*>Thu hồi, hủy bỏ số ${today.number}<`));
    assert.doesNotMatch(html, new RegExp(`/ket-qua/${old?.id}/`));
    assert.doesNotMatch(html, /Việc đã làm nào/, 'a correction is no revocation');
    await annulled(dossier);
    assert.match((await visit.open(page)).html, /Đã làm sau khi có quyết định: Hủy bỏ ngày/);
    assert.equal((await visit.submit(page)).status, 303);
    const ended = /Đã thi hành ngày [^<:]*: kết quả đã bị hủy bỏ theo Quyết định số [^<]*\d/;
    for (const seen of [page, page.replace('/thi-hanh', '')])
      assert.match((await visit.open(seen)).html, ended, 'what was done is named, with its number');
    assert.equal((await who.clerk?.visit.open(page))?.status, 403, 'the desk carries none out');

    const other = await signed('Công dân cần thẻ ngay trong tuần');
    const named = await decided(other, 'result', 'correct', () => corrected(other));
    const asked = (await visit.open(named)).html;
    assert.match(asked, /Việc đã làm nào là đúng quyết định này[\s\S]*Đính chính ngày [^<]*, nay là số/);
    const act = /name="viec-da-lam"[^>]*value="([^"]+)"/.exec(asked)?.[1] ?? assert.fail(asked);
    const unsaid = await visit.submit(named, { 'viec-da-lam': act, 'ly-do-da-lam': '' });
    assert.equal(unsaid.status, 422);
    assert.match(unsaid.html, /Ghi vì sao việc đã làm là đúng quyết định/);
    const why = 'Bản đính chính đã sửa đúng tên nêu trong đơn';
    const done = await visit.submit(named, { 'viec-da-lam': act, 'ly-do-da-lam': why });
    assert.equal(done.status, 303, done.html.slice(0, 300));
    const said = (await visit.open(named.replace('/thi-hanh', ''))).html;
    assert.match(said, new RegExp(`Việc được ghi nhận: Đính chính ngày .*${why}`));
  });

  test('while a second complaint runs the first and its *Thi hành* say so, and nothing is carried out', async () => {
    const { visit } = who.leader ?? assert.fail();
    const dossier = await signed('Công dân cần thẻ ngay trong tuần');
    const page = await decided(dossier, 'result', 'revoke');
    assert.match((await visit.open(page)).html, /Phải thi hành trước/);
    const first = (await findComplaint(s.db, page.split('/')[3] ?? '')) ?? assert.fail();
    const { phone, email, lang, delegate, name, ground } = first;
    const wish = {
      ...{ id: newId(), dossier, ground, first, knownOn: localDate(s.clock.now()), papers: [] },
      ...{ content: 'Quyết định chưa đúng', wish: 'Xem lại', lateReason: '', channel: 'counter' as const },
      who: { accountId: null, phone, email, lang, delegate, name },
    };
    const second = await s.db.tx(tx => submitComplaint(tx, s.ledger, wish, actorOf('clerk')));
    const rests = /Chưa phải thi hành: đang có khiếu nại lần hai nên quyết định lần đầu chưa có hiệu lực/;
    const { html } = await visit.open(page);
    assert.match(html, rests);
    assert.match(html, new RegExp(`Khiếu nại lần hai số ${second.number}`));
    assert.doesNotMatch(html, /<button[^>]*>Thi hành quyết định/);
    const read = (await visit.open(page.replace('/thi-hanh', ''))).html;
    assert.match(read, rests);
    assert.match(read, /Chưa phải thi hành: đang có khiếu nại lần hai</);
    assert.doesNotMatch(read, /href="[^"]*thi-hanh"/);
    assert.equal((await who.clerk?.visit.open(page))?.status, 403, 'the desk carries none out');
  });
});
