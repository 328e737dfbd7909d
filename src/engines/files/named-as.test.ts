import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { extensionOf, MEDIA_TYPES } from './media-types.ts';
import { namedAs } from './named-as.ts';

const { pdf, png, jpeg, docx } = MEDIA_TYPES;

test('a file ends as its content is, whatever it was called; what else stands in its name stays', () => {
  assert.equal(namedAs('Bản án ly hôn.pdf', pdf), 'Bản án ly hôn.pdf');
  assert.equal(namedAs('fdp.exe', pdf), 'fdp.exe.pdf');
  assert.equal(namedAs('ảnh.JPEG', jpeg), 'ảnh.JPEG');
  assert.equal(namedAs('ảnh.jpg', png), 'ảnh.png');
  assert.equal(namedAs('Đơn ngày 12.5.2026', docx), 'Đơn ngày 12.5.2026.docx');
  assert.equal(namedAs('so-lieu.csv', 'text/csv'), 'so-lieu.csv');
  fc.assert(
    fc.property(fc.string({ maxLength: 220 }), fc.constantFrom(pdf, png, docx), (name, type) => {
      const named = namedAs(name.slice(0, 200), type);
      assert.ok(named.toLowerCase().endsWith(`.${extensionOf(type)}`) && named.length <= 200);
      assert.equal(namedAs(named, type), named);
    }),
  );
});
