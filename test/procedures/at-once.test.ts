import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type Dossier, findDossier, listResults } from '#engines/cases';
import { openTasks } from '#engines/work';
import { startProgram, type TestProgram } from '#test/program';
import { fieldsOf, signedIn } from '../security/support/world.ts';
import { newborn } from './support/newborn.ts';
import { communeCode, doStep, type Step } from './support/walk.ts';

type Client = Awaited<ReturnType<typeof signedIn>>;

/** Once the birth is registered, the police and the insurance work at the same time: neither is in the other's way, and each learns what his own paper rests on. */
describe('who decides while others decide beside him', () => {
  let program: TestProgram;
  let bacHa: string;
  before(async () => {
    program = await startProgram();
    bacHa = await communeCode(program, 'Xã Bắc Hà');
  });
  after(() => program?.stop());

  const CARD: Step = ['the.bhxh', 'insurance', 'propose', { number: '1520123456' }];
  const REGISTERED: Step[] = [
    ['motcua.bacha', 'receive', 'forward'],
    ['hotich.bacha', 'verify', 'propose'],
    ['chutich.bacha', 'sign', 'signed'],
  ];

  async function registered(name: string, birthDate: string): Promise<Dossier> {
    const dossier = await newborn(program, { name, birthDate, commune: bacHa });
    for (const step of REGISTERED) await doStep(program, dossier, step);
    return dossier;
  }
  const page = ({ id }: Dossier) => `/can-bo/ho-so/${id}`;
  const valid = async ({ id }: Dossier, kind: string) =>
    (await listResults(program.env.db, id)).find(r => r.kind === kind && r.status === 'valid') ??
    assert.fail(kind);
  async function at(dossier: Dossier, element: string): Promise<string> {
    const tasks = await openTasks(program.env.db, dossier.id);
    const task = tasks.find(t => t.elementId === element) ?? assert.fail(element);
    return `${page(dossier)}/buoc/${task.id}`;
  }
  /** The page with a step of it, as somebody opened it: its button is pressed later. */
  async function opened(user: string, dossier: Dossier, element: string) {
    const who = await signedIn(program, user);
    const path = await at(dossier, element);
    const { text } = await who.get(page(dossier));
    const form = text.split('<form').find(part => part.includes(`action="${path}"`)) ?? assert.fail(text);
    const mark = /name="da-thay" value="([^"]+)"/.exec(form)?.[1] ?? assert.fail('no mark');
    return (typed: Record<string, string>) => who.post(path, { 'da-thay': mark, ...typed });
  }
  async function copies(user: string, dossier: Dossier, kind: string): Promise<void> {
    const who = await signedIn(program, user);
    const form = `${page(dossier)}/ket-qua/${(await valid(dossier, kind)).id}/cap-lai`;
    const asked = fieldsOf((await who.get(form)).text);
    const sent = await who.post(form, { ...asked, 'ly-do': 'Người dân báo mất bản giấy' });
    const done = await who.post(form, fieldsOf((await who.get(sent.location ?? '')).text));
    assert.equal(done.status, 303, done.text);
  }
  /** Who corrects looks at it first. */
  async function correction(who: Client, dossier: Dossier, kind: string) {
    const form = `${page(dossier)}/ket-qua/${(await valid(dossier, kind)).id}/dinh-chinh`;
    const typed = { ...fieldsOf((await who.get(form)).text), 'ly-do': 'Ghi sai so với giấy chứng sinh' };
    return async (change: Record<string, string>) => {
      const sent = await who.post(form, { ...typed, ...change });
      const looked = await who.get(sent.location ?? '');
      return looked.status === 200 ? who.post(form, fieldsOf(looked.text)) : looked;
    };
  }

  test('the number of the insurer stops neither the police nor their head, nor the chairman who corrects the certificate', async () => {
    const dossier = await registered('Thào Thị Lan', '2026-11-20');
    const police = await opened('congan.bacha', dossier, 'residence');
    const corrects = await correction(await signedIn(program, 'chutich.bacha'), dossier, 'birth-certificate');
    await doStep(program, dossier, CARD);
    assert.equal((await police({ outcome: 'propose' })).status, 303);
    const corrected = await corrects({ 'child.birthPlace': 'Bệnh viện Đa khoa Bắc Hà' });
    assert.equal(corrected.status, 303, corrected.text);

    const head = await opened('truongcongan.bacha', dossier, 'signResidence');
    const back = await opened('giamdoc.bhxh', dossier, 'signInsurance');
    const note = `note-${(await at(dossier, 'signInsurance')).split('/').at(-1)}`;
    assert.equal((await back({ outcome: 'send-back', [note]: 'Ghi lại mã số cho đúng' })).status, 303);
    await doStep(program, dossier, ['the.bhxh', 'insurance', 'propose', { number: '1520123457' }]);
    assert.equal((await head({ outcome: 'signed' })).status, 303, 'he signs what he saw');
    await doStep(program, dossier, ['giamdoc.bhxh', 'signInsurance', 'signed']);
    assert.equal((await findDossier(program.env.db, dossier.id))?.status, 'returned');
  });

  test('a copy of the certificate stops nobody but who signs a paper that bears its number: he reads who drew it', async () => {
    const dossier = await registered('Thào Thị Cúc', '2026-08-14');
    const insurer = await opened('the.bhxh', dossier, 'insurance');
    await doStep(program, dossier, ['congan.bacha', 'residence', 'propose']);
    const head = await opened('truongcongan.bacha', dossier, 'signResidence');
    const first = await valid(dossier, 'birth-certificate');
    await copies('chutich.bacha', dossier, 'birth-certificate');
    const copy = await valid(dossier, 'birth-certificate');
    assert.equal((await insurer({ outcome: 'propose', 'insurance.number': '1520123458' })).status, 303);
    const stale = await head({ outcome: 'signed' });
    assert.equal(stale.status, 409);
    assert.match(stale.text, /đã thay đổi sau khi mở trang/);
    assert.ok(stale.text.includes(`cấp lại kết quả số ${first.number}`), stale.text);
    assert.ok(stale.text.includes(copy.number));
    assert.doesNotMatch(/<div role="alert">[\s\S]*?<\/div>/.exec(stale.text)?.[0] ?? '', /Cấp mã số/);
    const anew = await opened('truongcongan.bacha', dossier, 'signResidence');
    assert.equal((await anew({ outcome: 'signed' })).status, 303);
  });

  test('what a colleague did on the same way is told still: the head of the insurance signs no number that he has not seen', async () => {
    const dossier = await registered('Thào Thị Mận', '2026-10-02');
    await doStep(program, dossier, CARD);
    const director = await opened('giamdoc.bhxh', dossier, 'signInsurance');
    const again = await opened('giamdoc.bhxh', dossier, 'signInsurance');
    const note = `note-${(await at(dossier, 'signInsurance')).split('/').at(-1)}`;
    assert.equal((await again({ outcome: 'send-back', [note]: 'Mã số sai một chữ số' })).status, 303);
    const late = await director({ outcome: 'signed' });
    assert.equal(late.status, 409);
    assert.match(late.text, /Chính Ông\/Bà|[Cc]hính người đang đăng nhập|trả lại/);
    assert.equal((await listResults(program.env.db, dossier.id)).length, 1, 'nothing was signed');
  });
});
