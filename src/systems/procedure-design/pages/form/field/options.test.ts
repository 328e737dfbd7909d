import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkRegex } from '#engines/forms';
import { READY_PATTERNS } from './limits.ts';
import { optionLines, readOptions, wordsTwice } from './options.ts';

test('options come back as they were typed, with their codes, English words, labels for officials and hints', () => {
  const options = readOptions('adult = Người lớn | Adult\nTrẻ em | Child\nCả nhà', undefined);
  assert.deepEqual(options, [
    { value: 'adult', label: { vi: 'Người lớn', en: 'Adult' } },
    { label: { vi: 'Trẻ em', en: 'Child' } },
    { label: { vi: 'Cả nhà' } },
  ]);
  const layout = {
    label: { vi: 'Loại' },
    class: 'none' as const,
    options: [
      {
        value: 'adult',
        label: { vi: 'Người lớn', en: 'Adult' },
        staffLabel: { vi: 'Thẻ người lớn' },
        hint: { vi: 'Từ 18 tuổi' },
      },
    ],
  };
  assert.equal(optionLines(layout), 'adult = Người lớn | Adult');
  assert.deepEqual(readOptions(optionLines(layout), layout), layout.options);
});

test('English that was copied from the Vietnamese is not taken for English', () => {
  const layout = {
    label: { vi: 'Loại' },
    class: 'none' as const,
    options: [{ value: 'a', label: { vi: 'Người lớn', en: 'Người lớn' } }],
  };
  assert.equal(optionLines(layout), 'a = Người lớn');
});

test('the shapes that are offered are found good by the judge of patterns', () => {
  const examples = { digits: '00123', code: 'GCN-12/A', plate: '24A-12345', document: '15/2026/QĐ-UBND' };
  for (const [name, pattern] of Object.entries(READY_PATTERNS)) {
    assert.equal(checkRegex(pattern), null, name);
    assert.match(examples[name as keyof typeof examples], new RegExp(pattern, 'u'));
  }
});

test('two choices worded alike are found, however they are written', () => {
  assert.equal(
    wordsTwice(['Hội có đua ngựa', 'Hội khác', ' hội có đua ngựa'.normalize('NFD')])
      ?.trim()
      .normalize('NFC'),
    'hội có đua ngựa',
  );
  assert.equal(wordsTwice(['Có', 'Không', 'Cỏ']), undefined);
});
