import type { Queryable } from '#platform/db';

/** What an installation keeps about itself. */
export type Fact = 'demo' | 'name' | 'authority' | 'hotline' | 'seeded';

/** What this installation is, e.g. that it is a demo. */
export async function readFacts(q: Queryable): Promise<Partial<Record<Fact, string>>> {
  const rows = await q.query<{ key: Fact; value: string }>('SELECT key, value FROM installation.fact');
  return Object.fromEntries(rows.map(r => [r.key, r.value]));
}

/** Sets a fact. Throws when a demo would be declared a real installation. */
export async function setFact(q: Queryable, key: Fact, value: string): Promise<void> {
  await q.run(
    'INSERT INTO installation.fact (key, value) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET value = $2, set_at = now()',
    [key, value],
  );
}
