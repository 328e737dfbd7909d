import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readResultText } from '#engines/procedures';
import { blocksOf, wordingOf } from './text-blocks.ts';

const body = readResultText(
  '| Mã hồ sơ: {{ma}} | Thủ tục: {{thu-tuc}} | Tiếp nhận: {{ngay}} | Hẹn trả: {{ngay}} | Trả kết quả: {{ngay}} | Tình trạng: {{tinh-trang}}',
);
const words = new Map([
  ['ma', ['001.18.60.H38-261102-0001']],
  ['thu-tuc', ['Liên thông: đăng ký khai sinh, đăng ký thường trú, cấp thẻ bảo hiểm y tế']],
  ['ngay', ['02/11/2026']],
  ['tinh-trang', ['Đã trả kết quả']],
]);

function widths(across: boolean): Record<string, number> {
  const [table] = body.parts.flatMap(part => blocksOf(part, wordingOf(words), across));
  assert.ok(table?.kind === 'table');
  const all = table.columns.reduce((sum, c) => sum + c.width, 0);
  return Object.fromEntries(table.columns.map(c => [c.header, c.width / all]));
}

test('on a sheet that lies on its long side long words have the room, not the codes', () => {
  const [upright, across] = [widths(false), widths(true)];
  assert.ok((across['Thủ tục'] ?? 0) > (upright['Thủ tục'] ?? 1));
  assert.ok((across['Thủ tục'] ?? 0) > (across['Mã hồ sơ'] ?? 1));
});

test('fields that stand in each other’s place are parted where both are answered, as in a sample; one alone is as it is', () => {
  const [part] = readResultText('Nơi ở: {{xa|neu-co}}{{nuoc-ngoai|neu-co}}.').parts;
  const saidWith = (...answered: Array<[string, string]>) => {
    const [block] = blocksOf(part ?? assert.fail(), wordingOf(new Map(answered)));
    assert.ok(block?.kind === 'paragraph' && typeof block.text !== 'string');
    return block.text.map(run => (typeof run === 'string' ? run : run.text)).join('');
  };
  assert.equal(saidWith(['xa', 'Xã Ví Dụ'], ['nuoc-ngoai', 'Nơi ví dụ']), 'Nơi ở: Xã Ví Dụ Nơi ví dụ.');
  assert.equal(saidWith(['xa', 'Xã Ví Dụ']), 'Nơi ở: Xã Ví Dụ.');
  assert.equal(saidWith(['nuoc-ngoai', 'Nơi ví dụ']), 'Nơi ở: Nơi ví dụ.');
});

test('a place that was typed at the end of an address is not printed again after it, its comma neither', () => {
  const [part] = readResultText(
    '| Địa chỉ: {{dia-chi}}, {{xa|thuong}}, {{ten-tinh|thuong}}, từ ngày {{ngay}}',
  ).parts;
  const printed = (address: string) => {
    const words = new Map([
      ['dia-chi', address],
      ['xa', 'Xã Bắc Hà'],
      ['ten-tinh', 'Tỉnh Lào Cai'],
      ['ngay', '02/11/2026'],
    ]);
    const [block] = blocksOf(part ?? assert.fail(), wordingOf(words));
    const value = block?.kind === 'facts' ? block.rows[0]?.[0]?.value : undefined;
    assert.ok(value && typeof value !== 'string');
    return value.map(run => (typeof run === 'string' ? run : run.text)).join('');
  };
  const whole = 'Thôn Na Hối, xã Bắc Hà, tỉnh Lào Cai, từ ngày 02/11/2026';
  for (const typed of ['Thôn Na Hối', 'Thôn Na Hối, xã Bắc Hà', 'Thôn Na Hối, xã Bắc Hà, tỉnh Lào Cai'])
    assert.equal(printed(typed), whole, typed);
  assert.equal(printed('Thôn Bắc Hà'), 'Thôn Bắc Hà, xã Bắc Hà, tỉnh Lào Cai, từ ngày 02/11/2026');
  assert.equal(printed(''), '-----, xã Bắc Hà, tỉnh Lào Cai, từ ngày 02/11/2026');
});
