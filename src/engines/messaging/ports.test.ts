import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadConfig } from '#platform/config';
import { testCtx } from '#test/ctx';
import { ways } from './doctor.ts';
import { messaging } from './module.ts';
import { smtpPort } from './ports/smtp.ts';
import { providedPorts } from './ports.ts';
import { mailServer } from './testing/mail-server.ts';

const message = { id: 'x', to: '+84912345678', subject: 's', body: 'b' };
const real = (settings: Record<string, string> = {}) => {
  const ctx = testCtx({ modules: [messaging], demo: false });
  return { ...ctx, config: loadConfig({ NODE_ENV: 'test', ...settings }) };
};

test('where no provider is set and it is no demo, a message counts as not delivered, and the doctor says so', async () => {
  const { sms, email } = providedPorts(real());
  await assert.rejects(sms.send(message), { name: 'AddressRefused', message: /SMS_URL/ });
  await assert.rejects(email.send(message), { name: 'AddressRefused', message: /SMTP_URL/ });
  const stateOf = async (settings?: Record<string, string>) => {
    const ctx = real(settings);
    return (await ways.run(ctx, ctx.t)).state;
  };
  const sends = {
    SMS_URL: 'https://sms.example.vn',
    SMTP_URL: 'smtp://mail.example.vn',
    MAIL_FROM: 'a@example.vn',
  };
  assert.deepEqual(
    [
      await stateOf(),
      await stateOf({ SMS_URL: sends.SMS_URL }),
      await stateOf({ SMTP_URL: sends.SMTP_URL }),
      await stateOf({ SMTP_URL: sends.SMTP_URL, MAIL_FROM: sends.MAIL_FROM }),
      await stateOf(sends),
    ],
    ['bad', 'warn', 'bad', 'warn', 'ok'],
  );
});

test('of a demo whose messages are sent by a provider the doctor does not say that nothing leaves the house', async () => {
  const found = async (settings: Record<string, string>) => {
    const ctx = testCtx({ modules: [messaging], demo: true });
    return (await ways.run({ ...ctx, config: loadConfig({ NODE_ENV: 'test', ...settings }) }, ctx.t)).found;
  };
  const SMS_URL = 'https://sms.example.vn';
  assert.match(await found({}), /tin không gửi ra ngoài/);
  assert.match(await found({ SMS_URL }), /tin nhắn gửi qua nhà cung cấp/);
  assert.doesNotMatch(
    await found({ SMS_URL, SMTP_URL: 'smtp://mail.example.vn', MAIL_FROM: 'a@example.vn' }),
    /thử nghiệm/,
  );
});

test('nothing that a message holds becomes a line of its own before it, another recipient, or another letter (SMTP injection)', async () => {
  const mail = await mailServer();
  const port = smtpPort(mail.url, 'a@example.vn');
  const harm = 'Bcc: thief@example.vn\r\nX-Harm: 1';
  try {
    await port.send({
      ...message,
      to: 'my@thu.example',
      subject: `Kết quả\r\n${harm}\r\n\r\nanother body`,
      body: `one\r\n.\r\nMAIL FROM:<thief@example.vn>\r\nRCPT TO:<thief@example.vn>\r\n${harm}`,
    });
    await port
      .send({ ...message, to: `my@thu.example\r\nRCPT TO:<thief@example.vn>` })
      .catch(() => undefined);
    assert.ok(mail.taken.length >= 1 && mail.taken.length <= 2);
    for (const { from, to, source } of mail.taken) {
      assert.deepEqual([from, to], ['a@example.vn', ['my@thu.example']]);
      const [head = ''] = source.split('\r\n\r\n');
      assert.doesNotMatch(head, /^(Bcc|X-Harm):/im);
    }
  } finally {
    await mail.close();
  }
});
