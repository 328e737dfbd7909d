import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { newId } from '#platform/db';
import { EICAR, startClamd } from '../testing/clamd.ts';
import { docx, pdf, png } from '../testing/samples.ts';
import { b64, PIECE, UploadFixture, V } from '../testing/upload-fixture.ts';
import { uploadServer } from '../testing/upload-server.ts';

describe('files: upload routes', () => {
  let f: UploadFixture;
  before(async () => {
    f = await UploadFixture.make();
  });
  after(() => f.end());

  describe('the protocol', () => {
    it('says what it can', async () => {
      const { status, headers } = await fetch(`${f.a.url}/tep`, { method: 'OPTIONS', headers: f.my });
      assert.equal(status, 204);
      assert.equal(headers.get('tus-version'), '1.0.0');
      assert.equal(headers.get('tus-extension'), 'creation,expiration,termination,checksum');
      assert.equal(headers.get('tus-max-size'), '20971520');
    });

    it('wants its version, a length, a place in a form, and the offset that is due', async () => {
      const { 'tus-resumable': _, ...without } = { ...f.my, ...V };
      const bare = await fetch(`${f.a.url}/tep`, {
        method: 'POST',
        headers: { ...without, 'upload-length': '9' },
      });
      assert.equal(bare.status, 412);
      assert.equal(bare.headers.get('tus-version'), '1.0.0');
      for (const [length, meta] of [
        ['x', `place ${b64('/')},field ${b64('f')}`],
        ['9', `place ${b64('/')}`],
        ['9', `field ${b64('f')}`],
        ['9', '***'],
        ['9', `place ${b64('/'.repeat(300))},field ${b64('f')}`],
      ] as const) {
        const headers = { ...f.my, ...V, 'upload-length': length, 'upload-metadata': meta };
        assert.equal((await fetch(`${f.a.url}/tep`, { method: 'POST', headers })).status, 400, meta);
      }
      const { id } = await f.announce(10);
      assert.equal((await f.send(id, 3, Buffer.from('abc'))).status, 409);
      assert.equal((await f.ask(id, 'PATCH', {}, Buffer.from('abc'))).status, 400);
      assert.equal((await f.send(id, 0, Buffer.alloc(11))).status, 413, 'more than was announced');
      const typed = await f.ask(
        id,
        'PATCH',
        { 'content-type': 'text/plain', 'upload-offset': '0' },
        Buffer.from('a'),
      );
      assert.ok([400, 415].includes(typed.status));
      assert.equal(await f.offsetOf(id), 0);
    });

    it('cuts off who sends more than was announced without saying how much', async () => {
      const { id } = await f.announce(100_000);
      const endless = new ReadableStream({
        pull: controller => controller.enqueue(new Uint8Array(65_536)),
      });
      await fetch(`${f.a.url}/tep/${id}`, {
        method: 'PATCH',
        headers: { ...f.my, ...PIECE, 'upload-offset': '0' },
        body: endless,
        duplex: 'half',
      } as RequestInit).then(
        r => assert.equal(r.status, 413),
        () => undefined,
      );
      assert.equal(await f.offsetOf(id), 0);
      assert.ok(statSync(f.partialOf(id)).size === 0);
    });

    it('keeps a piece with a checksum whole or not at all', async () => {
      const bytes = pdf('tổng kiểm');
      const { id } = await f.announce(bytes.length);
      const first = bytes.subarray(0, 100);
      const sum = (of: Uint8Array, algorithm = 'sha1') =>
        `${algorithm} ${createHash(algorithm).update(of).digest('base64')}`;
      assert.equal((await f.send(id, 0, first, { 'upload-checksum': sum(bytes) })).status, 460);
      assert.equal(await f.offsetOf(id), 0);
      assert.equal((await f.send(id, 0, first, { 'upload-checksum': 'md5 AAAA' })).status, 400);
      assert.equal((await f.send(id, 0, first, { 'upload-checksum': sum(first) })).status, 204);
      const rest = bytes.subarray(100);
      const last = await f.send(id, 100, rest, { 'upload-checksum': sum(rest, 'sha256') });
      assert.equal(last.status, 204);
    });

    it('lets the sender give up', async () => {
      const { id } = await f.announce(1_000);
      await f.send(id, 0, Buffer.alloc(400));
      assert.equal((await f.ask(id, 'DELETE')).status, 204);
      assert.equal(existsSync(f.partialOf(id)), false);
      assert.equal((await f.ask(id, 'HEAD')).status, 404);
    });
  });

  describe('what is refused', () => {
    const refusalOf = async (answer: Response) =>
      (await answer.json()) as { code: string; what: string; todo: string };

    it('a file over 20 MB, before a byte of it is sent; an empty one', async () => {
      const large = await f.announce(21 * 1_048_576, { filename: 'anh.jpg' });
      assert.equal(large.answer.status, 422);
      assert.deepEqual(await refusalOf(large.answer), {
        code: 'PICTURE_TOO_LARGE',
        what: 'Ảnh nặng 21 MB',
        todo: 'Chọn ảnh không quá 20 MB hoặc chụp lại ở độ phân giải thấp hơn.',
      });
      assert.equal((await refusalOf((await f.announce(0)).answer)).code, 'FILE_EMPTY');
    });

    it('what is not what it says, with its last piece; nothing of it stays', async () => {
      for (const [bytes, code] of [
        [Buffer.concat([Buffer.from('MZ'), Buffer.alloc(500, 7)]), 'FILE_TYPE_UNKNOWN'],
        [docx({ name: 'word/a.bin', data: Buffer.alloc(4 * 1_048_576) }), 'FILE_BOMB'],
        [pdf('hỏng').subarray(0, -30), 'PDF_BROKEN'],
      ] as const) {
        const { id } = await f.announce(bytes.length);
        const answer = await f.send(id, 0, bytes);
        assert.equal(answer.status, 422);
        const refusal = await refusalOf(answer);
        assert.equal(refusal.code, code);
        assert.match(refusal.todo, /\.$/);
        assert.equal((await f.ask(id, 'HEAD')).status, 404);
        assert.equal(existsSync(f.partialOf(id)), false);
        assert.deepEqual((await f.post([id])).files, []);
      }
    });

    it('EICAR, where there is a scanner', async () => {
      const clamd = await startClamd();
      const scanning = await uploadServer(f.database.db, f.dataDir, { clamav: clamd.address });
      try {
        const bad = png(9, 9, EICAR.toString('latin1'));
        const { id } = await f.announce(bad.length);
        const refusal = await refusalOf(await f.send(id, 0, bad, {}, scanning.url));
        assert.equal(refusal.code, 'FILE_INFECTED');
        assert.match(refusal.what, /Eicar/);
      } finally {
        await scanning.stop();
        await clamd.stop();
      }
    });

    it('who is not signed in, who has no form of ours, and everybody but its sender', async () => {
      const { id } = await f.announce(100);
      assert.equal((await f.announce(9, { headers: {} })).answer.status, 403);
      const signedOut = { ...f.my, cookie: (f.my.cookie ?? '').replace(/^fs=[^;]+; /, '') };
      assert.equal((await f.announce(9, { headers: signedOut })).answer.status, 401);
      const { 'x-csrf-token': _, ...noToken } = f.my;
      assert.equal((await f.announce(9, { headers: noToken })).answer.status, 403);
      const other = await f.b.headersOf(newId());
      for (const method of ['HEAD', 'PATCH', 'DELETE']) {
        const answer = await fetch(`${f.a.url}/tep/${id}`, {
          method,
          headers: { ...other, ...(method === 'PATCH' ? PIECE : V), 'upload-offset': '0' },
          ...(method === 'PATCH' && { body: 'abc' }),
        });
        assert.equal(answer.status, 404, method);
      }
      const bytes = pdf('của tôi');
      const mine = await f.announce(bytes.length);
      await f.send(mine.id, 0, bytes);
      assert.deepEqual((await f.post([mine.id], other)).files, []);
      assert.equal((await f.post([mine.id])).files.length, 1);
      assert.equal((await f.ask('../../etc/passwd', 'HEAD')).status, 404);
    });

    it('more than forty at once of one person', async () => {
      const headers = await f.a.headersOf(newId());
      const answers = await Promise.all(Array.from({ length: 44 }, () => f.announce(10, { headers })));
      assert.equal(answers.filter(({ answer }) => answer.status === 201).length, 40);
      assert.equal(
        (await refusalOf(answers.find(({ answer }) => answer.status !== 201)!.answer)).code,
        'TOO_MANY_UPLOADS',
      );
    });

    it('of several files in a plain form the bad ones alone', async () => {
      const form = new FormData();
      form.set('_csrf', f.my['x-csrf-token'] ?? '');
      form.append('papers.a', new Blob([new Uint8Array(pdf('tốt'))]), 'tot.pdf');
      form.append('papers.b', new Blob(['MZ']), 'xau.pdf');
      form.append('other', new Blob(['MZ']), 'khac.pdf');
      const answer = await fetch(`${f.a.url}/don`, { method: 'POST', headers: f.my, body: form });
      const { files: taken, refused } = (await answer.json()) as { files: unknown[]; refused: unknown[] };
      assert.equal(taken.length, 1);
      assert.deepEqual(refused, [{ field: 'papers.b', code: 'FILE_TYPE_UNKNOWN' }]);
    });
  });
});
