import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type FormDefinition, forms, standardForm } from '#engines/forms';
import { type ProcedureContent, procedures } from '#engines/procedures';
import { parseProcess, processes } from '#engines/processes';
import { worktime } from '#engines/worktime';
import { testCtx } from '#test/ctx';
import { ui } from '#ui';
import { procedureDesign } from '../index.ts';
import { compare, type Described } from './described.ts';
import { describeForm } from './form.ts';
import { describeLegal } from './legal.ts';
import { describeProcess } from './process.ts';
import { describeResult } from './result.ts';
import { wordDiff } from './word-diff.ts';

const { t } = testCtx({ modules: [ui, worktime, forms, processes, procedures, procedureDesign] });
const words = {
  fact: (title: string, label: string) => `${title}: ${label}`,
  renamed: (title: string) => `${title}: mã`,
};
const rows = (before: Described[], after: Described[]) =>
  compare(before, after, words).map(r => [r.kind, r.what, r.before, r.after]);

test('a form: fields added, removed, renamed and changed are told by their labels', () => {
  const { sha256: _, ...before } = standardForm({ papers: [] });
  const after = structuredClone(before) as unknown as {
    -readonly [K in keyof FormDefinition]: FormDefinition[K];
  } & { schema: { properties: Record<string, { properties: Record<string, object>; required: string[] }> } };
  const fields = after.fields as Record<string, (typeof after.fields)[string]>;
  const applicant = after.schema.properties.applicant ?? assert.fail();
  const name = fields['applicant.name'] ?? assert.fail();
  fields['applicant.name'] = { ...name, label: { vi: 'Họ và tên khai sinh', en: name.label.en } };
  applicant.properties.nickname = { type: 'string', maxLength: 50 };
  fields['applicant.nickname'] = {
    label: { vi: 'Biệt danh', en: 'Nickname' },
    class: 'basic',
    showIf: { field: 'applicant.name', notEquals: 'A' },
  };
  after.pages = after.pages.map((p, i) => (i ? p : { ...p, fields: [...p.fields, 'applicant.nickname'] }));
  const found = rows(describeForm(t, before), describeForm(t, after));
  const old = name.label.vi;
  assert.deepEqual(
    found
      .filter(([kind]) => kind === 'changed')
      .map(([, what, a, b]) => [what, a, b])
      .slice(1),
    [['Ô “Họ và tên khai sinh”: Nhãn', old, 'Họ và tên khai sinh']],
  );
  assert.match(String(found[0]?.[1]), /^Trang “.*”: Các ô$/);
  const [added] = found.filter(([kind]) => kind === 'added');
  assert.equal(added?.[1], 'Ô “Biệt danh”');
  assert.match(String(added?.[3]), /Chỉ hỏi khi: “Họ và tên khai sinh” không phải là A/);
  assert.deepEqual(rows(describeForm(t, before), describeForm(t, before)), []);

  const { nickname, ...others } = applicant.properties;
  const moved = structuredClone(after);
  (moved.schema.properties.applicant ?? assert.fail()).properties = { ...others, alias: nickname ?? {} };
  const { 'applicant.nickname': layout, ...rest } = fields;
  moved.fields = { ...rest, 'applicant.alias': layout ?? assert.fail() };
  moved.pages = after.pages.map(p => ({
    ...p,
    fields: p.fields.map(f => (f === 'applicant.nickname' ? 'applicant.alias' : f)),
  }));
  assert.deepEqual(rows(describeForm(t, after), describeForm(t, moved)), [
    ['changed', 'Ô “Biệt danh”: mã', 'applicant.nickname', 'applicant.alias'],
  ]);
});

test('a process: steps, ways and conditions are told by their names; where things are drawn is not', async () => {
  const bpmn = (step: string, condition: string, x: number) => `<definitions
    xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:fs="https://fansipan.vn/bpmn"
    xmlns:di="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"
    id="d" targetNamespace="t"><process id="p"><startEvent id="s"/><userTask id="check" name="${step}" fs:role="officer"/>
    <exclusiveGateway id="g" name="Đủ?" default="f3"/><userTask id="more" name="Bổ sung" fs:role="officer"/><endEvent id="e"/>
    <sequenceFlow id="f1" sourceRef="s" targetRef="check"/><sequenceFlow id="f2" sourceRef="check" targetRef="g"/>
    <sequenceFlow id="f3" sourceRef="g" targetRef="e"/><sequenceFlow id="f4" sourceRef="g" targetRef="more">
    <conditionExpression>${condition}</conditionExpression></sequenceFlow>
    <sequenceFlow id="f5" sourceRef="more" targetRef="e"/></process>
    <di:BPMNDiagram id="dia"><di:BPMNPlane id="pl" bpmnElement="p"><di:BPMNShape id="sh" bpmnElement="check">
    <dc:Bounds x="${x}" y="0" width="100" height="80"/></di:BPMNShape></di:BPMNPlane></di:BPMNDiagram></definitions>`;
  const described = async (...args: Parameters<typeof bpmn>) => {
    const { graph, problems } = await parseProcess(bpmn(...args));
    return describeProcess(t, graph ?? assert.fail(JSON.stringify(problems)));
  };
  assert.deepEqual(
    rows(
      await described('Kiểm tra', 'tasks.check.outcome = "a"', 0),
      await described('Thẩm định', 'tasks.check.outcome = "b"', 0),
    ),
    [
      ['changed', 'Bước “Thẩm định”: Tên bước', 'Kiểm tra', 'Thẩm định'],
      ['changed', 'Đường “Bắt đầu” → “Thẩm định”: Đến bước', 'Kiểm tra', 'Thẩm định'],
      ['changed', 'Đường “Thẩm định” → “Đủ?”: Từ bước', 'Kiểm tra', 'Thẩm định'],
      [
        'changed',
        'Đường “Đủ?” → “Bổ sung”: Điều kiện',
        'Kết quả bước “Kiểm tra” là a',
        'Kết quả bước “Thẩm định” là b',
      ],
    ],
  );
  const own = bpmn('Kiểm tra', 'tasks.check.outcome = "a"', 0).replace(
    'fs:role="officer"/>',
    'fs:role="officer" fs:outcomes="a=Đạt, signed"/>',
  );
  const { graph } = await parseProcess(own);
  const told = JSON.stringify(describeProcess(t, graph ?? assert.fail()));
  assert.match(told, /Đạt \(a\), ký kết quả \(signed\)/, 'outcomes in their words, no code');
  assert.match(told, /Kết quả bước “Kiểm tra” là Đạt \(a\)/);
  assert.doesNotMatch(told, /outcomeWords/);
  const condition = 'tasks.check.outcome = "a"';
  assert.deepEqual(rows(await described('K', condition, 0), await described('K', condition, 300)), []);
});

test('the legal part and the result: limits, fees, papers and lines in words', () => {
  const content: ProcedureContent = {
    name: 'Cấp thẻ',
    field: 'Thư viện',
    levels: ['commune'],
    agencyKind: null,
    decidedBy: null,
    subjects: [],
    legalBasis: ['46/2019/QH14'],
    papers: [{ id: 'paper1', name: 'Tờ khai', original: 1, copy: 0, alreadyHeld: false, optional: false }],
    fees: [{ name: 'Lệ phí', channels: [], amount: 10_000, exemptions: [] }],
    limits: { online: { n: 2, unit: 'working-day' } },
    results: [],
    serviceLevel: 'full-online',
    form: null,
    process: null,
    lifeEvents: [],
    keywords: [],
    unverified: [],
    source: {},
  };
  const after: ProcedureContent = {
    ...content,
    limits: { online: { n: 3, unit: 'working-day' } },
    fees: [
      { name: 'Lệ phí', channels: [], amount: 800_000, exemptions: [], due: 'at-submission', waits: true },
    ],
    papers: [],
  };
  const both = (...levels: ProcedureContent['levels']) => describeLegal(t, { ...content, levels });
  assert.deepEqual(
    rows(both('commune', 'province'), both('province', 'commune')),
    [],
    'an order says nothing',
  );
  assert.equal(rows(both('commune'), both('province', 'commune')).length, 1);
  assert.deepEqual(
    rows(describeLegal(t, content), describeLegal(t, after)).map(r => r.slice(0, 2)),
    [
      ['changed', 'Thời hạn, Trực tuyến'],
      ['changed', 'Khoản thu “Lệ phí”: Số tiền'],
      ['changed', 'Khoản thu “Lệ phí”: Thu khi nào'],
      ['changed', 'Khoản thu “Lệ phí”: Dừng thời hạn cho đến khi nộp tiền'],
      ['removed', 'Giấy tờ “Tờ khai”'],
    ],
  );
  const template = { title: 'Thẻ', book: 'own' as const, heading: ['THẺ'], body: 'Một', recipients: [] };
  assert.deepEqual(rows(describeResult(t, template), describeResult(t, { ...template, body: 'Hai' })), [
    ['changed', 'Nội dung', 'Một', 'Hai'],
  ]);
  assert.deepEqual(
    rows([], describeResult(t, template)).map(r => r.slice(0, 2)),
    [['added', 'Mẫu kết quả']],
  );
});

test('every word of both texts is shown, and what is left unmarked is in both', () => {
  const text = fc
    .array(fc.constantFrom('một', 'hai', 'ba', ' ', '\n'), { maxLength: 30 })
    .map(w => w.join(''));
  fc.assert(
    fc.property(text, text, (a, b) => {
      const diff = wordDiff(a, b);
      const all = (side: typeof diff.before) => side.map(s => s.text).join('');
      // How many spaces there are does not matter; a new line does.
      const kept = (side: typeof diff.before) =>
        side
          .filter(s => !s.changed)
          .map(s => s.text.replaceAll(' ', ''))
          .join('');
      assert.equal(all(diff.before), a);
      assert.equal(all(diff.after), b);
      assert.equal(kept(diff.before), kept(diff.after));
    }),
  );
  assert.deepEqual(wordDiff('nộp ba bản', 'nộp hai bản').after, [
    { text: 'nộp', changed: false },
    { text: ' hai', changed: true },
    { text: ' bản', changed: false },
  ]);
  assert.deepEqual(
    wordDiff('Đăng ký khai sinh', 'Đăng ký khai sinh cho trẻ').before.map(s => s.changed),
    [false],
  );
});

test('a repeating group is told in words, and in which order its names were written is no change', () => {
  const both = (vi: string, en: string) => ({ vi, en });
  const grouped = (label: object, maxItems: number): FormDefinition =>
    ({
      id: 'group',
      version: 1,
      schema: {
        type: 'object',
        properties: {
          members: {
            type: 'array',
            maxItems,
            items: { type: 'object', properties: { name: { type: 'string' } } },
          },
        },
        if: { required: ['members'], properties: {} },
      },
      groups: { members: { label, title: 'members.name' } },
      pages: [{ id: 'one', title: both('Một', 'One'), group: 'members', fields: ['members.name'] }],
      fields: { 'members.name': { label: both('Tên', 'Name'), class: 'basic' } },
    }) as FormDefinition;
  const before = grouped(both('Thành viên', 'Member'), 5);
  const turned = grouped({ en: 'Member', vi: 'Thành viên' }, 5);
  const swapped = { ...turned, schema: { ...turned.schema, if: { properties: {}, required: ['members'] } } };
  assert.deepEqual(rows(describeForm(t, before), describeForm(t, swapped)), []);
  const after = grouped(both('Người trong nhóm', 'Member'), 9);
  assert.deepEqual(rows(describeForm(t, before), describeForm(t, after)), [
    ['changed', 'Nhóm lặp “Người trong nhóm”: Nhãn', 'Thành viên', 'Người trong nhóm'],
    ['changed', 'Nhóm lặp “Người trong nhóm”: Số mục', '0–5', '0–9'],
  ]);
});

test('a field that is called otherwise is told once: its page has the same fields', () => {
  const { sha256: _, ...before } = standardForm({ papers: [] });
  const name = before.fields['applicant.name'] ?? assert.fail();
  const fields = { ...before.fields, 'applicant.name': { ...name, label: { vi: 'Tên', en: 'Name' } } };
  const found = rows(describeForm(t, before), describeForm(t, { ...before, fields }));
  assert.ok(found.length > 0);
  assert.deepEqual(
    found.filter(([, what]) => what?.startsWith('Trang')),
    [],
  );
});
