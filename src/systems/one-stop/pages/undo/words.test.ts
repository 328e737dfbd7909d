import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cases } from '#engines/cases';
import { testCtx } from '#test/ctx';
import { ui } from '#ui';
import { oneStop } from '../../module.ts';
import { undoRefusalText } from './words.ts';

test('that the applicant has done something since is said in words that fit him; a later step is named only where there may be one', () => {
  const { t } = testCtx({ modules: [ui, cases, oneStop] });
  const said = (over: object) =>
    undoRefusalText(t, {
      code: 'UNDO_ACTED_SINCE',
      params: {
        who: 'cases.undo.applicant',
        applicant: 1,
        what: 'entry.case.withdrawn',
        at: '20/11/2026 09:00',
        ...over,
      },
    });
  assert.match(said({}), /người nộp hồ sơ đã có thao tác tiếp theo lúc [\s\S]*sửa ở bước sau/);
  assert.doesNotMatch(said({}), /xử lý/);
  assert.doesNotMatch(said({ over: 1 }), /bước sau/);
  assert.match(said({ over: 1 }), /đính chính, cấp lại hoặc thu hồi kết quả/);
  for (const over of [{}, { over: 1 }]) assert.doesNotMatch(said(over), /trao đổi với người đó/);
  assert.match(said({ who: 'Lù Thị Sen', applicant: undefined, over: 1 }), /trao đổi với người đó/);
  const paid = { who: '', applicant: undefined, nobody: 1, what: 'entry.case.paid' };
  assert.match(said(paid), /lúc 20\/11\/2026 09:00, hồ sơ đã có thêm: Đã nộp phí[\s\S]*sửa ở bước sau/);
  for (const over of [{}, { over: 1 }]) assert.doesNotMatch(said({ ...paid, ...over }), /Hệ thống|người đó/);
});
