import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { answerMandate, endMandate, findCitizen, inviteDelegate, vaultService } from '#engines/identity';
import { localDate } from '#platform/clock';
import { ledgerService } from '#platform/ledger';
import { startProgram, type TestProgram } from '#test/program';
import type { Client } from '../security/support/client.ts';
import { fieldsOf, fillDraft, sendDraft, signedIn } from '../security/support/world.ts';

const BIRTH = '1.001193';
const COPY = '2.000635';

/** Sends a page's form as it stands, with one more field. */
async function sends(who: Client, path: string, more: Record<string, string>) {
  const { text } = await who.get(path);
  const body = new FormData();
  // Looking for somebody is another form of the same page.
  const { tim: _, ...fields } = fieldsOf(text);
  for (const [name, value] of Object.entries({ ...fields, ...more })) body.append(name, value);
  return who.send('POST', path, { body });
}

describe('procedures: a part that is about the applicant', () => {
  let program: TestProgram;
  before(async () => {
    program = await startProgram();
  });
  after(() => program?.stop());

  test('the mother who registers the birth fills hers in from her account at one press; the father’s she may leave', async () => {
    const mother = await signedIn(program, '+84912345678');
    const { location } = await mother.post(`/thu-tuc/${BIRTH}/nop`);
    const page = `${/^\/nop\/[0-9a-f-]{36}/.exec(location)?.[0]}/mother`;
    const asked = await mother.get(page);
    assert.match(asked.text, /Phần này khai về chính Ông\/Bà\?[\s\S]*Là tôi: điền từ tài khoản/);
    assert.equal(fieldsOf(asked.text)['mother.name'], '', 'a grandmother may be who applies');
    const filled = await sends(mother, page, { _toi: '1' });
    assert.match(filled.location, /\/mother\?tu-tai-khoan=\d$/, filled.text.slice(0, 2000));
    const { text } = await mother.get(filled.location);
    assert.match(text, /Đã điền \d ô từ tài khoản của Ông\/Bà/);
    const {
      'mother.name': name,
      'mother.personalNumber': number,
      'mother.address': address,
      'mother.ethnicity': ethnicity,
    } = fieldsOf(text);
    assert.equal(ethnicity, 'Hmông', 'no card says it, her account does');
    assert.equal(name, 'Giàng Thị Mỷ');
    assert.match(number ?? '', /^\d{12}$/, /<input[^>]*mother.personalNumber[^>]*>/.exec(text)?.[0]);
    assert.match(address ?? '', /Bắc Hà/);
    const stranger = await signedIn(program, '+84903456789');
    assert.equal((await stranger.get(page)).status, 404);
  });

  test('where nothing is asked for yet the button says what to choose first; where one chooses oneself it is not there', async () => {
    const citizen = await signedIn(program, '+84912345678');
    const birth = /^\/nop\/[0-9a-f-]{36}/.exec((await citizen.post(`/thu-tuc/${BIRTH}/nop`)).location)?.[0];
    const told = await sends(citizen, `${birth}/father`, { _toi: '1' });
    assert.equal(told.status, 422);
    assert.match(told.text, /href="#f-father.declared">Chọn câu trả lời ở đây trước/);
    const copy = /^\/nop\/[0-9a-f-]{36}/.exec((await citizen.post(`/thu-tuc/${COPY}/nop`)).location)?.[0];
    const owner = await citizen.get(`${copy}/owner`);
    assert.match(owner.text, /Cho chính mình/);
    assert.doesNotMatch(owner.text, /name="_toi"/);
  });

  test('who fills it in for another is told so on each page, and stands in the story as who handed it in', async () => {
    const { env } = program;
    const [principal, delegate] = [
      await findCitizen(env.db, '+84987654321'),
      await findCitizen(env.db, '+84912345678'),
    ];
    assert.ok(principal && delegate);
    const act = (actor: string) => ({ ledger: env.get(ledgerService), actor, at: env.clock.now() });
    const about = { name: 'Mỷ', relation: 'village', scope: 'all', code: null } as const;
    const until = localDate(env.clock.now());
    const to = { phone: delegate.phone ?? '', until };
    const mandate = await env.db.tx(async tx => {
      const asked = { ...about, ...to };
      const mandateId = await inviteDelegate(
        tx,
        env.get(vaultService),
        principal.id,
        asked,
        act(principal.id),
      );
      await answerMandate(tx, delegate.id, { mandateId, take: true }, act(delegate.id));
      return mandateId;
    });
    const who = await signedIn(program, '+84912345678');
    const draft = /^\/nop\/[0-9a-f-]{36}/.exec((await who.post(`/thu-tuc/${COPY}/nop`)).location)?.[0] ?? '';
    await who.post(`${draft}/cho`, { cho: principal.id });
    const step = await who.get(`${draft}/applicant`);
    assert.match(step.text, new RegExp(`Nộp thay ${principal.name}\\. Trong các câu hỏi`));
    assert.match(step.text, new RegExp(`Lấy từ tài khoản của ${principal.name}`));
    assert.doesNotMatch(step.text, /Lấy từ tài khoản\./);
    assert.equal(await fillDraft(who, COPY), draft);
    assert.match((await who.get('/ho-so')).text, new RegExp(`Nộp thay ${principal.name}<`));
    assert.match((await who.get(`${draft}/kiem-tra`)).text, new RegExp(`Nộp thay ${principal.name}`));
    const { code } = await sendDraft(program, who, draft);
    const seen = await (await signedIn(program, '+84987654321')).get(`/ho-so/${code}`);
    assert.match(seen.text, new RegExp(`· [^<]*\\. ${delegate.name} nộp thay<`));

    const begin = async () => (await who.post(`/thu-tuc/${COPY}/nop`)).location.split('?')[0] ?? '';
    const left = await begin();
    await who.post(`${left}/cho`, { cho: principal.id });
    await env.db.tx(tx => endMandate(tx, principal.id, mandate, act(principal.id)));
    for (const over of [await who.get(left), await sends(who, `${left}/applicant`, {})]) {
      assert.equal(over.status, 409);
      assert.match(over.text, /không còn nhờ Ông\/Bà làm thay việc này[\s\S]*Khai hồ sơ mới cho tôi/);
      assert.match(over.text, new RegExp(`action="/thu-tuc/${COPY}/nop"[\\s\\S]*action="${left}/bo"`));
    }
    const own = await begin();
    assert.notEqual(own, left, 'his own application is another one');
    assert.equal((await who.get(own)).status, 200);
    const listed = (await who.get('/ho-so')).text;
    assert.match(listed, new RegExp(`không khai tiếp được\\.<form[^>]*action="${left}/bo"`));
    assert.doesNotMatch(listed, new RegExp(`href="${left}"`));
    assert.equal((await who.post(`${left}/bo`)).location, '/ho-so');
    assert.doesNotMatch((await who.get('/ho-so')).text, /không khai tiếp được/);
  });

  test('whoever is invited finds it in his own pages; all that is wrong with an invitation is told at once', async () => {
    const who = await signedIn(program, '+84903456789');
    const wrong = await who.post('/lam-thay/moi', { ten: 'Hà', so: '0987 654 321', den: '31/02/2027' });
    assert.equal(wrong.status, 422);
    assert.match(wrong.text, /Chọn quan hệ của người đó với Ông\/Bà[\s\S]*Không có ngày 31\/02\/2027/);
    const past = await who.post('/lam-thay/moi', { ten: 'Hà', so: '0987 654 321', den: '31/12/2020' });
    assert.match(past.text, /Chọn quan hệ của người đó với Ông\/Bà[\s\S]*Ngày hết hạn phải từ hôm nay/);
    const asked = { ten: 'Sính', so: '0987 654 321', 'quan-he': 'village', 'pham-vi': 'all' };
    const until = localDate(program.env.clock.now()).split('-').reverse().join('/');
    assert.equal((await who.post('/lam-thay/moi', { ...asked, den: until })).status, 303);
    const invited = await signedIn(program, '+84987654321');
    assert.match(
      (await invited.get('/ho-so')).text,
      /Nguyễn Thị Hòa nhờ Ông\/Bà làm thay\. <a href="\/lam-thay">/,
    );
    assert.match((await invited.get('/tin-nhan')).text, /Nguyễn Thị Hòa nhờ Ông\/Bà làm hồ sơ thay/);

    // Taken, and ended by her: he is told once, and would only meet pages that are not there any more.
    const [, mandate = ''] =
      /action="\/lam-thay\/([0-9a-f-]{36})\/nhan"/.exec((await invited.get('/lam-thay')).text) ??
      assert.fail();
    assert.equal((await invited.post(`/lam-thay/${mandate}/nhan`)).status, 303);
    const [, asking = ''] =
      new RegExp(`<details>((?:(?!</details>)[\\s\\S])*${mandate}/cham-dut[\\s\\S]*?)</details>`).exec(
        (await who.get('/lam-thay')).text,
      ) ?? assert.fail('nothing is asked before it is ended');
    assert.match(asking, /sẽ không xem và không làm thay Ông\/Bà được nữa[\s\S]*Chấm dứt ngay/);
    const stranger = await signedIn(program, '+84912345678');
    assert.equal((await stranger.post(`/lam-thay/${mandate}/cham-dut`)).status, 404);
    for (const _ of ['once', 'again'])
      assert.equal((await who.post(`/lam-thay/${mandate}/cham-dut`)).status, 303);
    const told = (await invited.get('/tin-nhan')).text;
    assert.equal(told.match(/Nguyễn Thị Hòa không nhờ Ông\/Bà làm hồ sơ thay nữa/g)?.length, 1);
    assert.doesNotMatch((await who.get('/tin-nhan')).text, /không làm hồ sơ thay Ông\/Bà nữa/);
  });

  test('at the counter the clerk does so with whom she has taken in, and by no name of somebody else', async () => {
    const clerk = await signedIn(program, 'motcua.bacha');
    const desk = await clerk.get('/can-bo/tiep-nhan');
    const { quay = '' } = fieldsOf(desk.text);
    const begun = await clerk.post('/can-bo/tiep-nhan', { ma: BIRTH, ...(quay ? { quay } : {}) });
    const person = begun.location;
    assert.match(person, /\/nguoi-nop$/, `${begun.status} ${begun.text.slice(0, 500)}`);
    const taken = await sends(clerk, person, {
      viec: 'luu',
      nguoi: '',
      name: 'Sùng Thị Dở',
      personalNumber: '010191004172',
      birthDate: '04/03/1991',
      sex: 'female',
      address: 'Thôn Na Hối Nùng',
    });
    assert.equal(taken.status, 303, taken.text.slice(0, 3000));
    const entry = taken.location;
    const { text } = await clerk.get(entry);
    assert.match(text, /name="_chinh-nguoi-nop\.mother"[^>]*>Là người nộp: Sùng Thị Dở/);
    const filled = await sends(clerk, entry, { '_chinh-nguoi-nop.mother': '1' });
    assert.match(filled.location, /\?nguoi-nop=\d$/, filled.text.slice(0, 2000));
    const after = fieldsOf((await clerk.get(filled.location)).text);
    assert.deepEqual(
      [after['mother.name'], after['mother.personalNumber'], after['father.name'] ?? ''],
      ['Sùng Thị Dở', '010191004172', ''],
    );
  });
});
