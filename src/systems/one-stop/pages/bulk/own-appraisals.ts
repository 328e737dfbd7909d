import { actorOn, askerOf, doable, factsOf, findDossiers, isOwnAppraisal } from '#engines/cases';
import type { Ctx } from '#platform/http';
import { type Html, html, status } from '#ui';
import type { BulkLine } from './load.ts';

/** Of steps that are to be signed those that somebody else signs, by task: the visitor appraised the dossier himself. */
export async function ownAppraisals(ctx: Ctx, lines: readonly BulkLine[]): Promise<ReadonlySet<string>> {
  const { db, visitor } = ctx;
  const now = ctx.clock.now();
  const own = new Set<string>();
  const dossiers = await findDossiers(
    db,
    lines.map(l => l.dossierId),
  );
  for (const { dossierId, taskId } of lines) {
    const dossier = dossiers.find(d => d.id === dossierId);
    const facts = dossier && (await factsOf(db, dossier, now));
    const task = facts && doable(askerOf(visitor), facts).find(d => d.taskId === taskId);
    if (!task) continue;
    if (await isOwnAppraisal(db, dossier, { id: taskId }, actorOn(visitor!, now, facts, task)))
      own.add(taskId);
  }
  return own;
}

/** What stands below a name then. */
export const ownAppraisalHint = ({ t }: Ctx, own: boolean): Html | null =>
  own ? html`<small>${status('late', t('one-stop.bulk.own'))} ${t('one-stop.bulk.own-todo')}</small>` : null;
