import assert from 'node:assert/strict';
import { test } from 'node:test';
import { html } from '../html.ts';
import { unbrokenText, withWholeTimes } from './unbroken.ts';

const seen = (page: { toString(): string }) => page.toString().replaceAll('\u00a0', '~');

test('a heading breaks between words, not inside one; what it counts stays with the number', () => {
  assert.equal(
    seen(html`<h1>${'Kết quả giải quyết hồ sơ'}</h1><p>${'Kết quả giải quyết hồ sơ'}</p>`),
    '<h1>Kết~quả giải~quyết hồ~sơ</h1><p>Kết quả giải quyết hồ sơ</p>',
  );
  assert.equal(
    seen(html`<h2>${'133 đơn vị vào ngày 01/12/2026: 34 cấp tỉnh; 99 cấp xã của tỉnh Lào Cai'}</h2>`),
    '<h2>133~đơn~vị vào ngày 01/12/2026: 34~cấp tỉnh; 99~cấp xã của tỉnh Lào~Cai</h2>',
  );
  assert.equal(seen(html`<caption>${'HỒ SƠ & giấy tờ'}</caption>`), '<caption>HỒ~SƠ &amp; giấy~tờ</caption>');
  assert.equal(seen(html`<h1>${'Case files'}</h1>`), '<h1>Case files</h1>', 'English words are whole');
});

test('what stands in the tags of a heading is left alone, and so is what comes after it', () => {
  const inner = html`<a class="c5 x" title="hồ sơ" href="/a?b=hồ sơ">${'Trễ hạn'}</a>`;
  assert.equal(
    seen(
      html`<th scope="${'hồ sơ'}"${html` class="w10 n"`}>${inner}</th><td>${'tiếp nhận'}</td><dt>${'Trễ hạn'}</dt><dd>${'hồ sơ'}</dd>`,
    ),
    '<th scope="hồ sơ" class="w10 n"><a class="c5 x" title="hồ sơ" href="/a?b=hồ sơ">Trễ~hạn</a></th><td>tiếp nhận</td><dt>Trễ~hạn</dt><dd>hồ sơ</dd>',
  );
});

test('a time stays with its date where it is read, and what is typed, sent or run is as it was', () => {
  const page =
    '<p>lúc 01/12/2026 10:32.</p><input value="01/12/2026 10:32"><textarea>\n01/12/2026 10:32</textarea><script>"01/12/2026 10:32"</script>';
  assert.equal(seen(withWholeTimes(page)), page.replace('2026 ', '2026~'));
  assert.equal(withWholeTimes('<p>10:32 và 1/12 10:32</p>'), '<p>10:32 và 1/12 10:32</p>');
});

test('citizens read names of places and spans of time in one piece; a field keeps what it holds', () => {
  const text = 'Ủy ban nhân dân xã Bắc Hà, tỉnh Lào Cai; Thành phố Hồ Chí Minh: 17 ngày làm việc';
  assert.equal(
    seen(unbrokenText(`<p title="${text}">${text}</p><input value="${text}">`)),
    `<p title="${text}">Ủy ban nhân dân xã Bắc~Hà, tỉnh Lào~Cai; Thành phố Hồ~Chí~Minh: 17~ngày làm việc</p><input value="${text}">`,
  );
  assert.equal(seen(unbrokenText('Cơ quan quản lý: tỉnh Lào Cai.')), 'Cơ quan quản lý: tỉnh Lào~Cai.');
});
