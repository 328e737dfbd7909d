import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import * as tus from 'tus-js-client';
import { newId } from '#platform/db';
import { cutLine } from '../testing/cut-line.ts';
import { pdf } from '../testing/samples.ts';
import { heavy, PIECE, sha, UploadFixture } from '../testing/upload-fixture.ts';
import { leaseUpload } from './lease.ts';
import { partialsService } from './partial.ts';
import { sweepUploads } from './sweep-uploads.ts';

describe('files: uploads that are cut', () => {
  let f: UploadFixture;
  before(async () => {
    f = await UploadFixture.make();
  });
  after(() => f.end());

  describe('a file in pieces', () => {
    it('arrives through two processes, is checked and kept once, and its form takes it over', async () => {
      const bytes = heavy(3);
      const { answer, id } = await f.announce(bytes.length);
      assert.equal(answer.status, 201);
      assert.match(answer.headers.get('upload-expires') ?? '', /GMT$/);
      const half = 1_500_000;
      assert.equal((await f.send(id, 0, bytes.subarray(0, half))).status, 204);
      assert.equal(await f.offsetOf(id, f.b.url), half);
      const last = await f.send(id, half, bytes.subarray(half), {}, f.b.url);
      assert.equal(last.status, 204);
      assert.equal(last.headers.get('upload-offset'), String(bytes.length));
      assert.equal(await f.offsetOf(id), bytes.length);
      assert.equal(existsSync(f.partialOf(id)), false, 'the pieces are gone');
      const { files: taken } = await f.post([id]);
      assert.deepEqual(taken, [
        {
          sha256: sha(bytes),
          size: bytes.length,
          mediaType: 'application/pdf',
          field: 'papers.birthNotice',
          filename: 'đơn.pdf',
          upload: id,
        },
      ]);
    });

    it('is what another’s client makes of it: tus-js-client goes on over a cut line', async () => {
      const bytes = heavy(6);
      const line = await cutLine(f.a.url);
      const cuts: number[] = [];
      try {
        line.cutAfter(2_500_000);
        const offsets: number[] = [];
        const upload = new tus.Upload(bytes, {
          endpoint: `${line.url}/tep`,
          headers: f.my,
          chunkSize: 2 * 1_048_576,
          retryDelays: [50, 50, 50, 50],
          metadata: { place: '/nop/1', field: 'papers.birthNotice', filename: 'nặng.pdf' },
          onShouldRetry: () => {
            cuts.push(line.sent());
            line.mend();
            return true;
          },
          onAfterResponse: (req, res) => {
            if (req.getMethod() === 'HEAD') offsets.push(Number(res.getHeader('upload-offset')));
          },
        });
        await new Promise<void>((resolve, reject) => {
          upload.options.onSuccess = () => resolve();
          upload.options.onError = reject;
          upload.start();
        });
        assert.equal(cuts.length, 1, 'the line was cut');
        assert.ok((offsets[0] ?? 0) >= 2 * 1_048_576, `what had arrived was kept: ${offsets}`);
        assert.ok(line.sent() < bytes.length * 1.4, 'little was sent twice');
        const id = upload.url?.split('/').at(-1) ?? '';
        assert.equal((await f.post([id])).files[0]?.sha256, sha(bytes));
      } finally {
        await line.stop();
      }
    });

    it('keeps of a piece that was cut what had arrived', async () => {
      const bytes = heavy(2);
      const { id } = await f.announce(bytes.length);
      const line = await cutLine(f.a.url);
      line.cutAfter(700_000);
      await assert.rejects(f.send(id, 0, bytes, {}, line.url));
      await line.stop();
      // The server may still be reading when the sender asks for the first time.
      let here = await f.offsetOf(id);
      for (let before = -1; here !== before || here === 0; here = await f.offsetOf(id)) {
        before = here;
        await sleep(100);
      }
      assert.ok(here > 400_000 && here < 700_000, String(here));
      assert.ok(readFileSync(f.partialOf(id)).equals(bytes.subarray(0, here)));
      assert.equal((await f.send(id, here, bytes.subarray(here))).status, 204);
      assert.equal((await f.post([id])).files[0]?.sha256, sha(bytes));
    });

    it('is taken from a connection that hangs, in whichever process it hangs', async () => {
      const bytes = heavy(1);
      const { id } = await f.announce(bytes.length);
      // The old line: a part is sent, then nothing more comes, and nobody says that it ended.
      const hanging = http.request(`${f.b.url}/tep/${id}`, {
        method: 'PATCH',
        headers: { ...f.my, ...PIECE, 'upload-offset': '0', 'content-length': String(bytes.length) },
      });
      hanging.on('error', () => undefined);
      hanging.write(bytes.subarray(0, 300_000));
      while (!existsSync(f.partialOf(id)) || statSync(f.partialOf(id)).size < 300_000) await sleep(20);
      const here = await f.offsetOf(id);
      assert.equal(here, 300_000);
      assert.equal((await f.send(id, here, bytes.subarray(here))).status, 204);
      hanging.destroy();
      assert.equal((await f.post([id])).files[0]?.sha256, sha(bytes));
    });

    it('that was whole when the program died is taken when its sender asks', async () => {
      const bytes = pdf('chưa kịp');
      const { id } = await f.announce(bytes.length);
      await f.send(id, 0, bytes.subarray(0, 5));
      writeFileSync(f.partialOf(id), bytes);
      assert.equal(await f.offsetOf(id), bytes.length);
      assert.equal((await f.post([id])).files[0]?.sha256, sha(bytes));
    });

    it('of a process that died is not locked for ever', async () => {
      const { id } = await f.announce(100);
      const dead = await leaseUpload(f.database.db, id);
      assert.ok(dead);
      // Its timer is not there any more to renew.
      await f.database.db.run(
        "UPDATE files.upload SET holder = gen_random_uuid(), held_until = now() - interval '1 s' WHERE id = $1",
        [id],
      );
      assert.ok(!Number.isNaN(await f.offsetOf(id)));
      await dead.release();
      const holder = await leaseUpload(f.database.db, id);
      assert.equal(await leaseUpload(f.database.db, id, 400), undefined, 'one at a time');
      while (!holder?.signal.aborted) await sleep(50);
      await holder.release();
    });
  });

  it('that could not be given up because the database was away is free soon after', async () => {
    const { id } = await f.announce(100);
    const { db } = f.database;
    let away = true;
    const flaky: typeof db = {
      ...db,
      run: async (sql, values) => {
        if (away && sql.includes('holder = NULL')) throw new Error('the database is away');
        return db.run(sql, values);
      },
    };
    const lease = await leaseUpload(flaky, id);
    await assert.rejects(lease?.release() ?? Promise.resolve(), /away/);
    away = false;
    // Less than it takes until somebody is taken for dead.
    const next = await leaseUpload(db, id, 8_000);
    assert.ok(next);
    await next.release();
  });

  describe('the sweep', () => {
    it('forgets what nobody finished in a day, and pieces of nothing; not what is under way', async () => {
      const { id } = await f.announce(1_000);
      await f.send(id, 0, Buffer.alloc(100));
      const stray = newId();
      writeFileSync(f.partialOf(stray), 'x');
      const partials = f.a.ctx.get(partialsService);
      const at = (hours: number) => new Date(Date.now() + hours * 3_600_000);
      assert.deepEqual(await sweepUploads(f.database.db, partials, at(0)), { uploads: 0, pieces: 0 });
      utimesSync(f.partialOf(stray), at(-2), at(-2));
      assert.deepEqual(await sweepUploads(f.database.db, partials, at(0)), { uploads: 0, pieces: 1 });
      assert.equal(await f.offsetOf(id), 100);
      const { uploads } = await sweepUploads(f.database.db, partials, at(25));
      assert.ok(uploads >= 1);
      assert.equal((await f.ask(id, 'HEAD')).status, 404);
      await sweepUploads(f.database.db, partials, at(74));
      assert.deepEqual(readdirSync(path.join(f.dataDir, 'uploads')), []);
    });
  });
});
