import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exampleDay } from './example-day.ts';

test('the example of a day is one that the field would take', () => {
  const example = (path: string, vi: string, schema: object) =>
    exampleDay({ path, layout: { label: { vi, en: vi } }, schema }, '2026-11-28');
  const past = { dateNotAfter: 'today' };
  assert.equal(example('moCho', 'Ngày mở chợ', {}), '28/11/2026');
  assert.equal(example('moCho', 'Ngày mở chợ', { dateNotBefore: 'today' }), '28/11/2026');
  assert.equal(example('ngaySinh', 'Ngày sinh', past), '04/03/1991');
  assert.equal(example('ngay1', 'Ngày sinh của con', past), '04/03/1991');
  assert.equal(example('child.birthDate', 'Ngày sinh', past), '04/03/1991');
  assert.equal(example('vesinh', 'Ngày vệ sinh chợ', {}), '28/11/2026');
  assert.equal(example('ngayCap', 'Ngày cấp', past), '29/09/2026');
  assert.equal(example('ngayCap', 'Ngày cấp', { dateNotAfter: '2020-06-30' }), '30/06/2020');
  assert.equal(example('ngayCap', 'Ngày cấp', { ...past, dateNotBefore: '2026-11-01' }), '01/11/2026');
});
