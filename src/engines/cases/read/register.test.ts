import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { fold } from '#platform/text';
import { statementsIn } from '#test/statements';
import {
  actorAt,
  factsOf,
  listRegister,
  type RegisterFilter,
  registerSlipOf,
  stopProcessing,
} from '../index.ts';
import type { CasesFixture } from '../testing/fixture.ts';
import { does, type People, withLibrary } from '../testing/people.ts';
import { wordsOf } from '../testing/words-of.ts';

describe('cases: register', () => {
  let f: CasesFixture;
  let p: People;
  withLibrary((library, all) => {
    f = library;
    p = all;
  });

  const codes = async (filter: RegisterFilter, agencyId: string | null, fields: string[] | null = null) =>
    (
      await listRegister(
        f.db,
        agencyId === null ? null : [{ agencyId, fields }],
        filter,
        { limit: 50, offset: 0 },
        f.clock.now(),
      )
    ).map(line => line.code.slice(-4));

  test('a clerk finds what her office received, running or done, by a bit of a name without tone marks', async () => {
    const first = await f.apply(p.reader);
    await f.apply(p.reader);
    await does(f, p.clerk, first, 'forward');
    const facts = await factsOf(f.db, await f.again(first), f.clock.now());
    const leader = actorAt(p.chairman, f.clock.now(), facts, 'dossier.decide');
    await f.db.tx(tx =>
      stopProcessing(tx, f.deps, { dossierId: first.id, reason: 'Thư viện đóng cửa.' }, leader),
    );
    const centre = f.agencies.centre;
    assert.deepEqual(await codes({}, centre), ['0002', '0001'], 'newest first, what is closed too');
    assert.deepEqual(await codes({ view: 'running' }, centre), ['0002']);
    assert.deepEqual(await codes({ view: 'closed' }, centre), ['0001']);
    assert.deepEqual(await codes({ words: fold('giàng thị MỶ').split(' ') }, centre), ['0002', '0001']);
    assert.deepEqual(await codes({ words: ['giang', 'thi', 'mi'] }, centre), ['0002', '0001'], 'mi is my');
    assert.deepEqual(await codes({ words: fold(first.code).split(' ') }, centre), ['0001']);
    assert.deepEqual(await codes({ words: ['iang'] }, centre), [], 'words are found from their beginning');
    assert.deepEqual(await codes({ words: ['001'] }, centre), ['0001'], 'but the last digits of a code');
    assert.deepEqual(await codes({ words: ['nobody'] }, centre), []);
    assert.deepEqual(await codes({ words: ['nobody'], orProcedures: [first.procedureCode] }, centre), [
      '0002',
      '0001',
    ]);
    assert.deepEqual(await codes({ words: ['%'] }, centre), [], 'a percent sign is a percent sign');
    assert.deepEqual(await codes({ from: '2026-11-20', to: '2026-11-20' }, centre), ['0002', '0001']);
    assert.deepEqual(await codes({ from: '2026-11-21' }, centre), []);
    assert.deepEqual(await codes({ to: '2026-11-19' }, centre), []);
  });

  test('the agency that decides has it in its register as well, an agency of another place has not; a right for some fields shows these', async () => {
    assert.deepEqual(await codes({}, f.agencies.bacHa), ['0002', '0001']);
    assert.deepEqual(await codes({}, f.agencies.saPa), []);
    assert.deepEqual(await codes({}, f.agencies.centre, ['somewhere-else']), []);
    assert.deepEqual(await codes({}, null), ['0002', '0001'], 'who reads all');
    assert.deepEqual(await listRegister(f.db, [], {}, { limit: 5, offset: 0 }, f.clock.now()), []);
  });

  test('a name that few bear is looked for once, however many agencies the asker reads', async () => {
    const reach = [f.agencies.centre, f.agencies.bacHa, f.agencies.saPa].map(agencyId => ({
      agencyId,
      fields: null,
    }));
    const filter = { words: ['giang', 'thi', 'my'] };
    const sent = await statementsIn(f.db, async tx => {
      const lines = await listRegister(tx, reach, filter, { limit: 50, offset: 0 }, f.clock.now());
      assert.deepEqual(
        lines.map(line => line.code.slice(-4)),
        ['0002', '0001'],
      );
    });
    const [looked = '', read = '', ...more] = sent;
    assert.deepEqual(more, []);
    assert.match(looked, /^SELECT d.id FROM cases.dossier d WHERE d.search ~ /);
    assert.doesNotMatch(looked, /agency_id/);
    assert.doesNotMatch(read, /LATERAL/);
  });

  test('late is what is over its time while somebody works on it', async () => {
    f.clock.advance(20 * 86_400_000);
    assert.deepEqual(await codes({ view: 'late' }, f.agencies.centre), ['0002']);
  });

  test('the register prints as form 07', async () => {
    const lines = await listRegister(f.db, null, {}, { limit: 50, offset: 0 }, f.clock.now());
    const register = {
      agencyId: f.agencies.centre,
      from: '2026-11-01',
      to: '2026-11-30',
      lines,
      statusWords: () => 'Đang xử lý',
    };
    const words = wordsOf(await registerSlipOf(f.db, f.deps, register, f.clock.now()));
    for (const said of ['SỔ THEO DÕI HỒ SƠ', 'Mẫu số 07', 'Từ ngày 01/11/2026 đến ngày 30/11/2026: 2 hồ sơ'])
      assert.ok(words.includes(said), `${said} in ${words}`);
    assert.match(words, /In lúc: \d\d giờ \d\d phút, ngày \d\d\/\d\d\/2026 Quét mã để kiểm tra sổ này/);
  });

  test('on paper the day of a result is that of its hand-over, not of a signature', async () => {
    const [line, ...rest] = await listRegister(f.db, null, {}, { limit: 1, offset: 0 }, f.clock.now());
    assert.ok(line && !rest.length);
    const signed = {
      ...line,
      resultAt: new Date('2026-11-23T03:00:00Z'),
      closedAt: new Date('2026-11-26T03:00:00Z'),
    };
    const print = async (status: 'completed' | 'returned') =>
      wordsOf(
        await registerSlipOf(
          f.db,
          f.deps,
          {
            agencyId: f.agencies.centre,
            from: '2026-11-01',
            to: '2026-11-30',
            lines: [{ ...signed, status }],
            statusWords: () => '',
          },
          f.clock.now(),
        ),
      );
    assert.doesNotMatch(await print('completed'), /23\/11\/2026|26\/11\/2026/);
    assert.match(await print('returned'), /26\/11\/2026/);
  });

  test('it is in the order of receipt, and days of the past are found without all that came after', async () => {
    const now = f.clock.now();
    f.clock.set('2026-11-18T09:00:00+07:00');
    const old = await f.apply(p.reader);
    f.clock.set(now);
    const ask = (agencyId: string | null, filter: RegisterFilter, q = f.db) =>
      listRegister(
        q,
        agencyId === null ? null : [{ agencyId, fields: null }],
        filter,
        { limit: 50, offset: 0 },
        now,
      );
    for (const office of [f.agencies.centre, null]) {
      const all = await ask(office, {});
      assert.equal(all.at(-1)?.id, old.id, 'it came into the program last');
      const before = { from: '2026-11-01', to: '2026-11-19' };
      assert.deepEqual(
        (await ask(office, before)).map(line => line.id),
        [old.id],
      );
      const plan = await f.db.tx(async tx => {
        // So few rows are read in one piece otherwise.
        await tx.run('SET LOCAL enable_seqscan = off');
        let text = '';
        const query = async <T extends object>(
          sql: string,
          values: readonly unknown[] = [],
        ): Promise<T[]> => {
          for (const row of await tx.query(`EXPLAIN ${sql}`, values)) text += `${Object.values(row)[0]}\n`;
          return tx.query<T>(sql, values as unknown[]);
        };
        await ask(office, before, { ...tx, query } as unknown as typeof f.db);
        return text;
      });
      assert.match(plan, /Index Cond: .*received_at >= /);
      assert.doesNotMatch(plan, /Seq Scan on dossier/);
    }
  });

  test('the database folds names as the program folds what is typed', async () => {
    const letters = [
      ...'aàáạảãâầấậẩẫăằắặẳẵeèéẹẻẽêềếệểễiìíịỉĩoòóọỏõôồốộổỗơờớợởỡuùúụủũưừứựửữyỳýỵỷỹđĐÀỆƯbcghklmnpqrstvx09 -./',
    ];
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(...letters), { maxLength: 30 }).map(all => all.join('')),
        fc.boolean(),
        async (text, decomposed) => {
          const typed = decomposed ? text.normalize('NFD') : text;
          const { key } = await f.db.one<{ key: string }>('SELECT cases.search_key($1) AS key', [typed]);
          assert.equal(key, fold(typed));
        },
      ),
      { numRuns: 60 },
    );
  });
});
