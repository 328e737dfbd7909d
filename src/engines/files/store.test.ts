import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { after, before, describe, it } from 'node:test';
import { fixedClock } from '#platform/clock';
import { isAppError } from '#platform/errors';
import type { Log } from '#platform/log';
import { type TestDatabase, testDatabase } from '#test/database';
import { Disk } from './disk.ts';
import { files } from './module.ts';
import { noteVerdict } from './note-verdict.ts';
import { ScannerAway, scan, scannerVersion } from './scan.ts';
import { scanWaiting } from './scan-later.ts';
import { createFileStore } from './store.ts';
import { sweepOrphans } from './sweep.ts';
import { sweepUnused } from './sweep-unused.ts';
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
    from.put(database.db, { bytes, ...more });
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
      assert.equal(await text(await store.open(database.db, sha256)), bytes.toString('utf8'));
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
        assert.throws(() => disk.open(name), /SHA-256/);
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

    it('after a week forgets what nothing refers to, unless it was put again; asks every table that has a key', async () => {
      await database.owner.run('CREATE TABLE public.album (picture text REFERENCES files.file)');
      await database.owner.run('GRANT SELECT ON public.album TO fansipan_app');
      const [used, again, unused] = [await put(pdf('dùng')), await put(pdf('lại')), await put(pdf('thừa'))];
      await database.owner.run('INSERT INTO public.album VALUES ($1)', [used.sha256]);
      const days = (n: number) => new Date(clock.now().getTime() + n * 86_400_000);
      assert.equal(await sweepUnused(database.db, days(6)), 0);
      await database.owner.run('UPDATE files.file SET wanted_at = $2 WHERE sha256 = $1', [
        again.sha256,
        days(5),
      ]);
      assert.ok((await sweepUnused(database.db, days(8))) >= 1);
      const left = await store.scanResults(database.db, [used.sha256, again.sha256, unused.sha256]);
      assert.deepEqual([...left.keys()].sort(), [used.sha256, again.sha256].sort());
      await database.owner.run('DROP TABLE public.album');
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

    const stateOf = async (sha256: string) =>
      (await store.scanResults(database.db, [sha256])).get(sha256) ?? assert.fail('no such file');
    const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
    const log = { warn: () => undefined } as unknown as Log;
    const round = (address: string) =>
      scanWaiting(database.db, disk, address, { now: () => clock.now(), log });

    it('while it is away files are kept, marked, and looked at when it is back', async () => {
      await database.owner.run("UPDATE files.file SET scan_result = 'clean', scanned_at = now()");
      const away = createFileStore(disk, clock, '127.0.0.1:9');
      const waiting = await put(pdf('chờ quét'), {}, away);
      const hidden = await put(png(4, 4, EICAR.toString('latin1')), { filename: 'sau.png' }, away);
      assert.equal(await stateOf(waiting.sha256), 'not-scanned');
      await assert.rejects(scan('127.0.0.1:9', pdf()), ScannerAway);
      assert.deepEqual(await round('127.0.0.1:9'), { scanned: 0, infected: 0 });
      assert.equal(await stateOf(waiting.sha256), 'not-scanned', 'nobody said that it is clean');

      const clamd = await startClamd();
      try {
        assert.deepEqual(await round(clamd.address), { scanned: 2, infected: 1 });
        assert.equal(await stateOf(waiting.sha256), 'clean');
        assert.equal(await stateOf(hidden.sha256), 'infected');
        await text(await store.open(database.db, waiting.sha256));
        await assert.rejects(store.open(database.db, hidden.sha256), { code: 'FILE_WITHHELD' });
        assert.ok(await store.exists(hidden.sha256), 'it is evidence');
        assert.equal(
          (await refusal(put(png(4, 4, EICAR.toString('latin1')), {}, away))).code,
          'FILE_INFECTED',
          'sent again it is known, scanner or not',
        );
        assert.deepEqual(await round(clamd.address), { scanned: 0, infected: 0 });
      } finally {
        await clamd.stop();
      }
    });

    it('what was kept unscanned is looked at when it is sent again', async () => {
      const away = createFileStore(disk, clock, '127.0.0.1:9');
      const bad = png(5, 5, EICAR.toString('latin1'));
      await put(bad, {}, away);
      const good = await put(pdf('hai lần'), {}, away);
      const clamd = await startClamd();
      try {
        const back = createFileStore(disk, clock, clamd.address);
        await put(pdf('hai lần'), {}, back);
        assert.equal(await stateOf(good.sha256), 'clean');
        assert.equal((await refusal(put(bad, {}, back))).code, 'FILE_INFECTED');
        assert.equal(await stateOf(digest(bad)), 'infected');
        assert.equal(await scannerVersion(clamd.address), 'ClamAV 1.0.0-test');
      } finally {
        await clamd.stop();
      }
    });

    it('one that hangs up, or answers something else, says nothing of a file', async () => {
      for (const says of [
        '',
        'stream: maybe\0',
        'INSTREAM size limit exceeded. ERROR\0',
        'x'.repeat(5_000),
      ]) {
        const odd = net.createServer(socket => {
          socket.on('error', () => undefined);
          socket.on('data', () => undefined);
          socket.end(says);
        });
        await new Promise<void>(resolve => odd.listen(0, '127.0.0.1', resolve));
        const { port } = odd.address() as net.AddressInfo;
        await assert.rejects(scan(`127.0.0.1:${port}`, pdf()), ScannerAway, says.slice(0, 40));
        const kept = await put(
          pdf(`lạ ${says}`.slice(0, 30)),
          {},
          createFileStore(disk, clock, `127.0.0.1:${port}`),
        );
        assert.equal(await stateOf(kept.sha256), 'not-scanned');
        await new Promise(resolve => odd.close(resolve));
      }
    });

    it('what the program made itself does not wait for it', async () => {
      const clamd = await startClamd();
      try {
        const own = createFileStore(disk, clock, clamd.address);
        const made = await own.put(database.db, { bytes: pdf('của chương trình'), own: true });
        assert.deepEqual(clamd.seen, []);
        assert.equal(await stateOf(made.sha256), 'not-scanned');
      } finally {
        await clamd.stop();
      }
    });

    it('a file once found bad cannot be called clean', async () => {
      const { sha256 } = await put(pdf('chứng cứ'));
      await noteVerdict(database.db, sha256, { result: 'infected', found: 'X' }, clock.now());
      await noteVerdict(database.db, sha256, { result: 'clean' }, clock.now());
      assert.equal(await stateOf(sha256), 'infected');
      await assert.rejects(
        database.owner.run("UPDATE files.file SET scan_result = 'clean' WHERE sha256 = $1", [sha256]),
        /file_found/,
      );
    });
  });
});
