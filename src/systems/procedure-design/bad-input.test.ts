import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { createDraft, getDraftForm, getDraftProcess, type ProcedureVersion } from '#engines/procedures';
import { type StaffSite, staffSite } from '#test/staff-site';
import { libraryCard } from '../../engines/procedures/testing/content.ts';
import { DESIGN } from './testing/modules.ts';

describe('procedure design: what cannot be right is said, kept, and not released', () => {
  const CODE = '9.000007';
  const home = `/can-bo/thu-tuc/${CODE}`;
  let s: StaffSite;
  let an: Awaited<ReturnType<StaffSite['official']>>;
  let draft: ProcedureVersion;

  before(async () => {
    s = await staffSite(DESIGN);
    an = await s.official('Phạm Minh Tuệ', s.agencies.province, ['procedure-editor']);
    draft = await s.db.tx(tx => createDraft(tx, CODE, libraryCard(), s.act()));
  });
  after(() => s.close());

  /** Saves it, finds the words on the page and the text in the draft, and that the draft cannot be proposed. */
  async function savedAndTold(
    tab: 'bieu-mau/nguon' | 'quy-trinh/nguon',
    source: string,
    told: RegExp,
  ): Promise<void> {
    await an.visit.open(`${home}/${tab}`);
    assert.equal((await an.visit.send(`${home}/${tab}`, { nguon: source })).status, 303);
    for (const other of [
      'bieu-mau',
      'quy-trinh',
      'ket-qua',
      'so-sanh',
      'phap-ly',
      'lan-luu/bieu-mau',
      'xuat.json',
    ])
      assert.equal((await an.visit.open(`${home}/${other}`)).status, 200, other);
    assert.match((await an.visit.open(`${home}/${tab}`)).html, told);
    const kept =
      tab === 'bieu-mau/nguon' ? await getDraftForm(s.db, draft.id) : await getDraftProcess(s.db, draft.id);
    assert.equal(kept.source, source);
    await an.visit.open(`${home}/phat-hanh`);
    const asked = await an.visit.submit(`${home}/phat-hanh`, { 'tu-ngay': '20/11/2026' });
    assert.equal(asked.status, 422);
    assert.match(asked.html, /chưa đủ nội dung để công bố/);
  }

  const form = (schema: object, fields: Record<string, object>, pages?: object) =>
    JSON.stringify({
      schema: { $schema: 'https://json-schema.org/draft/2020-12/schema', type: 'object', ...schema },
      pages: pages ?? [{ id: 'one', title: { vi: 'Một', en: 'One' }, fields: Object.keys(fields) }],
      fields,
    });
  const named = (vi: string) => ({
    label: { vi, en: vi },
    class: 'none',
    errors: { pattern: { vi: 'x', en: 'x' } },
  });

  const FORMS: Array<[string, string, RegExp]> = [
    [
      'a catastrophic regular expression, by the label of its field',
      form({ properties: { plate: { type: 'string', pattern: '^(a+)+$' } } }, { plate: named('Biển số xe') }),
      /Ô “Biển số xe” \(schema\/properties\/plate\/pattern\)<\/b>: Biểu thức chính quy có thể chạy mãi/,
    ],
    [
      'a reference that leads to itself',
      form(
        { properties: { a: { $ref: '#/$defs/a' } }, $defs: { a: { $ref: '#/$defs/a' } } },
        { a: named('A') },
      ),
      /tham chiếu vòng tới chính nó/,
    ],
    [
      'two thousand fields',
      form(
        {
          properties: Object.fromEntries(
            Array.from({ length: 2000 }, (_, i) => [`f${i}`, { type: 'string' }]),
          ),
        },
        Object.fromEntries(Array.from({ length: 2000 }, (_, i) => [`f${i}`, named(`Ô ${i}`)])),
      ),
      /Có 2000 ô, nhiều hơn mức 500 ô/,
    ],
    [
      'nesting without end',
      `{"schema":${'{"items":'.repeat(5000)}{}${'}'.repeat(5000)},"pages":[],"fields":{}}`,
      /Lồng quá sâu/,
    ],
    [
      'shapes that nobody expects',
      '{"schema":[],"pages":{"a":1},"fields":[null]}',
      /chỗ cần sửa trước khi phát hành/,
    ],
    [
      'pages that are none',
      '{"schema":{"type":"object","properties":{}},"pages":[null,1],"fields":{"a":null}}',
      /chỗ cần sửa/,
    ],
    [
      'a condition written as an expression, and parts of the wrong kind all over',
      form(
        { properties: { a: { type: 'string', minLength: 'two' }, b: { type: 'string' } } },
        {
          a: { ...named('Số'), options: 'x', errors: 3, hint: [null] },
          b: { ...named('Lý do'), showIf: 'form.a > 5', label: 7 },
        },
        [{ id: 'one', title: null, fields: ['a', 'b'], showIf: [] }],
      ),
      /fields\.b\.showIf[^<]*<\/b>: Viết sai kiểu\. Viết như ví dụ này: [^<]*owner\.kind/,
    ],
    [
      'a character that cannot be stored',
      form({ properties: { a: { type: 'string' } } }, { a: named('\u0000') }),
      /u0000/,
    ],
  ];
  for (const [what, source, told] of FORMS)
    test(`a form with ${what}`, () => savedAndTold('bieu-mau/nguon', source, told));

  const bpmn = (inside: string) =>
    `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:fs="https://fansipan.vn/bpmn" id="d" targetNamespace="t"><process id="p">${inside}</process></definitions>`;
  const PROCESSES: Array<[string, string, RegExp]> = [
    [
      'an endless loop without a task',
      bpmn(`<startEvent id="s"/><exclusiveGateway id="a"/><exclusiveGateway id="b" name="Quay lại?" default="f3"/><endEvent id="e"/>
        <sequenceFlow id="f1" sourceRef="s" targetRef="a"/><sequenceFlow id="f2" sourceRef="a" targetRef="b"/>
        <sequenceFlow id="f3" sourceRef="b" targetRef="a"/><sequenceFlow id="f4" sourceRef="b" targetRef="e">
        <conditionExpression>form.applicant.name = "A"</conditionExpression></sequenceFlow>`),
      /vòng|lặp/,
    ],
    [
      'entities that multiply',
      `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">${'bcdefghij'
        .split('')
        .map((n, i) => `<!ENTITY ${n} "${`&${'abcdefghi'[i]};`.repeat(10)}">`)
        .join('')}]><x>&j;</x>`,
      /DOCTYPE/,
    ],
    ['no XML at all', 'không phải XML <<<', /không đúng dạng BPMN 2\.0 từ dòng 1/],
    ['more than a megabyte', bpmn(`<!--${'x'.repeat(1_200_000)}-->`), /quá lớn/],
  ];
  for (const [what, source, told] of PROCESSES)
    test(`a process with ${what}`, async () => {
      await an.visit.open(`${home}/bieu-mau/nguon`);
      await an.visit.send(`${home}/bieu-mau/nguon`, { viec: 'chuan' });
      await savedAndTold('quy-trinh/nguon', source, told);
    });

  test('mended, it is proposed', async () => {
    for (const tab of ['bieu-mau/nguon', 'quy-trinh/nguon']) {
      await an.visit.open(`${home}/${tab}`);
      await an.visit.send(`${home}/${tab}`, { viec: 'chuan' });
    }
    await an.visit.open(`${home}/phat-hanh`);
    assert.equal((await an.visit.submit(`${home}/phat-hanh`, { 'tu-ngay': '20/11/2026' })).status, 303);
    assert.deepEqual(s.missing, []);
  });
});
