import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { newId } from '#platform/db';
import { actorOf, type Dossier, withdraw } from './index.ts';
import { dossierState } from './state-check.ts';
import type { CasesFixture } from './testing/fixture.ts';
import { asks, does, type People, signs, withLibrary } from './testing/people.ts';

describe('cases: database', () => {
  let f: CasesFixture;
  let p: People;
  withLibrary((library, all) => {
    f = library;
    p = all;
  });

  const refusedBy = (constraint: string) => ({ constraint });

  const asked = (dossier: Dossier) => asks(f, p.clerk, dossier);

  async function signed(): Promise<Dossier> {
    const dossier = await f.apply(p.reader);
    await does(f, p.clerk, dossier, 'forward');
    await does(f, p.officer, dossier, 'propose');
    return signs(f, p.chairman, dossier);
  }

  describe('the database refuses, whoever asks', () => {
    test('a status off the table, and a closed dossier without its time', async () => {
      const { id } = await f.apply(p.reader);
      await assert.rejects(
        f.owner.run("UPDATE cases.dossier SET status = 'completed' WHERE id = $1", [id]),
        refusedBy('dossier_status_moves'),
      );
      await assert.rejects(f.owner.run("UPDATE cases.dossier SET status = 'withdrawn' WHERE id = $1", [id]), {
        code: '23514',
      });
    });

    test('a closed dossier with an open task, and a task that comes after the closing', async () => {
      const { id } = await f.apply(p.reader);
      await assert.rejects(
        f.owner.run(
          "UPDATE cases.dossier SET status = 'withdrawn', closed_at = now() + interval '1 year' WHERE id = $1",
          [id],
        ),
        refusedBy('dossier_closed_no_task'),
      );
      const back = { dossierId: id, reason: '' };
      await f.db.tx(tx => withdraw(tx, f.deps, back, actorOf(p.reader, f.clock.now())));
      await assert.rejects(
        f.owner.run("UPDATE work.task SET state = 'open', ended_at = NULL WHERE subject_id = $1", [id]),
        refusedBy('dossier_closed_no_task'),
      );
    });

    test('two open supplement requests, and two pauses at once', async () => {
      const { id } = await asked(await f.apply(p.reader));
      await assert.rejects(
        f.owner.run(
          `INSERT INTO cases.supplement_request (id, dossier_id, number, year, asked_at, asked_by, what)
         VALUES ($1, $2, 99, 2026, now(), $1, 'Thiếu nữa')`,
          [newId(), id],
        ),
        refusedBy('supplement_one_open'),
      );
      await assert.rejects(
        f.owner.run(
          `INSERT INTO cases.pause (id, dossier_id, kind, span) VALUES ($1, $2, 'payment', tstzrange('2026-11-21', NULL))`,
          [newId(), id],
        ),
        refusedBy('pause_one_at_a_time'),
      );
    });

    test('a clock that stands still without a pause, or runs while the reader is waited for', async () => {
      const running = await f.apply(p.reader);
      const waiting = await asked(await f.apply(p.reader));
      for (const [id, paused] of [
        [running.id, 'consultation'],
        [waiting.id, null],
        [waiting.id, 'payment'],
      ])
        await assert.rejects(
          f.owner.run('UPDATE cases.dossier SET paused = $2 WHERE id = $1', [id, paused]),
          refusedBy('dossier_paused'),
        );
    });

    test('a result number twice', async () => {
      const [first, second] = [await signed(), await signed()];
      const copy = `UPDATE cases.result SET number = (SELECT number FROM cases.result WHERE dossier_id = $1) WHERE dossier_id = $2`;
      await assert.rejects(f.owner.run(copy, [first.id, second.id]), { code: '23505' });
    });

    test('a changed code or time of reception, and any change of the table of codes by the program', async () => {
      const { id, code } = await f.apply(p.reader);
      for (const set of ["code = 'X-1'", "received_at = received_at - interval '1 day'"])
        await assert.rejects(
          f.owner.run(`UPDATE cases.dossier SET ${set} WHERE id = $1`, [id]),
          refusedBy('dossier_fixed'),
        );
      await assert.rejects(f.db.run("UPDATE cases.dossier_code SET code = 'X-1' WHERE code = $1", [code]), {
        code: '42501',
      });
    });
  });

  describe('ledger verify --state', () => {
    const problems = async () => {
      await f.ledger.sealer.sealOnce();
      return f.ledger.verifyState([dossierState]);
    };

    test('finds nothing while the program alone wrote, in every status', async () => {
      await asked(await f.apply(p.reader));
      assert.deepEqual(await problems(), []);
    });

    test('finds a due time, a status, a reception, rules, a result’s digest and its number that were edited by SQL, and a dossier without an entry', async () => {
      const [moved, forced, forged, ghost] = [
        await f.apply(p.reader),
        await asked(await f.apply(p.reader)),
        await signed(),
        await f.apply(p.reader),
      ];
      const other = await signed();
      const [renumbered, antedated] = [await signed(), await f.apply(p.reader)];
      const reruled = await f.apply(p.reader);
      await f.owner.run("UPDATE cases.result SET number = '999/2026' WHERE dossier_id = $1", [renumbered.id]);
      // Whoever owns the database can silence what guards a row.
      await f.owner.query(
        `ALTER TABLE cases.dossier DISABLE TRIGGER ALL;
         UPDATE cases.dossier SET received_at = received_at - interval '1 day' WHERE id = '${antedated.id}';
         UPDATE cases.dossier SET procedure_version_id =
           (SELECT v.id FROM procedures.procedure_version v WHERE v.id <> procedure_version_id LIMIT 1) WHERE id = '${reruled.id}';
         ALTER TABLE cases.dossier ENABLE TRIGGER ALL`,
      );
      await f.owner.run("UPDATE cases.dossier SET due_at = due_at + interval '3 days' WHERE id = $1", [
        moved.id,
      ]);
      await f.owner.run("UPDATE cases.dossier SET status = 'processing' WHERE id = $1", [forced.id]);
      await f.owner.run('DELETE FROM cases.result WHERE dossier_id = $1', [other.id]);
      await f.owner.run(
        `INSERT INTO files.file (sha256, size, media_type, scan_result, created_at, wanted_at)
       SELECT repeat('0', 64), size, media_type, scan_result, created_at, created_at FROM files.file LIMIT 1`,
      );
      await f.owner.run("UPDATE cases.result SET sha256 = repeat('0', 64) WHERE dossier_id = $1", [
        forged.id,
      ]);
      const id = newId();
      // All that is written; what the database works out by itself it works out again.
      const { columns } = await f.owner.one<{ columns: string }>(
        `SELECT string_agg(quote_ident(column_name), ', ') AS columns FROM information_schema.columns
         WHERE table_schema = 'cases' AND table_name = 'dossier' AND is_generated = 'NEVER'`,
      );
      await f.owner.run(
        `INSERT INTO cases.dossier (${columns}) SELECT ${columns} FROM (
           SELECT (jsonb_populate_record(d, jsonb_build_object('id', $2::text, 'code', 'GHOST-1'))).*
           FROM cases.dossier d WHERE id = $1) AS ghost`,
        [ghost.id, id],
      );
      const found = (await problems()).map(x => [x.key, x.code, x.fields.map(field => field.name).join()]);
      assert.deepEqual(
        new Set(found.map(x => x.join(' '))),
        new Set([
          `dossier:${moved.id} edited dueAt`,
          `dossier:${forced.id} edited status`,
          `dossier:${forged.id} edited results`,
          `dossier:${other.id} edited results`,
          `dossier:${renumbered.id} edited results`,
          `dossier:${antedated.id} edited receivedAt`,
          `dossier:${reruled.id} edited procedureVersion`,
          `dossier:${id} unfounded code,data,dueAt,owner,pauses,procedureVersion,receivedAt,results,status`,
        ]),
      );
    });

    test('finds whose a dossier is, an answer, a pause and who signed, when they were edited by SQL', async () => {
      const known = new Set((await problems()).map(x => x.key));
      const [renamed, answered, unpaused, resigned] = [
        await f.apply(p.reader),
        await f.apply(p.reader),
        await asked(await f.apply(p.reader)),
        await signed(),
      ];
      await f.owner.query(
        `ALTER TABLE cases.dossier DISABLE TRIGGER ALL;
         UPDATE cases.dossier SET owner_name = 'Kẻ Gian' WHERE id = '${renamed.id}';
         UPDATE cases.dossier SET data = jsonb_set(data, '{applicant}', '{"name": "Kẻ Gian"}') WHERE id = '${answered.id}';
         ALTER TABLE cases.dossier ENABLE TRIGGER ALL`,
      );
      await f.owner.run('DELETE FROM cases.pause WHERE dossier_id = $1', [unpaused.id]);
      await f.owner.run('UPDATE cases.result SET signed_by = $2 WHERE dossier_id = $1', [
        resigned.id,
        p.clerk.accountId,
      ]);
      const found = (await problems()).filter(x => !known.has(x.key));
      assert.deepEqual(
        new Set(found.map(x => `${x.key} ${x.code} ${x.fields.map(field => field.name).join()}`)),
        new Set([
          `dossier:${renamed.id} edited owner`,
          `dossier:${answered.id} edited data`,
          `dossier:${unpaused.id} edited pauses`,
          `dossier:${resigned.id} edited results`,
        ]),
      );
    });

    test('does not compare what was erased: hashes alone are left of it', async () => {
      const known = new Set((await problems()).map(x => x.key));
      const { id } = await f.apply(p.reader);
      await f.owner.run(
        'UPDATE ledger.personal SET salt = NULL, value = NULL WHERE entry IN (SELECT id FROM ledger.entry WHERE subject = $1)',
        [`dossier:${id}`],
      );
      assert.deepEqual(
        (await problems()).filter(x => !known.has(x.key)),
        [],
      );
    });
  });
});
