import assert from 'node:assert/strict';
import { test } from 'node:test';
import { residenceLine as ofServer } from '#engines/cases';
import { residenceLine } from './residence.js';

const COMMUNES = ['', 'Xã Bắc Hà', 'Phường Lào Cai', 'Xã Tả Van'];
const PROVINCES = ['', 'Tỉnh Lào Cai'];
const ADDRESSES = [
  undefined,
  '',
  'thôn Na Hối Nùng',
  'Thôn Sín Chải, Bắc Hà, Lào Cai',
  'Thôn Sín Chải, X. Bắc Hà',
  'Thôn Na Hối Nùng, xã Bắc Hà, tỉnh Lào Cai',
  'Tổ 3, P. Lào Cai',
  'đội 2, ta van',
];
const area = (fullName: string) => (fullName ? { fullName, name: fullName.replace(/^\S+ /, '') } : undefined);

test('without a network where somebody lives is written as at the counter: commune and province in a sentence, nothing twice', () => {
  assert.equal(
    residenceLine('thôn Na Hối Nùng', ['Xã Bắc Hà', 'Tỉnh Lào Cai']),
    'Thôn Na Hối Nùng, xã Bắc Hà, tỉnh Lào Cai',
  );
  for (const address of ADDRESSES)
    for (const commune of COMMUNES)
      for (const province of PROVINCES)
        assert.equal(
          residenceLine(address, [commune, province]),
          ofServer(address, [area(commune), area(province)]),
          [address, commune, province].join(' | '),
        );
});
