import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { type FormDefinition, forms } from '#engines/forms';
import { type ProcedureContent, procedures } from '#engines/procedures';
import {
  type Flow,
  type Graph,
  type Handling,
  type Lane,
  type Node,
  parseProcess,
  processes,
} from '#engines/processes';
import { worktime } from '#engines/worktime';
import { testCtx } from '#test/ctx';
import { ui } from '#ui';
import { procedureDesign } from '../index.ts';
import { compare, type Described } from './described.ts';
import { describeForm } from './form.ts';
import { describeLegal } from './legal.ts';
import { formNames } from './parts.ts';
import { describeProcess } from './process.ts';
import { describeResult } from './result.ts';

// Every id in these versions begins so: where one is in a text, no name was found for it.
const ID = /zz[A-Z]/;
const CODE = /[{}[\]"]|undefined|\[object|procedure-design\.|forms\./;

describe('procedure design: whatever changes is told in words', () => {
  const ctx = testCtx({ modules: [ui, worktime, forms, processes, procedures, procedureDesign] });
  const { t } = ctx;
  const words = {
    fact: (title: string, label: string) => `${title}: ${label}`,
    renamed: (title: string) => `${title}: mã`,
  };
  const texts = (d: readonly Described[]) =>
    d.flatMap(x => [x.title, ...x.facts.flatMap(f => [f.label, f.text])]);

  /** That a change is told, and in words: both as what was changed and as what was not there before. */
  function told(what: string, before: Described[], after: Described[]): void {
    const rows = compare(before, after, words);
    assert.ok(rows.length > 0, `${what}: nothing is told`);
    for (const d of [...texts(before), ...texts(after), ...rows.map(r => r.what)]) {
      assert.doesNotMatch(d, CODE, what);
      assert.doesNotMatch(d, ID, what);
    }
  }

  const both = (vi: string) => ({ vi, en: `${vi} (English)` });
  const form: FormDefinition = {
    id: 'x',
    version: 1,
    schema: {
      type: 'object',
      required: ['zzName'],
      properties: {
        zzName: { type: 'string', maxLength: 10 },
        zzNumber: { type: 'string', format: 'personal-number' },
        zzBorn: { type: 'string', format: 'date' },
        zzWay: { type: 'string', enum: ['zzPost', 'zzDesk'] },
        zzFile: { type: 'array', items: { type: 'object' } },
        zzSum: { type: 'number' },
        zzPlace: { type: 'string', format: 'area-code' },
        zzList: {
          type: 'array',
          maxItems: 5,
          items: { type: 'object', properties: { zzPart: { type: 'number' }, zzMain: { type: 'boolean' } } },
        },
      },
    },
    groups: { zzList: { label: both('Địa điểm') } },
    pages: [
      {
        id: 'zzOne',
        title: both('Người nộp'),
        fields: ['zzName', 'zzNumber', 'zzBorn', 'zzWay', 'zzFile', 'zzSum', 'zzPlace'],
      },
      {
        id: 'zzTwo',
        title: both('Các địa điểm'),
        group: 'zzList',
        fields: ['zzList.zzPart', 'zzList.zzMain'],
      },
    ],
    fields: {
      zzName: { label: both('Họ và tên'), class: 'basic' },
      zzNumber: { label: both('Số định danh'), class: 'sensitive' },
      zzBorn: { label: both('Ngày sinh'), class: 'basic' },
      zzWay: {
        label: both('Cách nhận'),
        class: 'none',
        options: [
          { value: 'post', label: both('Bưu chính') },
          { value: 'desk', label: both('Tại quầy') },
        ],
      },
      zzFile: { label: both('Bản chụp'), class: 'none' },
      zzSum: { label: both('Diện tích phương án'), class: 'none' },
      zzPlace: { label: both('Xã'), class: 'none' },
      'zzList.zzPart': { label: both('Diện tích nơi này'), class: 'none' },
      'zzList.zzMain': { label: both('Nơi chính'), class: 'none' },
    },
  };
  const papers = new Map([['zzPaper', 'Tờ khai']]);
  const describedForm = (f: FormDefinition) => describeForm(t, f, id => papers.get(id));

  test('of a field: everything that its layout and its schema can say', () => {
    const layouts: Record<string, Record<string, unknown>> = {
      zzName: {
        label: both('Tên'),
        hint: both('Như trên căn cước'),
        errors: Object.fromEntries(
          ['required', 'pattern', 'format', 'minLength', 'maxLength', 'nfc', 'enum'].map(k => [
            k,
            both(`Nhập lại ${k}`),
          ]),
        ),
        widget: 'long-text',
        prefill: ['profile.name', 'card.name', 'past.zzName', 'said.residence', 'register.reader'],
        showIf: {
          all: [
            { field: 'zzWay', equals: 'post' },
            { field: 'zzSum', over: 3 },
          ],
        },
        width: 'narrow',
        autocomplete: 'name',
        class: 'none',
        use: 'owner',
      },
      zzWay: { options: [{ value: 'post', label: both('Bưu chính'), hint: both('Trả phí khi nhận') }] },
      zzPlace: { level: 'province', within: { field: 'zzPlace' }, on: { field: 'zzBorn' } },
      zzBorn: { notBefore: 'zzBorn' },
      zzFile: { paper: 'zzPaper', maxFiles: 3 },
      zzSum: { computed: 'if form.zzWay = "post" then form.zzSum else item.zzPart' },
    };
    for (const [field, change] of Object.entries(layouts))
      for (const [key, value] of Object.entries(change)) {
        const fields = {
          ...form.fields,
          [field]: { ...form.fields[field], [key]: value },
        } as FormDefinition['fields'];
        told(`${field}.${key}`, describedForm(form), describedForm({ ...form, fields }));
      }
    const schemas: Record<string, Record<string, unknown>> = {
      zzName: {
        ...{
          minLength: 2,
          maxLength: 20,
          pattern: '^A+$',
          format: 'person-name',
          examples: ['An'],
          const: 'An',
        },
        ...{ title: 'Tên', description: 'Tên gọi', $comment: 'xem lại', enum: ['a', 'b'] },
      },
      zzBorn: { dateNotAfter: 'today', dateNotBefore: '1900-01-01', format: 'partial-date' },
      zzSum: {
        minimum: 1,
        maximum: 2.5,
        exclusiveMinimum: 0,
        exclusiveMaximum: 9,
        multipleOf: 0.5,
        type: 'integer',
      },
    };
    for (const [field, change] of Object.entries(schemas))
      for (const [key, value] of Object.entries(change)) {
        const properties = {
          ...form.schema.properties,
          [field]: { ...form.schema.properties?.[field], [key]: value },
        };
        const after = { ...form, schema: { ...form.schema, properties } } as FormDefinition;
        told(`schema of ${field}: ${key}`, describedForm(form), describedForm(after));
      }
  });

  test('of a page, of a group, and what holds between fields', () => {
    const [one, two] = form.pages as [FormDefinition['pages'][0], FormDefinition['pages'][0]];
    for (const change of [
      { title: both('Ai nộp') },
      { fields: ['zzName'] },
      { showIf: { field: 'zzWay', in: ['post', 'desk'] } },
    ])
      told(
        `page ${Object.keys(change)}`,
        describedForm(form),
        describedForm({ ...form, pages: [{ ...one, ...change }, two] }),
      );
    told('order of pages', describedForm(form), describedForm({ ...form, pages: [two, one] }));
    told(
      'group of a page',
      describedForm({ ...form, pages: [one, { ...two, group: undefined }] } as FormDefinition),
      describedForm(form),
    );
    for (const change of [
      { label: both('Nơi') },
      { title: 'zzList.zzPart' },
      { errors: { contains: both('Đánh dấu một nơi') } },
    ])
      told(
        'group',
        describedForm(form),
        describedForm({
          ...form,
          groups: { zzList: { ...form.groups?.zzList, ...change } },
        } as FormDefinition),
      );
    const lists = {
      ...{ minItems: 1, maxItems: 9, uniqueItems: true, minContains: 1, maxContains: 1 },
      contains: { required: ['zzMain'], properties: { zzMain: { const: true } } },
    };
    for (const [key, value] of Object.entries(lists)) {
      const properties = {
        ...form.schema.properties,
        zzList: { ...form.schema.properties?.zzList, [key]: value },
      };
      told(
        `list ${key}`,
        describedForm(form),
        describedForm({ ...form, schema: { ...form.schema, properties } }),
      );
    }
    const rules = {
      personalNumberAgrees: [{ number: 'zzNumber', born: 'zzBorn', is: 'male' }],
      datesInOrder: [{ earlier: 'zzBorn', later: 'zzBorn', called: both('ngày sinh') }],
      sumNotAbove: [{ group: 'zzList', column: 'zzPart', limit: 'zzSum' }],
      dependentRequired: { zzName: ['zzBorn'] },
      minProperties: 2,
      additionalProperties: false,
      if: { properties: { zzWay: { const: 'post' } }, required: ['zzWay'] },
      allOf: [{ required: ['zzName'] }],
      anyOf: [{ required: ['zzName'] }, { required: ['zzBorn'] }],
      oneOf: [{ required: ['zzName'] }],
      not: { required: ['zzSum'] },
    };
    for (const [key, value] of Object.entries(rules))
      told(
        `rule ${key}`,
        describedForm(form),
        describedForm({ ...form, schema: { ...form.schema, [key]: value } }),
      );
  });

  const span = { n: 3, unit: 'working-day' } as const;
  const lane: Lane = {
    id: 'zzLane',
    name: 'Một cửa',
    role: 'receiver',
    level: null,
    agencyKind: null,
    area: null,
  };
  const bare: Node = {
    ...{
      id: 'zzStep',
      name: 'Kiểm tra',
      kind: 'user',
      trigger: 'none',
      scope: 'zzProcess',
      incoming: [],
      outgoing: ['zzFlow'],
    },
    ...{
      defaultFlow: null,
      lane,
      attachedTo: null,
      interrupting: true,
      timer: null,
      message: null,
      recipient: null,
    },
    ...{
      area: null,
      says: null,
      reply: null,
      limit: null,
      stopsClock: false,
      error: null,
      body: null,
      outcomes: ['ok'],
    },
    ...{
      outcomeWords: { ok: 'Đủ' },
      facts: [],
      share: null,
      escalate: null,
      act: null,
      produces: null,
      form: null,
    },
    ...{ service: null, params: null, result: null },
  };
  const end: Node = { ...bare, id: 'zzEnd', name: '', kind: 'end', outcomes: [], outgoing: [] };
  const flow: Flow = { id: 'zzFlow', name: '', from: 'zzStep', to: 'zzEnd', condition: null };
  const handling: Handling = { escalate: null, consult: null, consultStopsClock: false };
  const graphOf = (of: {
    node?: Partial<Node>;
    flow?: Partial<Flow>;
    lane?: Partial<Lane>;
    handling?: Partial<Handling>;
    name?: string;
  }): Graph => ({
    ...{
      id: 'zzProcess',
      name: of.name ?? 'Cấp thẻ',
      boundaries: new Map(),
      starts: new Map(),
      diagram: null,
    },
    nodes: new Map([
      ['zzStep', { ...bare, ...of.node }],
      ['zzEnd', end],
    ]),
    flows: new Map([['zzFlow', { ...flow, ...of.flow }]]),
    lanes: [{ ...lane, ...of.lane }],
    handling: { ...handling, ...of.handling },
  });
  const described = (of: Parameters<typeof graphOf>[0]) =>
    describeProcess(t, graphOf(of), formNames(t, form));

  test('of a process: everything that an element, a lane, a way and the whole can say', () => {
    // All of them: one that is new has to be told, or named here as what is not.
    const node: Required<Record<keyof Node, unknown[]>> = {
      ...{ id: [], scope: [], incoming: [], outgoing: [], outcomeWords: [{ ok: 'Đạt' }], body: [] },
      name: ['Thẩm định'],
      kind: ['manual', 'service', 'send', 'exclusive', 'sub-process'],
      trigger: ['timer', 'message', 'error', 'terminate'],
      defaultFlow: ['zzFlow'],
      lane: [null, { ...lane, id: 'zzOwn', agencyKind: 'tax', area: 'form.zzPlace' }],
      attachedTo: ['zzEnd'],
      interrupting: [],
      timer: [
        { kind: 'date', at: '2026-12-31' },
        { kind: 'date', at: '=form.zzBorn' },
        { kind: 'duration', iso: 'P3DT4H' },
        { kind: 'limit', limit: span },
        { kind: 'cycle', times: 3, every: span },
        { kind: 'cycle', times: null, every: 'P1D' },
      ],
      message: ['Hỏi'],
      recipient: ['applicant', 'police'],
      area: ['form.zzPlace'],
      says: ['Ông/Bà {{zzName}} bổ sung {{zzWay|thuong}}'],
      reply: ['Trả lời'],
      limit: [span],
      stopsClock: [true],
      error: ['E1'],
      outcomes: [['ok', 'mend']],
      facts: [
        [
          {
            id: 'zzFact',
            kind: 'date',
            label: 'Ngày xem',
            optional: true,
            least: 'received',
            most: 'today',
            when: ['ok'],
          },
        ],
      ],
      share: [0.4],
      escalate: [span],
      act: ['process', 'sign'],
      produces: ['zzPaper'],
      form: ['mau-rieng'],
      service: ['tra-cuu'],
      params: ['{ what: form.zzName }'],
      result: ['returned'],
    };
    for (const [key, values] of Object.entries(node))
      for (const value of values) {
        if (key === 'produces') continue;
        told(`node.${key}`, described({}), described({ node: { [key]: value } }));
      }
    const boundary = { kind: 'boundary' as const };
    told(
      'interrupting',
      described({ node: boundary }),
      described({ node: { ...boundary, interrupting: false } }),
    );
    told(
      'called',
      described({ node: { kind: 'call', body: 'Xét duyệt' } }),
      described({ node: { kind: 'call', body: 'Thẩm tra' } }),
    );
    const lanes: Record<Exclude<keyof Lane, 'id'>, unknown> = {
      name: 'Tư pháp',
      role: 'leader',
      level: 'commune',
      agencyKind: 'land-office',
      area: 'form.zzPlace',
    };
    for (const [key, value] of Object.entries(lanes))
      told(`lane.${key}`, described({}), described({ lane: { [key]: value } }));
    const whole: Record<keyof Handling, unknown> = { escalate: span, consult: span, consultStopsClock: true };
    for (const [key, value] of Object.entries(whole))
      told(`handling.${key}`, described({}), described({ handling: { [key]: value } }));
    told('name', described({}), described({ name: 'Cấp lại thẻ' }));
    const conditions = [
      'tasks.zzStep.outcome = "ok"',
      'tasks.zzStep.zzFact > 3 and not(form.zzWay = "post")',
      'form.zzSum >= 100 or form.zzName = null',
    ];
    const facts = [{ id: 'zzFact', kind: 'number', label: 'Diện tích', optional: false }] as Node['facts'];
    for (const condition of conditions)
      told(condition, described({ node: { facts } }), described({ node: { facts }, flow: { condition } }));
    told('flow name', described({}), described({ flow: { name: 'Đủ' } }));
    assert.deepEqual(
      compare(
        described({}),
        describeProcess(t, { ...graphOf({}), flows: new Map([['zzOther', { ...flow, id: 'zzOther' }]]) }),
        words,
      ),
      [],
    );
  });

  test('of the legal part and the result: everything that they hold', () => {
    const content: ProcedureContent = {
      ...{
        name: 'Cấp thẻ',
        field: 'Thư viện',
        levels: ['commune'],
        agencyKind: null,
        decidedBy: null,
        subjects: [],
      },
      ...{
        legalBasis: ['46/2019/QH14'],
        papers: [],
        fees: [],
        limits: {},
        results: [],
        serviceLevel: 'full-online',
      },
      ...{ form: null, process: null, lifeEvents: [], keywords: [], unverified: [], source: {} },
    };
    const names = new Map([
      ['zzStep', 'Kiểm tra'],
      ['zzOld', 'Xét'],
      ['zzName', 'Họ và tên'],
    ]);
    const legal = (c: Partial<ProcedureContent>) => describeLegal(t, { ...content, ...c }, names);
    const paper = {
      id: 'zzPaper',
      name: 'Tờ khai',
      original: 1,
      copy: null,
      alreadyHeld: true,
      optional: true,
      note: 'Nếu có',
    };
    const fee = {
      ...{ name: 'Lệ phí', channels: ['post' as const], amount: 10_000, due: 'zzStep', waits: true },
      exemptions: [{ who: 'Hộ nghèo', share: 0, basis: 'Nghị quyết 1' }],
    };
    const changes: Partial<ProcedureContent> = {
      ...{ name: 'Cấp lại', field: 'Văn hóa', levels: ['province'], agencyKind: 'tax', decidedBy: 'Sở' },
      ...{ subjects: ['Công dân'], legalBasis: ['1/2026/QH16'], papers: [paper], fees: [fee] },
      limits: { online: { n: 3, unit: 'working-day', cutOff: '15:00', includeReceiptDay: true } },
      ...{
        results: ['Thẻ'],
        serviceLevel: 'counter',
        lifeEvents: ['birth'],
        keywords: ['thẻ'],
        unverified: ['limits.online.unit', 'fees'],
      },
      mapping: {
        elements: [{ from: 'zzOld', to: 'zzStep' }],
        fields: [{ from: 'zzName', to: null, reason: 'Không hỏi nữa' }],
      },
    };
    for (const [key, value] of Object.entries(changes))
      told(`legal ${key}`, legal({}), legal({ [key]: value }));
    const template = { title: 'Thẻ', book: 'own' as const, heading: ['THẺ'], body: 'Một', recipients: [] };
    const changed = {
      ...{
        title: 'Giấy',
        number: '01/TV',
        heading: ['GIẤY'],
        body: 'Hai',
        recipients: ['Như trên'],
        book: 'shared' as never,
      },
      document: { name: 'mau.docx', base64: 'AAAA' },
    };
    for (const [key, value] of Object.entries(changed))
      if (key !== 'book')
        told(`result ${key}`, describeResult(t, template), describeResult(t, { ...template, [key]: value }));
  });

  test('the procedures of the province: no name of a field or step, no brace', async () => {
    const root = path.join(import.meta.dirname, '../..');
    const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).map(f => path.join(root, f));
    const odd = /\b(?:form|tasks|item)\.|\{\{|[{}"]|\bundefined\b/;
    for (const file of files.filter(f => f.endsWith('.form.json'))) {
      const definition = JSON.parse(readFileSync(file, 'utf8')) as FormDefinition;
      for (const d of describeForm(t, definition))
        for (const { key, text } of d.facts)
          if (key !== 'pattern') assert.doesNotMatch(text, odd, `${file} ${d.title}`);
    }
    const drawn = files.filter(f => f.endsWith('.bpmn'));
    assert.ok(drawn.length >= 12);
    for (const file of drawn) {
      const { graph } = await parseProcess(readFileSync(file, 'utf8'));
      for (const d of describeProcess(t, graph ?? assert.fail(file)))
        for (const { text } of d.facts) assert.doesNotMatch(text, /[{}"]|\btasks\./, `${file} ${d.title}`);
    }
  });
});
