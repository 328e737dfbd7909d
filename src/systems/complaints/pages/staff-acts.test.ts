import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { cases, casesService, type Dossier, loadProcedure, refuse, submit } from '#engines/cases';
import { files } from '#engines/files';
import { messaging } from '#engines/messaging';
import { numbering } from '#engines/numbering';
import { payments } from '#engines/payments';
import { findProcedureInForce } from '#engines/procedures';
import { trust } from '#engines/trust';
import { work } from '#engines/work';
import { formatDate, localDate } from '#platform/clock';
import { newId } from '#platform/db';
import { jobsModule } from '#platform/manifests';
import { qrOfPdf } from '#test/qr-of-pdf';
import { type StaffSite, staffSite } from '#test/staff-site';
import { Visit } from '#test/visit';
import { loadLibrary } from '../../../engines/cases/testing/load-library.ts';
import { library } from '../../../engines/cases/testing/modules.ts';
import { submitComplaint } from '../actions/submit-complaint.ts';
import { withdrawComplaint } from '../actions/take-on.ts';
import { choicesOf } from '../choices.ts';
import { complaintsOfDossier } from '../data/read.ts';
import { complaints } from '../index.ts';

describe('complaints: what the office says of its acts', () => {
  let s: StaffSite;
  let clerk: Awaited<ReturnType<StaffSite['official']>>;
  let leader: Awaited<ReturnType<StaffSite['official']>>;
  before(async () => {
    s = await staffSite([
      ...[jobsModule, numbering, files, trust, messaging, payments, work, cases, library, complaints],
    ]);
    await loadLibrary(s.db, s.act());
    clerk = await s.official('Vi Thị Huyền', s.agencies.centre, ['receiver']);
    leader = await s.official('Thào A Sính', s.agencies.bacHa, ['leader', 'signer']);
  });
  after(() => s.close());

  /** A dossier whose reception was refused. */
  async function refused(synthetic = false): Promise<Dossier> {
    const at = s.clock.now();
    const version = await findProcedureInForce(s.db, '9.700001', localDate(at));
    const procedure = await loadProcedure(s.db, { procedureVersionId: version?.id ?? '' });
    const data = {
      reader: { name: 'Lý A Nủ', phone: '0912345678' },
      place: { commune: '99001' },
      result: { way: 'counter' },
    };
    const applicant = {
      ...{
        accountId: synthetic ? null : clerk.accountId,
        name: 'Lý A Nủ',
        phone: null,
        email: null,
        lang: 'vi' as const,
      },
    };
    const actor = {
      accountId: clerk.accountId,
      postId: clerk.postId,
      agencyId: s.agencies.centre,
      at,
    };
    const deps = s.env.get(casesService);
    const order = { procedure, channel: 'counter' as const, data, papers: [], applicant, synthetic };
    const dossier = await s.db.tx(tx => submit(tx, deps, order, actor));
    return s.db.tx(tx => refuse(tx, deps, { dossierId: dossier.id, reason: 'Nộp nhầm nơi' }, actor));
  }

  /** Somebody complains about it on paper. */
  async function complaint(phone: string | null, synthetic = false): Promise<string> {
    const dossier = await refused(synthetic);
    const [choice] = await choicesOf(s.db, s.ledger, dossier, s.clock.now());
    const wish = {
      id: newId(),
      dossier,
      ground: choice?.ground ?? assert.fail(),
      knownOn: localDate(s.clock.now()),
      content: 'Hồ sơ của tôi đủ giấy tờ',
      wish: 'Nhận hồ sơ',
      lateReason: '',
      channel: 'counter' as const,
      who: { accountId: null, name: 'Lý A Nủ', phone, email: null, lang: 'vi' as const, delegate: null },
      papers: [],
    };
    const actor = { accountId: clerk.accountId, postId: clerk.postId, agencyId: s.agencies.centre };
    const made = await s.db.tx(tx => submitComplaint(tx, s.ledger, wish, { ...actor, at: s.clock.now() }));
    return `/can-bo/khieu-nai/${made.id}`;
  }

  test('who has no telephone, e-mail or account is not said to be told: the notice is handed over or posted', async () => {
    const path = await complaint(null);
    const { html } = await leader.visit.open(`${path}/thu-ly`);
    assert.doesNotMatch(html, /báo người khiếu nại/);
    assert.match(html, /Người khiếu nại nhận quyết định, kết quả[\s\S]*đến hết 18\/02\/2027: 90 ngày/);
    const done = await leader.visit.submit(`${path}/thu-ly`);
    assert.equal(done.location, `${path}?xong=taken-on-untold`);
    assert.match(
      (await leader.visit.open(done.location ?? '')).html,
      /Không báo tin được cho người khiếu nại[^<]*giao tận tay hoặc gửi qua bưu chính/,
    );
    const reached = await complaint('+84912345678');
    assert.match((await leader.visit.open(`${reached}/thu-ly`)).html, /Thụ lý và báo người khiếu nại/);
    const told = await leader.visit.submit(`${reached}/thu-ly`);
    assert.match(
      (await leader.visit.open(told.location ?? '')).html,
      /Đã thụ lý; người khiếu nại được báo tin/,
    );
  });

  test('who would sign after the complainant has withdrawn it reads that, and has no form before him any more', async () => {
    const path = await complaint('+84912345678');
    await leader.visit.open(`${path}/thu-ly`);
    await leader.visit.submit(`${path}/thu-ly`);
    await leader.visit.open(`${path}/giai-quyet`);
    const answer = { 'ket-qua': 'kept', 'noi-dung': 'Hồ sơ thiếu tờ khai, đã hướng dẫn tại quầy.' };
    const shown = await leader.visit.follow(`${path}/giai-quyet`, answer);
    assert.match(shown.html, /name="da-thay"/);
    const actor = { accountId: clerk.accountId, postId: clerk.postId, agencyId: s.agencies.centre };
    const input = { id: path.split('/').at(-1) ?? '', reason: '' };
    await s.db.tx(tx => withdrawComplaint(tx, s.ledger, input, { ...actor, at: s.clock.now() }));
    const refused = await leader.visit.submit(`${path}/giai-quyet`);
    assert.equal(refused.status, 409);
    assert.match(refused.html, /Lý A Nủ đã rút khiếu nại số [^<]* lúc \d\d\/\d\d\/\d{4} \d\d:\d\d/);
    assert.doesNotMatch(refused.html, /chuyển sang bước khác|name="noi-dung"/);
    assert.equal((await leader.visit.open(`${path}/giai-quyet`)).status, 409);
  });

  test('of a simulated dossier nobody is said to be told, whatever telephone it names: no message was sent', async () => {
    const path = await complaint('+84912345678', true);
    const said = async (act: string, body = {}) => {
      assert.doesNotMatch((await leader.visit.open(`${path}/${act}`)).html, /báo người khiếu nại/);
      const sent = await leader.visit.follow(`${path}/${act}`, body);
      if (act !== 'giai-quyet') return sent.html;
      assert.match(sent.html, /Hồ sơ mô phỏng: không có tin nào được gửi đi/);
      return (await leader.visit.follow(`${path}/${act}`)).html;
    };
    assert.match(await said('thu-ly'), /Đã thụ lý[.] Hồ sơ mô phỏng: không có tin nào được gửi đi[.]/);
    const settled = {
      'ket-qua': 'kept',
      'viec-phai-lam': '',
      'noi-dung': 'Đã đối chiếu với đơn: từ chối là đúng.',
    };
    assert.match(
      await said('giai-quyet', settled),
      /Đã ký quyết định giải quyết[.] Hồ sơ mô phỏng: không có tin nào được gửi đi[.]/,
    );
  });

  test('a head who handled the dossier, and did not sign what is complained about, reads that and no more', async () => {
    const path = await complaint(null);
    await leader.visit.open(`${path}/thu-ly`);
    await leader.visit.submit(`${path}/thu-ly`);
    assert.doesNotMatch((await leader.visit.open(path)).html, /đã tham gia/);
    await s.owner.run('INSERT INTO complaints.took_part (complaint_id, account_id) VALUES ($1, $2)', [
      path.slice(-36),
      leader.accountId,
    ]);
    const own = async (title: string) => {
      await s.owner.run('UPDATE organisation.post SET title_vi = $2 WHERE id = $1', [leader.postId, title]);
      return (await leader.visit.open(path)).html;
    };
    const head = await own('Chủ tịch Ủy ban nhân dân');
    assert.match(head, /kể cả khi chính mình đã tham gia giải quyết hồ sơ này/);
    assert.ok(head.includes(`${path}/giai-quyet`));
    const deputy = await own('Phó Chủ tịch Ủy ban nhân dân');
    assert.match(deputy, /Người đã tham gia giải quyết hồ sơ này/);
    assert.ok(!deputy.includes(`${path}/giai-quyet`));
    await own('Chủ tịch Ủy ban nhân dân');
  });

  test('the decision is shown as it will be before it is signed; what was not shown is not signed', async () => {
    const path = await complaint(null);
    await leader.visit.open(`${path}/thu-ly`);
    await leader.visit.submit(`${path}/thu-ly`);
    const form = `${path}/giai-quyet`;
    const wish = {
      'ket-qua': 'changed',
      'viec-phai-lam': 'redo',
      'noi-dung': 'Đã đối chiếu với đơn: nộp đúng nơi.',
    };
    const status = async () =>
      (
        await s.db.one<{ status: string }>('SELECT status FROM complaints.complaint WHERE id = $1', [
          path.split('/').at(-1),
        ])
      ).status;
    const days =
      /Người khiếu nại nhận quyết định, kết quả[\s\S]*Chưa ghi việc giao[\s\S]*Biết quyết định ngày[\s\S]*20\/11\/2026[\s\S]*đến hết 18\/02\/2027: 90 ngày/;
    const { html } = await leader.visit.open(form);
    assert.match(html, /Xem quyết định trước khi ký/);
    assert.match(html, days);
    const shown = await leader.visit.follow(form, wish);
    assert.equal(shown.status, 200);
    for (const words of [
      /QUYẾT ĐỊNH<\/b>[\s\S]*Số: …\/QĐ-GQKN|Số: …\/QĐ-GQKN[\s\S]*QUYẾT ĐỊNH<\/b>/,
      /Đã đối chiếu với đơn: nộp đúng nơi[.]/,
      /Điều 1[.] <\/b>Chấp nhận khiếu nại của Lý A Nủ[.] Xem xét, giải quyết lại vụ việc/,
      /Thào A Sính/,
      /Sau khi ký, [^<]*Bắc Hà phải thi hành trước /,
      /Không báo tin được cho Lý A Nủ/,
    ])
      assert.match(shown.html, words);
    assert.equal(await status(), 'taken-on', 'nothing is signed by looking');

    // As a file, too; and what was typed can be typed again.
    const pdf = await leader.visit.submit(form, { 'ban-pdf': '1' });
    assert.equal(pdf.raw.subarray(0, 5).toString(), '%PDF-');
    await leader.visit.open(form);
    await leader.visit.follow(form, wish);
    assert.match(
      (await leader.visit.follow(form, { 'sua-lai': '1' })).html,
      /nộp đúng nơi[\s\S]*<\/textarea>/,
    );

    // The page that shows it can be loaded again; and so it can when one goes back.
    assert.match((await leader.visit.open(`${form}?xem=1`)).html, /Điều 1[.] <\/b>Chấp nhận khiếu nại/);
    assert.match((await leader.visit.open(form)).html, /nộp đúng nơi[\s\S]*<\/textarea>/);

    // Other words than those that were shown are not signed, nor any without a mark.
    await leader.visit.follow(form, wish);
    const other = await leader.visit.submit(form, { 'noi-dung': 'Những lời khác chưa ai đọc trước khi ký.' });
    assert.equal(other.status, 422);
    assert.match(other.html, /Quyết định không còn như bản đã xem/);
    assert.equal((await leader.visit.submit(form, { ...wish, 'da-xem': '1' })).status, 422);
    assert.equal(await status(), 'taken-on');

    await leader.visit.open(form);
    await leader.visit.follow(form, wish);
    assert.equal((await leader.visit.submit(form)).location, `${path}?xong=settled-untold`);
    assert.equal(await status(), 'settled');
    for (const act of ['giai-quyet', 'thu-ly', 'khong-thu-ly', 'gia-han'])
      assert.equal(
        (await leader.visit.open(`${path}/${act}`)).location?.split('?')[0],
        path,
        'it says what became of it',
      );
    assert.equal((await clerk.visit.open(form)).status, 403, 'the desk signs none');
  });

  test('before and after a decision is carried out nobody is said to be told of whom no message goes out', async () => {
    const settledAs = async (phone: string | null, synthetic: boolean) => {
      const path = await complaint(phone, synthetic);
      await leader.visit.open(`${path}/thu-ly`);
      await leader.visit.submit(`${path}/thu-ly`);
      await leader.visit.open(`${path}/giai-quyet`);
      const changed = { 'ket-qua': 'changed', 'viec-phai-lam': 'redo' };
      await leader.visit.follow(`${path}/giai-quyet`, {
        ...changed,
        'noi-dung': 'Hồ sơ nộp đúng nơi, phải được tiếp nhận.',
      });
      assert.equal((await leader.visit.submit(`${path}/giai-quyet`)).status, 303);
      return `${path}/thi-hanh`;
    };
    const carriesOut = async (form: string) => {
      const before = (await leader.visit.open(form)).html;
      const done = await leader.visit.submit(form);
      assert.equal(done.status, 303, done.html);
      return { before, location: done.location ?? '' };
    };
    const simulated = await carriesOut(await settledAs('+84912345678', true));
    assert.match(simulated.before, /Hồ sơ mô phỏng: không có tin nào được gửi đi/);
    assert.doesNotMatch(simulated.before, /được báo/);
    assert.match(simulated.location, /xong=decision-carried-out$/);
    const real = await carriesOut(await settledAs(null, false));
    assert.match(real.before, /Người nộp hồ sơ được báo tin/);

    // The matter goes on in another dossier: the complainant is told, or is not.
    for (const [phone, before, after] of [
      [null, /Không báo tin được cho người khiếu nại/, 'untold'],
      ['+84912345678', /người khiếu nại được báo mã hồ sơ mới/, 'told'],
    ] as const) {
      const form = await settledAs(phone, false);
      await s.owner.run('DELETE FROM cases.undoable_act WHERE undone_at IS NULL');
      assert.match((await leader.visit.open(form)).html, before);
      const other = await refused();
      const done = await leader.visit.submit(form, { 'ma-ho-so': other.code });
      assert.match(done.location ?? done.html, new RegExp(`xong=decision-elsewhere-${after}$`));
    }
  });

  test('in English the slip that is complained about has an English name; in Vietnamese that of its paper', async () => {
    await complaint(null);
    const LIST = '/can-bo/khieu-nai';
    const { html } = await leader.visit.open(`${LIST}?lang=en`);
    assert.match(html, /Refusal slip no\. \d+\/2026 of /);
    assert.doesNotMatch(html, /Phiếu từ chối/);
    assert.match((await leader.visit.open(`${LIST}?lang=vi`)).html, /Phiếu từ chối[^<]* số \d+\/2026 ngày /);
  });

  test('what is too short and what comes too late is said at once, each with what to write', async () => {
    const dossier = await refused();
    const began = s.clock.now();
    const path = `/can-bo/ho-so/${dossier.id}/khieu-nai`;
    const typed = {
      've-viec': 'refusal',
      'ngay-biet': formatDate(began),
      'noi-dung': 'Sai',
      'de-nghi': 'Bỏ',
    };
    s.clock.set(new Date(began.getTime() + 120 * 86_400_000).toISOString());
    const late = await s.official('Vi Thị Huyền', s.agencies.centre, ['receiver']);
    await late.visit.open(path);
    const { status, html } = await late.visit.submit(path, typed);
    s.clock.set(began.toISOString());
    assert.equal(status, 422);
    assert.match(html, /Viết ít nhất 10 ký tự \(mới có 3\)[.] Ghi quyết định sai ở điểm nào/);
    assert.match(html, /Viết ít nhất 5 ký tự \(mới có 2\)/);
    assert.match(html, /Thời hiệu khiếu nại đã hết ngày \d\d\/\d\d\/2027/);
    assert.match(html, /Có 3 chỗ cần sửa/);
    assert.match(html, /<textarea[^>]*name="noi-dung"[^>]*>\n?Sai</);
    // What papers cannot show is reported where it stands, in all fields at once.
    const signs = { ...typed, 'noi-dung': 'Hồ sơ của tôi đủ giấy tờ', 'de-nghi': 'Nhận hồ sơ 😀' };
    await clerk.visit.open(path);
    const one = (await clerk.visit.submit(path, signs)).html;
    assert.match(one, /href="#f-de-nghi"[^>]*>[^<]*không thể hiện được ký tự/);
    assert.doesNotMatch(one, /href="#f-noi-dung"/);
    const two = (await clerk.visit.submit(path, { ...signs, 'noi-dung': 'Hồ sơ của tôi đủ 😡' })).html;
    assert.equal(two.match(/<a href="#[^"]+"[^>]*>[^<]*không thể hiện được ký tự/g)?.length, 2);
    assert.equal((await complaintsOfDossier(s.db, dossier.id)).length, 0);
  });

  test('a clerk is asked about the complainant, not as if he were him, and prints a receipt for who brought the complaint', async () => {
    const dossier = await refused();
    const path = `/can-bo/ho-so/${dossier.id}/khieu-nai`;
    const form = await clerk.visit.open(path);
    assert.match(form.html, /Người khiếu nại biết quyết định đó ngày nào/);
    assert.doesNotMatch(form.html, /Ông\/Bà/);
    const wrong = await clerk.visit.submit(path, { 'de-nghi': '' });
    assert.equal(wrong.status, 422);
    assert.match(wrong.html, /Ghi điều người khiếu nại đề nghị/);
    assert.doesNotMatch(wrong.html, /Ông\/Bà/);
    const sent = await clerk.visit.submit(path, {
      'nguoi-thay': '1',
      'ten-nguoi-thay': 'Giàng Seo Vần',
      'so-nguoi-thay': '010090000123',
      'quan-he': 'Chồng, giấy ủy quyền số 12/2026',
      've-viec': 'refusal',
      'ngay-biet': formatDate(s.clock.now()),
      'noi-dung': 'Hồ sơ của tôi đủ giấy tờ',
      'de-nghi': 'Nhận hồ sơ',
    });
    assert.match(sent.location ?? '', /xong=complaint-received/);
    const [made] = await complaintsOfDossier(s.db, dossier.id);
    const receipt = `${path}/${made?.id}/bien-nhan.pdf`;
    const { raw } = await clerk.visit.open(receipt);
    if (process.env.LOOK) writeFileSync(`${process.env.LOOK}/receipt.pdf`, raw);
    const poppler = (tool: string, ...more: string[]) =>
      execFileSync(tool, [...more, '-', ...(tool === 'pdftotext' ? ['-'] : [])], {
        input: raw,
        encoding: 'utf8',
      });
    const words = poppler('pdftotext', '-layout');
    assert.match(words, /GIẤY BIÊN NHẬN\s+ĐƠN KHIẾU NẠI LẦN ĐẦU/);
    assert.match(words, /Giàng Seo Vần, Chồng[\s\S]*Vi Thị Huyền/);
    assert.match(poppler('pdfinfo'), /Pages: +1\n[\s\S]*419[.]\d+ x 595/);
    // Whoever holds it reads where the complaint stands, with no telephone: not whose it is, nor what was written.
    const anyone = new Visit(s.server, '');
    const code = qrOfPdf(raw).replace(s.env.site.baseUrl, '');
    const stands = await anyone.open(code);
    assert.equal(stands.status, 200, code);
    assert.match(stands.html, /Khiếu nại[^<]*số \d+\/2026/);
    assert.doesNotMatch(stands.html, /Lý A Nủ|Giàng Seo Vần|đủ giấy tờ|Nhận hồ sơ/);
    assert.equal((await anyone.open(code.replace(made?.id ?? '', newId()))).status, 404);
    const again = (await clerk.visit.open(path)).html;
    assert.match(again, /Khiếu nại đã có về hồ sơ này[\s\S]*Khiếu nại[^<]*số \d+\/2026/);
    // Who does not receive gives none out; nor is there one under another dossier.
    assert.equal((await leader.visit.open(receipt)).status, 403);
    assert.equal((await clerk.visit.open(receipt.replace(dossier.id, (await refused()).id))).status, 404);
  });
});
