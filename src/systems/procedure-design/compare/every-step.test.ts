import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import type { ProcedureContent } from '#engines/procedures';
import { type Flow, type Graph, type Handling, type Lane, type Node, parseProcess } from '#engines/processes';
import { form, t, told, words } from '../testing/told.ts';
import { compare } from './described.ts';
import { describeLegal } from './legal.ts';
import { formNames } from './parts.ts';
import { describeProcess } from './process.ts';
import { describeResult } from './result.ts';

describe('procedure design: whatever changes in a process, the legal part and the result is told in words', () => {
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
      openWhen: {},
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
      // A process with it is not published.
      unknownClock: [],
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
        [{ id: 'zzFact', kind: 'text', label: 'Lý do', optional: true, must: 'form.zzSum >= 100' }],
      ],
      openWhen: [{ ok: 'form.zzSum >= 100' }],
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

  test('the processes of the province: no name of a step, no brace', async () => {
    const root = path.join(import.meta.dirname, '../..');
    const drawn = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(f => f.endsWith('.bpmn'));
    assert.ok(drawn.length >= 12);
    for (const file of drawn) {
      const { graph } = await parseProcess(readFileSync(path.join(root, file), 'utf8'));
      for (const d of describeProcess(t, graph ?? assert.fail(file)))
        for (const { text } of d.facts) assert.doesNotMatch(text, /[{}"]|\btasks\./, `${file} ${d.title}`);
    }
  });
});
