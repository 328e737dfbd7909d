import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  formatPhone,
  maskContact,
  nameFault,
  readContact,
  readEmail,
  readName,
  readPersonalNumber,
  readPhone,
  readStaffId,
} from './normalise.ts';

test('a telephone number is one number however it is written', () => {
  for (const text of ['0912345678', '0912 345 678', '+84 912.345.678', '84912345678', '(0912) 345-678'])
    assert.equal(readPhone(text), '+84912345678', text);
  for (const text of ['', '0912 345 67', '09123456789', '0212345678', '912345678', 'abc', '+1 202 555 0100'])
    assert.equal(readPhone(text), undefined, text);
  assert.equal(formatPhone('+84912345678'), '0912 345 678');
});

test('one field takes a number or an e-mail address', () => {
  assert.deepEqual(readContact(' Seo.Pao@Example.VN '), { channel: 'email', to: 'seo.pao@example.vn' });
  assert.deepEqual(readContact('0912345678'), { channel: 'sms', to: '+84912345678' });
  assert.equal(readContact('Seo Páo'), undefined);
  for (const bad of ['a@b', '@x.vn', 'a b@x.vn', 'a@x.vn\nBcc: c@y.vn', '<a@x.vn>'])
    assert.equal(readEmail(bad), undefined, bad);
});

test('what is shown of an address is enough for its owner only', () => {
  assert.equal(maskContact('+84912345678'), '0912\u00a0•••\u00a0678');
  assert.equal(maskContact('seo.pao@example.vn'), 's•••@example.vn');
});

test('a name keeps its letters, in one form', () => {
  assert.equal(readName('  Giàng   Thị Mỷ '.normalize('NFD')), 'Giàng Thị Mỷ');
  assert.equal(readName('Ðỗ Đức'), 'Đỗ Đức');
  assert.equal(readName('H’Hen Niê'), 'H’Hen Niê');
  assert.equal(readName('lý thị MẨY'), 'Lý Thị Mẩy');
  assert.equal(readName('\u202eGiàng'), 'Giàng');
  for (const bad of ['', '   ', '<script>', '1234', 'Mỷ 😀', 'x'.repeat(101), "'; DROP TABLE"])
    assert.equal(readName(bad), undefined, bad);
  assert.deepEqual(nameFault('<script>'), { is: 'character', character: '“<”' });
  assert.deepEqual(nameFault('Mỷ 😀'), { is: 'character', character: '“😀” (U+1F600)' });
  assert.deepEqual(nameFault('M'.repeat(3000)), { is: 'long', length: 3000, most: 100 });
  assert.deepEqual(nameFault(' '), { is: 'empty' });
});

test('a personal number has twelve digits; a user name is plain', () => {
  assert.equal(readPersonalNumber('010 191 000 172'), '010191000172');
  assert.equal(readPersonalNumber('01019100017'), undefined);
  assert.equal(readStaffId(' HoTich.BacHa '), 'hotich.bacha');
  for (const bad of ['ab', 'có dấu', '-x-y', 'a b c']) assert.equal(readStaffId(bad), undefined, bad);
});
