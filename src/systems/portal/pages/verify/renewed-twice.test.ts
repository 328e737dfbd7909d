import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { EndToday } from '#engines/cases';
import { testCtx } from '#test/ctx';
import { ui } from '#ui';
import { portal } from '../../module.ts';
import { endedWords, registeredWords } from './verify-parts.ts';

test('of a paper that was issued again and whose copy was corrected, each number stands with its own time', () => {
  const { t } = testCtx({ modules: [ui, portal] });
  const once = { kind: 'reissue', at: new Date('2026-11-29T23:13:00Z'), newNumber: '63' } as EndToday;
  const twice = { ...once, newNumber: '64', since: { number: '63', at: new Date('2026-11-30T23:14:00Z') } };
  const title = 'Thẻ bạn đọc';
  assert.equal(endedWords(t, title, once), 'Thẻ bạn đọc đã được cấp lại ngày 30/11/2026, bản mới số 63');
  assert.equal(
    endedWords(t, title, twice),
    'Thẻ bạn đọc đã được cấp lại ngày 30/11/2026; bản đang có hiệu lực số 64, ký ngày 01/12/2026',
  );
  const said = (act: EndToday) => {
    const params = {
      title,
      number: '60',
      agency: 'UBND xã Bắc Hà',
      at: '30/11/2026 06:13',
      next: act.newNumber ?? '',
    };
    return registeredWords(t, params, { act, headline: '' });
  };
  assert.match(said(once), /đã được cấp lại lúc 30\/11\/2026 06:13, bản mới số 63$/);
  assert.match(
    said(twice),
    /đã được cấp lại lúc 30\/11\/2026 06:13, bản cấp lại số 63; bản đang có hiệu lực số 64, ký lúc 01\/12\/2026 06:14$/,
  );
});
