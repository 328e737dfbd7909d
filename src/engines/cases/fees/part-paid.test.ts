import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { messagesAbout } from '#engines/messaging';
import { newId } from '#platform/db';
import { testCtx } from '#test/ctx';
import { cases } from '../module.ts';
import { notifyApplicant } from '../notify.ts';
import { type CasesFixture, RARE } from '../testing/fixture.ts';
import { does, type People, signs, withLibrary } from '../testing/people.ts';

describe('cases: a part of a fee', () => {
  let f: CasesFixture;
  let p: People;
  withLibrary((library, all) => {
    f = library;
    p = all;
  });
  const { t } = testCtx({ modules: [cases] });

  test('who has paid a part is promised no day while the clock waits for the rest', async () => {
    const dossier = await f.apply(p.reader, { code: RARE, data: f.filledIn({ way: 'counter' }) });
    assert.equal(dossier.status, 'awaiting-payment');
    const entry = {
      ...{ id: newId(), kind: 'case.paid', subject: `dossier:${dossier.id}` },
      ...{
        at: f.clock.now(),
        recordedAt: f.clock.now(),
        body: { amount: 150_000, left: 650_000 },
        personal: {},
      },
    };
    await f.db.tx(tx => notifyApplicant.handle(entry as never, tx));
    const told = (await messagesAbout(f.db, dossier.id)).find(m => m.key.startsWith('cases.message.paid'));
    assert.equal(told?.key, 'cases.message.paid-waits');
    for (const part of ['body', 'sms']) {
      const words = t(`cases.message.paid-waits.${part}`, { ...told?.params, base: '' });
      assert.doesNotMatch(words, /trước|truoc/);
      assert.match(words, /650\.000/);
    }
    assert.match(
      t('cases.message.paid-waits.body', { ...told?.params, base: '' }),
      /tạm dừng đến khi cơ quan nhận đủ tiền/,
    );
  });

  test('who pays the last of a fee for which the result waits is told that it can be had, and how', async () => {
    const keyOf = async (way: string, signed: boolean, over = 0) => {
      const dossier = await f.apply(p.reader, { data: f.filledIn({ way }) });
      if (signed) {
        await does(f, p.clerk, dossier, 'forward');
        await does(f, p.officer, dossier, 'propose');
        await signs(f, p.chairman, dossier);
      }
      const at = f.clock.now();
      const entry = {
        ...{ id: newId(), kind: 'case.paid', subject: `dossier:${dossier.id}`, at, recordedAt: at },
        ...{ body: { amount: 16_000, left: 0, ...(over && { over }) }, personal: {} },
      };
      await f.db.tx(tx => notifyApplicant.handle(entry as never, tx));
      const told = (await messagesAbout(f.db, dossier.id)).find(m => m.key.startsWith('cases.message.paid'));
      return told?.key.slice('cases.message.'.length);
    };
    assert.equal(await keyOf('counter', false), 'paid-full', 'it is still handled: its day is told');
    assert.equal(await keyOf('counter', true), 'paid-result-counter');
    assert.equal(await keyOf('electronic', true), 'paid-result');
    assert.equal(await keyOf('counter', true, 16_000), 'paid-over-result-counter');
    assert.equal(await keyOf('electronic', true, 16_000), 'paid-over-result');
    assert.equal(await keyOf('counter', false, 16_000), 'paid-over');
    for (const way of ['', '-counter', '-counter-both', '-post'])
      for (const part of ['body', 'sms']) {
        const words = t(`cases.message.paid-over-result${way}.${part}`, { over: '16.000 đồng' });
        assert.match(words, /th(?:ừa|ua) 16\.000/);
        assert.doesNotMatch(words, /Hẹn trả|Hen tra/, 'it is there already');
      }
  });

  test('what was paid too much is not said to be asked for, where nothing is there to ask for it with', () => {
    const words = t('cases.message.paid-over.body');
    assert.match(words, /Cơ quan giữ riêng phần thừa và sẽ liên hệ để hoàn lại/);
    assert.doesNotMatch(words, /đề nghị/);
  });
});
