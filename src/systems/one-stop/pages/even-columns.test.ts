import assert from 'node:assert/strict';
import { test } from 'node:test';
import { html } from '#ui';
import { evenColumns, heightOf } from './even-columns.ts';

const facts = (n: number) =>
  html`<section><h2>Nội dung khai</h2><dl>${Array.from({ length: n }, (_, i) => html`<div><dt>Ô ${i}</dt><dd>Giàng A Phử</dd></div>`)}</dl></section>`;
const told = html`<section><h2>Tin đã gửi</h2><ul><li>Đã tiếp nhận</li><li>Cần nộp phí</li></ul></section>`;
const story = html`<section><h2>Diễn biến</h2><ol>${Array.from({ length: 6 }, () => html`<li>Nộp hồ sơ</li>`)}</ol></section>`;

test('what is said last stands under the shorter column: left while there is much to do, right once all is done', () => {
  const much = evenColumns(facts(5), facts(20), [told, story]);
  assert.match(String(much.foot), /Tin đã gửi[\s\S]*Diễn biến/);
  assert.equal(String(much.beside), '');
  const done = evenColumns(facts(40), facts(2), [told, null, story]);
  assert.equal(done.foot, null);
  assert.match(String(done.beside), /Tin đã gửi[\s\S]*Diễn biến/);
  const between = evenColumns(facts(20), facts(17), [told, story]);
  assert.match(String(between.foot), /Tin đã gửi/, 'the part that evens them goes alone');
  assert.match(String(between.beside), /Diễn biến/);
});

test('folded parts count as their summary, open ones whole, and a drawing as high as it is', () => {
  const fold = (open: boolean) =>
    html`<details${open && html` open`}><summary>Việc khác</summary>${facts(30)}<details><summary>Sâu hơn</summary><p>…</p></details></details><p>Sau</p>`;
  const line = heightOf(html`<p>Sau</p>`, 'left');
  assert.ok(heightOf(fold(false), 'left') < 5 * line);
  assert.ok(heightOf(fold(true), 'left') > 30 * 22);
  assert.equal(heightOf(html`<svg class="flow" width="700" height="400"></svg>`, 'left'), 400);
  assert.equal(heightOf(null, 'right'), 0);
});
