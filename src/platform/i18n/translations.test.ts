import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createTranslations } from './index.ts';

describe('texts', () => {
  const texts = createTranslations([
    {
      module: 'a',
      texts: {
        vi: { 'a.limit': '{n} ngày làm việc', 'a.wait': '{count} hồ sơ đang chờ' },
        en: {
          'a.limit': '{n} {n|working day|working days}',
          'a.wait': '{count} {count|dossier waits|dossiers wait}',
        },
      },
    },
  ]);

  test('have the words that go with a number: one day, two days; Vietnamese needs none', () => {
    const en = texts.of('en');
    assert.equal(en('a.limit', { n: 1 }), '1 working day');
    assert.equal(en('a.limit', { n: 3 }), '3 working days');
    assert.equal(en('a.limit', { n: 0 }), '0 working days');
    assert.equal(en('a.wait', { count: '1' }), '1 dossier waits');
    assert.equal(en('a.wait', { count: '1,601' }), '1,601 dossiers wait');
    assert.equal(texts.of('vi')('a.limit', { n: 1 }), '1 ngày làm việc');
  });

  test('say what is missing rather than nothing', () => {
    assert.equal(texts.of('en')('a.limit'), '{n} {n|working day|working days}');
    assert.equal(texts.of('en')('a.none'), 'a.none');
  });
});
