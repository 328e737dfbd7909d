import assert from 'node:assert/strict';
import { test } from 'node:test';
import { libraryCard } from '../../../engines/procedures/testing/content.ts';
import { t } from '../testing/told.ts';
import { describeLegal } from './legal.ts';

test('procedure design: when another limit holds is told in words, once', () => {
  const names = new Map([
    ['soCho', 'Số chỗ'],
    ['quyMo', 'Quy mô'],
    ['quyMo=lon', 'Lớn'],
    ['look', 'Thẩm tra'],
    ['look=inquire', 'Cần xác minh'],
  ]);
  const told = (feel: string, says: string) => {
    const online = {
      n: 5,
      unit: 'working-day' as const,
      cases: [{ if: feel, says, n: 8, unit: 'working-day' as const }],
    };
    const facts = describeLegal(t, { ...libraryCard(), limits: { online } }, names).flatMap(d => d.facts);
    return facts.find(f => f.key === 'limits.online')?.text;
  };
  assert.equal(
    told('form.soCho > 10 and form.quyMo = "lon"', 'bãi lớn'),
    '5 ngày làm việc; nếu bãi lớn: 8 ngày làm việc (“Số chỗ” lớn hơn 10 và “Quy mô” là Lớn)',
  );
  assert.equal(
    told('form.quyMo = "lon"', '“Quy mô” là Lớn'),
    '5 ngày làm việc; nếu “Quy mô” là Lớn: 8 ngày làm việc',
  );
  assert.match(
    told('tasks.look.outcome = "inquire"', 'phải xác minh') ?? '',
    /\(kết quả bước “Thẩm tra” là Cần xác minh\)|Cần xác minh/,
  );
});

test('procedure design: by what an exemption is claimed and proven is told by its name', () => {
  const names = new Map([
    ['owner.ground=poor', 'Tôi thuộc hộ nghèo'],
    ['paper2', 'Giấy chứng nhận hộ nghèo'],
  ]);
  const exemptions = [{ who: 'Hộ nghèo', share: 0, grounds: ['poor'], paper: 'paper2' }];
  const fees = [{ name: 'Lệ phí', channels: [], amount: 1000, exemptions }];
  const facts = describeLegal(t, { ...libraryCard(), fees }, names).flatMap(d => d.facts);
  assert.equal(
    facts.find(f => f.key === 'exemptions')?.text,
    'Hộ nghèo: không phải nộp, Tôi thuộc hộ nghèo, Giấy chứng nhận hộ nghèo',
  );
});
