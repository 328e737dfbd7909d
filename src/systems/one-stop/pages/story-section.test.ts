import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Story } from '#engines/cases';
import { type Graph, processes } from '#engines/processes';
import { testCtx } from '#test/ctx';
import { ui } from '#ui';
import { oneStop } from '../module.ts';
import { deedWords } from './story-section.ts';

test('staff read at which step something was done, and what the process did by itself', () => {
  const ctx = testCtx({ modules: [ui, processes, oneStop] });
  const node = (id: string, name: string, more = {}) =>
    [id, { id, name, kind: 'user', outcomeWords: {}, ...more }] as const;
  const graph = {
    nodes: new Map([
      node('one', 'Việc một'),
      node('two', 'Việc hai'),
      node('late', 'Quá một phút', { kind: 'boundary', interrupting: true, attachedTo: 'two' }),
    ]),
  } as unknown as Graph;
  const story = { questions: [], results: [] } as unknown as Story;
  const at = new Date('2026-11-29T06:16:00+07:00');
  const deed = (kind: string, body: object) =>
    deedWords(ctx, story, graph, { kind, body, at, other: null, post: null } as Story['happenings'][number]);
  assert.equal(deed('step-done', { element: 'one', outcome: 'done' }), '“Việc một”: làm xong bước này');
  assert.equal(deed('step-done', { element: 'two', outcome: 'done' }), '“Việc hai”: làm xong bước này');
  assert.equal(
    deed('timer-fired', { element: 'late', dropped: ['two'] }),
    'đến giờ hẹn “Quá một phút”, không làm bước “Việc hai” nữa',
  );
  const warned = (stepDue: string | null) => deed('escalated', { element: 'one', stepDue });
  assert.match(warned('2026-11-30T02:00:00Z'), /sắp quá hạn$/);
  assert.match(
    warned('2026-06-03T10:00:00Z'),
    /đã quá hạn$/,
    'nobody is told that it will soon be what it is',
  );
  assert.match(warned(null), /báo lãnh đạo cơ quan giải quyết: /, 'where no agency is known by a name');
  assert.equal(
    warned(null),
    warned('2026-11-30T02:00:00Z'),
    'a step of no due time is no step that is overdue',
  );
  const away = deed('escalated', { element: 'one', stepDue: '2026-06-03T10:00:00Z', why: 'away' });
  assert.match(away, /báo lãnh đạo .*: người giữ bước này đang vắng$/, 'why it was told, not when it is due');
  const untold = (why: string) => deed('escalated', { element: 'one', stepDue: null, untold: why });
  assert.match(untold('agency-gone'), /chưa báo được ai.* đã kết thúc.*Người quản trị của tỉnh chuyển hồ sơ/);
  assert.match(untold('nobody-leads'), /chưa báo được ai.*chưa có ai giữ vị trí lãnh đạo/);
  assert.doesNotMatch(untold('agency-gone'), /báo lãnh đạo/, 'nobody was told');
  assert.equal(deed('steps-dropped', { dropped: ['two'] }), 'không làm bước “Việc hai” nữa');
  assert.equal(
    deed('mail-delivered', { on: '2026-11-27', corrected: true }),
    'sửa ngày phát, người nhận bưu gửi: phát ngày 27/11/2026',
    'the day that holds now',
  );
  assert.equal(deed('withdrawn', {}), 'rút hồ sơ', 'what is about the whole dossier is at no step');
});
