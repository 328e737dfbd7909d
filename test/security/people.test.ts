import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { startProgram, type TestProgram } from '#test/program';
import { Client } from './support/client.ts';
import { fillDraft, sendDraft, signedIn } from './support/world.ts';

describe('security: people', () => {
  let program: TestProgram;
  before(async () => {
    program = await startProgram();
  });
  after(() => program?.stop());

  const later = () =>
    program.env.db.run(
      "UPDATE identity.one_time_code SET created_at = created_at - interval '1 day', expires_at = expires_at - interval '1 day'",
    );

  describe('signing in', () => {
    test('leads to paths of this site only', async () => {
      const c = new Client(program.url);
      for (const next of [
        '//evil.example',
        '/\\evil.example',
        '/.//evil.example',
        '/\t/evil',
        'https://evil.example',
        '/..//e',
        `/${'a'.repeat(5_000)}`,
      ]) {
        const { text, status } = await c.get(`/dang-nhap?next=${encodeURIComponent(next)}`);
        assert.equal(status, 200);
        assert.doesNotMatch(text, /name="next"/, next);
      }
      for (const path of [
        '/can-bo?x=%0d%0aSet-Cookie:a=1',
        '/ho-so/%0d%0aX-Evil:1',
        '//evil.example/can-bo',
      ]) {
        const seen = await c.get(path);
        assert.ok(
          seen.location === '' || /^\/(can-bo\/)?dang-nhap\?next=%2F/.test(seen.location),
          seen.location,
        );
        assert.equal(seen.headers.get('x-evil'), null);
      }
    });

    test('says the same of a telephone number with an account and of one without', async () => {
      const plain = (text: string) => text.replace(/value="[^"]*"|số \d[\d\s•]+/g, '');
      const answer = async (phone: string) => {
        const c = new Client(program.url);
        const { status, location } = await c.post('/dang-nhap', { 'lien-he': phone });
        return [status, location, plain((await c.get('/dang-nhap/ma')).text)];
      };
      assert.deepEqual(await answer('0912345678'), await answer('0911000111'));
      const official = async (user: string) => {
        const { status, text } = await new Client(program.url).post('/can-bo/dang-nhap', {
          'ten-dang-nhap': user,
          'mat-khau': 'khong-dung-1',
        });
        return [status, plain(text).replaceAll(user, '')];
      };
      assert.deepEqual(await official('motcua.bacha'), await official('khong.co.ai'));
      await later();
    });

    test('counts tries by the account, whatever X-Forwarded-For says', async () => {
      const c = new Client(program.url);
      for (let i = 0; i < 8; i++) {
        c.ip = `203.0.113.${i}`;
        await c.post('/can-bo/dang-nhap', { 'ten-dang-nhap': 'hotich.laocai', 'mat-khau': `sai-${i}` });
      }
      // The sixth and later ones were not even looked at.
      const [{ n, addresses } = { n: 0, addresses: 0 }] = await program.env.db.query<{
        n: number;
        addresses: number;
      }>(
        `SELECT count(*) AS n, count(DISTINCT address_key) AS addresses FROM identity.attempt
        WHERE account_key = (SELECT account_key FROM identity.attempt ORDER BY id DESC LIMIT 1)`,
      );
      assert.deepEqual([n, addresses], [5, 1]);
    });
  });

  describe('a session', () => {
    test('that a stranger planted is not the one that is opened', async () => {
      const c = new Client(program.url, 'planted-by-somebody-else');
      const { now } = await program.env.db.one<{ now: Date }>('SELECT now()');
      await c.post('/dang-nhap', { 'lien-he': '0903456789' });
      let code: string | undefined;
      for (let i = 0; i < 200 && !code; i++) {
        const row = await program.env.db.maybe<{ body: string }>(
          "SELECT body FROM messaging.outbox WHERE address = '+84903456789' AND created_at >= $1 ORDER BY created_at DESC LIMIT 1",
          [now],
        );
        code = /\b\d{6}\b/.exec(row?.body ?? '')?.[0];
        if (!code) await new Promise(resolve => setTimeout(resolve, 25));
      }
      const seen = await c.post('/dang-nhap/ma', { ma: code ?? '' });
      assert.equal(seen.status, 303);
      assert.notEqual(c.cookies.get('fs'), 'planted-by-somebody-else');
      assert.match(
        seen.headers.getSetCookie().join('\n'),
        /^fs=[\w-]{20,}; Max-Age=604800; Path=\/; HttpOnly; SameSite=Lax$/m,
      );
      const stolen = new Client(program.url, c.cookies.get('fs'));
      assert.equal((await stolen.get('/tai-khoan')).status, 200);
      await c.post('/dang-xuat');
      assert.match((await stolen.get('/tai-khoan')).location, /^\/dang-nhap/);
    });

    test('ends when the account is blocked', async () => {
      const clerk = await signedIn(program, 'motcua.laocai');
      assert.equal((await clerk.get('/can-bo')).status, 200);
      const admin = await signedIn(program, 'quantri.tinh');
      const found = await program.env.db.one<{ id: string }>(
        "SELECT id FROM identity.account WHERE staff_id = 'motcua.laocai' OR email LIKE 'motcua.laocai@%'",
      );
      const done = await admin.post(`/can-bo/quan-tri/tai-khoan/${found.id}/khoa`, {
        'ly-do': 'Mất điện thoại',
      });
      assert.equal(done.status, 303);
      assert.match((await clerk.get('/can-bo')).location, /^\/can-bo\/dang-nhap/);
    });
  });

  const EVIL = '"><img src=x onerror=alert(1)><script>alert(1)</script>';

  describe('a dossier', () => {
    let owner: Client;
    let clerk: Client;
    let dossier: { id: string; code: string };
    before(async () => {
      owner = await signedIn(program, '+84912345678');
      clerk = await signedIn(program, 'motcua.bacha');
      dossier = await sendDraft(
        program,
        owner,
        await fillDraft(owner, '2.000635', { 'request.content': `Xin trích lục ${EVIL}` }),
      );
    });

    test('shows what people typed as text, wherever it stands', async () => {
      const asked = await clerk.post(`/can-bo/ho-so/${dossier.id}/yeu-cau-bo-sung`, {
        reason: `Gửi lại giấy tờ rõ hơn ${EVIL}`,
      });
      assert.equal(asked.status, 303);
      const pages: Array<[Client, string]> = [
        [clerk, `/can-bo/ho-so/${dossier.id}`],
        [clerk, '/can-bo'],
        [owner, `/ho-so/${dossier.code}`],
        [owner, '/tin-nhan'],
        [owner, '/hop-thu-thu'],
      ];
      let shown = 0;
      for (const [who, path] of pages) {
        const { text, status } = await who.get(path);
        assert.equal(status, 200, path);
        assert.doesNotMatch(text, /<img src=x|<script>alert/, path);
        if (text.includes('&lt;script&gt;')) shown++;
      }
      assert.ok(shown >= 2, 'it stands somewhere');
    });

    test('is supplemented once, however often and at once it is sent', async () => {
      await owner.csrf();
      const answers = await Promise.all(
        [1, 2, 3].map(() =>
          owner.post(`/ho-so/${dossier.code}/bo-sung`, { 'loi-nhan': 'Tôi gửi lại bản rõ hơn' }),
        ),
      );
      assert.ok(
        answers.every(a => [303, 403, 404, 409].includes(a.status)),
        answers.map(a => a.status).join(),
      );
      const { n } = await program.env.db.one<{ n: number }>(
        "SELECT count(*) AS n FROM ledger.entry WHERE subject = $1 AND kind LIKE '%supplement%'",
        [`dossier:${dossier.id}`],
      );
      assert.equal(n, 2, 'one request and one answer');
    });

    test('hands a paper over as a download, or to the office in a sandbox, never as a page', async () => {
      const { id } = await program.env.db.one<{ id: string }>(
        'SELECT id FROM cases.paper WHERE dossier_id = $1 LIMIT 1',
        [dossier.id],
      );
      const mine = await owner.get(`/ho-so/${dossier.code}/giay-to/${id}`);
      assert.match(mine.headers.get('content-disposition') ?? '', /^attachment/);
      const office = await clerk.get(`/can-bo/ho-so/${dossier.id}/giay-to/${id}`);
      assert.match(office.headers.get('content-security-policy') ?? '', /^sandbox/);
      assert.match(
        office.headers.get('content-disposition') ?? '',
        /^inline; filename="[^"]+\.(pdf|jpg|png)"/,
      );
      assert.equal(office.headers.get('x-content-type-options'), 'nosniff');
    });

    test('asks trackers for the whole number after four wrong digits, and lets in who has it', async () => {
      const c = new Client(program.url);
      const guess = (so: string) => c.post('/tra-cuu', { ma: dossier.code, so });
      for (const so of ['0000', '1111', '2222', '3333']) assert.equal((await guess(so)).status, 422);
      const four = await guess('5678');
      assert.equal(four.status, 429, 'also the right one');
      assert.match(four.text, /Nhập đủ số điện thoại đã khai/);
      assert.ok(four.headers.get('retry-after'));
      assert.equal((await guess('0912 345 679')).status, 422);
      assert.match((await guess('0912 345 678')).text, new RegExp(`Hồ sơ ${dossier.code}`));
      for (let i = 0; i < 3; i++) assert.equal((await guess(`091234567${i}`)).status, 422);
      const shut = await guess('0912345678');
      assert.equal(shut.status, 429);
      assert.match(shut.text, /Từ mạng này/);
    });

    test('leaves its entries in the ledger beyond the reach of the program itself', async () => {
      const { db } = program.env;
      for (const sql of [
        'UPDATE ledger.entry SET kind = kind',
        'DELETE FROM ledger.entry',
        'TRUNCATE ledger.entry',
      ])
        await assert.rejects(db.run(sql), { code: '42501' });
    });
  });

  describe('a list of officials', () => {
    test('that is too large, or no list, is refused in words, and nobody of it is added', async () => {
      const admin = await signedIn(program, 'quantri.tinh');
      const count = () => program.env.db.one('SELECT count(*) AS n FROM identity.account');
      const before = await count();
      const send = async (bytes: Buffer) => {
        const body = new FormData();
        body.append('_csrf', await admin.csrf());
        body.append('tep', new File([new Uint8Array(bytes)], 'can-bo.xlsx'));
        return admin.send('POST', '/can-bo/quan-tri/tai-khoan/nhap', { body });
      };
      const large = await send(randomBytes(20_000_000));
      assert.equal(large.status, 413);
      assert.match(large.text, /không quá 5 MB/);
      for (const bytes of [randomBytes(1_000), Buffer.from('Họ và tên;Mã\nAn;an')]) {
        const seen = await send(bytes);
        assert.equal(seen.status, 422);
        assert.match(seen.text, /Không đọc được danh sách cán bộ/);
      }
      assert.deepEqual(await count(), before);
      assert.deepEqual(await readdir(path.join(program.dataDir, 'tmp')), []);
    });
  });

  describe('what is for few', () => {
    test('figures are for this machine, not for whom a proxy on it passes on', async () => {
      const c = new Client(program.url);
      assert.equal((await c.get('/metrics')).status, 404, 'this client says that it was passed on');
      const local = await fetch(`${program.url}/metrics`);
      assert.equal(local.status, 200);
      const told = await local.text();
      assert.match(told, /^fansipan_http_requests_total\{method="GET",status="404",route="\/metrics"\} \d/m);
      assert.match(told, /^fansipan_http_request_seconds_count\{route="\/metrics"\} \d/m);
    });

    test('where to report a weakness stands at its place only where there is one', async () => {
      assert.equal((await new Client(program.url).get('/.well-known/security.txt')).status, 404);
    });
  });
});
