import assert from 'node:assert/strict';
import { changeProfile, createAccount, vaultService } from '#engines/identity';
import type { Env } from '#platform/env';
import { ledgerService } from '#platform/ledger';

/**
 * Two records of one woman, as two counters made them, both named by a dossier that is there. Returns the ids of the records, in their
 * order. The dossier is lent: it names somebody else.
 */
export async function doublesOf(env: Env, dossierId: string): Promise<[string, string]> {
  const ledger = env.get(ledgerService);
  const act = { ledger, actor: 'system', at: env.clock.now() };
  const vault = env.get(vaultService);
  const ids: string[] = [];
  for (const name of ['Lồ Thị Chứ', 'Lồ Chứ'])
    ids.push(await env.db.tx(tx => createAccount(tx, { kind: 'citizen', name, phone: null }, act)));
  const records = async () =>
    (
      await env.db.query<{ id: string }>(
        'SELECT id FROM people.record WHERE account_id = ANY ($1::uuid[]) ORDER BY id',
        [ids],
      )
    ).map(r => r.id);
  // A running program may have the follower in hand: then it is passed over, and asked again.
  const follow = async (until: () => Promise<boolean>) => {
    await ledger.sealer.sealOnce();
    for (let i = 0; i < 100 && !(await until()); i++) await ledger.followers.runOnce(['people.records']);
  };
  await follow(async () => (await records()).length === 2);
  const [one, other] = await records();
  if (!one || !other) assert.fail('no records');
  await env.db.run(
    `INSERT INTO people.place (record_id, dossier_id, agency_id, field)
     SELECT r, d.id, a, d.field FROM cases.dossier d, unnest(ARRAY[d.agency_id, d.received_by]) AS a, unnest($2::uuid[]) AS r
     WHERE d.id = $1 ON CONFLICT DO NOTHING`,
    [dossierId, [one, other]],
  );
  for (const id of ids)
    await env.db.tx(tx => changeProfile(tx, vault, id, { birthDate: '1979-03-08', sex: 'female' }, act));
  await follow(async () => (await pairs(env)) > 0);
  return [one, other];
}

const pairs = async (env: Env): Promise<number> =>
  (
    await env.db.one<{ n: number }>(
      `SELECT count(*)::int AS n FROM people.likeness l JOIN people.record r ON r.id = l.a_id WHERE r.name LIKE 'Lồ%Chứ'`,
    )
  ).n;
