import assert from 'node:assert/strict';
import { test } from 'node:test';
import { residenceLine } from './residence.ts';

const bacHa = { name: 'Bắc Hà', fullName: 'Xã Bắc Hà' };
const laoCai = { name: 'Lào Cai', fullName: 'Phường Lào Cai' };
const province = { name: 'Lào Cai', fullName: 'Tỉnh Lào Cai' };

test('where somebody lives is one line, and what his card says already is not said twice', () => {
  const line = (address: string | undefined, ...areas: Array<typeof bacHa | undefined>) =>
    residenceLine(address, areas);
  assert.equal(line('thôn Na Hối Nùng', bacHa, province), 'Thôn Na Hối Nùng, xã Bắc Hà, tỉnh Lào Cai');
  assert.equal(line('Thôn Sín Chải, Bắc Hà, Lào Cai', bacHa, province), 'Thôn Sín Chải, Bắc Hà, Lào Cai');
  assert.equal(line('Thôn Sín Chải, X. Bắc Hà', bacHa, province), 'Thôn Sín Chải, X. Bắc Hà, tỉnh Lào Cai');
  assert.equal(line('Thôn Bắc Hà 2', bacHa, province), 'Thôn Bắc Hà 2, xã Bắc Hà, tỉnh Lào Cai');
  assert.equal(line('Tổ 3', laoCai, province), 'Tổ 3, phường Lào Cai, tỉnh Lào Cai');
  assert.equal(line(undefined, bacHa, province), 'Xã Bắc Hà, tỉnh Lào Cai');
  assert.equal(line('Số 5 phố Cầu Mây', undefined), 'Số 5 phố Cầu Mây');
  assert.equal(line(undefined), '');
});
