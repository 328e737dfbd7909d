import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { identity } from '#engines/identity';
import { organisation } from '#engines/organisation';
import { fixedClock } from '#platform/clock';
import { newId } from '#platform/db';
import { ledger } from '#platform/ledger';
import { jobsModule } from '#platform/manifests';
import { testCtx } from '#test/ctx';
import { type TestDatabase, testDatabase } from '#test/database';
import { deliver, MAX_ATTEMPTS } from './deliver.ts';
import { accountMessages, markRead, messagesAbout, messaging, queueMessage } from './index.ts';
import { outboxPort } from './ports/outbox.ts';
import { smsPort } from './ports/sms.ts';
import { smtpPort } from './ports/smtp.ts';
import { sendCode } from './send-code.ts';
import { mailServer } from './testing/mail-server.ts';
import { smsProvider } from './testing/sms-provider.ts';

describe('messaging: messaging', () => {
  const WRONG_NUMBER = '+84900000000';
  const WRONG_BOX = 'khong-co@thu.example';
  const TOKEN = 'sms-token-of-test';
  const NOW = new Date('2026-11-20T09:00:00+07:00');

  let t: TestDatabase;
  let sms: Awaited<ReturnType<typeof smsProvider>>;
  let mail: Awaited<ReturnType<typeof mailServer>>;
  const ctx = testCtx({ modules: [messaging], clock: fixedClock(NOW) });
  before(async () => {
    t = await testDatabase([ledger, jobsModule, organisation, identity, messaging]);
    sms = await smsProvider({
      token: TOKEN,
      unknown: [WRONG_NUMBER],
    });
    mail = await mailServer({ unknown: [WRONG_BOX] });
  });
  after(async () => {
    await t.drop();
    await sms.close();
    await mail.close();
  });
  beforeEach(() => {
    sms.taken.length = 0;
    sms.faults.length = 0;
    mail.taken.length = 0;
    Object.assign(mail.state, { busy: 0, refuseSender: false });
  });

  const ports = () => ({
    sms: smsPort(sms.url, TOKEN),
    email: smtpPort(mail.url, 'dichvucong@laocai.example'),
  });
  const send = (id: string) => deliver(t.db, ports(), ctx.texts, ctx.site, id, NOW);
  type Asked = Partial<Parameters<typeof queueMessage>[1]>;

  /** Queues a message about a new matter; returns its rows. */
  async function queue(asked: Asked) {
    const about = { kind: 'dossier', id: newId() };
    const request = {
      key: 'messaging.code',
      params: { code: '123456' },
      lang: 'vi' as const,
      dedupe: newId(),
      about,
      ...asked,
    };
    const channels = await t.db.tx(tx => queueMessage(tx, request, NOW));
    return { request, channels, rows: () => messagesAbout(t.db, about.id) };
  }
  async function only(asked: Asked) {
    const queued = await queue(asked);
    const [row] = await queued.rows();
    assert.ok(row);
    return { id: row.id, now: async () => (await queued.rows())[0] };
  }

  describe('a message', () => {
    test('of a demo is laid out to be read; what nobody could deliver is refused there too', async () => {
      const outbox = { sms: outboxPort(t.db, 'sms'), email: outboxPort(t.db, 'email') };
      const through = async (asked: Asked) => {
        const { id, now } = await only(asked);
        await deliver(t.db, outbox, ctx.texts, ctx.site, id, NOW);
        return (await now())?.state;
      };
      assert.equal(await through({ phone: '+84912345678' }), 'sent');
      assert.equal(await through({ phone: '+84950123456' }), 'undeliverable');
      assert.equal(await through({ email: 'my@laocai.example' }), 'sent');
      assert.equal(await through({ email: 'my@laocai.invalid' }), 'undeliverable');
    });

    test('of one event is told once on each channel, however often the event is told', async () => {
      const asked = { phone: '+84912345678', email: 'my@thu.example', accountId: newId() };
      const { request, channels, rows } = await queue(asked);
      for (let i = 0; i < 3; i++) await t.db.tx(tx => queueMessage(tx, request, NOW));
      assert.equal(channels, 3);
      assert.deepEqual((await rows()).map(m => m.channel).sort(), ['account', 'email', 'sms']);
      for (const { id, channel } of await rows()) if (channel !== 'account') await Promise.all([send(id)]);
      for (const { id, channel } of await rows()) if (channel !== 'account') await send(id);
      assert.deepEqual([sms.taken.length, mail.taken.length], [1, 1]);
      assert.deepEqual(new Set((await rows()).map(m => m.state)), new Set(['sent']));
    });

    test('to nobody reaches nobody, and says so', async () => {
      assert.equal((await queue({})).channels, 0);
    });

    test('by SMS has no tone marks and goes with the provider’s key; by e-mail it is as written', async () => {
      const { id } = await only({ phone: '+84912345678' });
      await send(id);
      assert.equal(
        sms.taken[0]?.text,
        '123456 la ma xac nhan Dich vu cong. Co gia tri 10 phut. Khong dua ma nay cho bat ky ai.',
      );
      assert.equal(sms.taken[0]?.id, id);
      const letter = await only({ email: 'my@thu.example' });
      await send(letter.id);
      assert.match(
        mail.taken[0]?.source ?? '',
        new RegExp(`Message-ID: <${letter.id}@laocai\\.example>`, 'i'),
      );
      assert.deepEqual(mail.taken[0]?.to, ['my@thu.example']);
    });

    test('to an address that holds two goes to none', async () => {
      const { id, now } = await only({ email: 'my@thu.example, ke-xau@thu.example' });
      await send(id).catch(() => undefined);
      assert.deepEqual(mail.taken, []);
      assert.notEqual((await now())?.state, 'sent');
    });

    test('to a wrong number or box is undeliverable at once', async () => {
      for (const to of [{ phone: WRONG_NUMBER }, { email: WRONG_BOX }]) {
        const { id, now } = await only(to);
        await send(id);
        const row = await now();
        assert.deepEqual([row?.state, row?.attempts], ['undeliverable', 1]);
        assert.match(row?.lastError ?? '', /422|550/);
      }
    });

    test('that a provider does not take just now is tried again, and arrives once', async () => {
      const { id, now } = await only({ phone: '+84912345678' });
      sms.faults.push('error', 'hang-up', 'lost-answer');
      for (let i = 0; i < 3; i++) await assert.rejects(send(id));
      assert.deepEqual([(await now())?.state, (await now())?.attempts], ['queued', 3]);
      await send(id);
      assert.deepEqual([(await now())?.state, (await now())?.lastError], ['sent', null]);
      assert.equal(sms.taken.length, 1);
      const letter = await only({ email: 'my@thu.example' });
      mail.state.busy = 1;
      await assert.rejects(send(letter.id));
      await send(letter.id);
      assert.equal((await letter.now())?.state, 'sent');
    });

    test('that our own sender’s fault keeps back is not held against the recipient', async () => {
      const { id, now } = await only({ email: 'my@thu.example' });
      mail.state.refuseSender = true;
      await assert.rejects(send(id));
      assert.equal((await now())?.state, 'queued');
    });

    test('is given up after the last attempt, which a clerk then sees', async () => {
      const { id, now } = await only({ phone: '+84912345678' });
      sms.faults.push(...Array.from({ length: MAX_ATTEMPTS }, () => 'error' as const));
      for (let i = 1; i < MAX_ATTEMPTS; i++) await assert.rejects(send(id));
      await send(id);
      assert.equal((await now())?.state, 'undeliverable');
    });
  });

  describe('a secret', () => {
    const codes = () =>
      t.db.query<{ id: string; params: object }>(
        'SELECT id, params FROM messaging.message WHERE secret ORDER BY id DESC LIMIT 1',
      );

    test('is forgotten once sent, and once it cannot be sent; never in the account’s inbox', async () => {
      for (const to of ['+84912345678', WRONG_NUMBER]) {
        await t.db.tx(tx =>
          sendCode(ctx.clock).send(tx, {
            channel: 'sms',
            to,
            code: '654321',
            lang: 'vi',
            purpose: 'sign-in',
          }),
        );
        const [queued] = await codes();
        assert.deepEqual(queued?.params, { code: '654321' });
        await send(queued?.id ?? '');
        assert.deepEqual((await codes())[0]?.params, {});
      }
      assert.equal((await queue({ accountId: newId(), secret: true })).channels, 0);
    });
  });

  test('what is in the account’s own inbox is read by its owner alone', async () => {
    const accountId = newId();
    await queue({ accountId });
    await queue({ accountId });
    const inbox = () => accountMessages(t.db, accountId, { limit: 10, offset: 0 });
    const unread = async () => (await inbox()).filter(m => !m.readAt).length;
    assert.equal(await unread(), 2);
    const ids = (await inbox()).map(m => m.id);
    assert.equal(await markRead(t.db, newId(), ids, NOW), 0);
    assert.equal(await unread(), 2);
    assert.equal(await markRead(t.db, accountId, ids.slice(0, 1), NOW), 1, 'what he has not seen stays new');
    assert.equal(await unread(), 1);
    assert.equal(await markRead(t.db, accountId, ids, NOW), 1);
    assert.equal(await unread(), 0);
    assert.deepEqual(await accountMessages(t.db, newId(), { limit: 10, offset: 0 }), []);
  });
});
