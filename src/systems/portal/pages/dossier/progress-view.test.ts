import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { cases, type Story } from '#engines/cases';
import { standardForm } from '#engines/forms';
import { parseProcess } from '#engines/processes';
import { testCtx } from '#test/ctx';
import { ui } from '#ui';
import { portal } from '../../module.ts';
import { progressView } from './progress-view.ts';

test('of several results the line says which was declined, not that its step is done', async () => {
  const file = '../../../civil-status/procedures/newborn-bundle.bpmn';
  const { graph } = await parseProcess(await readFile(path.join(import.meta.dirname, file), 'utf8'));
  const done = (outcome: string) => ({ outcome });
  const outcomes = {
    receive: done('forward'),
    draft: done('propose'),
    sign: done('signed'),
    signResidence: done('signed'),
    signInsurance: done('decline'),
  };
  const dossier = {
    status: 'returned',
    data: {},
    processState: { tokens: [], next: 9, outcomes, end: { element: 'sent', result: 'returned' } },
  };
  const { t } = testCtx({ modules: [ui, cases, portal] });
  const story = { dossier, incidents: [] } as unknown as Story;
  const drawn = String(
    progressView(story, { graph: graph ?? assert.fail(), form: standardForm({ papers: [] }) }, t),
  );
  assert.match(drawn, /<span class="q nb">Đã xong</, 'never broken between its words');
  const shown = drawn.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
  assert.match(shown, /Ký Thông báo đăng ký thường trú: Đã xong/);
  assert.match(shown, /Ký thẻ bảo hiểm y tế: Không cấp/);
});
