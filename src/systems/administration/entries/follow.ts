import type { Tx } from '#platform/db';
import type { Entry, Follower } from '#platform/ledger';

async function note(entries: readonly Entry[], tx: Tx): Promise<void> {
  await tx.run(
    `INSERT INTO administration.entry_said (position, recorded_at, kind, actor, agency)
     SELECT * FROM unnest($1::bigint[], $2::timestamptz[], $3::text[], $4::text[], $5::uuid[]) ON CONFLICT DO NOTHING`,
    [
      entries.map(e => e.position),
      entries.map(e => e.recordedAt),
      entries.map(e => e.kind),
      entries.map(e => e.actor),
      entries.map(e => e.agency),
    ],
  );
}

/** Notes beside each entry's position what an auditor asks for: who, for which agency, what and when. */
export const noteEntries: Follower = {
  id: 'administration.find-entries',
  kinds: [],
  all: true,
  handle: (entry, tx) => note([entry], tx),
  handleAll: note,
  reset: async tx => {
    await tx.run('DELETE FROM administration.entry_said');
  },
};
