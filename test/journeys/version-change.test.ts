import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { findDossierByCode, loadProcedure } from '#engines/cases';
import { addField, addPage, removeField } from '#engines/forms';
import {
  contentOf,
  createDraft,
  findProcedureInForce,
  getDraftForm,
  processFile,
  publishVersion,
  saveDraftForm,
  saveDraftProcess,
} from '#engines/procedures';
import { localDate } from '#platform/clock';
import { ledgerService } from '#platform/ledger';
import { openBrowser } from '#test/axe';
import { DESK, look, type Person, person } from '#test/person';
import { startProgram, type TestProgram } from '#test/program';
import { signInCitizen, signInOfficial } from '#test/sign-in';
import { asRead } from '#test/visit';
import { examine } from '../conformance/support/examine.ts';
import { begin, fillAll, photo, press, sendChecked } from './support/birth.ts';
import { typeIn } from './support/keyboard.ts';
import { assertProven } from './support/ledger.ts';
import { doStep, openFromInbox } from './support/office.ts';

describe('journeys: a version changes', () => {
  // Đăng ký giám hộ: of the demo set, with the standard form and process.
  const CODE = '1.004837';
  const PROCEDURE = `/can-bo/thu-tuc/${CODE}`;

  let program: TestProgram;
  let browser: Browser;
  let hoa: Person;
  let clerk: Person;
  let officer: Person;
  let chair: Person;
  let editor: Person;
  let approver: Person;
  before(async () => {
    [program, browser] = await Promise.all([startProgram(), openBrowser()]);
    // The policy is looked at elsewhere; here axe must be let in.
    const citizen = async () => {
      const who = await person(browser, program, { bypassCSP: true });
      await signInCitizen(who, '+84903456789');
      return who;
    };
    const signedIn = async (user: string, script = true) => {
      const who = await person(browser, program, { size: DESK, script, bypassCSP: true });
      await signInOfficial(who, user);
      return who;
    };
    [hoa, clerk, officer, chair, editor, approver] = await Promise.all([
      citizen(),
      signedIn('motcua.laocai'),
      signedIn('hotich.laocai'),
      signedIn('chutich.laocai'),
      signedIn('soanthutuc.tinh'),
      signedIn('quantri.tinh', false),
    ]);
  });
  after(async () => {
    await browser?.close();
    await program?.stop();
  });

  /** A version that the program publishes by itself, from today: its first day is the last one too. */
  const publish = async (change: (xml: string) => string) => {
    const { db, clock } = program.env;
    const act = { ledger: program.env.get(ledgerService), actor: 'system', at: clock.now() };
    const now = (await findProcedureInForce(db, CODE, localDate(clock.now()))) ?? assert.fail();
    return db.tx(async tx => {
      const draft = await createDraft(tx, CODE, contentOf(now), act);
      const xml = change(await processFile(tx, null));
      assert.deepEqual((await saveDraftProcess(tx, draft.id, xml, 0, act)).problems, []);
      return publishVersion(tx, draft.id, localDate(clock.now()), act);
    });
  };
  /** The same procedure, its form asking for the ward instead of a request in words. */
  const publishForm = async () => {
    const { db, clock } = program.env;
    const act = { ledger: program.env.get(ledgerService), actor: 'system', at: clock.now() };
    const now = (await findProcedureInForce(db, CODE, localDate(clock.now()))) ?? assert.fail();
    return db.tx(async tx => {
      const draft = await createDraft(tx, CODE, contentOf(now), act);
      const { definition } = await getDraftForm(tx, draft.id);
      const without = removeField(definition ?? assert.fail(), 'request.content');
      const words = (vi: string, en: string) => ({ vi, en });
      const { form, id } = addPage(without, { title: words('Ward', 'Ward') });
      const named = addField(form, id, {
        kind: 'person-name',
        label: words('Họ và tên người được giám hộ', 'Name of the ward'),
        required: true,
        class: 'basic',
      });
      const pages = named.form.pages.map(p =>
        p.id === id ? { ...p, title: words('Người được giám hộ', 'Ward') } : p,
      );
      const last = pages.at(-1) ?? assert.fail();
      const asked = { ...named.form, pages: [last, ...pages.slice(0, -1)] };
      assert.deepEqual((await saveDraftForm(tx, draft.id, asked, 0, act)).problems, []);
      return publishVersion(tx, draft.id, localDate(clock.now()), act);
    });
  };
  const apply = async (): Promise<string> => {
    await begin(hoa, CODE);
    await fillAll(hoa, {
      applicant: {},
      owner: { 'owner.kind': 'self' },
      request: { 'request.content': 'Xin đăng ký giám hộ cho cháu Nguyễn Văn Bình.' },
      result: { 'result.way': 'electronic' },
      papers: { 'papers.paper2': photo('van-ban-cu.png') },
    });
    return sendChecked(hoa);
  };
  const versionOf = async (code: string) => {
    const dossier = (await findDossierByCode(program.env.db, code)) ?? assert.fail();
    return (await loadProcedure(program.env.db, dossier)).version.number;
  };
  const main = ({ page }: Person) => page.locator('main').innerText().then(asRead);
  const submit = async (who: Person, words: string) => {
    const came = who.page.waitForEvent('framenavigated');
    await who.page.locator('main').getByRole('button', { name: words, exact: true }).click();
    await came;
    await who.page.waitForLoadState();
  };

  let old: string;
  let fresh: string;

  test('the old dossier keeps its version, the new one has the new step that should not be there', async () => {
    old = await apply();
    await publish(xml =>
      xml
        .replace('<flowNodeRef>process</flowNodeRef>', '$&<flowNodeRef>look-again</flowNodeRef>')
        .replace('<userTask id="sign"', '<userTask id="look-again" name="Xem lại" fs:outcomes="propose"/>$&')
        .replace('sourceRef="process" targetRef="sign"', 'sourceRef="process" targetRef="look-again"')
        .replace(
          '<sequenceFlow id="to-decided"',
          '<sequenceFlow id="again-to-sign" sourceRef="look-again" targetRef="sign"/>$&',
        ),
    );
    fresh = await apply();
    for (const code of [old, fresh]) {
      await doStep(clerk, code, 'Đủ giấy tờ, chuyển xử lý');
      await doStep(officer, code, 'Trình ký');
    }
    assert.deepEqual([await versionOf(old), await versionOf(fresh)], [1, 2]);
    await openFromInbox(officer, fresh);
    assert.match(await main(officer), /Xem lại/);
    await doStep(chair, old, 'Ký kết quả');
    await hoa.open(`/ho-so/${old}`);
    assert.match(await main(hoa), /Đã trả kết quả/);
    assert.equal(await versionOf(old), 1, 'to its result');
  });

  test('the editor writes the right version and what becomes of the step; somebody else releases it', async () => {
    await editor.open(PROCEDURE);
    await press(editor, 'Lập bản thảo từ bản này');
    await editor.open(`${PROCEDURE}/quy-trinh/nguon`);
    await submit(editor, 'Dùng lại quy trình chuẩn');
    await editor.open(`${PROCEDURE}/doi-chieu`);
    assert.equal(await editor.page.inputValue('[name="buoc-0-cu"]'), 'look-again');
    await look(editor.page, 'mapping');
    await editor.page.selectOption('[name="buoc-0-moi"]', 'sign');
    assert.deepEqual(await examine(editor, 'mapping'), []);
    await submit(editor, 'Lưu');
    await editor.open(`${PROCEDURE}/so-sanh`);
    assert.match(await main(editor), /Đối chiếu bước “Xem lại” của bản trước/);
    // Two old steps become the signature: who asks confirms that it is meant, who approves reads it.
    const joined = /Các bước “Xem lại”, “Ký duyệt” của bản trước cùng chuyển thành một bước “Ký duyệt”/;
    await editor.open(`${PROCEDURE}/phat-hanh`);
    assert.match(await main(editor), joined);
    await editor.page.check('[name="xac-nhan"]');
    await submit(editor, 'Trình phê duyệt');
    await approver.open(`${PROCEDURE}/phat-hanh`);
    assert.match(await main(approver), joined);
    await submit(approver, 'Duyệt và phát hành');
    assert.equal(
      (await findProcedureInForce(program.env.db, CODE, localDate(program.env.clock.now())))?.number,
      3,
    );
  });

  test('the editor looks what would become of the dossiers and asks with the keyboard; another approves without script', async () => {
    await editor.open(`${PROCEDURE}?ban=2`);
    await look(editor.page, 'version-running');
    await editor.page.getByText('Chuyển 1 hồ sơ khỏi bản này').click();
    await editor.page.waitForURL('**/chuyen-ho-so?tu=2');
    const shown = await main(editor);
    assert.ok(shown.includes(fresh) && !shown.includes(old), shown);
    assert.doesNotMatch(shown, /Nguyễn Thị Hòa/);
    assert.match(shown, /Khép việc đang mở, mở việc “Ký duyệt”/);
    await look(editor.page, 'moves-dry-run');
    assert.deepEqual(await examine(editor, 'moves-dry-run'), []);
    await typeIn(editor, { 'ly-do': 'Bước Xem lại của bản 2 là thừa' });
    await editor.page.waitForURL('**/chuyen-ho-so/*?xong=moves-asked');
    await look(editor.page, 'moves-asked');

    await approver.open('/can-bo/thu-tuc/cho-duyet');
    await approver.page.getByText(/^Chuyển 1 hồ sơ sang bản khác/).click();
    await approver.page.waitForURL('**/chuyen-ho-so/*');
    await look(approver.page, 'moves-approve');
    await submit(approver, 'Duyệt và bắt đầu chuyển');
    for (let i = 0; i < 100 && !(await main(approver)).includes('Đã chuyển xong'); i++) {
      await new Promise(resolve => setTimeout(resolve, 100));
      await approver.page.reload();
    }
    assert.match(await main(approver), /Đã xong 1 trên 1 hồ sơ/);
    await look(approver.page, 'moves-done');
    await editor.page.reload();
    assert.deepEqual(await examine(editor, 'moves-done'), []);
  });

  test('the dossier stands at the signature, says that it was moved and why, and comes to its end', async () => {
    assert.equal(await versionOf(fresh), 3);
    await openFromInbox(chair, fresh);
    assert.match(await main(chair), /chuyển hồ sơ sang bản 3 của thủ tục/);
    await hoa.open(`/ho-so/${fresh}`);
    await look(hoa.page, 'moved-dossier');
    assert.match(
      await main(hoa),
      /Chuyển sang bản 3 của thủ tục, hạn trả kết quả giữ nguyên[\s\S]*Bước Xem lại của bản 2 là thừa/,
    );
    await doStep(chair, fresh, 'Ký kết quả');
    await hoa.open(`/ho-so/${fresh}`);
    assert.match(await main(hoa), /Đã trả kết quả/);
  });

  test('whose form changes while she fills it in goes on with the new one; what she said is kept', async () => {
    await begin(hoa, CODE);
    await fillAll(hoa, {
      applicant: {},
      owner: { 'owner.kind': 'self' },
      request: { 'request.content': 'Xin đăng ký giám hộ cho cháu Nguyễn Văn Bình.' },
    });
    const draft = new URL(hoa.page.url()).pathname.split('/').slice(0, 3).join('/');
    await publishForm();
    await hoa.open(`${draft}/papers`);
    assert.match(hoa.page.url(), /ban-moi$/);
    await look(hoa.page, 'draft-renewed');
    assert.deepEqual(await examine(hoa, 'draft-renewed'), []);
    const said = await main(hoa);
    assert.match(said, /Cần điền hoặc xem lại[\s\S]*Người được giám hộ/);
    assert.match(said, /Không còn hỏi nữa[\s\S]*Xin đăng ký giám hộ cho cháu/);
    await press(hoa, 'Tiếp tục với biểu mẫu mới');
    assert.match(await main(hoa), /Người được giám hộ/);
    await hoa.open(`${draft}/ward`);
    await fillAll(hoa, {
      ward: { hoVaTenNguoiDuocGiam: 'Nguyễn Văn Bình' },
      request: {},
      result: { 'result.way': 'electronic' },
      papers: { 'papers.paper2': photo('van-ban-cu.png') },
    });
    assert.equal(await versionOf(await sendChecked(hoa)), 4);
  });

  test('the ledger of all this verifies', () => assertProven(program));

  test('no page failed, complained, or asked another site for anything', () => {
    assert.deepEqual(
      [hoa, clerk, officer, chair, editor, approver].flatMap(p => p.faults),
      [],
    );
  });
});
