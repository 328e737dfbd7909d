import type { Queryable } from '#platform/db';
import { defineExtensionPoint } from '#platform/env';
import { ENDING } from './read-acts.ts';

/** Who may find that the act which ended a dossier was wrong, and until when. */
export type EndingsArgued = {
  /** Whatever ended a dossier since then may still be found wrong. */
  since(now: Date): Date;
  /** Of dossiers that were ended before: those about which it is still argued. */
  among(q: Queryable, dossierIds: readonly string[], now: Date): Promise<string[]>;
};

/** A system by whose decisions a dossier that was refused or stopped is opened again. */
export const endingsArgued = defineExtensionPoint<EndingsArgued>('cases.endings-argued');

const AT_ONCE = 500;

type Ended = { id: string; dossierId: string };

/**
 * Forgets what acts that ended a dossier have found, where nobody can find them wrong any more: those of before `time`, which are not argued
 * about. Where a decision comes later all the same, the matter goes on in another dossier. Returns how many.
 */
export async function forgetEndings(
  q: Queryable,
  argued: readonly EndingsArgued[],
  time: Date,
  now: Date,
): Promise<number> {
  const before = new Date(Math.min(time.getTime(), ...argued.map(a => a.since(now).getTime())));
  let forgotten = 0;
  let last: string | null = null;
  for (;;) {
    const ended: Ended[] = await q.query<Ended>(
      `SELECT id, dossier_id AS "dossierId" FROM cases.undoable_act
       WHERE at < $1 AND undone_at IS NULL AND kind = ANY ($2::text[]) AND ($3::uuid IS NULL OR id > $3) ORDER BY id LIMIT $4`,
      [before, ENDING, last, AT_ONCE],
    );
    const dossiers = ended.map(e => e.dossierId);
    const needed = new Set((await Promise.all(argued.map(a => a.among(q, dossiers, now)))).flat());
    const over = ended.filter(e => !needed.has(e.dossierId)).map(e => e.id);
    if (over.length) forgotten += await q.run('DELETE FROM cases.undoable_act WHERE id = ANY ($1)', [over]);
    last = ended.at(-1)?.id ?? null;
    if (ended.length < AT_ONCE) return forgotten;
  }
}
