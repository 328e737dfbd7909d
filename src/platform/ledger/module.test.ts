import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { fixedClock } from '#platform/clock';
import { loadConfig } from '#platform/config';
import type { Env } from '#platform/env';
import { createTranslations } from '#platform/i18n';
import { createLog } from '#platform/log';
import { defineModule } from '#platform/module';
import { loadSecrets } from '#platform/secrets';
import { ledger } from './index.ts';
import en from './locales/en.json' with { type: 'json' };
import vi from './locales/vi.json' with { type: 'json' };
import { count, type Fixture, fixture } from './testing/fixture.ts';

function envOf(f: Fixture): Env {
  const config = loadConfig({ DATA_DIR: f.folder });
  const env: Env = {
    db: f.test.db,
    clock: fixedClock('2029-06-01T00:00:00Z'),
    log: createLog('silent'),
    config,
    texts: createTranslations([{ module: 'ledger', texts: { vi, en } }], key => assert.fail(key)),
    site: { demo: true, name: '', authority: '', hotline: '', baseUrl: '' },
    secrets: loadSecrets(config),
    get: () => f.ledger as never,
    extensions: () => [],
  };
  return env;
}

const examine = (id: string, env: Env) =>
  ledger.doctor.find(d => d.id === id)?.run(env, env.texts.of('vi')) ?? assert.fail(id);

suite('the ledger as a module', () => {
  test('its manifest is one', () => {
    assert.equal(defineModule(ledger).id, 'ledger');
  });

  test('the nightly job makes partitions ahead and forgets old coalescing, not entries', async () => {
    const f = await fixture();
    try {
      const env = envOf(f);
      await f.test.db.tx(tx =>
        f.ledger.recordAccess(tx, { actor: 'a', post: 'b', subject: 'sheep:1', purpose: 'p' }),
      );
      await ledger.jobs[0]?.run(null, env);
      await ledger.jobs[0]?.run(null, env);
      const { n } = await f.test.db.one<{ n: number }>(
        "SELECT count(*) AS n FROM pg_class WHERE relname IN ('entry_2029q2', 'entry_2031q1', 'entry_2031q2')",
      );
      assert.equal(n, 3);
      const { left } = await f.test.db.one<{ left: number }>('SELECT count(*) AS left FROM ledger.access');
      assert.equal(left, 0);
      assert.equal((await f.ledger.accesses(f.test.db, 'sheep:1')).length, 1);
    } finally {
      await f.close({ spoilt: true });
    }
  });

  test('the doctor finds it well; then names what keeps it from being so, in Vietnamese', async () => {
    const f = await fixture({
      followers: [
        {
          id: 'shearer',
          kinds: ['sheep.counted'],
          handle: async () => {
            throw new Error('the shears are blunt');
          },
        },
      ],
    });
    try {
      const env = envOf(f);
      await f.ledger.sealer.sealOnce();
      for (const { id } of ledger.doctor) assert.equal((await examine(id, env)).state, 'ok', id);

      await count(f.ledger, f.test.db, 1);
      await f.ledger.sealer.sealOnce();
      await f.ledger.followers.runOnce().catch(() => undefined);
      const stuck = await examine('ledger.followers', env);
      assert.match(stuck.found, /dừng ở vị trí \d+ sau 1 lần thử/);
      assert.equal(stuck.technical, 'shearer: the shears are blunt');

      await f.test.owner.query(
        'DELETE FROM ledger.position WHERE position > 0; DELETE FROM ledger.head WHERE size > 1',
      );
      const refused = await examine('ledger.heads', env);
      assert.match(refused.found, /đã ký một đầu sổ 2 bản ghi mà cơ sở dữ liệu không có đủ/);
      assert.equal(refused.state, 'bad');
      assert.match(refused.mend ?? '', /accept-loss/);
    } finally {
      await f.close();
    }
  });
});
