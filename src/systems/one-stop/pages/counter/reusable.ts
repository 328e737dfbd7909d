import { findPerson, type Intake, type ReusablePaper, reusablePapers } from '#engines/cases';
import type { Form, FormData } from '#engines/forms';
import type { Ctx } from '#platform/http';

/** Scans of the person's earlier dossiers for the same papers; of somebody who was seen at a counter only. */
export async function reusableFor(
  ctx: Ctx,
  intake: Intake,
  form: Form,
  data: FormData,
): Promise<ReusablePaper[]> {
  const who = intake.accountId ? await findPerson(ctx.db, intake.accountId) : undefined;
  if (!who || (who.signsIn && !who.seen)) return [];
  return reusablePapers(ctx.db, who.accountId, form, data);
}
