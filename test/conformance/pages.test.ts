import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { findDossierByCode, listResults } from '#engines/cases';
import { agencyByCode, changeAgency } from '#engines/organisation';
import { trustService } from '#engines/trust';
import { localDate } from '#platform/clock';
import { ledgerService } from '#platform/ledger';
import { openBrowser } from '#test/axe';
import { doublesOf } from '#test/doubles';
import { failedService, givenUp, standsStill, undelivered } from '#test/incident';
import { DESK, type Person, person } from '#test/person';
import { startProgram, type TestProgram } from '#test/program';
import { signInCitizen, signInOfficial } from '#test/sign-in';
import {
  applyForBirth,
  BIRTH,
  BIRTH_PAGES,
  begin,
  draftOf,
  fillAll,
  photo,
  press,
} from '../journeys/support/birth.ts';
import { wordsOf } from '../journeys/support/judge.ts';
import { doStep, openFromInbox } from '../journeys/support/office.ts';
import { applyFor, communeCode, FILE, doStep as takeStep } from '../procedures/support/walk.ts';
import { charged, moneyOf, proposed } from '../security/support/money.ts';
import { signedIn } from '../security/support/world.ts';
import { takeAndCall } from './support/call-number.ts';
import { COMPLAINTS_ELSEWHERE } from './support/complaints-elsewhere.ts';
import { crawl, type Found } from './support/crawl.ts';
import { examine } from './support/examine.ts';
import { HALL_ELSEWHERE, walkHall } from './support/hall-pages.ts';
import { MONEY_ELSEWHERE } from './support/money-elsewhere.ts';
import { paperCodes } from './support/paper-codes.ts';
import { GET_PATHS } from './support/routes.ts';
import { SIGN_IN_ELSEWHERE } from './support/sign-in-elsewhere.ts';
import { costOf, trackingCost } from './support/wire.ts';

describe('conformance: pages', () => {
  let program: TestProgram;
  let browser: Browser;
  let citizen: Person;
  let code: string;
  let dossierId: string;
  const people: Person[] = [];
  const found: Found = { seen: new Set(), faults: [] };

  async function somebody(signIn?: (who: Person) => Promise<void>): Promise<Person> {
    // The policy is looked at in the headers; here axe must be let in.
    const who = await person(browser, program, { size: DESK, bypassCSP: true });
    people.push(who);
    await signIn?.(who);
    return who;
  }
  const official = (user: string) => somebody(who => signInOfficial(who, user));
  const faultsSince = (n: number) => found.faults.slice(n);

  before(async () => {
    [program, browser] = await Promise.all([startProgram(), openBrowser()]);
    citizen = await somebody(who => signInCitizen(who, '+84912345678'));
    code = await applyForBirth(citizen);
    dossierId = (await findDossierByCode(program.env.db, code))?.id ?? assert.fail();
    // Something of every kind of money: cash, a transfer that nobody knows, a refund, and a fee that is still to be paid.
    const clerk = await signedIn(program, 'motcua.bacha');
    const by = { clerk, head: await signedIn(program, 'chutich.bacha') };
    await moneyOf(program, by, { id: dossierId });
    await charged(program, by, { id: dossierId }, ['Phí sao thêm', '16.000']);
    await proposed(clerk, { id: dossierId }, ['Phí gửi trả', '20.000']);
    // The day's first head has its stamp an hour after the start at the latest; here now.
    await program.env.get(ledgerService).sealer.sealOnce();
    await program.env.get(trustService).stampHead();
  });
  after(async () => {
    await browser?.close();
    await program?.stop();
  });

  test('the pages of those who keep the province: administrator, registrar, auditor, director', async () => {
    // A change that is to come can be called off, and an incident be mended: pages that the demo would not show.
    const { env } = program;
    const act = { ledger: env.get(ledgerService), actor: 'system', at: env.clock.now() };
    const province = await agencyByCode(env.db, 'H38', localDate(act.at));
    await env.db.tx(tx => changeAgency(tx, province.id, '2045-01-01', { phone: '0214 384 0000' }, act));
    await failedService(env.db, dossierId);
    await undelivered(env.db, dossierId);
    await standsStill(env.db, 'people.records');
    await givenUp(program.databaseUrl, 'trust.stamp-head');
    const users = ['quantri.tinh', 'vanthu.bacha', 'kiemtra.tinh', 'giamdoc.tuphap'];
    await Promise.all(users.map(async user => crawl(await official(user), user, ['/can-bo'], found)));
    assert.deepEqual(found.faults, []);
  });

  test('the pages of a clerk, an officer and a chairman, while a dossier goes from one to the next', async () => {
    const clerk = await official('motcua.bacha');
    // A woman whom two counters took down; and one who was joined already.
    const [one, other] = await doublesOf(program.env, dossierId);
    await crawl(
      clerk,
      'clerk',
      ['/can-bo', '/tai-khoan', '/tai-khoan/khoa', `/can-bo/nguoi-trung/nguoi/${one}`],
      found,
    );
    await clerk.open(`/can-bo/nguoi-trung/cap/${one}/${other}`);
    await press(clerk, 'Gộp thành một người');
    assert.deepEqual(await examine(clerk, 'clerk-joined'), []);
    await clerk.open('/can-bo/nguoi-trung/da-gop');
    assert.deepEqual(await examine(clerk, 'clerk-joined-list'), []);
    // Somebody takes a number, and a desk calls it.
    found.seen.add('/can-bo/quay/phat-so/:ticket');
    assert.deepEqual(await takeAndCall(clerk, 'motcua.bacha'), []);
    // Somebody stands at the counter.
    await clerk.open('/can-bo/tiep-nhan?q=2.000635');
    await clerk.page.locator('main button[name="ma"]').first().click();
    await clerk.page.waitForURL('**/nguoi-nop');
    await examine(clerk, 'counter-person').then(faults => assert.deepEqual(faults, []));
    await clerk.page.fill('[name="name"]', 'Lò Thị Păn');
    await press(clerk, 'Đi tiếp F9');
    const desk = ['/can-bo/tiep-nhan', clerk.page.url(), `/can-bo/tiep-nhan?q=${code}`];
    await crawl(clerk, 'clerk-at-counter', [...desk, '/can-bo/tiep-nhan/tu-tep?ma=2.000635'], found);
    await doStep(clerk, code, 'Đủ giấy tờ, chuyển xử lý');
    const officer = await official('hotich.bacha');
    await crawl(officer, 'officer', ['/can-bo'], found);
    await openFromInbox(officer, code);
    await officer.page.getByText('Yêu cầu bổ sung', { exact: true }).click();
    await press(officer, 'Gửi yêu cầu và tạm dừng thời hạn');
    assert.match(await officer.page.title(), /^Lỗi: /);
    assert.deepEqual(await examine(officer, 'officer-refused'), []);
    await doStep(officer, code, 'Trình ký');
    const chairman = await official('chutich.bacha');
    await crawl(chairman, 'chairman', ['/can-bo'], found);
    await openFromInbox(chairman, code);
    const dossier = chairman.page.url();
    await press(chairman, 'Ký kết quả');
    await crawl(chairman, 'signed', [dossier], found);
    await citizen.open(`/ho-so/${code}/danh-gia`);
    await press(citizen, 'Gửi đánh giá');
    assert.deepEqual(await examine(citizen, 'citizen-rating-refused'), []);
    await citizen.page.getByLabel('Rất hài lòng', { exact: true }).check();
    await citizen.page.fill('[name="gop-y"]', 'Cán bộ hướng dẫn kỹ. Gọi tôi số 0912 345 678 nếu cần.');
    await press(citizen, 'Gửi đánh giá');
    await crawl(chairman, 'ratings', ['/can-bo/danh-gia'], found);
    await chairman.page.goto(dossier);
    assert.match(wordsOf(await chairman.page.pdf()), /Giàng A Phử/, 'the dossier prints');
    assert.deepEqual(found.faults, []);
  });

  test('the pages of a citizen', async () => {
    const n = found.faults.length;
    await begin(citizen, BIRTH);
    const draft = draftOf(citizen);
    await fillAll(citizen, { child: BIRTH_PAGES.child ?? {} });
    await crawl(
      citizen,
      'citizen',
      ['/tai-khoan', '/ho-so', '/tin-nhan', '/lam-thay/moi', `/nop/${draft}`, `/thu-tuc/${BIRTH}/nop`],
      found,
    );
    assert.deepEqual(faultsSince(n), []);
  });

  test('the pages to check and of what was sent', async () => {
    const n = found.faults.length;
    await begin(citizen, BIRTH);
    const draft = draftOf(citizen);
    await fillAll(citizen, BIRTH_PAGES);
    await crawl(citizen, 'sending', [`/nop/${draft}/kiem-tra`], found);
    await citizen.open(`/nop/${draft}/kiem-tra`);
    assert.match(await citizen.page.innerText('main'), /010191000172/, 'a number is checked whole');
    await press(citizen, 'Nộp hồ sơ');
    assert.deepEqual(await examine(citizen, 'citizen-not-agreed'), []);
    await citizen.page.check('[name="cam-doan"]');
    await press(citizen, 'Nộp hồ sơ');
    await crawl(citizen, 'sent', [`/nop/${draft}/da-nop`], found);
    assert.deepEqual(faultsSince(n), []);
  });

  test('the pages of anybody, and what tracking shows', async () => {
    const n = found.faults.length;
    const anyone = await somebody();
    const dossier = (await findDossierByCode(program.env.db, code)) ?? assert.fail();
    const [result] = await listResults(program.env.db, dossier.id);
    // No page leads to passkeys where the address offers none.
    const signIn = ['/dang-nhap', '/dang-nhap/khoa', '/dang-ky', '/can-bo/dang-nhap'];
    const starts = ['/', '/kiem-tra', '/hop-thu-thu', ...signIn];
    const papers = [
      '/chung-thu/thu-nghiem.pem',
      '/chung-thu/thu-nghiem.crl',
      '/livez',
      '/readyz',
      '/metrics',
    ];
    const codes = paperCodes(program, dossier, result?.id);
    await crawl(anyone, 'anyone', [...starts, ...codes, ...papers], found);
    await walkHall(await somebody(), found);
    await anyone.open(`/tra-cuu?ma=${code}`);
    await anyone.page.fill('[name="so"]', '5678');
    await press(anyone, 'Tra cứu');
    assert.deepEqual(await examine(anyone, 'anyone-tracked'), []);
    assert.match(wordsOf(await anyone.page.pdf()), /Diễn biến hồ sơ/, 'tracking prints');
    // A message invites to it; one of a result that waits for its fee does not yet.
    const invited = await somebody();
    await invited.open(`/danh-gia?ma=${code}`);
    assert.deepEqual(await examine(invited, 'anyone-rate-ask'), []);
    found.seen.add('/danh-gia');
    await invited.page.fill('[name="so"]', '5678');
    await press(invited, 'Tiếp tục');
    assert.deepEqual(await examine(invited, 'anyone-rating'), []);
    assert.equal(await anyone.open('/khong-co-trang-nay'), 404);
    assert.deepEqual(await examine(anyone, 'anyone-not-found'), []);
    assert.deepEqual(faultsSince(n), []);
  });

  // Not opened here, and why.
  const SLIP = 'a paper, of a dossier that lacks something: test/journeys/birth-registration.test.ts';
  const ENDED = 'only of a result that was revoked: src/engines/cases/afterlife';
  const ELSEWHERE: Readonly<Record<string, string>> = {
    '/a/:name': 'style sheets and fonts: each page asks for them',
    '/a/components': 'every component on one page, for those who build: src/ui',
    '/.well-known/security.txt': 'only where somebody to write to is set: src/app',
    '/tai-du-lieu/du-lieu-cua-toi.zip': 'a file, once it was made: src/systems/my-data',
    '/gui-lai/:id': 'comes after a session that was over: test/journeys/drafts.test.ts',
    '/can-bo/gui-lai/:id': 'the same, of an official: test/security/late-forms.test.ts',
    '/ban-khai/xac-nhan': 'once the code of another’s draft was typed: test/procedures/draft-terms.test.ts',
    '/nop/:draft/ban-moi': 'only where the form has changed since: test/journeys/version-change.test.ts',
    '/nop/:draft/:page/:item': 'only of a form with a repeating group: src/engines/forms/values',
    '/ho-so/:code/phieu/:slip': SLIP,
    '/ho-so/:code/quyet-dinh/:act': ENDED,
    '/can-bo/ho-so/:id/quyet-dinh/:act': ENDED,
    '/can-bo/quan-tri/su-co/co-quan/:agency/:area':
      'only where an agency has gone without an heir: src/systems/administration/gone.test.ts',
    '/can-bo/quan-tri/su-co/co-quan/da-chuyen': 'the same',
    '/can-bo/quan-tri/co-quan/:id/rut-ket-thuc':
      'only of an agency that is to end: src/systems/administration/pages/agencies/ending.test.ts',
    '/can-bo/quan-tri/khoa-api/:id/thu-hoi': 'only of a token that was made: the same folder',
    '/can-bo/tinh-hinh/song':
      'a stream of events, listened to by the script of the page: test/journeys/leader.test.ts',
    ...HALL_ELSEWHERE,
    '/can-bo/khong-mang/tho.js':
      'a script, of the page that works without a network: test/journeys/offline.test.ts',
    '/can-bo/tim': 'leads to the register: what is looked for is posted, and stands in no address',
    '/can-bo/khong-mang/phien': 'asked by that script',
    '/can-bo/khong-mang/da-ve': 'asked by that script',
    '/can-bo/khong-mang/quay':
      'leads to what was taken along; kept by the browser: test/journeys/offline.test.ts',
    '/can-bo/khong-mang/goi/:pack': 'only of what somebody takes along: test/journeys/offline.test.ts',
    '/can-bo/khong-mang/goi/:pack/trang': 'the same, for the browser to keep: test/journeys/offline.test.ts',
    '/can-bo/khong-mang/thoat':
      'asked before signing out of who has taken something along: test/journeys/offline.test.ts',
    ...COMPLAINTS_ELSEWHERE,
    ...MONEY_ELSEWHERE,
    ...SIGN_IN_ELSEWHERE,
    '/can-bo/hang-loat/:id': 'only of dossiers that were chosen: test/journeys/clerk-day.test.ts',
    '/can-bo/hang-loat/:id/tinh-hinh': 'asked by the script of that page: the same',
    '/can-bo/ho-so/:id/sua-to-khai': 'only of what a clerk keyed in: test/journeys/counter.test.ts',
    '/can-bo/ho-so/:id/cau-hoi/:question': 'only where an agency was asked: src/engines/cases/questions',
    '/can-bo/ho-so/:id/tra/:task': 'only while a result waits at the desk: test/journeys/counter.test.ts',
    '/can-bo/ho-so/:id/tra/:task/phieu.pdf': 'the same: src/engines/cases/hand-over',
    '/can-bo/ho-so/:id/chu-ky/:handover': 'only after somebody signed: test/journeys/counter.test.ts',
    '/can-bo/buu-chinh/bang-ke/:list': 'only once results went out by post: test/journeys/mail.test.ts',
    '/can-bo/buu-chinh/bang-ke/:list/in.pdf': 'the same: src/engines/cases/mail',
    '/can-bo/buu-chinh/thu/:letter': 'the same: test/journeys/mail.test.ts',
    '/can-bo/buu-chinh/thu/:letter/tra': 'only of a letter that came back: test/journeys/mail.test.ts',
    '/can-bo/buu-chinh/thu/:letter/tra/phieu.pdf': 'the same: src/engines/cases/hand-over',
    '/can-bo/tiep-nhan/da-nop/:dossier/bo-sung':
      'only while papers are waited for: src/systems/one-stop/pages/counter/brought',
    '/can-bo/tiep-nhan/da-nop/:dossier/phieu/:brought':
      'only after something was brought: src/systems/one-stop/pages/counter/brought',
    '/can-bo/tiep-nhan/:intake/xong': 'only once it was received: test/journeys/counter.test.ts',
    '/can-bo/quan-tri/tai-khoan/:id/mo-khoa':
      'only of an account that is blocked: src/systems/administration',
    '/can-bo/quan-tri/vai-tro/:role/sua': 'only of a role of one’s own: src/systems/administration',
    '/can-bo/quan-tri/vai-tro/:role/ket-thuc': 'the same',
    '/can-bo/thu-tuc/:code/phat-hanh': 'only of a draft: src/systems/procedure-design',
    '/can-bo/thu-tuc/:code/phap-ly': 'only of a draft: src/systems/procedure-design',
    '/can-bo/thu-tuc/:code/bieu-mau': 'only of a draft: src/systems/procedure-design',
    '/can-bo/thu-tuc/:code/bieu-mau/nguon': 'only of a draft: src/systems/procedure-design',
    '/can-bo/thu-tuc/:code/bieu-mau/o': 'only of a draft: src/systems/procedure-design',
    '/can-bo/thu-tuc/:code/bieu-mau/o/:path': 'only of a draft: src/systems/procedure-design',
    '/can-bo/thu-tuc/:code/bieu-mau/trang': 'only of a draft: src/systems/procedure-design',
    '/can-bo/thu-tuc/:code/bieu-mau/trang/:page': 'only of a draft: src/systems/procedure-design',
    '/can-bo/thu-tuc/:code/bieu-mau/xem': 'only of a draft: src/systems/procedure-design',
    '/can-bo/thu-tuc/:code/quy-trinh': 'only of a draft: src/systems/procedure-design',
    '/can-bo/thu-tuc/:code/quy-trinh/nguon': 'only of a draft: src/systems/procedure-design',
    '/can-bo/thu-tuc/:code/quy-trinh/chay-thu': 'only of a draft: src/systems/procedure-design',
    '/can-bo/thu-tuc/:code/doi-chieu': 'only of a draft: src/systems/procedure-design',
    '/can-bo/thu-tuc/:code/chuyen-ho-so':
      'only of a version off which dossiers can be moved: test/journeys/version-change.test.ts',
    '/can-bo/thu-tuc/:code/chuyen-ho-so/:moves': 'the same',
    '/can-bo/thu-tuc/:code/ket-qua': 'only of a draft: src/systems/procedure-design',
    '/can-bo/thu-tuc/:code/ket-qua/xem-thu.pdf': 'only of a draft: src/systems/procedure-design',
    '/can-bo/thu-tuc/:code/ket-qua/mau.docx':
      'only of a draft with a Word template: src/systems/procedure-design',
    '/can-bo/thu-tuc/nap/:file': 'only of a file that was sent in: src/systems/procedure-design',
    '/can-bo/thu-tuc/cho-duyet/:batch': 'only of an imported list: src/systems/procedure-design',
    '/can-bo/thu-tuc/:code/so-sanh': 'only of a draft: src/systems/procedure-design',
    '/can-bo/thu-tuc/:code/lan-luu/:part': 'only of a draft: src/systems/procedure-design',
  };

  test('the walk notices what it is to notice: a page with faults on purpose', async () => {
    const anyone = await somebody();
    await anyone.open('/kiem-tra');
    await anyone.page.setContent(
      `<html lang="fr"><title>x</title><style>*{outline:none!important}</style><main><a href="#a" tabindex="2">ui.errors.one</a><p style="width:1000px">a {example}</p></main>`,
    );
    const faults = (await examine(anyone, 'on-purpose')).join('\n');
    for (const fault of [
      ...[
        '0 main headings',
        'no title',
        'no language',
        'shows the key ui.errors.one',
        'shows {example}',
        'does not show that',
      ],
      ...['jumps the queue of the Tab key', 'px page-has-heading-one', 'scrolls sideways at 320 px'],
    ])
      assert.ok(faults.includes(fault), `${fault} is not noticed: ${faults}`);
  });

  test('no page is forgotten', () => {
    // Those below /api/v1 answer programs that hold a token, in JSON.
    const known = (path: string) => path in ELSEWHERE || path.startsWith('/api/v1/');
    assert.deepEqual(
      GET_PATHS.filter(path => !found.seen.has(path) && !known(path)),
      [],
    );
    assert.deepEqual(
      Object.keys(ELSEWHERE).filter(path => !GET_PATHS.includes(path)),
      [],
      'no longer there',
    );
  });

  test('pages stay small on the wire', async () => {
    await begin(citizen, BIRTH);
    const draft = draftOf(citizen);
    for (const id of Object.keys(BIRTH_PAGES)) {
      const { requests, bytes } = await costOf(citizen, `/nop/${draft}/${id}`);
      assert.ok(bytes <= 14_336 && requests <= 2, `form step ${id}: ${bytes} bytes, ${requests} requests`);
    }
    const [clerk] = people.slice(1);
    for (const path of ['/can-bo', `/can-bo/ho-so/${dossierId}`]) {
      const cost = await costOf(clerk ?? assert.fail(), path);
      assert.ok(cost.bytes <= 153_600, `${path}: ${cost.bytes} bytes`);
    }
  });

  test('looking up a dossier costs 5 KB at most, style sheet and all: while it runs, waits and is done', async () => {
    const running = await applyForBirth(citizen);
    const held = async (of: string, digits: string, words: RegExp) => {
      const { asked, answered } = await trackingCost(program.url, of, digits);
      assert.match(answered.body, words);
      for (const [page, { bytes }] of Object.entries({ asked, answered }))
        assert.ok(bytes <= 5_120, `${page} of ${words}: ${bytes} bytes`);
    };
    await held(running, '5678', /Hẹn trả trước/);
    await held(running, '0000', /không khớp/);
    await doStep(await official('motcua.bacha'), running, 'Đủ giấy tờ, chuyển xử lý');
    const officer = await official('hotich.bacha');
    await openFromInbox(officer, running);
    await officer.page.getByText('Yêu cầu bổ sung', { exact: true }).click();
    await officer.page.fill(
      '[name="reason"] >> visible=true',
      'Giấy chứng sinh chụp mờ, chụp lại rõ bốn góc.',
    );
    await press(officer, 'Gửi yêu cầu và tạm dừng thời hạn');
    await held(running, '5678', /Chờ bổ sung giấy tờ/);
    await citizen.open(`/ho-so/${running}`);
    await citizen.page.setInputFiles('[name="giay-to"]', photo('chup-lai.png'));
    await press(citizen, 'Gửi bổ sung');
    await held(running, '5678', /Đã nhận bổ sung/);
    await held(code, '5678', /Đã có kết quả, chờ nộp phí, lệ phí/);
    // Twenty days on the way, of which the page has more to say.
    const long = await applyFor(program, '1.013225', {
      applicant: {
        ...{ name: 'Giàng Thị Mỷ', personalNumber: '010191000172', birthDate: '1991-03-04', sex: 'female' },
        address: 'Thôn Na Hối Nùng, xã Bắc Hà, tỉnh Lào Cai',
      },
      site: { address: 'Thôn Na Hối Nùng', sheet: 12, number: 34, area: 200, certificate: 'DA 123456' },
      house: { kind: 'new', floorArea: 90, floors: 2, totalArea: 180, height: 7.5 },
      papers: { land: FILE, design: FILE },
      place: { commune: await communeCode(program, 'Xã Bắc Hà') },
      contact: { phone: '0912345678' },
      result: { way: 'counter' },
    });
    await takeStep(program, long, ['motcua.bacha', 'receive', 'forward']);
    const { answered } = await trackingCost(program.url, long.code, '5678');
    assert.match(answered.body, /Thời hạn của thủ tục: 20 ngày[\s\S]*class="days wide many"/);
    assert.ok(
      answered.bytes <= 4_850,
      `a page of twenty days: ${answered.bytes} bytes, no room for its story`,
    );
  });
});
