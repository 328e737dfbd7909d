import { vaultService } from '#engines/identity';
import type { Tx } from '#platform/db';
import type { Ctx } from '#platform/http';
import { ledgerService } from '#platform/ledger';
import { postAt } from '../intake/offices.ts';
import { saidOf } from '../intake/person-form.ts';
import type { Intake } from '../intake/types.ts';
import type { Conflict } from './arrive.ts';

/**
 * The dossier of the same procedure that is being handled already for whoever has this personal number, the newest: between the hour in the
 * village and now somebody may have handed it in elsewhere. That the clerk is told of it is entered as a reading.
 */
export async function sameOpen(
  tx: Tx,
  ctx: Ctx,
  { draft, person, agencyId }: Intake,
): Promise<Extract<Conflict, { kind: 'same-open' }> | undefined> {
  const number = saidOf(person, 'personalNumber');
  if (!number) return undefined;
  const found = await tx.maybe<{ id: string; code: string; receivedAt: Date; agencyId: string }>(
    `SELECT d.id, d.code, d.received_at AS "receivedAt", d.agency_id AS "agencyId"
     FROM identity.account a JOIN cases.dossier d ON d.applicant_id = a.id
     WHERE a.personal_number_key = $1 AND d.closed_at IS NULL
       AND d.procedure_code = (SELECT p.code FROM procedures.procedure_version v JOIN procedures.procedure p ON p.id = v.procedure_id
         WHERE v.id = $2)
     ORDER BY d.received_at DESC LIMIT 1`,
    [ctx.get(vaultService).digest('personal-number', number), draft.procedureVersionId],
  );
  if (!found) return undefined;
  const visitor = ctx.visitor!;
  await ctx.get(ledgerService).recordAccess(tx, {
    subject: `dossier:${found.id}`,
    actor: visitor.accountId,
    post: postAt(visitor, agencyId),
    agency: agencyId,
    purpose: 'counter',
  });
  const { id: dossierId, receivedAt, ...rest } = found;
  return { kind: 'same-open', dossierId, receivedAt: receivedAt.toISOString(), ...rest };
}
