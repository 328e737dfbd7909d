import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cases, type Story } from '#engines/cases';
import { testCtx } from '#test/ctx';
import { ui } from '#ui';
import { portal } from '../../module.ts';
import { resultsView } from './results-view.ts';

test('on paper, where there are no buttons, each result is still called by its name', () => {
  const ctx = testCtx({ modules: [ui, cases, portal] });
  const result = (id: string, title: string) => ({
    ...{ id, title, number: '15/2026', status: 'valid' },
    issuedAt: new Date('2026-11-20T09:00:00+07:00'),
  });
  const story = {
    dossier: { code: '001.18.60.H38-261120-0001' },
    results: [result('1', 'Giấy khai sinh'), result('2', 'Thẻ bảo hiểm y tế')],
    resultActs: [],
    liftedActs: [],
  } as unknown as Story;
  const printed = resultsView(ctx, story)
    .toString()
    .replaceAll('\u00a0', ' ')
    .replace(/<a class="btn"[^>]*>[^<]*<\/a>/g, '');
  assert.match(printed, /Giấy khai sinh số 15\/2026, ký số lúc/);
  assert.match(printed, /Thẻ bảo hiểm y tế số 15\/2026/);
});

test('what nobody has had waits for its fee: it is named where the button would be; what was had stays', () => {
  const ctx = testCtx({ modules: [ui, cases, portal] });
  const shown = (fetchedAt: Date | null, owes: boolean) => {
    const issuedAt = new Date('2026-11-20T09:00:00+07:00');
    const result = { id: '1', title: 'Giấy phép', number: '15/2026', status: 'valid', issuedAt, fetchedAt };
    const story = {
      dossier: { code: '001.18.60.H38-261120-0001' },
      ...{ results: [result], resultActs: [], liftedActs: [] },
    } as unknown as Story;
    return resultsView(ctx, story, owes).toString().replaceAll('\u00a0', ' ');
  };
  assert.doesNotMatch(shown(null, true), /href=/);
  assert.match(shown(null, true), /Giấy phép số 15\/2026, ký số lúc 20\/11\/2026 09:00\./);
  assert.match(shown(new Date(), true), /ket-qua\/1\.pdf/);
  assert.match(shown(null, false), /ket-qua\/1\.pdf/);
});
