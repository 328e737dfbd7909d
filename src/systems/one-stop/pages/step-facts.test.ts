import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, test } from 'node:test';
import type { Dossier, LoadedProcedure } from '#engines/cases';
import { defineForm, forms } from '#engines/forms';
import { type Outcome, parseProcess, processes } from '#engines/processes';
import { testCtx } from '#test/ctx';
import { ui } from '#ui';
import { oneStop } from '../module.ts';
import { closedBecause, factFields, readFacts } from './step-facts.ts';

const ctx = testCtx({ modules: [ui, forms, processes, oneStop] });
const load = async (name: string): Promise<Pick<LoadedProcedure, 'graph' | 'form'>> => {
  const at = (kind: string) => new URL(`../../${name}.${kind}`, import.meta.url);
  const { graph, problems } = await parseProcess(await readFile(at('bpmn'), 'utf8'));
  assert.deepEqual(problems, []);
  return {
    graph: graph ?? assert.fail(),
    form: defineForm(JSON.parse(await readFile(at('form.json'), 'utf8'))),
  };
};
const dossier = (data: Dossier['data'], outcomes: Record<string, Outcome>) =>
  ({
    receivedAt: new Date('2026-11-20T09:00:00+07:00'),
    data,
    processState: { tokens: [], next: 1, outcomes },
  }) as unknown as Dossier;

describe('what a step has to say', async () => {
  const record = await load('public-security/procedures/criminal-record');
  const draft = record.graph.nodes.get('draft');
  const lookUp = record.graph.nodes.get('lookUp');
  const judged = { judgment: 'Số 15/2019/HS-ST', crime: 'Điều 173', penalty: '6 tháng tù' };
  const standing = { lookUp: { outcome: 'standing', basis: null, ...judged } };
  const asked = dossier({ request: { ban: true } }, standing);

  test('an official who forgets what the applicant asked for is told so at the field, and why', async () => {
    const { errors } = await readFacts(ctx, draft, asked, record, {}, 'record');
    assert.deepEqual(
      errors.map(e => e.path),
      ['draft.ban'],
    );
    assert.match(errors[0]?.message ?? '', /^Phải ghi: Cấm đảm nhiệm chức vụ.*, vì tờ khai ghi “.*: Có”$/);
    const said = await readFacts(ctx, draft, asked, record, { 'draft.ban': 'Không bị cấm' }, 'record');
    assert.deepEqual(said, { facts: { ban: 'Không bị cấm' }, errors: [] });
    const other = dossier({ request: { ban: false } }, standing);
    assert.deepEqual((await readFacts(ctx, draft, other, record, {}, 'record')).errors, []);
    assert.deepEqual((await readFacts(ctx, draft, asked, record, {}, 'again')).errors, []);
  });

  test('a paper that contradicts what was found is refused in words', async () => {
    assert.equal(
      await closedBecause(ctx, draft, asked, record, 'clear'),
      'Không chọn được “Không có án tích”, vì bước “Đối chiếu bản án, việc xóa án tích” đã ghi “Còn án tích”',
    );
    assert.equal(await closedBecause(ctx, draft, asked, record, 'record'), null);
    assert.match(
      (await closedBecause(ctx, draft, dossier({}, {}), record, 'record')) ?? '',
      /vì bước “Đối chiếu bản án, việc xóa án tích” chưa ghi kết quả$/,
    );
  });

  test('who does a step again finds what was said with one outcome, and need not empty it to choose the other', async () => {
    const fields = String(await factFields(ctx, lookUp, asked, record));
    for (const text of Object.values(judged)) assert.ok(fields.includes(text), text);
    const kept = Object.fromEntries(Object.entries(judged).map(([id, text]) => [`lookUp.${id}`, text]));
    const cleared = { ...kept, 'lookUp.basis': 'Quyết định xóa án tích số 3/2025' };
    assert.deepEqual(await readFacts(ctx, lookUp, asked, record, cleared, 'cleared'), {
      facts: { judgment: null, crime: null, penalty: null, basis: 'Quyết định xóa án tích số 3/2025' },
      errors: [],
    });
    const typed = await readFacts(
      ctx,
      lookUp,
      asked,
      record,
      { ...cleared, 'lookUp.crime': 'Điều 174' },
      'cleared',
    );
    assert.deepEqual(
      typed.errors.map(e => e.path),
      ['lookUp.crime'],
    );
  });

  test('a time is read as people write it, and what is none is told', async () => {
    const security = await load('land/procedures/security-registration');
    const check = security.graph.nodes.get('check');
    const typed = (hour: string) => {
      const body = { 'check.entered': '20/11/2026', 'check.hour': hour };
      return readFacts(ctx, check, dossier({}, {}), security, body, 'propose');
    };
    for (const [written, kept] of [
      ['8h15', '08:15'],
      ['8 giờ 15', '08:15'],
      ['08 giờ 15 phút', '08:15'],
      ['14.30', '14:30'],
      ['14:30', '14:30'],
      ['8h', '08:00'],
    ])
      assert.equal((await typed(written ?? '')).facts?.hour, kept, written);
    for (const none of ['25h10', '8h75', 'sáng'])
      assert.deepEqual(
        (await typed(none)).errors.map(e => e.path),
        ['check.hour'],
        none,
      );
  });

  test('what may be left out has one pair of brackets behind its label; what stood in another is its hint', async () => {
    const birth = await load('civil-status/procedures/birth-registration');
    const verify = birth.graph.nodes.get('verify');
    const fields = String(await factFields(ctx, verify, dossier({}, {}), birth));
    assert.match(
      fields,
      /<label[^>]*>Số định danh cá nhân của trẻ \(không bắt buộc\)<\/label><span class="hint"[^>]*>Cơ sở dữ liệu quốc gia về dân cư cấp</,
    );
  });
});
