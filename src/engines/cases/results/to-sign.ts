import { doneOf, tasksBySubject } from '#engines/work';
import type { Queryable } from '#platform/db';
import type { Visitor } from '#platform/http';
import { actorOn } from '../access/actor.ts';
import { askerOf, factsWith } from '../access/facts.ts';
import { doable } from '../access/table.ts';
import { findDossiers } from '../read/dossier.ts';
import type { Actor } from '../types.ts';
import { appraisalsOf, EXAMINING, JUDGING, type OwnAppraisal } from './own-appraisal.ts';
import { isStandIn } from './signatory.ts';

type Step = { taskId: string; dossierId: string };

/** A step that somebody is to sign, the post through which he does, and how it stands where he has appraised the dossier himself. */
export type ToSign = Step & { signer: Actor; own: OwnAppraisal | undefined };

/** Of dossiers those of which it matters to a signer that he has appraised them: he examined them, or stands in for somebody and decided on them. */
async function appraisedOf(
  q: Queryable,
  visitor: Visitor,
  ids: readonly string[],
  at: Date,
): Promise<string[]> {
  if (!ids.length) return [];
  const done = await doneOf(q, ids, visitor.accountId, JUDGING);
  const examined = done.filter(d => d.permission === EXAMINING);
  const all = examined.length === done.length || (await isStandIn(q, visitor, at));
  return [...new Set((all ? done : examined).map(d => d.subjectId))];
}

/**
 * Of many steps those that are the visitor's to sign; `only`: those alone whose dossiers he has appraised so that it matters; of the
 * others nothing is read then. Each dossier is read once.
 */
export async function toSign(
  q: Queryable,
  visitor: Visitor,
  steps: readonly Step[],
  at: Date,
  only: 'appraised' | 'all' = 'all',
): Promise<ToSign[]> {
  const all = [...new Set(steps.map(step => step.dossierId))];
  const ids = only === 'all' ? all : await appraisedOf(q, visitor, all, at);
  if (!ids.length) return [];
  const [dossiers, tasks] = await Promise.all([findDossiers(q, ids), tasksBySubject(q, ids)]);
  const appraisal = appraisalsOf(q, { accountId: visitor.accountId, at });
  const found: ToSign[] = [];
  for (const dossier of dossiers) {
    const facts = await factsWith(q, dossier, tasks.get(dossier.id) ?? [], at);
    const his = doable(askerOf(visitor), facts).filter(task => task.permission === 'dossier.sign');
    for (const { taskId, dossierId } of steps.filter(step => step.dossierId === dossier.id)) {
      const task = his.find(t => t.taskId === taskId);
      if (!task) continue;
      const signer = actorOn(visitor, at, facts, task);
      found.push({ taskId, dossierId, signer, own: await appraisal(facts, taskId, signer) });
    }
  }
  return found;
}
