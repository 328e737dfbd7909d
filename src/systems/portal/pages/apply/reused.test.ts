import assert from 'node:assert/strict';
import { test } from 'node:test';
import { forms } from '#engines/forms';
import { testCtx } from '#test/ctx';
import { portal } from '../../module.ts';

test('at a paper that is used again stands from which dossier it is, in one sentence', () => {
  for (const [lang, said] of [
    ['vi', 'Lấy từ hồ sơ H38.12. Sửa lại nếu sai'],
    ['en', 'Taken from dossier H38.12. Correct it if it is wrong'],
  ] as const) {
    const { t } = testCtx({ modules: [forms, portal], lang });
    assert.equal(t('forms.source', { source: t('portal.reuse.mark', { code: 'H38.12' }) }), said);
  }
});
