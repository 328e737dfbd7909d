import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { APP_ROLE } from '#platform/db';
import { canonical } from './canonical.ts';
import { type Fixture, fixture, fold } from './testing/fixture.ts';
import { leafHash } from './tree/merkle.ts';

suite('appending', () => {
  let f: Fixture;
  before(async () => {
    f = await fixture();
  });
  after(() => f.close({ spoilt: true }));

  const counted = (subject: string, number: number) => ({
    kind: 'sheep.counted',
    subject,
    actor: 'account:dog',
    at: new Date('2026-11-20T01:00:00Z'),
    body: { number },
  });

  test('an entry is stored as canonical bytes, with its version, and its leaf is told', async () => {
    const subject = fold();
    const [first, second] = await f.test.db.tx(async tx => [
      await f.ledger.append(tx, { ...counted(subject, 12), post: 'post:1', agency: 'agency:2' }),
      await f.ledger.append(tx, counted(subject, 13)),
    ]);
    assert.deepEqual([first?.version, second?.version], [1, 2]);
    const { bytes } = await f.test.db.one<{ bytes: Buffer }>('SELECT bytes FROM ledger.entry WHERE id = $1', [
      first?.id,
    ]);
    assert.equal(leafHash(bytes).toString('hex'), first?.leaf);
    const text = bytes.toString('utf8');
    assert.equal(canonical(JSON.parse(text)), text);
    assert.deepEqual(JSON.parse(text), {
      ...counted(subject, 12),
      at: '2026-11-20T01:00:00.000Z',
      format: 1,
      id: first?.id,
      personal: {},
      post: 'post:1',
      agency: 'agency:2',
      recordedAt: first?.recordedAt.toISOString(),
      version: 1,
    });
  });

  test('act and entry stand or fall together', async () => {
    const subject = fold();
    await assert.rejects(
      f.test.db.tx(async tx => {
        await f.ledger.append(tx, counted(subject, 1));
        throw new Error('the wolf came');
      }),
      /wolf/,
    );
    assert.deepEqual(await f.ledger.history(f.test.db, subject), []);
  });

  test('personal values lie beside the log, and only their salted hashes in it', async () => {
    const subject = fold();
    const personal = { shepherd: 'Vàng A Páo', phone: { mobile: '0912000001' } };
    const { id } = await f.test.db.tx(tx => f.ledger.append(tx, { ...counted(subject, 1), personal }));
    const [entry] = await f.ledger.history(f.test.db, subject);
    assert.deepEqual(entry?.personal, personal);
    const { bytes } = await f.test.db.one<{ bytes: Buffer }>('SELECT bytes FROM ledger.entry WHERE id = $1', [
      id,
    ]);
    assert.ok(!bytes.includes('Páo') && !bytes.includes('0912000001'));
    assert.match(JSON.parse(bytes.toString()).personal.shepherd, /^[0-9a-f]{64}$/);
  });

  test('the same value is committed to differently each time: nobody can look it up', async () => {
    const subject = fold();
    const again = { ...counted(subject, 1), personal: { shepherd: 'Vàng A Páo' } };
    const [a, b] = await f.test.db.tx(tx => f.ledger.appendMany(tx, [again, again]));
    const rows = await f.test.db.query<{ bytes: Buffer }>(
      'SELECT bytes FROM ledger.entry WHERE id = ANY ($1)',
      [[a?.id, b?.id]],
    );
    const hashes = rows.map(r => JSON.parse(r.bytes.toString()).personal.shepherd);
    assert.equal(new Set(hashes).size, 2);
  });

  test('many at once are the same as one after the other', async () => {
    const [one, other] = [fold(), fold()];
    await f.test.db.tx(tx => f.ledger.append(tx, counted(one, 0)));
    const appended = await f.test.db.tx(tx =>
      f.ledger.appendMany(tx, [counted(one, 1), counted(other, 1), counted(one, 2), counted(other, 2)]),
    );
    assert.deepEqual(
      appended.map(a => a.version),
      [2, 1, 3, 2],
    );
    const story = await f.ledger.history(f.test.db, one);
    assert.deepEqual(
      story.map(e => e.body.number),
      [0, 1, 2],
    );
    const both = await f.ledger.histories(f.test.db, [other, fold(), one], ['sheep.counted']);
    assert.deepEqual([...both.keys()].sort(), [one, other].sort());
    assert.deepEqual(both.get(one), story);
    assert.deepEqual((await f.ledger.histories(f.test.db, [one], ['sheep.sold'])).size, 0);
    const drawn = await f.test.db.query<{ id: string }>(
      'SELECT id FROM ledger.entry WHERE id = ANY ($1) ORDER BY seq',
      [appended.map(a => a.id)],
    );
    assert.deepEqual(
      drawn.map(d => d.id),
      appended.map(a => a.id),
    );
  });

  test('what nobody declared is refused, and so is a subject or an actor that is none', async () => {
    const refused = (entry: object, why: RegExp) =>
      assert.rejects(
        f.test.db.tx(tx => f.ledger.append(tx, { ...counted(fold(), 1), ...entry })),
        why,
      );
    await refused({ kind: 'sheep.flown' }, /unknown kind/);
    await refused({ body: { number: 1, colour: 'black' } }, /body of sheep.counted/);
    await refused({ body: { number: 'many' } }, /body of sheep.counted/);
    await refused({ personal: { name: 'x' } }, /no personal field/);
    await refused({ subject: 'the flock' }, /no subject/);
    await refused({ actor: '' }, /without an actor/);
  });

  test('two transactions on different subjects never wait; two on one subject get one order', async () => {
    const [here, there] = [fold(), fold()];
    const order: string[] = [];
    let release: () => void = () => undefined;
    const held = new Promise<void>(resolve => {
      release = resolve;
    });
    let started: () => void = () => undefined;
    const begun = new Promise<void>(resolve => {
      started = resolve;
    });
    const first = f.test.db.tx(async tx => {
      await f.ledger.append(tx, counted(here, 1));
      started();
      await held;
      order.push('first');
    });
    await begun;
    const second = f.test.db
      .tx(tx => f.ledger.append(tx, counted(here, 2)))
      .then(a => {
        order.push('second');
        return a;
      });
    await f.test.db.tx(tx => f.ledger.append(tx, counted(there, 1)));
    order.push('elsewhere');
    release();
    await first;
    assert.equal((await second).version, 2);
    assert.deepEqual(order, ['elsewhere', 'first', 'second']);
  });

  test('a reading of a record is entered once for an actor, a purpose and an hour', async () => {
    const subject = fold();
    const reading = {
      subject,
      actor: 'account:clerk',
      post: 'post:7',
      agency: 'agency:1',
      purpose: 'handling',
    };
    const read = (r: typeof reading) => f.test.db.tx(tx => f.ledger.recordAccess(tx, r));
    const both = await Promise.all([read(reading), read(reading)]);
    assert.equal(both.filter(Boolean).length, 1);
    assert.equal(await read(reading), undefined);
    assert.ok(await read({ ...reading, purpose: 'export' }));
    assert.ok(await read({ ...reading, actor: 'account:leader' }));
    const seen = await f.ledger.accesses(f.test.db, subject);
    assert.deepEqual(
      seen.map(s => [s.actor, s.purpose]),
      [
        ['account:leader', 'handling'],
        ['account:clerk', 'export'],
        ['account:clerk', 'handling'],
      ],
    );
  });

  test('a look of which nobody could be told who it was is refused, and nothing is entered', async () => {
    const subject = fold();
    const look = { subject, actor: 'account:clerk', agency: 'agency:1', purpose: 'handling' };
    const enter = (r: typeof look & { post?: string; by?: 'program' | 'delegate' }) =>
      f.test.db.tx(tx => f.ledger.recordAccess(tx, r));
    await assert.rejects(enter(look), /names no post/);
    await assert.rejects(enter({ ...look, agency: '', by: 'program' }), /names no post/);
    assert.deepEqual(await f.ledger.accesses(f.test.db, subject), []);
    assert.ok(await enter({ ...look, post: 'post:7' }), 'the refused one does not stand for it');
    assert.ok(await enter({ ...look, actor: 'token:1', by: 'program' }));
    assert.ok(await enter({ ...look, actor: 'account:helper', agency: '', by: 'delegate' }));
  });

  test('a list read is entered with the digest of its query, not the query', async () => {
    const list = { actor: 'account:clerk', purpose: 'search', query: { name: 'Vàng A Páo' }, rows: 3 };
    const entered = await f.test.db.tx(tx => f.ledger.recordListRead(tx, list));
    assert.ok(entered);
    assert.equal(await f.test.db.tx(tx => f.ledger.recordListRead(tx, list)), undefined);
    const [entry] = await f.ledger.history(f.test.db, 'reader:account:clerk');
    assert.equal(entry?.body.rows, 3);
    assert.match(String(entry?.body.query), /^[0-9a-f]{64}$/);
  });

  test('the app’s role adds and reads, and can do nothing else to the log', async () => {
    const subject = fold();
    const { id } = await f.test.db.tx(tx =>
      f.ledger.append(tx, { ...counted(subject, 1), personal: { shepherd: 'x' } }),
    );
    const rights = await f.test.owner.query<{ table: string; right: string }>(
      `SELECT c.relname AS table, r AS right FROM pg_class c, unnest('{UPDATE,DELETE,TRUNCATE,REFERENCES,TRIGGER}'::text[]) r
        WHERE c.relnamespace = 'ledger'::regnamespace AND c.relkind IN ('r', 'p')
          AND (has_table_privilege('${APP_ROLE}', c.oid, r)
            OR r IN ('UPDATE', 'REFERENCES') AND has_any_column_privilege('${APP_ROLE}', c.oid, r))
        ORDER BY 1, 2`,
    );
    assert.deepEqual(
      rights.map(r => `${r.right} ${r.table}`),
      // What a follower passed over is taken after all: that is a list of things to do, not the log.
      ['DELETE access', 'UPDATE follower', 'UPDATE sealer', 'DELETE skipped', 'UPDATE skipped'],
    );
    for (const sql of [
      'UPDATE ledger.entry SET bytes = bytes',
      'UPDATE ledger.personal SET salt = NULL, value = NULL',
      'SELECT * FROM ledger.entry_2026q4',
      `INSERT INTO ledger.entry (id, subject, version, kind, bytes, seq) VALUES (gen_random_uuid(), 'a:b', 1, 'x.y', '', 0)`,
      `INSERT INTO ledger.entry (id, subject, version, kind, bytes, xid) VALUES (gen_random_uuid(), 'a:b', 1, 'x.y', '', '3')`,
      "SELECT setval('ledger.entry_seq', 1)",
      'ALTER TABLE ledger.entry DISABLE TRIGGER ALL',
      'CREATE TABLE ledger.mine ()',
    ])
      await assert.rejects(f.test.db.query(sql), /permission denied|must be owner/, sql);
    await assert.rejects(
      f.test.db.query('SELECT ledger.empty_personal($1)', [id]),
      /together with their erasure/,
    );
  });

  test('an entry whose time no partition was made for is not refused', async () => {
    const id = '00000000-0001-7000-8000-000000000000';
    await f.test.db.query('SELECT * FROM ledger.append($1, $2, $3, $4, NULL, NULL, NULL)', [
      id,
      fold(),
      'sheep.counted',
      '{"id":"x"',
    ]);
    const { n } = await f.test.owner.one<{ n: number }>(
      'SELECT count(*) AS n FROM ledger.entry_rest WHERE id = $1',
      [id],
    );
    assert.equal(n, 1);
    await f.test.owner.query("DELETE FROM ledger.entry WHERE id = '00000000-0001-7000-8000-000000000000'");
  });

  test('partitions are made ahead, as often as one likes', async () => {
    const make = async () =>
      (await f.test.db.one<{ n: number }>("SELECT ledger.make_partitions('2029-04-01', '2029-12-31') AS n"))
        .n;
    assert.equal(await make(), 3);
    assert.equal(await make(), 0);
    const { n } = await f.test.db.one<{ n: number }>(
      "SELECT count(*) AS n FROM pg_indexes WHERE schemaname = 'ledger' AND tablename = 'entry_2029q3'",
    );
    assert.equal(n, 3);
  });
});
