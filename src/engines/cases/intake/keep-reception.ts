import { type Form, type FormData, valueAt } from '#engines/forms';
import { readPhone } from '#engines/identity';
import type { Queryable, Tx } from '#platform/db';
import { fieldOfProfile } from '../correction/corrected.ts';
import type { CaseDeps } from '../deps.ts';
import type { Actor, Dossier } from '../types.ts';
import { partyOf } from './party.ts';
import { writeReception } from './reception.ts';

const SAID = ['personalNumber', 'birthDate', 'sex'] as const;

/** Whoever applied, as a counter's form would have been filled in from the application. */
function personIn(form: Form, { applicantName, phone, data }: Dossier): FormData {
  const said = SAID.flatMap(what => {
    const path = fieldOfProfile(form, what);
    const value = path && valueAt(data as FormData, path);
    return typeof value === 'string' && value ? [[what, value]] : [];
  });
  return {
    name: applicantName,
    ...(phone && readPhone(phone) ? { phone } : {}),
    ...Object.fromEntries(said),
    // Whoever came to a counter had his card with him.
    numberSeen: true,
  };
}

/** Of the last `limit` synthetic dossiers that came in over the counter of an office those whose reception nobody wrote down. */
export const syntheticAtCounter = async (q: Queryable, agencyId: string, limit: number): Promise<string[]> =>
  (
    await q.query<{ id: string; known: boolean }>(
      `SELECT d.id, EXISTS (SELECT FROM cases.reception r WHERE r.dossier_id = d.id) AS known FROM cases.dossier d
       WHERE d.synthetic AND d.channel = 'counter' AND d.received_by = $1 AND d.applicant_id IS NULL ORDER BY d.received_at DESC, d.id LIMIT $2`,
      [agencyId, limit],
    )
  )
    .filter(row => !row.known)
    .map(row => row.id);

/**
 * What a reception at a counter leaves behind, for a synthetic dossier whose past was made without one: who received it where, and the account that
 * counters keep of who applied, so that he is known the next time. The dossier lies with no account, as before.
 */
export async function keepReception(
  tx: Tx,
  { ledger, vault }: Pick<CaseDeps, 'ledger' | 'vault'>,
  dossier: Dossier,
  form: Form,
  actor: Actor & { agencyId: string },
): Promise<void> {
  const { accountId, postId, agencyId, at } = actor;
  const act = { ledger, actor: accountId, post: postId, agency: agencyId, at };
  const applicantId = await partyOf(tx, vault, personIn(form, dossier), { chosen: null, sure: null }, act);
  await writeReception(
    tx,
    { ...dossier, applicantId },
    { agencyId, delegate: null, trackingNumber: null, offline: null, papers: [] },
    actor,
  );
}
