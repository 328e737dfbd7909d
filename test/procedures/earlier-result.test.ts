import assert from 'node:assert/strict';
import { buffer } from 'node:stream/consumers';
import { after, before, describe, test } from 'node:test';
import { casesService, type Dossier, findDossier, listResults, type Result, twinsOf } from '#engines/cases';
import { messagesAbout } from '#engines/messaging';
import { openTasks } from '#engines/work';
import { startProgram, type TestProgram } from '#test/program';
import { wordsOf } from '../journeys/support/judge.ts';
import { fieldsOf, signedIn } from '../security/support/world.ts';
import { newborn } from './support/newborn.ts';
import { communeCode, doStep, type Step } from './support/walk.ts';

/** One form for birth, residence and health card: the commune registers the birth, police and insurance then work at once. */
describe('a result on which later ones of its dossier rest', () => {
  let program: TestProgram;
  let bacHa: string;
  before(async () => {
    program = await startProgram();
    bacHa = await communeCode(program, 'Xã Bắc Hà');
  });
  after(() => program?.stop());

  const REGISTERED: Step[] = [
    ['motcua.bacha', 'receive', 'forward'],
    ['hotich.bacha', 'verify', 'propose'],
    ['chutich.bacha', 'sign', 'signed'],
  ];
  const CARD: Step = ['the.bhxh', 'insurance', 'propose', { number: '1520123456' }];

  /** The birth of a girl is registered. */
  async function registered(name: string, birthDate: string): Promise<Dossier> {
    const dossier = await applied(name, birthDate);
    for (const step of REGISTERED) await doStep(program, dossier, step);
    return dossier;
  }

  const applied = (name: string, birthDate: string) => newborn(program, { name, birthDate, commune: bacHa });

  const page = ({ id }: Dossier) => `/can-bo/ho-so/${id}`;
  const results = ({ id }: Dossier) => listResults(program.env.db, id);
  const ofKind = async (dossier: Dossier, kind: string): Promise<Result> =>
    (await results(dossier)).find(r => r.kind === kind && r.status === 'valid') ?? assert.fail(kind);
  const words = async ({ sha256 }: Result) =>
    wordsOf(await buffer(await program.env.get(casesService).files.open(program.env.db, sha256 ?? '')));
  const markOf = (html: string) => /name="da-thay" value="([^"]+)"/.exec(html)?.[1] ?? assert.fail('no mark');
  const again = async ({ id }: Dossier) => (await findDossier(program.env.db, id)) ?? assert.fail('gone');
  async function stepOf({ id }: Dossier, element: string): Promise<string> {
    const tasks = await openTasks(program.env.db, id);
    return tasks.find(t => t.elementId === element)?.id ?? assert.fail(element);
  }

  /** The correction is shown as it would be, then signed. */
  async function signs(
    who: Awaited<ReturnType<typeof signedIn>>,
    form: string,
    fields: Record<string, string>,
  ) {
    const sent = await who.post(form, fields);
    const shown = await who.get(sent.location ?? '');
    return shown.status === 200 ? who.post(form, fieldsOf(shown.text)) : shown;
  }

  async function corrects(user: string, dossier: Dossier, kind: string, change: Record<string, string>) {
    const who = await signedIn(program, user);
    const form = `${page(dossier)}/ket-qua/${(await ofKind(dossier, kind)).id}/dinh-chinh`;
    const asked = await who.get(form);
    const reason = { 'ly-do': 'Ghi sai so với giấy chứng sinh' };
    return signs(who, form, { ...fieldsOf(asked.text), ...change, ...reason });
  }

  async function annuls(dossier: Dossier): Promise<string> {
    const who = await signedIn(program, 'chutich.bacha');
    const form = `${page(dossier)}/ket-qua/${(await ofKind(dossier, 'birth-certificate')).id}/thu-hoi`;
    const asked = await who.get(form);
    const said = { cach: 'annulment', 'can-cu': 'Luật Hộ tịch', 'ly-do': 'Giấy chứng sinh là giả' };
    assert.equal((await signs(who, form, { ...fieldsOf(asked.text), ...said })).status, 303);
    return asked.text;
  }

  test('corrected before the others are signed: they say what is right, and who has it before him sees it anew', async () => {
    const dossier = await registered('Thào Thị Mai Hoa', '2026-11-20');
    const first = await ofKind(dossier, 'birth-certificate');
    await doStep(program, dossier, CARD);
    const director = await signedIn(program, 'giamdoc.bhxh');
    const stale = await director.get(page(dossier));
    const change = { 'child.name': 'Thào Thị Mai Hồng', 'child.birthDate': '21/11/2026' };
    assert.equal((await corrects('chutich.bacha', dossier, 'birth-certificate', change)).status, 303);
    const certificate = await ofKind(dossier, 'birth-certificate');

    const step = `${page(dossier)}/buoc/${await stepOf(dossier, 'signInsurance')}`;
    const refused = await director.post(step, { outcome: 'signed', 'da-thay': markOf(stale.text) });
    assert.equal(refused.status, 409);
    assert.ok(
      refused.text.includes(`đính chính kết quả số ${first.number}, bản mới số ${certificate.number}`),
    );
    assert.match(
      refused.text,
      new RegExp(`Giấy khai sinh số ${first.number} của hồ sơ này đã được đính chính`),
    );
    assert.match(refused.text, /“Thào Thị Mai Hoa” sửa thành “Thào Thị Mai Hồng”/);
    assert.match(refused.text, /<h1>.*Thào Thị Mai Hồng.*<\/h1>/, 'its heading, too');
    assert.equal((await results(dossier)).length, 2, 'nothing was signed');
    const seen = markOf(refused.text);
    // As of many at once, which show no correction.
    const without = seen.split('.').slice(0, 2).join('.');
    const unseen = await director.post(step, { outcome: 'signed', 'da-thay': without });
    assert.equal(unseen.status, 409);
    assert.match(unseen.text, /đã được đính chính sau khi bước này được trình/);
    assert.equal((await director.post(step, { outcome: 'signed', 'da-thay': seen })).status, 303);

    const police = await signedIn(program, 'congan.bacha');
    assert.match((await police.get(page(dossier))).text, /sửa thành “Thào Thị Mai Hồng”/);
    await doStep(program, dossier, ['congan.bacha', 'residence', 'propose']);
    // Proposed after the correction: its signer has nothing older before him.
    await doStep(program, dossier, ['truongcongan.bacha', 'signResidence', 'signed']);
    assert.equal((await again(dossier)).status, 'returned');
    for (const kind of ['insurance-card', 'residence-notice']) {
      const paper = await words(await ofKind(dossier, kind));
      assert.match(paper, /THÀO THỊ MAI HỒNG/, kind);
      assert.match(paper, /21\/11\/2026/, kind);
      assert.ok(paper.includes(certificate.number), kind);
    }
    const twin = await applied('Thào Thị Mai Hồng', '2026-11-21');
    const twins = await twinsOf(program.env.db, program.env.get(casesService), twin, program.env.clock.now());
    assert.deepEqual(
      twins.map(t => t.code),
      [dossier.code],
      'who applies again with what is right is found out',
    );
  });

  test('corrected when the others are signed: their issuers are told, a copy says what its original says, a correction begins with what holds', async () => {
    const dossier = await registered('Vàng Seo Chù', '2026-08-14');
    for (const step of [
      CARD,
      ['giamdoc.bhxh', 'signInsurance', 'signed'] as Step,
      ['congan.bacha', 'residence', 'propose'] as Step,
      ['truongcongan.bacha', 'signResidence', 'signed'] as Step,
    ])
      await doStep(program, dossier, step);
    const first = await ofKind(dossier, 'birth-certificate');
    const card = await ofKind(dossier, 'insurance-card');
    const notice = await ofKind(dossier, 'residence-notice');

    const head = await signedIn(program, 'truongcongan.bacha');
    const form = `${page(dossier)}/ket-qua/${notice.id}/dinh-chinh`;
    const old = fieldsOf((await head.get(form)).text);
    const change = {
      'child.name': 'Vàng Seo Chù Anh',
      'mother.name': 'Giàng Thị My',
      'verify.number': '010326995917',
    };
    assert.equal((await corrects('chutich.bacha', dossier, 'birth-certificate', change)).status, 303);
    const certificate = await ofKind(dossier, 'birth-certificate');

    // The dossier says so, and who may correct the others has it in the inbox until it is read.
    const bears = `Giấy khai sinh số ${first.number} được đính chính`;
    const director = await signedIn(program, 'giamdoc.bhxh');
    const shown = (await director.get(page(dossier))).text;
    assert.equal(shown.split(bears).length - 1, 2, 'the card and the notice');
    const step = `Xem lại văn bản ghi theo bản cũ: ${card.title} ${card.number}`;
    assert.ok((await director.get('/can-bo')).text.includes(step));
    assert.ok(shown.includes(step));
    assert.ok(!(await head.get(page(dossier))).text.includes(`<h3>${step}`), 'each has his own');

    // She reads it too, where she has her papers, and what she can do.
    const my = await signedIn(program, '+84912345678');
    const own = (await my.get(`/ho-so/${dossier.code}`)).text;
    const said = `Giấy khai sinh số ${first.number} đã được đính chính ngày`;
    assert.equal(own.split(said).length - 1, 2, 'at the card and the notice');
    assert.match(own, /còn ghi theo bản cũ: cần ghi theo bản mới thì Ông\/Bà đề nghị cơ quan đã cấp giấy/);
    const papers = async () =>
      (await my.get(`/giay-to?q=${dossier.code}`)).text.split('còn ghi theo bản cũ').length - 1;
    assert.equal(await papers(), 2);

    // A copy is the same content, the number of what it rests on included.
    const copying = `${page(dossier)}/ket-qua/${card.id}/cap-lai`;
    const asked = await director.get(copying);
    assert.match(asked.text, /Bản cấp lại ghi đúng như bản này/);
    const lost = { ...fieldsOf(asked.text), 'ly-do': 'Người dân báo mất thẻ giấy' };
    const looked = await director.get((await director.post(copying, lost)).location ?? '');
    assert.match(
      (await director.post(copying, fieldsOf(looked.text))).location ?? '',
      /xong=result-reissued/,
    );
    const copy = await ofKind(dossier, 'insurance-card');
    const copied = await words(copy);
    assert.match(copied, /VÀNG SEO CHÙ(?! ANH)/);
    assert.ok(copied.includes(`Giấy khai sinh số: ${first.number}`), copied);

    // A page from before: nothing is signed, who corrected what is said, and what was left untouched follows.
    const late = await head.post(form, {
      ...old,
      'residence.head': 'Giàng Thị Mai',
      'ly-do': 'Ghi sai tên chủ hộ so với sổ',
    });
    const stale = await head.get(late.location ?? '');
    assert.equal(stale.status, 422);
    assert.match(stale.text, /đã thay đổi sau khi mở trang/);
    assert.ok(stale.text.includes(`bản mới số ${certificate.number}`));
    assert.equal((await ofKind(dossier, 'residence-notice')).id, notice.id, 'nothing was signed');
    const again = fieldsOf(stale.text);
    assert.deepEqual([again['child.name'], again['residence.head']], ['Vàng Seo Chù Anh', 'Giàng Thị Mai']);
    assert.equal((await signs(head, form, again)).status, 303);
    // A line of the paper may end anywhere.
    const corrected = (await words(await ofKind(dossier, 'residence-notice'))).replace(/\s+/g, ' ');
    assert.match(corrected, /VÀNG SEO CHÙ ANH/);
    assert.ok(corrected.includes(`“${first.number}” nay sửa là “${certificate.number}”`), corrected);
    assert.match(corrected, /“Giàng Thị Mai”/);
    assert.match(corrected, /010326995917/);
    assert.doesNotMatch(corrected, /Giàng Thị My/, 'the mother does not stand on it');

    // Of the copy alone it is still to be said; corrected with nothing typed, it follows, too.
    const after = (await director.get(page(dossier))).text;
    assert.equal(after.split(bears).length - 1, 1);
    assert.equal((await corrects('giamdoc.bhxh', dossier, 'insurance-card', {})).status, 303);
    const right = await words(await ofKind(dossier, 'insurance-card'));
    assert.match(right, /VÀNG SEO CHÙ ANH/);
    assert.ok(right.includes(`Giấy khai sinh số: ${certificate.number}`));
    const done = (await director.get(page(dossier))).text;
    assert.ok(!done.includes(bears) && !done.includes(step));
    assert.ok(!(await my.get(`/ho-so/${dossier.code}`)).text.includes('còn ghi theo bản cũ'));
    assert.equal(await papers(), 0);
    assert.deepEqual(await openTasks(program.env.db, dossier.id), []);
    const nothing = await corrects('giamdoc.bhxh', dossier, 'insurance-card', {});
    assert.equal(nothing.status, 422, 'it says what holds');
  });

  test('annulled while the others are at work: nobody proposes or signs what rests on it; who decides stops the dossier, and she is told', async () => {
    const dossier = await registered('Thào Thị Súa', '2026-10-02');
    await doStep(program, dossier, CARD);
    const before = await ofKind(dossier, 'birth-certificate');
    assert.match(await annuls(dossier), /sẽ không trình, không ký được/);

    const police = await signedIn(program, 'congan.bacha');
    const shown = await police.get(page(dossier));
    assert.match(
      shown.text,
      new RegExp(`Giấy khai sinh số ${before.number} mà kết quả căn cứ vào không còn hiệu lực`),
    );
    assert.match(shown.text, /Lãnh đạo Ủy ban nhân dân xã Bắc Hà dừng giải quyết hồ sơ/);
    assert.doesNotMatch(shown.text, /value="propose"/);
    const at = async (element: string) => `${page(dossier)}/buoc/${await stepOf(dossier, element)}`;
    const proposed = await police.post(await at('residence'), { outcome: 'propose' });
    assert.equal(proposed.status, 409);
    const director = await signedIn(program, 'giamdoc.bhxh');
    const signs = await director.get(page(dossier));
    assert.doesNotMatch(signs.text, /value="signed"/);
    assert.match(signs.text, /value="send-back"[\s\S]*value="decline"/);
    const signing = { outcome: 'signed', 'da-thay': markOf(signs.text) };
    const unsigned = await director.post(await at('signInsurance'), signing);
    assert.equal(unsigned.status, 409);
    assert.match(unsigned.text, /Chưa trình, chưa ký được kết quả này/);
    assert.deepEqual(
      (await results(dossier)).map(r => r.status),
      ['revoked'],
    );
    // It can be sent back, and is not put before him again.
    const back = {
      outcome: 'send-back',
      [`note-${await stepOf(dossier, 'signInsurance')}`]: 'Giấy khai sinh đã bị hủy',
    };
    assert.equal((await director.post(await at('signInsurance'), back)).status, 303);
    await assert.rejects(doStep(program, dossier, CARD), { code: 'RESULT_BASIS_FALLEN' });
    const insurer = await (await signedIn(program, 'the.bhxh')).get(page(dossier));
    assert.match(insurer.text, /mà kết quả căn cứ vào không còn hiệu lực/);
    assert.doesNotMatch(insurer.text, /value="propose"/, 'before he has typed its number');

    assert.equal((await police.get(`${page(dossier)}/dung`)).status, 403, 'that is not for the police to do');
    const my = await signedIn(program, '+84912345678');
    assert.match((await my.get(`/ho-so/${dossier.code}`)).text, /căn cứ vào giấy này thì chưa cấp được/);
    const chairman = await signedIn(program, 'chutich.bacha');
    assert.match(
      (await chairman.get(page(dossier))).text,
      /bị thu hồi, hủy bỏ trong khi các bước khác chưa xong/,
    );
    const form = await chairman.get(`${page(dossier)}/dung`);
    assert.match(form.text, /Ví dụ: Giấy khai sinh số 12\/2026 đã bị hủy bỏ/, 'not that papers never came');
    assert.doesNotMatch(form.text, /Ví dụ: quá \d+ ngày/);
    const stop = { ...fieldsOf(form.text), 'ly-do': 'Giấy khai sinh của hồ sơ đã bị hủy bỏ' };
    assert.equal((await chairman.post(`${page(dossier)}/dung`, stop)).status, 303);
    assert.deepEqual(
      [(await again(dossier)).status, await openTasks(program.env.db, dossier.id)],
      ['stopped', []],
    );
    await program.env.get(casesService).ledger.sealer.sealOnce();
    await program.env.get(casesService).ledger.followers.runOnce(['cases.notify']);
    const told = (await messagesAbout(program.env.db, dossier.id)).map(m => m.key);
    assert.ok(told.includes('cases.message.result-revoked-running-days'), told.join());
  });

  test('annulled with a card signed on it: who annuls reads so; who signs may still decline, and the dossier ends', async () => {
    const dossier = await registered('Thào Thị Dở', '2026-09-03');
    for (const step of [
      CARD,
      ['giamdoc.bhxh', 'signInsurance', 'signed'] as Step,
      ['congan.bacha', 'residence', 'propose'] as Step,
    ])
      await doStep(program, dossier, step);
    const card = await ofKind(dossier, 'insurance-card');
    assert.ok((await annuls(dossier)).includes(`vẫn còn hiệu lực: ${card.title} ${card.number}`));
    const head = await signedIn(program, 'truongcongan.bacha');
    const task = await stepOf(dossier, 'signResidence');
    const declined = { outcome: 'decline', [`note-${task}`]: 'Giấy khai sinh đã bị hủy bỏ' };
    assert.equal((await head.post(`${page(dossier)}/buoc/${task}`, declined)).status, 303);
    assert.equal((await again(dossier)).status, 'returned');
  });
});
