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
  assert.match(own, /<p><b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM<\/b><br>Độc lập - Tự do - Hạnh phúc<\/p>/);
  assert.match(own, /<p>ỦY BAN NHÂN DÂN<br>/, 'who stands below nobody begins with his own name');
});

test('ui: what was written on two lines stands on two, and who gets a copy is named below who signs', () => {
  const blocks = [
    { kind: 'paragraph', text: [{ text: 'Điều 1. ', bold: true }, 'Lý do: dòng một.\nDòng hai.'] },
    {
      kind: 'signatures',
      columns: [{ title: ['KT. CHỦ TỊCH', 'PHÓ CHỦ TỊCH'], name: 'Thào A Sính' }],
      recipients: ['Giàng Thị Mỷ;', 'Lưu: VT, hồ sơ.'],
    },
  ] satisfies PaperDefinition['blocks'];
  const words = paperWords({ blocks } as unknown as PaperDefinition).toString();
  assert.match(words, /<b>Điều 1\. <\/b>Lý do: dòng một\.<br>Dòng hai\./);
  assert.match(
    words,
    /<b>KT\. CHỦ TỊCH<br>PHÓ CHỦ TỊCH<\/b><br>Thào A Sính<\/p><p><i>Nơi nhận:<\/i><br>- Giàng Thị Mỷ;<br>- Lưu: VT, hồ sơ\./,
  );
});
