import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { testCtx } from '#test/ctx';
import { html } from '../html.ts';
import { ui } from '../module.ts';
import { capital } from './capital.ts';
import { formatFileSize, formatMoney, formatNumber, formatPercent } from './numbers.ts';
import { formatPhone, maskIdentity, maskPhone } from './people.ts';
import { deadlineState, formatDuration, formatRemaining } from './remaining.ts';
import { vietnamese, withVietnamese } from './vietnamese.ts';
import { wholeCodes, wholeSteps } from './whole-codes.ts';

const { t } = testCtx({ modules: [ui] });
const en = testCtx({ modules: [ui], lang: 'en' }).t;

test('a number that is too large to be scaled is written whole, not as none', () => {
  assert.equal(formatNumber(1e15 + 3, { decimals: 6 }), '1.000.000.000.000.003');
});

test('numbers are written as in Viet Nam', () => {
  assert.equal(formatNumber(1234.5, { decimals: 1 }), '1.234,5');
  assert.equal(formatNumber(1234.5, { decimals: 1, lang: 'en' }), '1,234.5');
  assert.equal(formatNumber(1.005, { decimals: 2 }), '1,01');
  assert.equal(formatNumber(98, { decimals: 1, fixed: true }), '98,0');
  assert.equal(formatNumber(-1e6), '−1.000.000');
  assert.equal(formatNumber(-0.2), '0', 'no minus before nothing');
  assert.equal(formatMoney(800000), '800.000 đồng');
  assert.equal(formatMoney(9007199254740993n), '9.007.199.254.740.993 đồng');
  assert.equal(formatPercent(0.972), '97,2%');
  assert.equal(formatFileSize(1.2 * 1024 * 1024), '1,2 MB');
  assert.equal(formatFileSize(84 * 1024), '84 KB');
  assert.equal(formatFileSize(12), '1 KB');
  assert.throws(() => formatNumber(Number.NaN), RangeError);
});

test('every whole number reads back', () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), n => {
      assert.equal(Number(formatNumber(n).replaceAll('.', '').replace('−', '-')), n);
      assert.match(formatNumber(n), /^−?\d{1,3}(\.\d{3})*$/);
    }),
  );
});

test('telephone and identity numbers show what they should', () => {
  assert.equal(formatPhone('0912345678'), '0912 345 678');
  assert.equal(formatPhone('02143840888'), '0214 3840 888');
  assert.equal(formatPhone('113'), '113');
  assert.equal(maskPhone('0912345678'), '0912\u00a0•••\u00a0678');
  assert.equal(maskIdentity('010191004172'), '••••••••4172');
  assert.equal(maskIdentity('12'), '••');
});

test('a value that stands alone begins with a capital, also one with a mark on its first letter', () => {
  assert.equal(capital('trong ngày'), 'Trong ngày');
  assert.equal(capital('đã xong'), 'Đã xong');
  assert.equal(capital('ủy quyền'.normalize('NFD')), 'Ủy quyền');
  assert.equal(capital('3 ngày làm việc'), '3 ngày làm việc');
  assert.equal(capital(''), '');
});

test('remaining working time is told in days of eight hours', () => {
  assert.equal(formatRemaining(t, 2 * 480 + 60), 'Còn 2 ngày 1 giờ làm việc');
  assert.equal(formatRemaining(t, 450), 'Còn 7 giờ 30 phút làm việc');
  assert.equal(formatRemaining(t, 480), 'Còn 1 ngày làm việc');
  assert.equal(formatRemaining(t, 0), 'Còn 0 phút làm việc');
  assert.equal(formatRemaining(t, -(480 + 360)), 'Quá hạn 1 ngày 6 giờ làm việc');
  assert.equal(formatRemaining(en, 61), '1 working hour 1 min left');
  assert.equal(formatDuration(t, 22 * 60 + 10), '2 ngày 6 giờ 10 phút');
  assert.equal(formatDuration(t, 0), '0 phút');
});

test('one working day or less is soon, below zero is late, a stopped clock is neither', () => {
  assert.deepEqual(
    [481, 480, 0, -1].map(m => deadlineState(m)),
    ['ok', 'soon', 'soon', 'late'],
  );
  assert.equal(deadlineState(-5, true), 'hold');
});

test('names that are Vietnamese are marked as such in an English sentence, and escaped', () => {
  const values = { title: 'Thẩm tra <hồ sơ>', site: 'Lào Cai' };
  assert.equal(
    String(html`${withVietnamese(en, 'ui.title.page', values)}`),
    '<span lang="vi">Thẩm tra &lt;hồ sơ&gt;</span> – <span lang="vi">Lào Cai</span>',
  );
  assert.equal(String(withVietnamese(t, 'ui.title.page', values)), 'Thẩm tra <hồ sơ> – Lào Cai');
  assert.equal(vietnamese(t, 'Khai sinh'), 'Khai sinh');
});

test('the code of a dossier stays whole with the mark after it; a text without one is as it was', () => {
  const said = (text: string) => html`${wholeCodes(text)}`.toString();
  assert.equal(
    said('Hồ sơ Giàng A Páo, 001.18.60.H38-261130-0001: đã nhận & chuyển (H38.1-261130-12345).'),
    'Hồ sơ Giàng A Páo, <span class="num">001.18.60.H38-261130-0001:</span> đã nhận &amp; chuyển <span class="num">(H38.1-261130-12345).</span>',
  );
  assert.equal(said('Ngày 30/11/2026, 08:15–09:00'), 'Ngày 30/11/2026, 08:15–09:00');
  const whole = (what: string) => `<span class="num">${what}</span>`;
  assert.equal(said('Thông tư 281/2016/TT-BTC'), `Thông tư ${whole('281/2016/TT-BTC')}`);
  assert.equal(said('Ví dụ BK-1A2B-3C4D-5E6F'), `Ví dụ ${whole('BK-1A2B-3C4D-5E6F')}`);
  assert.equal(
    said('Phí: 8.000 đồng. Gọi 0912 345 678 nếu cần'),
    `Phí: ${whole('8.000 đồng.')} Gọi ${whole('0912 345 678')} nếu cần`,
  );
  assert.equal(
    said('anh the.png (1 KB), không quá 1,2 MB'),
    `anh the.png ${whole('(1 KB),')} không quá ${whole('1,2 MB')}`,
  );
});

test('a long path is broken after a stroke, and nowhere else', () => {
  assert.equal(wholeSteps('/api/v1/dossiers/{code}').toString(), '/api/<wbr>v1/<wbr>dossiers/<wbr>{code}');
});
