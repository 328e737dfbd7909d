import assert from 'node:assert/strict';
import { test } from 'node:test';
import { draftCode, readDraftCode } from './draft-code.ts';

test('cases: the code of a draft is read as people write it, and nothing else is taken for one', () => {
  const code = draftCode({ id: '01a22275-4d7a-72f5-ab75-1fd1ea27ef3f' });
  assert.equal(code, 'BK-1FD1-EA27-EF3F');
  for (const typed of [code, 'bk-1fd1-ea27-ef3f', 'BK1FD1EA27EF3F', ' bk 1fd1 ea27–ef3f '])
    assert.equal(readDraftCode(typed), code);
  for (const typed of [
    '',
    'khai sinh',
    '000.01.60.H38-261113-0007',
    'BK-EA27',
    'BK-EA27-EF3F',
    'BK-1FD1-EA27-EF3F-1',
    '1FD1EA27EF3F',
  ])
    assert.equal(readDraftCode(typed), undefined, typed);
});
