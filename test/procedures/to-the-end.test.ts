import assert from 'node:assert/strict';
import { buffer } from 'node:stream/consumers';
import { after, before, describe, test } from 'node:test';
import { modules } from '#app/modules';
import {
  casesService,
  type Dossier,
  findDossier,
  letterPdf,
  listLetters,
  listQuestions,
  listResults,
  receiptOf,
} from '#engines/cases';
import type { Outcome } from '#engines/processes';
import { openTasks } from '#engines/work';
import { dayAfter, formatDate, localDate } from '#platform/clock';
import { ledgerService } from '#platform/ledger';
import { startProgram, type TestProgram } from '#test/program';
import { wordsOf } from '../journeys/support/judge.ts';
import { signedIn } from '../security/support/world.ts';
import { contact, forestScheme, person } from './support/applicant.ts';
import { newborn } from './support/newborn.ts';
import { applyFor, communeCode, doStep, FILE, resultOf, type Step, walkToEnd } from './support/walk.ts';

const TODAY = localDate(new Date());

describe('procedures, to their ends', () => {
  let program: TestProgram;
  let bacHa: string;
  before(async () => {
    program = await startProgram();
    bacHa = await communeCode(program, 'Xã Bắc Hà');
  });
  after(() => program?.stop());

  const walk = (dossier: Dossier, steps: Step[]) => walkToEnd(program, dossier, steps);
  const resultText = (dossier: Dossier) => resultOf(program, dossier);
  const place = () => ({ place: { commune: bacHa } });
  const DESK: Step = ['motcua.bacha', 'receive', 'forward'];
  const PROVINCE_DESK: Step = ['motcua.tinh', 'receive', 'forward'];

  test('death: long ago, so it is inquired into first', async () => {
    const dossier = await applyFor(program, '1.000656', {
      applicant: { ...person, relation: 'child' },
      deceased: {
        name: 'Giàng Seo Vần',
        birthDate: '1930',
        sex: 'male',
        ethnicity: 'Hmông',
        address: person.address,
      },
      death: { date: '1999-05-06', place: 'Thôn Na Hối Nùng', paper: 'old' },
      papers: { evidence: FILE },
      ...place(),
      ...contact,
    });
    assert.deepEqual(
      [dossier.timeLimit.n, dossier.timeLimit.because],
      [3, 'chết đã lâu, không có Giấy báo tử, phải xác minh'],
      'an inquiry takes longer than the day',
    );
    await walk(dossier, [
      DESK,
      ['hotich.bacha', 'inquire', 'confirmed', { inquired: TODAY, found: 'Hai người làm chứng xác nhận' }],
      ['hotich.bacha', 'verify', 'propose'],
      ['chutich.bacha', 'sign', 'signed'],
    ]);
    assert.match(await resultText(dossier), /năm sinh:\s*1930/);
  });

  test('a household business registers for tax at the same time; members’ contributions are added up', async () => {
    const dossier = await applyFor(program, '1.001612', {
      applicant: person,
      business: {
        name: 'Quán phở Bà Mỷ',
        address: 'Tổ 2, xã Bắc Hà',
        from: '2026-12-01',
        capital: 50_000_000,
        workers: 2,
      },
      lines: [{ name: 'Dịch vụ ăn uống', code: '5610', main: true, conditional: false }],
      members: [
        { name: 'Giàng Seo Vần', personalNumber: '010090000111', share: 20_000_000, consent: FILE },
        { name: 'Giàng A Páo', personalNumber: '010095000112', share: 5_000_000, consent: FILE },
      ],
      totals: { tax: true },
      ...place(),
      ...contact,
    });
    assert.equal((dossier.data.totals as { contributed: number }).contributed, 25_000_000);
    await walk(dossier, [
      DESK,
      ['hotich.bacha', 'check', 'valid'],
      ['thue.bacha', 'taxNumber', 'no-number', { why: 'Số định danh chưa khớp' }],
      ['hotich.bacha', 'check', 'valid'],
      ['thue.bacha', 'taxNumber', 'issued', { number: '010191000172' }],
      ['chutich.bacha', 'sign', 'signed'],
    ]);
    assert.match(await resultText(dossier), /mã số thuế:\s*010191000172[\s\S]*Tổ 2, xã Bắc Hà, tỉnh Lào Cai/);
  });

  test('a house: the visit does not fit the drawings at first, the permit is handed over on paper', async () => {
    const dossier = await applyFor(program, '1.013225', {
      applicant: person,
      site: { address: 'Thôn Na Hối Nùng', sheet: 12, number: 34, area: 200, certificate: 'DA 123456' },
      house: { kind: 'new', floorArea: 90, floors: 2, totalArea: 180, height: 7.5 },
      papers: { land: FILE, design: FILE },
      ...place(),
      contact: { phone: '0912345678' },
      result: { way: 'counter' },
    });
    assert.equal((dossier.data.house as { density: number }).density, 45);
    await doStep(program, dossier, DESK);
    await doStep(program, dossier, ['hotich.bacha', 'check', 'visit']);
    await writeDownTheVisit(dossier);
    await walk(dossier, [
      ['hotich.bacha', 'check', 'visit'],
      ['hotich.bacha', 'siteVisit', 'unfit', { visited: TODAY, setback: 1.5, faults: 'Lùi ít hơn' }],
      ['hotich.bacha', 'check', 'visit'],
      // Half a metre beyond the line: it goes back whatever the visitor says.
      ['hotich.bacha', 'siteVisit', 'fit', { visited: TODAY, setback: -0.5 }],
      ['hotich.bacha', 'check', 'visit'],
      ['hotich.bacha', 'siteVisit', 'fit', { visited: TODAY, setback: 2, neighbours: true }],
      ['hotich.bacha', 'draft', 'propose'],
      ['chutich.bacha', 'sign', 'signed'],
      ['motcua.bacha', 'hand-over', 'counter'],
    ]);
    assert.match(
      await resultText(dossier),
      /Thôn Na Hối Nùng, xã Bắc Hà, tỉnh Lào Cai[\s\S]*Khoảng lùi:\s*2 m/,
    );
  });

  /** On the page: what the visit found is asked for, wrong answers come back as they were typed, right ones are in the story. */
  async function writeDownTheVisit({ id }: Dossier): Promise<void> {
    const officer = await signedIn(program, 'hotich.bacha');
    const page = `/can-bo/ho-so/${id}`;
    assert.match((await officer.get(page)).text, /Khoảng lùi đo được so với chỉ giới xây dựng \(m\)/);
    const [task] = await openTasks(program.env.db, id);
    const send = (fields: Record<string, string>) =>
      officer.post(`${page}/buoc/${task?.id}`, { outcome: 'unfit', ...fields });
    const wrong = await send({ 'siteVisit.visited': '31/02/2026', 'siteVisit.setback': 'hai mét' });
    assert.equal(wrong.status, 422);
    for (const words of ['Có 3 chỗ cần sửa', 'value="31/02/2026"', 'value="hai mét"'])
      assert.ok(wrong.text.includes(words), words);
    assert.equal((await openTasks(program.env.db, id))[0]?.elementId, 'siteVisit', 'nothing has moved');
    // Nobody has seen a place on a day that is still to come, or before there was a dossier.
    const tomorrow = formatDate(dayAfter(TODAY));
    const early = await send({ 'siteVisit.visited': tomorrow, 'siteVisit.setback': '-50' });
    assert.equal(early.status, 422);
    for (const words of ['không muộn hơn hôm nay', 'từ −10 trở lên', `value="${tomorrow}"`])
      assert.ok(early.text.includes(words), words);
    assert.match(
      (await send({ 'siteVisit.visited': '20/11/2020', 'siteVisit.setback': '1' })).text,
      /từ ngày \d/,
    );
    const seen = { 'siteVisit.visited': formatDate(TODAY), 'siteVisit.setback': '0,8' };
    assert.match((await send(seen)).text, /thì phải ghi: Những điểm không phù hợp/);
    const right = await send({ ...seen, 'siteVisit.faults': 'Nhà xây lùi ít hơn bản vẽ' });
    assert.equal(right.status, 303);
    const story = (await officer.get(page)).text;
    assert.match(
      story,
      /Ngày kiểm tra thực địa: \d\d\/\d\d\/\d{4}; Khoảng lùi [^;]*: 0,8; Những điểm[^;]*: Nhà xây lùi/,
    );
  }

  const bundle = (name: string, sex: 'female' | 'male') =>
    newborn(program, { name, sex, birthDate: '2026-11-01', commune: bacHa });

  test('a new-born: one form, three agencies, three results', async () => {
    const dossier = await bundle('Giàng A Phử', 'male');
    await walk(dossier, [
      DESK,
      ['hotich.bacha', 'verify', 'propose', { number: '010226000345' }],
      ['chutich.bacha', 'sign', 'signed'],
      ['the.bhxh', 'insurance', 'propose', { number: '1520123456' }],
      ['congan.bacha', 'residence', 'propose'],
      ['giamdoc.bhxh', 'signInsurance', 'signed'],
      ['truongcongan.bacha', 'signResidence', 'signed'],
    ]);
    const { files } = program.env.get(casesService);
    for (const [title, words] of [
      ['Giấy khai sinh', '010226000345'],
      ['Thẻ bảo hiểm y tế', '1520123456'],
      ['Thông báo kết quả đăng ký thường trú', '010226000345'],
    ] as const) {
      const result = (await listResults(program.env.db, dossier.id)).find(r => r.title === title);
      const sheet = await buffer(await files.open(program.env.db, result?.sha256 ?? assert.fail(title)));
      assert.ok(wordsOf(sheet).includes(words), title);
    }
    assert.deepEqual(
      (await listResults(program.env.db, dossier.id)).map(r => r.title).sort(),
      ['Giấy khai sinh', 'Thông báo kết quả đăng ký thường trú', 'Thẻ bảo hiểm y tế'].sort(),
    );
  });

  test('a new-born: the police send it back, the insurance refuses its card with a reason, and the other results come', async () => {
    const dossier = await bundle('Giàng Thị Sua', 'female');
    for (const step of [
      DESK,
      ['hotich.bacha', 'verify', 'propose', { number: '010326000346' }],
      ['chutich.bacha', 'sign', 'signed'],
      ['the.bhxh', 'insurance', 'propose', { number: '1520123457' }],
      ['congan.bacha', 'residence', 'propose'],
      ['truongcongan.bacha', 'signResidence', 'send-back'],
      ['congan.bacha', 'residence', 'propose'],
      ['truongcongan.bacha', 'signResidence', 'signed'],
    ] as Step[])
      await doStep(program, dossier, step);
    const head = await signedIn(program, 'giamdoc.bhxh');
    const page = `/can-bo/ho-so/${dossier.id}`;
    assert.match((await head.get(page)).text, /Không cấp thẻ bảo hiểm y tế/);
    const [task] = (await openTasks(program.env.db, dossier.id)).filter(t => t.elementId === 'signInsurance');
    const decline = (why: string) =>
      head.post(`${page}/buoc/${task?.id}`, { outcome: 'decline', [`note-${task?.id}`]: why });
    assert.equal((await decline('không')).status, 422);
    const why = 'Trẻ đã có thẻ theo diện thân nhân quân đội';
    const done = await decline(why);
    assert.equal(done.status, 303, done.text.slice(0, 300));
    const end = await findDossier(program.env.db, dossier.id);
    assert.equal(end?.status, 'returned');
    assert.equal((await listResults(program.env.db, dossier.id)).length, 2);
    const my = (await (await signedIn(program, '+84912345678')).get(`/ho-so/${dossier.code}`)).text;
    assert.match(my, /không cấp Thẻ bảo hiểm y tế/);
    assert.ok(my.includes(why), 'she reads why');
    const deps = program.env.get(casesService);
    const [letter] = await listLetters(program.env.db, deps.ledger, end);
    assert.ok(letter && my.includes(`/phieu/${letter.ref}.pdf`));
    const slip = wordsOf(await letterPdf(program.env.db, deps, end, letter));
    assert.match(slip, /Bảo hiểm xã hội tỉnh Lào Cai không cấp Thẻ bảo hiểm y tế/);
  });

  test('tourism in a forest: four departments give their opinions at once, in any order', async () => {
    const dossier = await applyFor(program, '1.000081', forestScheme(bacHa));
    assert.equal((dossier.data.scheme as { share: number }).share, 2.5);
    const first: Step[] = [
      PROVINCE_DESK,
      ['chuyenvien.nongnghiep', 'check', 'consult'],
      ['chuyenvien.dulich', 'opinionCulture', 'agree'],
      ['chuyenvien.taichinh', 'opinionFinance', 'agree'],
      ['chuyenvien.khoahoc', 'opinionScience', 'agree-if'],
      ['chuyenvien.xaydung', 'opinionConstruction', 'disagree'],
    ];
    for (const step of first) await doStep(program, dossier, step);
    const opinions = 'Ba sở nhất trí, trong đó một sở có điều kiện; Sở Xây dựng không nhất trí';
    const gather = (said: Outcome): Step => ['chuyenvien.nongnghiep', 'gather', 'propose', said];
    // Who objected is answered, or nothing goes to the Chairman.
    await assert.rejects(doStep(program, dossier, gather({ opinions })), { code: 'FACTS_WRONG' });
    await walk(dossier, [
      gather({ opinions, answered: 'Đã bỏ hai nhà nghỉ ven suối theo ý kiến của Sở Xây dựng' }),
      ['chutich.tinh', 'sign', 'signed'],
    ]);
    const text = await resultText(dossier);
    assert.match(
      text,
      /Căn cứ Luật Lâm nghiệp[\s\S]*Theo đề nghị của Sở Nông nghiệp và Môi trường\.[\s\S]*QUYẾT ĐỊNH:[\s\S]*Điều 1\.[\s\S]*Điều 4\./,
    );
  });

  test('marital status: the commune where she lived before is asked, and answers', async () => {
    const elsewhere = await communeCode(program, 'Phường Lào Cai');
    const { code: naHoi } = await program.env.db.one<{ code: string }>(
      `SELECT code FROM organisation.area_version WHERE full_name = 'Xã Na Hối' AND valid @> '2021-06-30'::date`,
    );
    const dossier = await applyFor(program, '1.004873', {
      applicant: { ...person, ethnicity: 'Hmông' },
      ...place(),
      history: { since: '2021-02-01', elsewhere: true, status: 'never' },
      // Names of then: Na Hối is a part of Bắc Hà today; Hà Nội is asked by letter, which her own commune sends.
      stays: [
        { from: '2009-03-04', to: '2015-01-01', where: 'home', commune: naHoi },
        { from: '2015-01-02', to: '2018-01-01', where: 'other', place: 'Phường Dịch Vọng, thành phố Hà Nội' },
        { from: '2018-01-02', to: '2026-01-31', where: 'home', commune: elsewhere },
      ],
      purpose: {
        kind: 'marriage',
        spouse: 'Thào A Sính',
        spouseBirth: '1990',
        spousePaper: 'Căn cước số 010090000172',
        place: 'UBND xã Bắc Hà',
      },
      ...contact,
    });
    const { env } = program;
    const receipt = wordsOf(await receiptOf(env.db, env.get(casesService), env.texts, dossier));
    assert.match(
      receipt.replaceAll(/\s+/g, ' '),
      /phải hỏi cơ quan khác, thời gian chờ trả lời cũng không tính/,
    );
    await doStep(program, dossier, DESK);
    const asked = await listQuestions(program.env.db, dossier.id);
    assert.match(
      asked.find(q => q.elementId === 'ask')?.what ?? '',
      /thường trú tại xã Na Hối, huyện Bắc Hà từ ngày 04\/03\/2009 đến ngày 01\/01\/2015, Giàng Thị Mỷ \(sinh ngày 04\/03\/1991, số định danh cá nhân 010191000172\)/,
    );
    assert.match(
      asked.find(q => q.elementId === 'ask2')?.what ?? '',
      /tại phường Dịch Vọng, thành phố Hà Nội từ/,
    );
    await doStep(program, dossier, ['hotich.laocai', 'ask3', 'single'], 'congan.laocai');
    await doStep(program, dossier, ['hotich.bacha', 'ask', 'divorced'], 'congan.laocai');
    assert.ok(!(await openTasks(program.env.db, dossier.id)).some(t => t.elementId === 'verify'));
    await doStep(program, dossier, ['hotich.bacha', 'ask2', 'unknown'], 'congan.laocai');
    await walk(dossier, [
      ['hotich.bacha', 'verify', 'propose', { status: 'Đã ly hôn, chưa kết hôn với ai khác' }],
      ['chutich.bacha', 'sign', 'signed'],
    ]);
    // What the commune has found is certified, not what she declared; under the symbol of the state's form.
    const text = await resultText(dossier);
    assert.match(text, /Tình trạng hôn nhân:\s*Đã ly hôn, chưa kết hôn với ai khác/);
    assert.doesNotMatch(text, /Chưa đăng ký kết hôn với ai/);
    assert.match(text, /Số: \d+\/UBND-XNTTHN/);
    for (const words of [
      /Dân tộc:\s*Hmông/,
      /Quốc tịch:\s*Việt Nam/,
      /Xã Na Hối, huyện Bắc Hà/,
      /Dịch Vọng/,
      /năm sinh:\s*1990/,
      /từ ngày 01\/02\/2021 đến ngày\s+\d{2}\/\d{2}\/\d{4}[\s\S]*06 tháng kể từ ngày cấp, \d{2}\/\d{2}\/\d{4}\./,
      /xã Bắc Hà, tỉnh Lào Cai/,
    ])
      assert.match(text, words);
  });

  test('after all that the tables say what the entries say', async () => {
    const { env } = program;
    const checks = modules.flatMap(module => module.stateChecks ?? []);
    assert.ok(checks.length >= 3);
    assert.deepEqual(await env.get(ledgerService).verifyState(checks), []);
  });
});
