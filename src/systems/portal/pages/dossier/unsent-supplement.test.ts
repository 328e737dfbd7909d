import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cases, type Story } from '#engines/cases';
import { testCtx } from '#test/ctx';
import { ui } from '#ui';
import { portal } from '../../module.ts';
import { unsentSection } from './unsent-supplement.ts';

test('of files that nobody asks for any more it is said that they are kept for another request only while there may be one', () => {
  const ctx = testCtx({ modules: [ui, cases, portal] });
  const said = (closedAt: Date | null) =>
    String(
      unsentSection(
        ctx,
        { supplements: [], dossier: { code: '001.18.60.H38-261128-0001', closedAt } } as unknown as Story,
        { words: '', files: ['xac-nhan.png'], request: '' },
      ),
    );
  assert.match(said(null), /Tệp chưa gửi: xac-nhan\.png[\s\S]*yêu cầu bổ sung lần nữa/);
  const over = said(new Date());
  assert.match(over, /Tệp chưa gửi: xac-nhan\.png\. Hồ sơ đã kết thúc/);
  assert.doesNotMatch(over, /lần nữa|được giữ lại/);
});
