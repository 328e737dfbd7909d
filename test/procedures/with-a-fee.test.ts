import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { unzipSync } from 'fflate';
import { modules } from '#app/modules';
import { type Dossier, findDossier } from '#engines/cases';
import type { Outcome } from '#engines/processes';
import { localDate } from '#platform/clock';
import { ledgerService } from '#platform/ledger';
import { startProgram, type TestProgram } from '#test/program';
import { signedIn } from '../security/support/world.ts';
import { contact, person } from './support/applicant.ts';
import {
  applyFor,
  communeCode,
  doStep,
  dueNow,
  FILE,
  pay,
  refusers,
  resultOf,
  type Step,
  sayAmount,
  walkToEnd,
} from './support/walk.ts';

const TODAY = localDate(new Date());

describe('procedures with a fee, to their ends', () => {
  let program: TestProgram;
  let bacHa: string;
  before(async () => {
    program = await startProgram();
    bacHa = await communeCode(program, 'Xã Bắc Hà');
  });
  after(() => program?.stop());

  const walk = (dossier: Dossier, steps: Step[]) => walkToEnd(program, dossier, steps);
  const resultText = (dossier: Dossier) => resultOf(program, dossier);
  /** The page of a dossier that whoever has its receipt sees, without an account. */
  async function tracked(
    { code }: Dossier,
    digits: string,
    more: Record<string, string> = {},
  ): Promise<string> {
    const page = `${program.url}/tra-cuu`;
    const form = await fetch(page);
    const cookie = form.headers
      .getSetCookie()
      .map(c => c.split(';')[0])
      .join('; ');
    const _csrf = /name="_csrf" value="([^"]*)"/.exec(await form.text())?.[1] ?? '';
    const body = new URLSearchParams({ _csrf, ma: code, so: digits, ...more });
    return (await fetch(page, { method: 'POST', headers: { cookie }, body })).text();
  }
  const place = () => ({ place: { commune: bacHa } });
  const DESK: Step = ['motcua.bacha', 'receive', 'forward'];
  const PROVINCE_DESK: Step = ['motcua.tinh', 'receive', 'forward'];

  test('criminal record: the fee is paid first, the police of the commune answer', async () => {
    const dossier = await applyFor(program, '3.000333', {
      applicant: person,
      ...place(),
      life: { birthPlace: 'Bắc Hà, Lào Cai' },
      stays: [{ from: '2005-03-04', address: person.address }],
      request: { kind: '1', purpose: 'Xin việc', ban: true, copies: 2 },
      exemption: { claim: false },
      ...contact,
    });
    assert.equal(await dueNow(program, dossier), 200_000);
    const light = await tracked(dossier, '5678');
    assert.match(light, /Cần nộp 200\.000 đồng[\s\S]*name="so" value="5678"[\s\S]*name="nop-phi"/);
    assert.doesNotMatch(light, /class="qr"/, 'not everybody comes to pay');
    const owes = await tracked(dossier, '5678', { 'nop-phi': '1' });
    assert.match(owes, /Cần nộp 200\.000 đồng[\s\S]*<svg class="qr"[\s\S]*Nộp tại Trung tâm/);
    assert.match(owes, /ve=%2Ftra-cuu/, 'from the simulated bank back to where he came from');
    await pay(program, dossier, 'motcua.tinh');
    assert.doesNotMatch(await tracked(dossier, '5678'), /Cần nộp|class="qr"/);
    const first: Step[] = [
      PROVINCE_DESK,
      ['congan.bacha', 'ask', 'record'],
      ['hoso.congan', 'lookUp', 'cleared', { basis: 'Quyết định xóa án tích số 02/2024' }],
    ];
    for (const step of first) await doStep(program, dossier, step);
    const draft = (outcome: string, said: Outcome = {}) =>
      doStep(program, dossier, ['hoso.congan', 'draft', outcome, said]);
    // A record without a judgment is not written; she asked whether she is barred from offices, and is answered.
    await assert.rejects(draft('record', { ban: 'Không bị cấm' }), { code: 'OUTCOME_UNKNOWN' });
    await assert.rejects(draft('clear'), { code: 'FACTS_WRONG' });
    await walk(dossier, [
      ['hoso.congan', 'draft', 'again'],
      [
        'hoso.congan',
        'lookUp',
        'standing',
        {
          judgment: 'Bản án số 15/2019/HS-ST ngày 20/5/2019 của Tòa án nhân dân huyện Bắc Hà',
          crime: 'Trộm cắp tài sản, Điều 173 Bộ luật Hình sự',
          penalty: '06 tháng tù',
        },
      ],
      ['hoso.congan', 'draft', 'record', { ban: 'Không bị cấm' }],
      ['phogiamdoc.congan', 'sign', 'signed'],
    ]);
    const text = await resultText(dossier);
    assert.match(
      text,
      /Tình trạng án tích: có án tích[\s\S]*15\/2019\/HS-ST[\s\S]*Điều 173[\s\S]*06 tháng tù/,
    );
    assert.match(text, /BỘ CÔNG AN/);
    assert.match(text, /doanh nghiệp:\s*Không bị cấm/);
    assert.match(text, /Số bản cấp:\s*2/);
  });

  test('who takes a paid dossier back is told before and after what becomes of the money', async () => {
    const dossier = await applyFor(program, '3.000333', {
      applicant: person,
      ...place(),
      life: { birthPlace: 'Bắc Hà, Lào Cai' },
      stays: [{ from: '2005-03-04', address: person.address }],
      request: { kind: '1', purpose: 'Xin việc', ban: true, copies: 1 },
      exemption: { claim: false },
      ...contact,
    });
    await pay(program, dossier, 'motcua.tinh');
    const who = await signedIn(program, '+84912345678');
    const here = `/ho-so/${dossier.code}`;
    assert.match((await who.get(here)).text, /Ông\/Bà đã nộp 200\.000 đồng\. Tiền không tự trả lại khi rút/);
    const sent = await who.post(`${here}/rut`);
    assert.equal(sent.location, `${here}?xong=rut`);
    const after = await who.get(sent.location);
    assert.match(after.text, /role="status">[\s\S]*?Đã rút hồ sơ\. Cơ quan đã dừng xử lý/);
    const waits = /Cơ quan thu xem xét có hoàn 200\.000 đồng đã nộp hay không/;
    assert.match(after.text, waits);
    assert.match((await who.get(`${here}/nop-phi`)).text, waits);
    // His copy of what is kept of him holds what he paid.
    await who.post('/tai-du-lieu');
    let copy = '';
    for (let i = 0; i < 300 && !copy; i++) {
      copy = /href="(\/tai-du-lieu\/[^"]+)"/.exec((await who.get('/tai-du-lieu')).text)?.[1] ?? '';
      if (!copy) await new Promise(resolve => setTimeout(resolve, 100));
    }
    const files = unzipSync(await who.bytes(copy));
    const read = (name: string) => Buffer.from(files[name] ?? []).toString();
    assert.match(read('du-lieu-cua-toi.html'), /200\.000 đồng tiền mặt, [^<]*phiếu thu số \d+\/\d{4}/);
    const { money } = JSON.parse(read(`ho-so/${dossier.code}/ho-so.json`));
    assert.equal(money.cash[0].amount, 200_000);
  });

  test('a driving licence is issued again', async () => {
    const dossier = await applyFor(program, '3.000348', {
      applicant: person,
      licence: {
        number: 'không nhớ',
        grade: 'A1',
        reason: 'lost',
        lostOn: '2026-11-01',
        lostAt: 'Chợ Bắc Hà',
      },
      ...place(),
      papers: { portrait: FILE },
      contact: { phone: '0912345678' },
      result: { way: 'counter' },
    });
    assert.equal(await dueNow(program, dossier), 115_000);
    await pay(program, dossier, 'motcua.tinh');
    await walk(dossier, [
      PROVINCE_DESK,
      ['hoso.congan', 'check', 'propose', { number: '240191000172' }],
      ['phogiamdoc.congan', 'sign', 'signed'],
      ['motcua.tinh', 'hand-over', 'counter'],
    ]);
    // She has forgotten her number; the register has it.
    assert.match(await resultText(dossier), /Số giấy phép:\s*240191000172/);
  });

  test('a shop for plant protection products: the fee is paid, the shop is inspected', async () => {
    const dossier = await applyFor(program, '1.004363', {
      applicant: person,
      shop: {
        name: 'Vật tư Na Hối',
        address: 'Thôn Na Hối Nùng',
        registration: '12A8001234',
        floor: 30,
        store: false,
      },
      ...place(),
      conditions: { water: 150, fire: true, manager: person.name },
      papers: { training: FILE, request: FILE, statement: FILE },
      ...contact,
    });
    assert.equal(await dueNow(program, dossier), 800_000);
    await pay(program, dossier, 'motcua.tinh');
    await walk(dossier, [
      PROVINCE_DESK,
      ['chuyenvien.nongnghiep', 'assess', 'inspect'],
      ['chuyenvien.nongnghiep', 'inspect', 'pass', { inspected: TODAY, minutes: '12/BB-KT' }],
      ['chuyenvien.nongnghiep', 'draft', 'propose'],
      ['giamdoc.nongnghiep', 'sign', 'signed'],
    ]);
  });

  test('security over land is registered by the branch of the land office that serves the commune', async () => {
    const dossier = await applyFor(program, '1.011441', {
      giver: { name: person.name, personalNumber: person.personalNumber, address: person.address },
      taker: { name: 'Ngân hàng Nông nghiệp, chi nhánh Bắc Hà', address: 'Xã Bắc Hà' },
      ...place(),
      land: { certificate: 'DA 123456', sheet: 12, number: 34 },
      contract: { number: '15/HĐTC', date: '2026-11-02', request: 'first' },
      papers: { request: FILE, contract: FILE, certificate: FILE },
      exemption: { claim: false },
      ...contact,
    });
    await pay(program, dossier, 'motcua.bacha');
    await walk(dossier, [
      DESK,
      ['diachinh.bacha', 'check', 'propose', { entered: TODAY, hour: '09:05' }],
      ['giamdoc.datdai.bacha', 'sign', 'signed'],
    ]);
    const text = await resultText(dossier);
    assert.match(text, /chứng nhận việc\s+đăng ký lần đầu/);
    assert.match(text, /CHỨNG NHẬN ĐĂNG KÝ LẦN ĐẦU\s+BIỆN PHÁP BẢO ĐẢM/);
    assert.match(text, /Bắc Hà, ngày/, 'the place where the branch sits');
    assert.match(text, /ghi vào sổ\):\s*09 giờ 05 phút, ngày \d\d\/\d\d\/\d{4}/);
    assert.match(text, /nhận hồ sơ:\s*\d\d giờ \d\d phút, ngày/);
  });

  test('land of an organisation: commune, land office, tax, payment in the middle, province', async () => {
    const dossier = await applyFor(program, '1.012753', {
      owner: {
        name: 'Hợp tác xã Na Hối',
        taxCode: '5300123456',
        address: 'Xã Bắc Hà',
        representative: person.name,
        representativeNumber: person.personalNumber,
      },
      plots: [
        { sheet: 12, number: 34, area: 500, purpose: 'production', since: '2010-01-01' },
        { sheet: 12, number: 35, area: 250.5, purpose: 'business', since: '2010-01-01' },
      ],
      place: { commune: bacHa, address: 'Thôn Na Hối Nùng' },
      origin: { kind: 'other' },
      papers: { request: FILE, review: FILE },
      ...contact,
    });
    assert.equal((dossier.data.totals as { area: number }).area, 750.5);
    const stands = async () => {
      const { status, paused } = (await findDossier(program.env.db, dossier.id)) ?? assert.fail();
      return [status, paused];
    };
    for (const step of [
      DESK,
      ['hotich.bacha', 'confirm', 'disputed', { dispute: 'Ranh giới với hộ liền kề' }],
    ] as Step[])
      await doStep(program, dossier, step);
    assert.deepEqual(await stands(), ['processing', 'consultation'], 'the clock stands during the mediation');
    await doStep(program, dossier, ['hotich.bacha', 'mediate', 'settled']);
    assert.deepEqual(await stands(), ['processing', null]);
    for (const step of [
      ['hotich.bacha', 'confirm', 'confirmed', { origin: 'Nhận chuyển nhượng năm 2010', state: 'Nhà xưởng' }],
      ['diachinh.bacha', 'extract', 'done'],
    ] as Step[])
      await doStep(program, dossier, step);
    // The commune has done its part: what others decide is not turned down by its chairman.
    const heads = ['chutich.bacha', 'chutich.tinh'];
    assert.deepEqual(await refusers(program, dossier, heads), []);
    await sayAmount(program, dossier, 'thue.bacha', 12_000_000);
    await doStep(program, dossier, ['thue.bacha', 'assess', 'assessed']);
    assert.equal((await findDossier(program.env.db, dossier.id))?.status, 'awaiting-payment');
    assert.equal(await dueNow(program, dossier), 12_000_000);
    await pay(program, dossier, 'motcua.bacha');
    await doStep(program, dossier, [
      ...(['diachinh.bacha', 'draft', 'propose'] as const),
      { use: 'Sử dụng riêng', term: 'Đến 31/12/2060' },
    ]);
    assert.deepEqual(await refusers(program, dossier, heads), ['chutich.tinh'], 'who would sign');
    await walk(dossier, [['chutich.tinh', 'sign', 'signed']]);
    const text = await resultText(dossier);
    assert.match(text, /Nguồn gốc sử dụng đất:\s*Nhận chuyển nhượng năm 2010/);
    assert.match(text, /Thời hạn sử dụng:\s*Đến 31\/12\/2060/);
  });

  test('after all that the tables say what the entries say', async () => {
    const { env } = program;
    const checks = modules.flatMap(module => module.stateChecks ?? []);
    assert.ok(checks.length >= 3);
    assert.deepEqual(await env.get(ledgerService).verifyState(checks), []);
  });
});
