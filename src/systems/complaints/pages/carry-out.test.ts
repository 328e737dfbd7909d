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
    const [result] = await listResults(s.db, dossier.id);
    const annulled = {
      id: newId(),
      dossierId: dossier.id,
      resultId: result?.id ?? '',
      kind: 'annulment' as const,
      reason: 'Giấy tờ không đúng',
      basis: 'Điều 7 Nội quy',
      signerName: 'Thào A Sính',
    };
    await revokeResult(s.db, deps(), annulled, actorOf('leader'));
    const choices = await choicesOf(s.db, s.ledger, dossier, s.clock.now());
    const wish = {
      id: newId(),
      dossier,
      ground: choices.find(c => c.ground.kind === 'decision')?.ground ?? assert.fail(),
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
    const answer = 'Đã xác minh: quyết định không đúng.';
    const settlement = { id, outcome: 'changed' as const, remedy: 'redo' as const, answer };
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
});
