import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { openBrowser } from '#test/axe';
import { DESK, look, type Person, person } from '#test/person';
import { startProgram, type TestProgram } from '#test/program';
import { signInOfficial } from '#test/sign-in';
import { headerFaults } from '../conformance/support/examine.ts';
import { press } from './support/birth.ts';
import { beginDrawing } from './support/drawing.ts';

/** As a modeller writes it that knows no roles of ours: no drawing, a lane without a role, a step that is not supported. */
const OF_ANOTHER_MODELLER = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="http://x">
<process id="P1" isExecutable="true"><laneSet id="ls"><lane id="l1" name="Một cửa"><flowNodeRef>s</flowNodeRef><flowNodeRef>u</flowNodeRef><flowNodeRef>a</flowNodeRef><flowNodeRef>e</flowNodeRef></lane></laneSet>
<startEvent id="s" name="Nộp"/><userTask id="u" name="Tiếp nhận"/><scriptTask id="a" name="Mã lệnh"/><endEvent id="e" name="Xong"/>
<sequenceFlow id="f1" sourceRef="s" targetRef="u"/><sequenceFlow id="f2" sourceRef="u" targetRef="a"/><sequenceFlow id="f3" sourceRef="a" targetRef="e"/></process></definitions>`;

describe('journeys: a process is drawn by somebody who is no programmer', () => {
  const CODE = '9.000077';
  const page = `/can-bo/thu-tuc/${CODE}/quy-trinh`;
  let program: TestProgram;
  let browser: Browser;
  let tue: Person;

  before(async () => {
    [program, browser] = await Promise.all([startProgram(), openBrowser()]);
    tue = await person(browser, program, { size: DESK });
    await signInOfficial(tue, 'soanthutuc.tinh');
    await tue.open('/can-bo/thu-tuc/moi');
    await tue.page.fill('[name="ma"]', CODE);
    await tue.page.fill('[name="ten"]', 'Cấp phép chợ phiên');
    await tue.page.fill('[name="linh-vuc"]', 'Thương mại');
    await tue.page.check('[name="tu"][value="nothing"]');
    await press(tue);
  });
  after(async () => {
    await browser?.close();
    await program?.stop();
  });

  const part = (name: string) => tue.page.locator(`[data-part="${name}"]`);
  const says = (name: string, words: RegExp) => part(name).filter({ hasText: words }).waitFor();
  const choose = (id: string) => tue.page.selectOption('#draw-elements', id);
  const fill = async (id: string, value: string) => {
    await tue.page.fill(`#draw-${id}`, value);
    await tue.page.keyboard.press('Tab');
  };
  const follow = async (what: string, name: string) => {
    await tue.page.selectOption('#draw-append', what);
    await tue.page.click('#draw-append + button');
    await fill('name', name);
  };
  const join = async (id: string) => {
    await tue.page.selectOption('#draw-connect', id);
    await tue.page.click('#draw-connect + button');
  };
  const opened = async () => {
    const answer = await tue.page.goto(program.url + page);
    await beginDrawing(tue.page);
    return answer ?? assert.fail();
  };

  test('a visit to the place is put between; what is wrong is marked, mended, saved and rehearsed', async () => {
    assert.deepEqual(headerFaults(await opened()), [], 'the policy is as strict as everywhere');
    await says('found', /không có chỗ sai/);
    // Two at once: the menus whose pictures the policy forbids do not come.
    await tue.page.locator('[data-element-id="receive"] .djs-hit').first().click();
    await tue.page
      .locator('[data-element-id="process"] .djs-hit')
      .first()
      .click({ modifiers: ['Shift'] });
    await tue.page.locator('.djs-context-pad [data-action="delete"]').waitFor();
    // With the mouse: the step on the drawing, what follows it beside it.
    await tue.page.locator('[data-element-id="process"] .djs-hit').first().click();
    await tue.page.locator('.djs-context-pad [data-action="append-task"]').click();
    await tue.page.keyboard.type('Kiểm tra tại chỗ');
    await tue.page.keyboard.press('Enter');
    await says('found', /cần sửa/);
    await choose('kiem_tra_tai_cho');
    assert.equal(await tue.page.inputValue('#draw-name'), 'Kiểm tra tại chỗ');
    await tue.page.selectOption('#draw-lane', { label: 'Bộ phận Một cửa' });
    assert.equal(await tue.page.inputValue('#draw-lane'), 'lane_receiver');
    for (const [i, words] of ['Đạt', 'Không đạt'].entries()) {
      await tue.page.getByRole('button', { name: 'Thêm kết quả' }).click();
      await tue.page
        .locator('.draw-row.outcomes input')
        .nth(i * 2)
        .fill(words);
      await tue.page.keyboard.press('Tab');
    }
    // With the keyboard's list and buttons: the gateway, its ways.
    await follow('exclusive', 'Chợ đạt yêu cầu?');
    await join('sign');
    await choose('cho_dat_yeu_cau');
    await join('process');
    await choose('to_sign');
    await tue.page.getByRole('button', { name: 'Xóa', exact: true }).click();
    await says('found', /^[1-9] chỗ cần sửa/);
    // What is faulty is marked on the drawing: the gateway, and its ways without a condition.
    await tue.page.locator('.draw-badge').nth(2).waitFor();
    await look(tue.page, 'process-editor-faulty');

    await choose('cho_dat_yeu_cau');
    await tue.page.selectOption('#draw-default', { label: 'Tới Ký duyệt' });
    await says('found', /^1 chỗ cần sửa/);
    await part('problems').getByRole('button').click();
    await tue.page.selectOption('#draw-condition-known', { label: '“Kiểm tra tại chỗ”: Không đạt' });
    assert.equal(
      await tue.page.inputValue('#draw-condition'),
      'tasks.kiem_tra_tai_cho.outcome = "khong-dat"',
    );
    await says('found', /không có chỗ sai/);
    assert.equal(await tue.page.locator('.draw-badge').count(), 0);
    // The step is called otherwise in the file: what reads it follows.
    await choose('kiem_tra_tai_cho');
    await tue.page.getByText('Thuộc tính khác').click();
    await fill('id', 'xem_cho');
    await tue.page.selectOption('#draw-elements', { label: 'Chợ đạt yêu cầu? → Thẩm định' });
    assert.equal(await tue.page.inputValue('#draw-condition'), 'tasks.xem_cho.outcome = "khong-dat"');
    await says('found', /không có chỗ sai/);
    await look(tue.page, 'process-editor');

    await tue.page.click('[data-do="rehearse"]');
    await tue.page.waitForURL('**/chay-thu');
    for (const words of [
      '“Tiếp nhận”: Chuyển thẩm định',
      '“Thẩm định”: Trình ký',
      '“Kiểm tra tại chỗ”: Không đạt',
    ])
      await tue.page.getByRole('link', { name: words }).click();
    await tue.page.getByRole('link', { name: '“Thẩm định”: Trình ký' }).waitFor();
    assert.deepEqual(tue.faults, []);
  });

  test('what is not saved outlives a reload; what somebody else saved meanwhile is not lost', async () => {
    tue.page.on('dialog', dialog => dialog.accept());
    await opened();
    // A step by itself, without a mouse.
    await choose('lane_officer');
    await tue.page.selectOption('#draw-create', 'task');
    await tue.page.click('#draw-create + button');
    assert.equal(await tue.page.inputValue('#draw-lane'), 'lane_officer');
    await tue.page.click('[data-do="undo"]');
    await choose('done');
    await fill('name', 'Xong việc');
    await says('status', /chưa lưu; trình duyệt này đang giữ/);
    await tue.page.reload();
    await says('notice', /còn một bản vẽ chưa lưu/);
    await tue.page.getByRole('button', { name: 'Mở bản vẽ chưa lưu' }).click();
    await part('notice').waitFor({ state: 'hidden' });
    await choose('done');
    assert.equal(await tue.page.inputValue('#draw-name'), 'Xong việc');

    const other: Person = { ...tue, page: await tue.context.newPage() };
    await other.page.goto(program.url + page);
    await other.page.getByRole('button', { name: 'Bỏ bản vẽ đó' }).click();
    await other.page.selectOption('#draw-elements', 'begin');
    await other.page.fill('#draw-name', 'Đã nhận đơn');
    await other.page.keyboard.press('Tab');
    await other.page.click('[data-do="save"]');
    await other.page.locator('[data-part="status"]').filter({ hasText: 'Đã lưu lúc' }).waitFor();
    await other.page.close();

    await tue.page.click('[data-do="save"]');
    await says('notice', /Phạm Minh Tuệ đã lưu quy trình này lúc/);
    await tue.page.getByRole('button', { name: 'Lưu bản vẽ này thay bản kia' }).click();
    await says('status', /Đã lưu lúc/);
    await tue.page.click('[data-do="undo"]');
    await says('status', /Không còn gì để hoàn tác/);
    await fill('name', 'Hết');
    await tue.page.click('[data-do="undo"]');
    assert.equal(await tue.page.inputValue('#draw-name'), 'Xong việc');
    assert.deepEqual(tue.faults, []);
  });

  test('a file that cannot be drawn takes nothing away; one that is faulty and has no drawing is mended on it', async () => {
    await opened();
    await choose('done');
    await fill('name', 'Trả xong');
    const load = async (xml: string) => {
      const [chooser] = await Promise.all([
        tue.page.waitForEvent('filechooser'),
        tue.page.click('[data-do="import"]'),
      ]);
      await chooser.setFiles({ name: 'a.bpmn', mimeType: 'application/xml', buffer: Buffer.from(xml) });
    };
    await load('<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>');
    await says('notice', /Không vẽ được tệp này, bản vẽ đang có giữ nguyên/);
    assert.equal(await tue.page.inputValue('#draw-name'), 'Trả xong', 'what was chosen still is');
    await tue.page.click('[data-do="undo"]');
    assert.notEqual(await tue.page.inputValue('#draw-name'), 'Trả xong');
    await tue.page.click('[data-do="redo"]');
    await tue.page.click('[data-do="save"]');
    await says('status', /Đã lưu lúc/);

    await load(OF_ANOTHER_MODELLER);
    await says('notice', /Đã nạp tệp/);
    for (const id of ['l1', 'a']) await tue.page.locator(`[data-element-id="${id}"].draw-faulty`).waitFor();
    await choose('l1');
    await tue.page.selectOption('#draw-role', 'receiver');
    await tue.page.locator('[data-element-id="l1"].draw-faulty').waitFor({ state: 'detached' });
    await tue.page.locator('[data-element-id="a"].draw-faulty').waitFor();
    await look(tue.page, 'process-editor-without-drawing');
    await tue.page.getByRole('button', { name: 'Quay lại bản vẽ trước' }).click();
    await choose('done');
    assert.equal(await tue.page.inputValue('#draw-name'), 'Trả xong');
    await tue.page.click('[data-do="save"]');
    await says('status', /Đã lưu lúc/);
    assert.deepEqual(tue.faults, []);
  });

  test('when what draws does not come, that is said, the drawing stays to be looked at, and after a reload it comes', async () => {
    const open = await tue.context.newPage();
    await open.route('**/a/bpmn-js.*', route => route.abort());
    await open.goto(program.url + page);
    const begin = open.getByRole('button', { name: 'Sửa hình vẽ' });
    await begin.click();
    await open.getByText('Chưa mở được trình vẽ').waitFor();
    assert.ok(await open.getByRole('img').first().isVisible());
    assert.equal(new URL(open.url()).hash, '');
    await open.unroute('**/a/bpmn-js.*');
    await open.reload();
    await beginDrawing(open);
    assert.equal(await open.evaluate("document.activeElement.getAttribute('data-do')"), 'save');
    await open.reload();
    await open.waitForSelector('[data-ready]');
    await open.close();
  });

  test('who may not write procedures is refused', async () => {
    const clerk = await person(browser, program, { size: DESK });
    await signInOfficial(clerk, 'motcua.bacha');
    assert.equal(await clerk.open(page), 403);
    await clerk.close();
  });
});
