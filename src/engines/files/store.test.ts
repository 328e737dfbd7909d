import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { after, before, describe, it } from 'node:test';
import { fixedClock } from '#platform/clock';
import { isAppError } from '#platform/errors';
import { type TestDatabase, testDatabase } from '#test/database';
import { Disk } from './disk.ts';
import { files } from './module.ts';
import { createFileStore } from './store.ts';
import { sweepOrphans } from './sweep.ts';
import { EICAR, startClamd } from './testing/clamd.ts';
import { docx, pdf, png } from './testing/samples.ts';

describe('files: store', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'files-'));
  const disk = new Disk(folder);
  const clock = fixedClock(new Date());
  const store = createFileStore(disk, clock, null);
  let database: TestDatabase;
  before(async () => {
    database = await testDatabase([files]);
  });
  after(async () => {
    await database.drop();
    rmSync(folder, { recursive: true });
  });

  const put = (bytes: Uint8Array, more: { filename?: string; expect?: ['image/png'] } = {}, from = store) =>
    database.db.tx(tx => from.put(tx, { bytes, ...more }));
  const refusal = async (work: Promise<unknown>) => {
    const error = await work.then(
      () => assert.fail('it was taken'),
      e => e,
    );
    assert.ok(isAppError(error), String(error));
    return { code: error.code, ...error.params };
  };

  describe('the file store', () => {
    it('keeps the same bytes once, under their digest, and gives them back', async () => {
      const bytes = pdf('một');
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      const many = await Promise.all(Array.from({ length: 8 }, () => put(bytes)));
      for (const file of many)
        assert.deepEqual(file, { sha256, size: bytes.length, mediaType: 'application/pdf' });
      const rows = await database.db.query('SELECT 1 FROM files.file WHERE sha256 = $1', [sha256]);
      assert.equal(rows.length, 1);
      assert.equal(
        statSync(path.join(folder, sha256.slice(0, 2), sha256.slice(2, 4), sha256)).mode & 0o777,
        0o600,
      );
      assert.ok(bytes.equals(await store.read(sha256)));
      assert.equal(await text(store.open(sha256)), bytes.toString('utf8'));
      assert.ok(await store.exists(sha256));
      assert.equal((await store.get(database.db, sha256)).size, bytes.length);
      assert.equal(
        readdirSync(folder).filter(n => n.startsWith('.')).length,
        0,
        'nothing half-written is left',
      );
    });

    it('takes a file that lies on the disk already', async () => {
      const upload = path.join(folder, 'upload');
      writeFileSync(upload, png(3, 3));
      const file = await database.db.tx(tx => store.put(tx, { path: upload, filename: 'anh.png' }));
      assert.equal(file.mediaType, 'image/png');
      rmSync(upload);
    });

    it('says what to do about a picture that is too heavy, an empty file, and a type not asked for here', async () => {
      const heavy = Buffer.concat([png(), Buffer.alloc(21 * 1_048_576)]);
      assert.deepEqual(await refusal(put(heavy, { filename: 'giấy chứng sinh.PNG' })), {
        code: 'PICTURE_TOO_LARGE',
        filename: 'giấy chứng sinh.PNG',
        size: '21',
        limit: 20,
      });
      assert.equal((await refusal(put(heavy, { filename: 'a.pdf' }))).code, 'FILE_TOO_LARGE');
      assert.equal((await refusal(put(Buffer.alloc(0)))).code, 'FILE_EMPTY');
      assert.deepEqual(await refusal(put(docx(), { filename: 'a.png', expect: ['image/png'] })), {
        code: 'FILE_TYPE_NOT_WANTED',
        filename: 'a.png',
        found: 'DOCX',
        accepted: 'PNG',
      });
    });

    it('puts the bytes back when the disk lost them though the row is there', async () => {
      const bytes = pdf('mất');
      const { sha256 } = await put(bytes);
      rmSync(disk.pathOf(sha256));
      await put(bytes);
      assert.ok(bytes.equals(await store.read(sha256)));
    });

    it('does not hand out bytes that were changed on the disk', async () => {
      const { sha256 } = await put(pdf('đổi'));
      writeFileSync(disk.pathOf(sha256), 'đã sửa');
      await assert.rejects(store.read(sha256), /other bytes than its name says/);
    });

    it('a digest is a digest: no path gets out of the folder', async () => {
      for (const name of ['../../etc/passwd', 'AB', `${'a'.repeat(63)}/`])
        assert.throws(() => store.open(name), /SHA-256/);
    });

    it('the program may not rewrite what a digest stands for', async () => {
      await put(pdf('cố định'));
      await assert.rejects(
        database.db.run("UPDATE files.file SET media_type = 'image/png'"),
        /permission denied/,
      );
    });
  });

  describe('the sweep', () => {
    it('deletes what a rolled back transaction left, a day later; never what has a row', async () => {
      const kept = await put(pdf('giữ'));
      const lost = await database.db
        .tx(async tx => {
          const file = await store.put(tx, { bytes: pdf('bỏ') });
          throw Object.assign(new Error('rolled back'), { file });
        })
        .catch(e => e.file as { sha256: string });
      const half = path.join(folder, '.new-half');
      writeFileSync(half, 'half');
      assert.equal(await sweepOrphans(database.db, disk, new Date()), 0);
      assert.ok(await store.exists(lost.sha256), 'it may belong to a transaction that has not committed yet');
      const yesterday = Date.now() / 1_000 - 25 * 3_600;
      for (const file of [disk.pathOf(kept.sha256), disk.pathOf(lost.sha256), half])
        utimesSync(file, yesterday, yesterday);
      assert.equal(await sweepOrphans(database.db, disk, new Date()), 1);
      assert.ok(await store.exists(kept.sha256));
      assert.equal(await store.exists(lost.sha256), false);
      assert.deepEqual(
        readdirSync(folder).filter(n => n.startsWith('.')),
        [],
      );
    });
  });

  describe('the scanner', () => {
    it('is shown every new file; what it finds bad is not kept', async () => {
      const clamd = await startClamd();
      try {
        const scanned = createFileStore(disk, clock, clamd.address);
        const clean = pdf('sạch');
        const { sha256 } = await put(clean, {}, scanned);
        assert.deepEqual(clamd.seen, [clean.length]);
        const row = await database.db.one(
          'SELECT scan_result, scanned_at FROM files.file WHERE sha256 = $1',
          [sha256],
        );
        assert.equal(row.scan_result, 'clean');
        await put(clean, {}, scanned);
        assert.equal(clamd.seen.length, 1, 'the same bytes are looked at once');

        const virus = png(2, 2, EICAR.toString('latin1'));
        assert.deepEqual(await refusal(put(virus, { filename: 'qua.png' }, scanned)), {
          code: 'FILE_INFECTED',
          filename: 'qua.png',
          found: 'Eicar-Test-Signature',
        });
        assert.equal(await store.exists(createHash('sha256').update(virus).digest('hex')), false);
      } finally {
        await clamd.stop();
      }
    });

    it('nothing is taken while it is away', async () => {
      const away = createFileStore(disk, clock, '127.0.0.1:9');
      assert.equal((await refusal(put(pdf('chờ'), {}, away))).code, 'SCANNER_AWAY');
    });
  });
});
