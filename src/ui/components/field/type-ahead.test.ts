import assert from 'node:assert/strict';
import { test } from 'node:test';
import { found } from './type-ahead.js';

const communes = ['', 'Xã A Mú Sung', 'Phường Âu Lâu', 'Xã Bắc Hà', 'Xã Hạnh Phúc', 'Xã Tả Van', 'Xã Y Tý'];
const peoples = ['', 'Kinh', 'Hmông', 'Tày', 'Thái', 'Dao', 'Đan Lai'];
const meant = (labels: string[], typed: string, at = 0) => labels[found(labels, typed, at)];

test('a commune is found without its marks, with its kind or without', () => {
  assert.equal(meant(communes, 'bac ha'), 'Xã Bắc Hà');
  assert.equal(meant(communes, 'xa ta v'), 'Xã Tả Van');
  assert.equal(meant(communes, 'ta van'), 'Xã Tả Van');
  assert.equal(meant(communes, 'Bắc'), 'Xã Bắc Hà');
  assert.equal(meant(communes, 'phuong a'), 'Phường Âu Lâu');
  assert.equal(meant(communes, 'ha'), 'Xã Hạnh Phúc', 'a name that begins so before one that ends so');
  assert.equal(meant(communes, 'sung'), 'Xã A Mú Sung');
});

test('the same letter again goes on to the next; what is nowhere chooses nothing', () => {
  assert.equal(meant(peoples, 't'), 'Tày');
  assert.equal(meant(peoples, 'tt', 3), 'Thái');
  assert.equal(meant(peoples, 'ttt', 4), 'Tày');
  assert.equal(meant(peoples, 'd'), 'Dao');
  assert.equal(meant(peoples, 'dan'), 'Đan Lai');
  assert.equal(found(peoples, 'q', 2), -1);
  assert.equal(found(peoples, ' ', 2), -1);
});
