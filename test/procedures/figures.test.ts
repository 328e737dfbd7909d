import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type Dossier, findDossier } from '#engines/cases';
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

describe('figures of what agencies do', () => {
  const clock = movingClock();
  let program: TestProgram;
  let late: Dossier;
  before(async () => {
    program = await startProgram({}, clock);
    const place = { commune: await communeCode(program, 'Xã Bắc Hà') };
    const apply = () =>
      applyFor(program, '1.000656', {
        applicant: { ...person, relation: 'child' },
        deceased: {
          name: 'Giàng Seo Vần',
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
    const quick = await apply();
    late = await apply();
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
      if (says.test(text.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' '))) return text;
      await new Promise(resolve => setTimeout(resolve, 100));
    }
    assert.fail(`${path} never says ${says}: ${text}`);
  }

  test('anybody reads how many dossiers an agency received and finished in time', async () => {
    await page(
      '+84912345678',
      '/ket-qua-giai-quyet',
      /Toàn tỉnh, tháng \d+\/\d+: tiếp nhận 2 hồ sơ, có kết quả 1 hồ sơ, đúng hạn 100%.*Ủy ban nhân dân xã Bắc Hà Tiếp nhận 2, có kết quả 1, đúng hạn 100%, trễ hạn 0/,
    );
  });

  test('a chairman sees what is late in his commune now, and comes from the number to the dossier in two steps', async () => {
    await letPass(program, clock, 10);
    const client = await signedIn(program, 'chutich.bacha');
    const text = await page(
      'chutich.bacha',
      '/can-bo/tinh-hinh?ky=2026',
      /Ủy ban nhân dân xã Bắc Hà 2 1 100% 1 0 1/,
    );
    const link = /href="([^"]*so-theo-doi\?xem=late&(?:amp;)?co-quan=[^"]+)"/
      .exec(text)?.[1]
      ?.replace('&amp;', '&');
    assert.ok(link, 'a way from the number');
    const register = (await client.get(link)).text;
    assert.ok(register.includes(`/can-bo/ho-so/${late.id}`));
    assert.equal((await client.get(`/can-bo/ho-so/${late.id}`)).status, 200);
  });

  test('a chairman of another place sees none of it, a clerk no page of leaders at all', async () => {
    const other = (await (await signedIn(program, 'chutich.laocai')).get('/can-bo/tinh-hinh?ky=2026')).text;
    assert.doesNotMatch(other, /xã Bắc Hà/);
    const agency = (await findDossier(program.env.db, late.id))?.agencyId;
    const peek = await (await signedIn(program, 'chutich.laocai')).get(
      `/can-bo/so-theo-doi?co-quan=${agency}`,
    );
    assert.doesNotMatch(peek.text, new RegExp(late.code));
    assert.equal((await (await signedIn(program, 'motcua.bacha')).get('/can-bo/tinh-hinh')).status, 403);
  });
});
