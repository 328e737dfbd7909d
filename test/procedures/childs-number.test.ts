import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type Dossier, findDossier, listResults } from '#engines/cases';
import { openTasks } from '#engines/work';
import { startProgram, type TestProgram } from '#test/program';
import type { Client } from '../security/support/client.ts';
import { asShown, fieldsOf, signedIn } from '../security/support/world.ts';
import { contact, person } from './support/applicant.ts';
import { applyFor, communeCode, doStep, FILE, resultOf } from './support/walk.ts';

/** Of a boy born in 2026, of a girl of that year, and of the mother of both. */
const [BOY, GIRL, MOTHER] = ['010226000347', '010326000348', person.personalNumber];

describe('the personal number of a child', () => {
  let program: TestProgram;
  let dossier: Dossier;
  let officer: Client;
  before(async () => {
    program = await startProgram();
    dossier = await applyFor(program, '1.001193', {
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
        personalNumber: MOTHER,
        ethnicity: 'Hmông',
        address: person.address,
      },
      father: { declared: false },
      papers: { birthNotice: FILE },
      place: { commune: await communeCode(program, 'Xã Bắc Hà') },
      ...contact,
      contact: { relation: 'mother', ...contact.contact },
    });
    await doStep(program, dossier, ['motcua.bacha', 'receive', 'forward']);
    officer = await signedIn(program, 'hotich.bacha');
  });
  after(() => program?.stop());

  const page = () => `/can-bo/ho-so/${dossier.id}`;
  const verify = async (number: string) => {
    const [task] = await openTasks(program.env.db, dossier.id);
    return officer.post(`${page()}/buoc/${task?.id}`, { outcome: 'propose', 'verify.number': number });
  };
  const stated = async () =>
    (await findDossier(program.env.db, dossier.id))?.processState.outcomes.verify?.number;

  test('that of the mother, of a girl, of somebody born in another year is refused at its field, and why', async () => {
    for (const [number, why] of [
      [MOTHER, /Số này đã ghi ở ô “Số định danh của mẹ” của tờ khai/],
      [GIRL, /Chữ số thứ 4 cho biết đây là số của nữ, khác giới tính trong tờ khai/],
      ['010225000347', /Số này chỉ người sinh năm 2025, tờ khai ghi ngày sinh 01\/11\/2026/],
      ['0102260003', /Nhập .*12 chữ số/],
    ] as const) {
      const refused = await verify(number);
      assert.equal(refused.status, 422, number);
      assert.match(refused.text, why);
      assert.ok(refused.text.includes(`value="${number}"`), 'what was typed stays');
    }
    assert.equal(await stated(), undefined);
    assert.equal((await openTasks(program.env.db, dossier.id))[0]?.elementId, 'verify');
  });

  test('where it got there all the same, or the answers were changed since, nobody signs it', async () => {
    await doStep(program, dossier, ['hotich.bacha', 'verify', 'propose', { number: GIRL }]);
    const chairman = await signedIn(program, 'chutich.bacha');
    const [task] = await openTasks(program.env.db, dossier.id);
    const step = `${page()}/buoc/${task?.id}`;
    const refused = await chairman.post(step, { outcome: 'signed', ...(await asShown(chairman, step)) });
    assert.equal(refused.status, 409);
    assert.match(refused.text, /không khớp tờ khai nên chưa ký được/);
    assert.deepEqual(await listResults(program.env.db, dossier.id), []);
    await doStep(program, dossier, ['chutich.bacha', 'sign', 'send-back']);
    const done = await verify('010 226 000 347');
    assert.equal(done.status, 303, done.text.slice(0, 300));
    assert.equal(await stated(), BOY);
    await doStep(program, dossier, ['chutich.bacha', 'sign', 'signed']);
    assert.ok((await resultOf(program, dossier)).includes(BOY));
  });

  test('a correction neither writes another one’s, nor leaves one that it contradicts', async () => {
    const chairman = await signedIn(program, 'chutich.bacha');
    const [result] = await listResults(program.env.db, dossier.id);
    const at = `${page()}/ket-qua/${result?.id}/dinh-chinh`;
    const untouched = fieldsOf((await chairman.get(at)).text);
    const correct = (changed: Record<string, string>) =>
      chairman.post(at, { ...untouched, 'ly-do': 'Nhập sai so với giấy chứng sinh', ...changed });
    for (const [changed, why] of [
      [{ 'verify.number': MOTHER }, /Số này đã ghi ở ô “Số định danh của mẹ”/],
      [{ 'child.sex': 'female' }, /Chữ số thứ 4 cho biết đây là số của nam/],
    ] as const) {
      const refused = await chairman.get((await correct(changed)).location ?? '');
      assert.equal(refused.status, 422);
      assert.match(refused.text, why);
    }
    const sent = await correct({ 'child.sex': 'female', 'verify.number': GIRL });
    assert.equal(sent.status, 303, sent.text.slice(0, 300));
    const shown = await chairman.get(sent.location ?? '');
    const both = await chairman.post(at, fieldsOf(shown.text));
    assert.equal(both.status, 303, both.text.slice(0, 300));
  });
});
