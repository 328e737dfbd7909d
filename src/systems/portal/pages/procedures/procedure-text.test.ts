import assert from 'node:assert/strict';
import { test } from 'node:test';
import { procedures } from '#engines/procedures';
import { worktime } from '#engines/worktime';
import { createTranslations } from '#platform/i18n';
import { testCtx } from '#test/ctx';
import en from '../../locales/en.json' with { type: 'json' };
import vi from '../../locales/vi.json' with { type: 'json' };
import { portal } from '../../module.ts';
import { exemptionList } from './exemptions.ts';
import {
  countsText,
  doubtOf,
  exemptionsText,
  feesText,
  limitsShown,
  waysText,
  whereText,
} from './procedure-text.ts';

test('a citizen is offered the ways that have a time limit, and no other', () => {
  const t = createTranslations([{ module: 'portal', texts: { vi, en } }], key => assert.fail(key)).of('vi');
  const limit = { n: 3, unit: 'working-day' } as const;
  assert.equal(
    waysText({ serviceLevel: 'full-online', limits: { online: limit, counter: limit } }, t),
    'trực tuyến toàn trình hoặc tại Trung tâm Phục vụ hành chính công',
  );
  // The level says no: the limit for what comes in online opens no way.
  assert.equal(
    waysText({ serviceLevel: 'counter', limits: { online: limit, post: limit, counter: limit } }, t),
    'tại Trung tâm Phục vụ hành chính công hoặc qua dịch vụ bưu chính công ích',
  );
});

test('beside a fee or a limit that nobody has compared stands that it is so', () => {
  const t = createTranslations([{ module: 'portal', texts: { vi, en } }], key => assert.fail(key)).of('vi');
  const unverified = ['serviceLevel', 'fees', 'limits.online.unit'];
  const imported = { unverified, fees: [] };
  const fee = { name: 'Lệ phí', amount: 8_000, channels: [], exemptions: [] };
  assert.match(doubtOf({ unverified, fees: [fee] }, 'fees', t) ?? '', /hỏi lại cơ quan trước khi nộp tiền/);
  // Of what is free nobody is told to ask before he pays.
  assert.match(doubtOf(imported, 'fees', t) ?? '', /hỏi lại cơ quan nếu bị thu tiền/);
  assert.match(doubtOf(imported, 'limits', t) ?? '', /ngày hẹn trả xem trên Giấy tiếp nhận/i);
  assert.equal(doubtOf({ unverified: ['serviceLevel'], fees: [] }, 'fees', t), null);
});

test('where people go is said of the ways that are open, and of no other', () => {
  const t = createTranslations([{ module: 'portal', texts: { vi, en } }], key => assert.fail(key)).of('vi');
  const limit = { n: 3, unit: 'working-day' } as const;
  const where = (version: Parameters<typeof whereText>[0]) => whereText(version, t);
  assert.equal(
    where({ serviceLevel: 'full-online', limits: { online: limit, counter: limit } }),
    'Nộp trực tuyến tại trang này. Hoặc nộp tại bất kỳ Trung tâm Phục vụ hành chính công xã, phường nào trong tỉnh.',
  );
  // An official, who has no button here, is not told to press one.
  assert.match(
    whereText({ serviceLevel: 'full-online', limits: { online: limit, counter: limit } }, t, true),
    /^Người dân nộp trực tuyến tại trang này bằng tài khoản công dân[^.]*\. Hoặc nộp tại bất kỳ/,
  );
  const offline = where({ serviceLevel: 'counter', limits: { online: limit, counter: limit, post: limit } });
  assert.doesNotMatch(offline, /Nộp trực tuyến tại trang này/);
  assert.match(offline, /^Nộp tại bất kỳ Trung tâm[\s\S]*bưu chính[\s\S]*chưa nộp trực tuyến được\.$/);
  assert.equal(
    where({ serviceLevel: 'full-online', limits: { online: limit } }),
    'Nộp trực tuyến tại trang này.',
  );
  assert.doesNotMatch(where({ serviceLevel: 'counter', limits: { post: limit } }), /Trung tâm/);
  assert.match(where({ serviceLevel: 'counter', limits: {} }), /^Nộp tại bất kỳ Trung tâm/);
});

test('who pays less is said where one decides, with the share and the text that says so', () => {
  const t = createTranslations([{ module: 'portal', texts: { vi, en } }], key => assert.fail(key)).of('vi');
  const poor = { who: 'Hộ nghèo', share: 0, basis: 'Nghị quyết 12/2026/NQ-HĐND' };
  const half = { who: 'Người khuyết tật', share: 0.5 };
  const fee = { name: 'Lệ phí', channels: [], amount: 200_000, exemptions: [poor, half] };
  assert.deepEqual(exemptionsText([fee], t), [
    'Hộ nghèo: không phải nộp, theo Nghị quyết 12/2026/NQ-HĐND',
    'Người khuyết tật: chỉ nộp 50% mức thu',
  ]);
  const other = { ...fee, name: 'Phí thẩm định', exemptions: [half] };
  assert.deepEqual(
    exemptionsText([{ ...fee, exemptions: [poor] }, other], t)[1],
    'Phí thẩm định: Người khuyết tật: chỉ nộp 50% mức thu',
  );
  assert.match(String(exemptionList(t, [fee])), /<li>Hộ nghèo/);
  assert.equal(exemptionList(t, [{ ...fee, exemptions: [] }]), null);
});

test('in English what is Vietnamese is marked as such, and that nobody has compared a text is told to no applicant', () => {
  const modules = [worktime, procedures, portal];
  const [inVi, inEn] = [testCtx({ modules }).t, testCtx({ modules, lang: 'en' }).t];
  const day = { n: 1, unit: 'working-day' } as const;
  const cases = [{ n: 3, unit: 'working-day' as const, if: 'true', says: 'chết đã lâu, phải xác minh' }];
  const limits = { online: { ...day, cases }, counter: { ...day, cases } };
  assert.match(
    String(limitsShown(limits, inEn)),
    /3 working days if “<span lang="vi">chết đã lâu, phải xác minh<\/span>”$/,
  );
  assert.match(String(limitsShown(limits, inVi)), /3 ngày làm việc nếu chết đã lâu, phải xác minh$/);
  const poor = { who: 'Hộ nghèo', share: 0, basis: '244/2016/TT-BTC (chưa kiểm chứng)' };
  const fees = [{ name: 'Lệ phí', channels: [], amount: 200_000, exemptions: [poor] }];
  const list = String(exemptionList(inEn, fees));
  assert.match(list, /<span lang="vi">Hộ nghèo<\/span>[^<]*<span lang="vi">244\/2016\/TT-BTC<\/span><\/li>/);
  assert.doesNotMatch(list, /chưa kiểm chứng/);
  assert.match(String(exemptionList(inVi, fees)), /244\/2016\/TT-BTC<\/li>/);
  const copy = { name: 'Phí mỗi bản', channels: [], amount: 8_000, exemptions: [] };
  assert.equal(feesText([copy], inVi), '8.000 đồng (phí mỗi bản)');
});

test('how many of a paper are handed in is said, and nothing where nobody has said it', () => {
  const t = createTranslations([{ module: 'portal', texts: { vi, en } }], key => assert.fail(key)).of('vi');
  assert.equal(countsText({ original: 1, copy: 2 }, t), '1 bản chính, 2 bản sao');
  assert.equal(countsText({ original: 1, copy: 0 }, t), '1 bản chính');
  assert.equal(countsText({ original: null, copy: null }, t), '');
});
