import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type Dossier, findDossier } from '#engines/cases';
import { formatDate } from '#platform/clock';
import { letPass, movingClock } from '#test/passing-time';
import { startProgram, type TestProgram } from '#test/program';
import { signedIn } from '../security/support/world.ts';
import { applyFor, communeCode, doStep, FILE } from './support/walk.ts';

const person = {
  name: 'Giàng Thị Mỷ',
  personalNumber: '010191000172',
  birthDate: '1991-03-04',
  sex: 'female',
  address: 'Thôn Na Hối Nùng, xã Bắc Hà, tỉnh Lào Cai',
};

const words = (markup: string): string => markup.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

/** The way from a number: by what it counts, what else its address holds, and after which words it stands. */
function linkOf(markup: string, so: string, holds: RegExp, after = ''): string {
  const links = [...markup.slice(markup.indexOf(after)).matchAll(/href="([^"]+)"/g)].map(m =>
    (m[1] ?? '').replaceAll('&amp;', '&'),
  );
  return (
    links.find(href => new URL(href, 'http://x').searchParams.get('so') === so && holds.test(href)) ??
    assert.fail(`no way from ${so}`)
  );
}

describe('figures of what agencies do', () => {
  const clock = movingClock();
  let program: TestProgram;
  let quick: Dossier;
  let late: Dossier;
  before(async () => {
    program = await startProgram({}, clock);
    const place = { commune: await communeCode(program, 'Xã Bắc Hà') };
    const apply = (name: string) =>
      applyFor(program, '1.000656', {
        applicant: { ...person, relation: 'child' },
        deceased: {
          name,
          birthDate: '1930-01-01',
          sex: 'male',
          ethnicity: 'Hmông',
          address: person.address,
        },
        death: { date: '2026-11-20', place: 'Thôn Na Hối Nùng', paper: 'notice' },
        papers: { notice: FILE },
        place,
        contact: { phone: '0912345678' },
        result: { way: 'electronic' },
      });
    quick = await apply('Giàng Seo Vần');
    late = await apply('Giàng Seo Lử');
    await doStep(program, quick, ['motcua.bacha', 'receive', 'forward']);
    await doStep(program, quick, ['hotich.bacha', 'verify', 'propose']);
    await doStep(program, quick, ['chutich.bacha', 'sign', 'signed']);
  });
  after(() => program?.stop());

  /** The page once it says so: the sealer and the follower work beside it. */
  async function page(who: string, path: string, says: RegExp): Promise<string> {
    const client = await signedIn(program, who);
    let text = '';
    for (let i = 0; i < 100; i++) {
      text = (await client.get(path)).text;
      if (says.test(words(text))) return text;
      await new Promise(resolve => setTimeout(resolve, 100));
    }
    assert.fail(`${path} never says ${says}: ${text}`);
  }

  test('anybody reads how many dossiers an agency received and finished in time', async () => {
    await page(
      '+84912345678',
      '/ket-qua-giai-quyet',
      /Toàn tỉnh, tháng \d+\/\d+: tiếp nhận 2 hồ sơ, giải quyết xong 1 hồ sơ, đúng hạn 100%.*Ủy ban nhân dân xã Bắc Hà 2 1 100% 0 /,
    );
  });

  test('a chairman sees what is late in his commune now, and comes from the number to the dossier in two steps', async () => {
    await letPass(program, clock, 10);
    const client = await signedIn(program, 'chutich.bacha');
    const text = await page(
      'chutich.bacha',
      '/can-bo/tinh-hinh?ky=2026',
      /Ủy ban nhân dân xã Bắc Hà 2 1 0 100% 0 1 0 1/,
    );
    const list = linkOf(text, 'late-now', /co-quan=/);
    const behind = (await client.get(list)).text;
    assert.ok(behind.includes(`/can-bo/ho-so/${late.id}`));
    assert.match(words(behind), /Trung tâm Phục vụ hành chính công xã Bắc Hà Kiểm tra hồ sơ/);
    assert.equal((await client.get(`/can-bo/ho-so/${late.id}`)).status, 200);
    const finished = (await client.get(linkOf(text, 'in-time', /co-quan=/))).text;
    assert.ok(finished.includes(`/can-bo/ho-so/${quick.id}`) && !finished.includes(late.id));
  });

  test('and the same by field and by person, with the steps that each has done and holds', async () => {
    const client = await signedIn(program, 'chutich.bacha');
    const byField = await page(
      'chutich.bacha',
      '/can-bo/tinh-hinh?ky=2026&xem=linh-vuc',
      /Hộ tịch 2 1 0 100% 0 1 0 1/,
    );
    const list = (await client.get(linkOf(byField, 'late-now', /linh-vuc=/))).text;
    assert.ok(list.includes(late.id) && !list.includes(quick.id));
    const people = await page(
      'chutich.bacha',
      '/can-bo/tinh-hinh?ky=2026&xem=can-bo',
      /Lù Thị Sen Công chức tư pháp - hộ tịch 1 0 \S/,
    );
    const done = (await client.get(linkOf(people, 'done', /can-bo=/, 'Lù Thị Sen'))).text;
    assert.ok(done.includes(quick.id) && !done.includes(late.id));
    assert.match(
      words(done),
      new RegExp(`${quick.code} ${quick.ownerName} Đăng ký khai tử`),
      'said of a step that is done, by its dossier',
    );
    // What nobody has taken yet lies at the desk.
    const desk = /<option value="([^"]+)">Trung tâm Phục vụ hành chính công xã Bắc Hà</.exec(people)?.[1];
    const atDesk = await page(
      'chutich.bacha',
      `/can-bo/tinh-hinh?ky=2026&xem=can-bo&co-quan=${desk}`,
      /Nguyễn Thị Thu Hà Nhân viên tiếp nhận hồ sơ 1 0 \S.* Chưa giao cho ai – – – 1 0 1/,
    );
    const pool = (await client.get(linkOf(atDesk, 'late-now', /can-bo=chua-giao/))).text;
    assert.ok(pool.includes(late.id));
  });

  test('what an agency does in dossiers of another is counted by its steps, said apart, and opens to each of them', async () => {
    const client = await signedIn(program, 'chutich.bacha');
    const all = (await client.get('/can-bo/tinh-hinh?ky=2026&xem=can-bo')).text;
    const desk = /<option value="([^"]+)">Trung tâm Phục vụ hành chính công xã Bắc Hà</.exec(all)?.[1];
    const text = await page(
      'chutich.bacha',
      `/can-bo/tinh-hinh?ky=2026&co-quan=${desk}`,
      /không có hồ sơ nào do cơ quan thụ lý.*Bước làm cho hồ sơ của cơ quan khác.*Trung tâm Phục vụ hành chính công xã Bắc Hà 2 1 0 1 0 1 /,
    );
    const behind = async (so: string) =>
      (await client.get(linkOf(text, `cho-noi-khac-${so}`, /co-quan=/))).text;
    const open = await behind('late-now');
    assert.ok(open.includes(`/can-bo/ho-so/${late.id}`) && !open.includes(quick.id));
    assert.match(words(open), /Kiểm tra hồ sơ .* Ủy ban nhân dân xã Bắc Hà \d/, 'who decides is named');
    const done = await behind('in-time');
    assert.ok(done.includes(`/can-bo/ho-so/${quick.id}`) && !done.includes(late.id));
    assert.match(words(done), new RegExp(`${quick.code} ${quick.ownerName} Đăng ký khai tử`));
    const taken = await behind('taken');
    assert.ok(taken.includes(late.id) && taken.includes(quick.id));
    // Of both together none is another: the step at the desk is the commune’s own.
    assert.doesNotMatch((await client.get('/can-bo/tinh-hinh?ky=2026')).text, /cơ quan khác/);
    const other = await signedIn(program, 'chutich.laocai');
    const peek = await other.get(`/can-bo/tinh-hinh/buoc?so=cho-noi-khac-taken&co-quan=${desk}`);
    assert.doesNotMatch(peek.text, new RegExp(`${late.code}|${quick.code}`));
    const admin = await signedIn(program, 'quantri.tinh');
    const at = `/can-bo/tinh-hinh/buoc?so=cho-noi-khac-taken&co-quan=${desk}`;
    assert.equal((await admin.get(at)).status, 403, 'who reads figures and no dossiers comes to none');
  });

  test('days are asked for as people write them, and a day that is none is told', async () => {
    const client = await signedIn(program, 'chutich.bacha');
    const today = formatDate(program.env.clock.now());
    const none = await client.get(`/can-bo/tinh-hinh?tu=${today}&den=${today}`);
    assert.match(words(none.text), /Ủy ban nhân dân xã Bắc Hà 0 0 0 chưa có 0 1 0 1/);
    const wrong = await client.get('/can-bo/tinh-hinh?tu=31/02/2026');
    assert.equal(wrong.status, 422);
    assert.match(words(wrong.text), /Nhập ngày như 20\/11\/2026/);
    assert.match(wrong.text, /value="31\/02\/2026"/);
    for (const asked of ['tu=31/02/2026', 'ky=2026-13', 'ky=2026-13&xem=linh-vuc']) {
      const { status, text } = await client.get(`/can-bo/tinh-hinh?${asked}`);
      assert.equal(status, 422);
      assert.match(words(text), /Không có kỳ đã hỏi nên không có số liệu/);
      assert.doesNotMatch(text, /class="[^"]*figures|<table|data-live-from|tháng 11\/2026\)/, asked);
    }
  });

  test('a chairman of another place sees none of it, a clerk no page of leaders at all', async () => {
    const other = (await (await signedIn(program, 'chutich.laocai')).get('/can-bo/tinh-hinh?ky=2026')).text;
    assert.doesNotMatch(other, /xã Bắc Hà/);
    const agency = (await findDossier(program.env.db, late.id))?.agencyId;
    const peek = await (await signedIn(program, 'chutich.laocai')).get(
      `/can-bo/tinh-hinh/ho-so?so=late-now&co-quan=${agency}`,
    );
    assert.equal(peek.status, 404);
    assert.doesNotMatch(peek.text, new RegExp(late.code));
    assert.equal((await (await signedIn(program, 'motcua.bacha')).get('/can-bo/tinh-hinh')).status, 403);
  });
});
