import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type Dossier, findDossier, listResults } from '#engines/cases';
import { openTasks } from '#engines/work';
import { startProgram, type TestProgram } from '#test/program';
import { applyFor, doStep, FILE, type Step } from './support/walk.ts';

const person = {
  name: 'Giàng Thị Mỷ',
  personalNumber: '010191000172',
  birthDate: '1991-03-04',
  sex: 'female',
  address: 'Thôn Na Hối Nùng, xã Bắc Hà, tỉnh Lào Cai',
};
const contact = { contact: { phone: '0912345678' }, result: { way: 'electronic' } };

describe('procedures, to their ends', () => {
  let program: TestProgram;
  let bacHa: string;
  before(async () => {
    program = await startProgram();
    bacHa = (
      await program.env.db.one<{ code: string }>(
        "SELECT code FROM organisation.area_version WHERE full_name = 'Xã Bắc Hà' AND upper(valid) IS NULL AND level = 'commune'",
      )
    ).code;
  });
  after(() => program?.stop());

  async function walk(dossier: Dossier, steps: Step[]): Promise<void> {
    for (const step of steps) await doStep(program, dossier, step);
    const end = await findDossier(program.env.db, dossier.id);
    assert.deepEqual(
      [end?.status, (await openTasks(program.env.db, dossier.id)).map(t => t.elementId)],
      ['returned', []],
    );
  }
  const place = () => ({ place: { commune: bacHa } });
  const DESK: Step = ['motcua.bacha', 'receive', 'forward'];
  const PROVINCE_DESK: Step = ['motcua.tinh', 'receive', 'forward'];

  test('death: long ago, so it is inquired into first', async () => {
    const dossier = await applyFor(program, '1.000656', {
      applicant: { ...person, relation: 'child' },
      deceased: {
        name: 'Giàng Seo Vần',
        birthDate: '1930-01-01',
        sex: 'male',
        ethnicity: 'Hmông',
        address: person.address,
      },
      death: { date: '1999-05-06', place: 'Thôn Na Hối Nùng', paper: 'old' },
      papers: { evidence: FILE },
      ...place(),
      ...contact,
    });
    await walk(dossier, [
      DESK,
      ['hotich.bacha', 'inquire', 'confirmed'],
      ['hotich.bacha', 'verify', 'propose'],
      ['chutich.bacha', 'sign', 'signed'],
    ]);
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
      ['hotich.bacha', 'check', 'propose'],
      ['thue.bacha', 'tax-number', 'done'],
      ['chutich.bacha', 'sign', 'signed'],
    ]);
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
    await walk(dossier, [
      DESK,
      ['hotich.bacha', 'check', 'visit'],
      ['hotich.bacha', 'siteVisit', 'unfit'],
      ['hotich.bacha', 'check', 'visit'],
      ['hotich.bacha', 'siteVisit', 'fit'],
      ['hotich.bacha', 'draft', 'propose'],
      ['chutich.bacha', 'sign', 'signed'],
      ['motcua.bacha', 'hand-over', 'counter'],
    ]);
  });

  test('a new-born: one form, three agencies, three results', async () => {
    const dossier = await applyFor(program, '2.002621', {
      child: {
        name: 'Giàng A Phử',
        sex: 'male',
        birthDate: '2026-11-01',
        birthPlace: 'Bệnh viện Bắc Hà',
        ethnicity: 'Hmông',
        hometown: 'Xã Bắc Hà, tỉnh Lào Cai',
      },
      mother: {
        name: person.name,
        birthDate: person.birthDate,
        personalNumber: person.personalNumber,
        ethnicity: 'Hmông',
        address: person.address,
      },
      father: { declared: false },
      residence: {
        address: person.address,
        head: person.name,
        headNumber: person.personalNumber,
        relation: 'child',
      },
      insurance: { hospital: 'Trạm Y tế xã Bắc Hà', group: 'under6' },
      papers: { birthNotice: FILE },
      ...place(),
      ...contact,
    });
    await walk(dossier, [
      DESK,
      ['hotich.bacha', 'verify', 'propose'],
      ['chutich.bacha', 'sign', 'signed'],
      ['the.bhxh', 'insurance', 'propose'],
      ['congan.bacha', 'residence', 'propose'],
      ['giamdoc.bhxh', 'sign-insurance', 'signed'],
      ['truongcongan.bacha', 'sign-residence', 'signed'],
    ]);
    assert.deepEqual(
      (await listResults(program.env.db, dossier.id)).map(r => r.title).sort(),
      ['Giấy khai sinh', 'Thông báo kết quả đăng ký thường trú', 'Thẻ bảo hiểm y tế'].sort(),
    );
  });

  test('tourism in a forest: four departments give their opinions at once, in any order', async () => {
    const dossier = await applyFor(program, '1.000081', {
      owner: {
        name: 'Ban Quản lý rừng phòng hộ Bắc Hà',
        representative: person.name,
        address: person.address,
      },
      scheme: {
        name: 'Du lịch sinh thái Na Hối',
        forest: 'Rừng phòng hộ Bắc Hà',
        area: 120,
        built: 3,
        investment: 9_000_000_000,
        years: 20,
      },
      places: [{ commune: bacHa, area: 120, use: 'Đường mòn, nhà nghỉ' }],
      papers: { letter: FILE, scheme: FILE, assessment: FILE },
      ...contact,
    });
    assert.equal((dossier.data.scheme as { share: number }).share, 2.5);
    await walk(dossier, [
      PROVINCE_DESK,
      ['chuyenvien.nongnghiep', 'check', 'consult'],
      ['chuyenvien.dulich', 'opinionCulture', 'agree'],
      ['chuyenvien.taichinh', 'opinionFinance', 'agree'],
      ['chuyenvien.khoahoc', 'opinionScience', 'agree-if'],
      ['chuyenvien.xaydung', 'opinionConstruction', 'agree'],
      ['chuyenvien.nongnghiep', 'gather', 'propose'],
      ['chutich.tinh', 'sign', 'signed'],
    ]);
  });
});
