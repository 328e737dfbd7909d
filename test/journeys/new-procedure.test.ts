import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { localDate } from '#platform/clock';
import type { Person } from '#test/person';
import { begin, draftOf, fillIn, press, sendChecked } from './support/birth.ts';
import { wordsOf } from './support/judge.ts';
import { assertProven } from './support/ledger.ts';
import { doStep } from './support/office.ts';
import { assertSigned, checked, download, main, shot, tellStory } from './support/story.ts';

/** A process of its own: the officer looks at the place and decides, the leader signs what was decided. */
const PROCESS = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:fs="https://fansipan.vn/bpmn"
  id="stall-file" targetNamespace="https://fansipan.vn/processes">
  <process id="stall" name="Đăng ký gian hàng chợ phiên" isExecutable="true">
    <laneSet id="lanes">
      <lane id="desk" name="Một cửa" fs:role="receiver"><flowNodeRef>start</flowNodeRef><flowNodeRef>receive</flowNodeRef></lane>
      <lane id="office" name="Kinh tế" fs:role="officer"><flowNodeRef>decide</flowNodeRef></lane>
      <lane id="head" name="Lãnh đạo" fs:role="leader"><flowNodeRef>sign</flowNodeRef><flowNodeRef>agreed</flowNodeRef><flowNodeRef>end</flowNodeRef></lane>
    </laneSet>
    <startEvent id="start" name="Nộp hồ sơ"/>
    <userTask id="receive" name="Kiểm tra hồ sơ" fs:act="receive" fs:outcomes="forward" fs:share="20%"/>
    <userTask id="decide" name="Xếp chỗ bán" fs:act="process" fs:outcomes="placed=Đã xếp chỗ,full=Hết chỗ" fs:share="50%"/>
    <userTask id="sign" name="Ký thông báo" fs:act="sign" fs:outcomes="signed,send-back" fs:share="30%"/>
    <exclusiveGateway id="agreed" name="Đã ký?" default="to-end"/>
    <endEvent id="end" name="Đã trả kết quả" fs:result="returned"/>
    <sequenceFlow id="f1" sourceRef="start" targetRef="receive"/>
    <sequenceFlow id="f2" sourceRef="receive" targetRef="decide"/>
    <sequenceFlow id="f3" sourceRef="decide" targetRef="sign"/>
    <sequenceFlow id="f4" sourceRef="sign" targetRef="agreed"/>
    <sequenceFlow id="to-end" sourceRef="agreed" targetRef="end"/>
    <sequenceFlow id="back" name="Làm lại" sourceRef="agreed" targetRef="decide"><conditionExpression>tasks.sign.outcome = "send-back"</conditionExpression></sequenceFlow>
  </process>
</definitions>
`;

describe('journeys: a new procedure', () => {
  const CODE = '9.000777';
  const HOME = `/can-bo/thu-tuc/${CODE}`;
  const FORM = `${HOME}/bieu-mau`;
  const story = tellStory();
  let dossier: string;

  /** A field of the form, by the buttons: whatever is not said stays as the page has it. */
  async function addField(
    who: Person,
    page: string,
    fields: Record<string, string>,
    condition?: Record<string, string>,
  ): Promise<void> {
    await who.open(FORM);
    await who.page.locator(`#trang-${page}`).getByRole('link', { name: 'Thêm ô' }).click();
    await fillIn(who, fields);
    if (condition) {
      await who.page.getByText('Khi nào hỏi', { exact: true }).click();
      await fillIn(who, condition);
      await shot(who, 'new-condition');
    }
    await press(who, 'Lưu ô');
  }

  test('a clerk begins with nothing, and writes the legal part', async () => {
    const clerk = await story.official('soanthutuc.tinh');
    await clerk.open('/can-bo/thu-tuc');
    await clerk.page.getByRole('link', { name: 'Thêm thủ tục' }).first().click();
    await fillIn(clerk, {
      ma: CODE,
      ten: 'Đăng ký gian hàng tại chợ phiên',
      'linh-vuc': 'Thương mại',
      tu: 'nothing',
    });
    await shot(clerk, 'new-begin');
    await press(clerk, 'Tạo bản thảo');
    await clerk.page.check('[name="cap"][value="commune"]');
    await fillIn(clerk, {
      'ket-qua': 'Thông báo xếp chỗ bán hàng',
      'muc-do': 'full-online',
      'han-online-so': '3',
      'han-counter-so': '3',
      'can-cu': '60/2024/NĐ-CP',
      'tu-khoa': 'chợ phiên\ngian hàng',
    });
    await shot(clerk, 'new-legal');
    await press(clerk, 'Lưu');
    assert.match(await main(clerk), /Đã lưu bản thảo/);
  });

  test('with buttons she makes a form: pages, a condition, a repeating group', async () => {
    const clerk = await story.official('soanthutuc.tinh');
    for (const page of [
      { ten: 'Người bán' },
      { ten: 'Mặt hàng', lap: '1', nhom: 'Mặt hàng', 'it-nhat': '1', 'nhieu-nhat': '5' },
    ]) {
      await clerk.open(FORM);
      await clerk.page.getByRole('link', { name: 'Thêm trang' }).click();
      await fillIn(clerk, page);
      await shot(clerk, 'new-page');
      await press(clerk, 'Lưu trang');
    }
    await addField(clerk, 'nguoi-ban', {
      nhan: 'Họ và tên người bán',
      loai: 'person-name',
      'vai-tro': 'owner',
      nguon: 'profile.name',
    });
    await shot(clerk, 'new-builder');
    await addField(clerk, 'nguoi-ban', {
      nhan: 'Bán ở đâu?',
      loai: 'area',
      'vai-tro': 'area',
      nguon: 'profile.commune',
    });
    await addField(clerk, 'nguoi-ban', {
      nhan: 'Cần chỗ có mái che không?',
      loai: 'choice',
      'lua-chon': 'Có\nKhông',
    });
    await addField(
      clerk,
      'nguoi-ban',
      { nhan: 'Cần mái che vì sao?', loai: 'text' },
      { 'khi-1': 'canChoCoMaiCheKhong|is|co' },
    );
    await addField(clerk, 'nguoi-ban', { nhan: 'Vốn kinh doanh', loai: 'money' });
    await addField(
      clerk,
      'nguoi-ban',
      { nhan: 'Nguồn vốn', 'nhan-en': 'Source of the capital', loai: 'text' },
      { 'khi-1': 'vonKinhDoanh|over', 'khi-1-tu': '50.000.000' },
    );
    await addField(clerk, 'mat-hang', { nhan: 'Tên hàng', loai: 'text' });
    await addField(clerk, 'mat-hang', { nhan: 'Số mét chỗ bày', loai: 'integer' });
    await clerk.open(FORM);
    await shot(clerk, 'new-form');
    assert.match(await main(clerk), /Biểu mẫu dùng được, không có chỗ sai/);
    assert.match(await main(clerk), /Chỉ hỏi khi “Cần chỗ có mái che không\?” là Có/);
    assert.match(await main(clerk), /Chỉ hỏi khi “Vốn kinh doanh” lớn hơn 50\.000\.000 đồng/);
    const seen = clerk.page.frameLocator('iframe.phone');
    await seen.getByText('Họ và tên người bán').waitFor();
  });

  test('she brings her own process, and rehearses a dossier through it', async () => {
    const clerk = await story.official('soanthutuc.tinh');
    await clerk.open(`${HOME}/quy-trinh/nguon`);
    await clerk.page.locator('main [name="nguon"]').fill(PROCESS);
    await press(clerk, 'Lưu');
    await shot(clerk, 'new-process');
    await clerk.open(`${HOME}/quy-trinh/nguon`);
    await clerk.page.getByRole('link', { name: 'Chạy thử một hồ sơ qua quy trình' }).click();
    for (const move of ['Kiểm tra hồ sơ', 'Xếp chỗ bán”: Hết chỗ', 'Ký thông báo”: Ký kết quả'])
      await clerk.page.locator('main').getByRole('link', { name: move }).click();
    await shot(clerk, 'new-rehearsal');
    assert.match(await main(clerk), /Quy trình đã kết thúc ở “Đã trả kết quả”/);
  });

  test('she words the result, with a table of the goods, and sees it drawn', async () => {
    const clerk = await story.official('soanthutuc.tinh');
    await clerk.open(`${HOME}/ket-qua`);
    await fillIn(clerk, {
      ten: 'Thông báo xếp chỗ bán hàng',
      'tieu-de': 'THÔNG BÁO\nVề việc xếp chỗ bán hàng tại chợ phiên',
      'noi-dung':
        'Xét đơn của **{{hoVaTenNguoiBan}}**, {{ten-co-quan}} thông báo: {{ket-qua-xu-ly}}.\n\n| Tên hàng: {{matHang.tenHang}} | Số mét: {{matHang.soMetChoBay}}\n\nThông báo này có giá trị trong ba tháng.',
      'noi-nhan': 'Người bán',
    });
    await shot(clerk, 'new-result');
    await press(clerk, 'Lưu');
    const preview = clerk.page.getByRole('link', { name: 'Xem thử' });
    const paper = await download(clerk, (await preview.getAttribute('href')) ?? '', 'new-preview.pdf');
    assert.match(wordsOf(paper), /XEM THỬ|không có giá trị/);
  });

  test('she may not release it alone: another person approves, and it is in force today', async () => {
    const clerk = await story.official('soanthutuc.tinh');
    await clerk.open(`${HOME}/phat-hanh`);
    const today = localDate(story.program.env.clock.now()).split('-').reverse().join('/');
    await clerk.page.fill('[name="tu-ngay"]', today);
    assert.match(await main(clerk), /chưa có tiếng Anh/);
    await clerk.page.check('[name="xac-nhan"]');
    await shot(clerk, 'new-release');
    await press(clerk, 'Trình phê duyệt');
    assert.doesNotMatch(await main(clerk), /Duyệt và phát hành/);
    const approver = await story.official('duyetthutuc.tinh');
    await approver.open(`${HOME}/phat-hanh`);
    await shot(approver, 'new-approve');
    await press(approver, 'Duyệt và phát hành');
    await shot(approver, 'new-published');
    assert.match(await main(approver), /Đã duyệt và phát hành[\s\S]*Bản 1: từ/);
  });

  test('the same minute a citizen finds it and applies', async () => {
    const my = await story.citizen('+84912345678');
    await my.open(`/thu-tuc?q=${encodeURIComponent('gian hàng chợ phiên')}`);
    await shot(my, 'new-found');
    await my.page.getByRole('link', { name: 'Đăng ký gian hàng tại chợ phiên' }).click();
    await shot(my, 'new-page-of');
    await begin(my, CODE);
    const draft = `/nop/${draftOf(my)}`;
    await my.open(`${draft}/nguoi-ban`);
    await shot(my, 'new-apply');
    await fillIn(my, {
      canChoCoMaiCheKhong: 'co',
      canMaiCheViSao: 'Bán thổ cẩm, sợ mưa',
      vonKinhDoanh: '60.000.000',
    });
    assert.match(await main(my), /Chỉ trả lời nếu “Vốn kinh doanh” lớn hơn 50\.000\.000 đồng/);
    await press(my);
    assert.match(await main(my), /Nhập nguồn vốn/);
    await shot(my, 'new-apply-condition');
    await fillIn(my, { nguonVon: 'Tự có' });
    await press(my);
    for (const [n, name, metres] of [
      [0, 'Thổ cẩm', '3'],
      [1, 'Mật ong', '2'],
    ] as const) {
      await my.open(`${draft}/mat-hang`);
      if (n) await my.page.getByRole('link', { name: 'Thêm mặt hàng' }).click();
      else await my.open(`${draft}/mat-hang/1`);
      await fillIn(my, { [`matHang.${n}.tenHang`]: name, [`matHang.${n}.soMetChoBay`]: metres });
      await press(my, 'Lưu mục này');
    }
    await press(my, 'Lưu và tiếp tục');
    await shot(my, 'new-check');
    dossier = await sendChecked(my);
  });

  test('it goes to its signed result, which says what was decided', async () => {
    await doStep(await story.official('motcua.bacha'), dossier, 'Đủ giấy tờ, chuyển xử lý');
    await doStep(await story.official('hotich.bacha'), dossier, 'Hết chỗ');
    await doStep(await story.official('chutich.bacha'), dossier, 'Ký kết quả');
    const my = await story.citizen('+84912345678');
    await my.open(`/ho-so/${dossier}`);
    await shot(my, 'new-signed');
    const link = my.page.locator('a.btn[href*="/ket-qua/"]');
    const paper = await download(my, (await link.getAttribute('href')) ?? '', 'new.pdf');
    assertSigned(paper);
    const words = wordsOf(paper);
    assert.match(words, /Số: 01\/GCN-UBND/);
    assert.match(words, /thông báo: hết chỗ\./);
    assert.match(words, /1 +Thổ cẩm +3[\s\S]*2 +Mật ong +2/);
    assert.match(await checked(await story.anyone(), paper), /Chữ ký hợp lệ, văn bản còn nguyên/);
  });

  test('the ledger of all this verifies', () => assertProven(story.program));

  test('no page failed, complained, or asked another site for anything', () =>
    assert.deepEqual(story.faults(), []));
});
