import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MAX_ATTEMPTS, type Message, messaging } from '#engines/messaging';
import { testCtx } from '#test/ctx';
import { ui } from '#ui';
import { oneStop } from '../module.ts';
import { messagesSection } from './messages-section.ts';

test('a clerk reads where a message went that did not arrive, and why; of one on its way, how often it was tried', () => {
  const ctx = testCtx({ modules: [ui, messaging, oneStop] });
  const subject = ctx.texts.keys('vi').find(k => k.endsWith('.subject')) ?? '';
  const key = subject.replace(/\.subject$/, '');
  const createdAt = new Date('2026-11-20T09:00:00+07:00');
  const told = (of: Partial<Message>, who: Parameters<typeof messagesSection>[2] = { tells: true }) =>
    messagesSection(
      [
        {
          ...{
            id: '1',
            aboutKind: null,
            aboutId: null,
            params: {},
            lastError: null,
            sentAt: null,
            readAt: null,
          },
          ...{ channel: 'sms', address: '+84900000000', state: 'undeliverable', attempts: 1 },
          ...{ key, createdAt },
          ...of,
        } as Message,
      ],
      ctx,
      who,
    )?.toString() ?? '';
  const nobody = told({ channel: 'account', address: null, state: 'sent' }, { unreachable: true });
  assert.match(nobody, /Không tin nào đến được người nộp/);
  assert.doesNotMatch(nobody, /đã gửi \d/, 'an account that nobody opens was told nothing');
  assert.match(
    told({}),
    /Không gửi được[\s\S]*20\/11\/2026 09:00, tới 0900.•••.000: không có người nhận ở đó/,
  );
  assert.match(told({ attempts: MAX_ATTEMPTS }), /không nhận sau 10 lần gửi/);
  assert.match(told({ channel: 'email', address: 'my.giang@thu.example' }), /tới m•••@thu\.example/);
  assert.match(told({ state: 'queued', attempts: 2 }), /chưa gửi được sau 2 lần, sẽ gửi lại/);
  assert.match(told({ state: 'queued', attempts: 0 }), /đang gửi/);
  assert.match(told({}), /Gọi điện hoặc báo qua trưởng thôn/);
  const read = told({}, {});
  assert.match(read, /Không gửi được/);
  assert.doesNotMatch(read, /Gọi điện/, 'who reads a masked number cannot call it, and is not asked to');
  const sent = (id: string, channel: Message['channel']) =>
    ({
      id,
      channel,
      state: 'sent',
      params: {},
      key,
      createdAt,
      attempts: 1,
      address: null,
      sentAt: null,
    }) as Message;
  const twice = messagesSection([sent('2', 'sms'), sent('1', 'account')], ctx)?.toString() ?? '';
  assert.match(twice, /Tin nhắn, Tài khoản: đã gửi 20\/11\/2026 09:00/);
  assert.equal(twice.match(/<li>/g)?.length, 1, 'the same words that went two ways stand once');
});
