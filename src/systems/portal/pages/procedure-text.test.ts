import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createTranslations } from '#platform/i18n';
import en from '../locales/en.json' with { type: 'json' };
import vi from '../locales/vi.json' with { type: 'json' };
import { doubtOf, waysText, whereText } from './procedure-text.ts';

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
    'tại Trung tâm Phục vụ hành chính công hoặc qua bưu điện',
  );
});

test('beside a fee or a limit that nobody has compared stands that it is so', () => {
  const t = createTranslations([{ module: 'portal', texts: { vi, en } }], key => assert.fail(key)).of('vi');
  const imported = { unverified: ['serviceLevel', 'fees', 'limits.online.unit'] };
  assert.match(doubtOf(imported, 'fees', t) ?? '', /hỏi lại số tiền/);
  assert.match(doubtOf(imported, 'limits', t) ?? '', /Chưa đối chiếu/);
  assert.equal(doubtOf({ unverified: ['serviceLevel'] }, 'fees', t), null);
});

test('where people go is said of the ways that are open, and of no other', () => {
  const t = createTranslations([{ module: 'portal', texts: { vi, en } }], key => assert.fail(key)).of('vi');
  const limit = { n: 3, unit: 'working-day' } as const;
  const where = (version: Parameters<typeof whereText>[0]) => whereText(version, t);
  assert.equal(
    where({ serviceLevel: 'full-online', limits: { online: limit, counter: limit } }),
    'Nộp trực tuyến tại trang này. Hoặc nộp tại bất kỳ Trung tâm Phục vụ hành chính công xã, phường nào trong tỉnh.',
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
