import assert from 'node:assert/strict';
import { test } from 'node:test';
import { headOf } from './head-of.ts';

test('one complains to the head of a body, not to the body', () => {
  const heads: Record<string, string> = {
    'Ủy ban nhân dân tỉnh Lào Cai': 'Chủ tịch Ủy ban nhân dân tỉnh Lào Cai',
    'UBND xã Bắc Hà': 'Chủ tịch UBND xã Bắc Hà',
    'Sở Nông nghiệp và Môi trường': 'Giám đốc Sở Nông nghiệp và Môi trường',
    'Chi nhánh Văn phòng đăng ký đất đai Sa Pa': 'Giám đốc Chi nhánh Văn phòng đăng ký đất đai Sa Pa',
    'Văn phòng Ủy ban nhân dân tỉnh': 'Chánh Văn phòng Ủy ban nhân dân tỉnh',
    'Thanh tra tỉnh': 'Chánh Thanh tra tỉnh',
    'Chi cục Kiểm lâm': 'Chi cục trưởng Chi cục Kiểm lâm',
    'Phòng Văn hóa - Xã hội': 'Trưởng Phòng Văn hóa - Xã hội',
    'Kho bạc Nhà nước': 'Thủ trưởng Kho bạc Nhà nước',
  };
  for (const [name, head] of Object.entries(heads)) assert.equal(headOf(name), head);
});
