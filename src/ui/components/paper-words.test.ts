import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PaperDefinition } from '#platform/pdf';
import { paperWords } from './paper-words.ts';

test('ui: in the page the head of a paper stands line by line, so that no name is broken behind its first word', () => {
  const head = {
    kind: 'head',
    superior: 'TỈNH LÀO CAI',
    issuer: ['ỦY BAN NHÂN DÂN', 'XÃ BẮC HÀ'],
    number: 'Số: …/QĐ-GQKN',
    place: 'Bắc Hà, ngày 30 tháng 11 năm 2026',
  } as const;
  const { blocks } = { blocks: [head] } satisfies Pick<PaperDefinition, 'blocks'>;
  const words = paperWords({ blocks } as unknown as PaperDefinition).toString();
  assert.match(words, /TỈNH LÀO CAI<br>ỦY BAN NHÂN DÂN<br>XÃ BẮC HÀ<br>Số: …\/QĐ-GQKN<br>/);
  const without = { ...head, superior: undefined };
  const own = paperWords({ blocks: [without] } as unknown as PaperDefinition).toString();
  assert.match(own, /<p>ỦY BAN NHÂN DÂN<br>/, 'who stands below nobody begins with his own name');
});
