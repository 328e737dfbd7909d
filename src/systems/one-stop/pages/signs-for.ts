import {
  type Actor,
  actorOn,
  askerOf,
  doable,
  factsOf,
  findDossiers,
  isOwnAppraisal,
  signerLines,
  standsInFor,
  titleOf,
} from '#engines/cases';
import { postIdsHeldBy } from '#engines/identity';
import { localDate } from '#platform/clock';
import type { Ctx } from '#platform/http';

/** The post in whose holder's place somebody signs, and the sentence that says so, with the title that stands under his signature. */
export type SignsFor = { post: string; words: string };

/** The same of one step; `ownAppraisal`: he has appraised it himself, and will be refused. */
export type SignsStepFor = SignsFor & { ownAppraisal: boolean };

/** For whom `signer` would sign, by delegation; undefined where he signs through a post of his own. */
export async function signsFor(ctx: Ctx, signer: Actor): Promise<SignsFor | undefined> {
  const now = ctx.clock.now();
  const post = await standsInFor(ctx.db, signer, now);
  if (!post) return undefined;
  const title = signerLines(await titleOf(ctx.db, signer, now)).join(', ');
  return { post, words: ctx.t('one-stop.act.signs-for', { post, title }) };
}

/** As `signsFor`, of the visitor and many steps, by task; asks nothing of the dossiers where no right to sign was delegated to him. */
export async function signsForMany(
  ctx: Ctx,
  steps: ReadonlyArray<{ taskId: string; dossierId: string }>,
): Promise<ReadonlyMap<string, SignsStepFor>> {
  const { db, visitor } = ctx;
  const found = new Map<string, SignsStepFor>();
  const now = ctx.clock.now();
  const held = await postIdsHeldBy(db, [visitor?.accountId ?? ''], localDate(now));
  const rights = visitor?.grants.filter(g => g.permission === 'dossier.sign') ?? [];
  if (!visitor || rights.every(g => g.postId && held.includes(g.postId))) return found;
  const dossiers = await findDossiers(
    db,
    steps.map(step => step.dossierId),
  );
  const byPost = new Map<string | null, SignsFor | undefined>();
  for (const { taskId, dossierId } of steps) {
    const dossier = dossiers.find(d => d.id === dossierId);
    const facts = dossier && (await factsOf(db, dossier, now));
    const task = facts && doable(askerOf(visitor), facts).find(d => d.taskId === taskId);
    if (!task) continue;
    const signer = actorOn(visitor, now, facts, task);
    if (!byPost.has(signer.postId)) byPost.set(signer.postId, await signsFor(ctx, signer));
    const said = byPost.get(signer.postId);
    if (!said) continue;
    const ownAppraisal = await isOwnAppraisal(db, dossier, { id: taskId }, signer);
    found.set(taskId, { ...said, ownAppraisal });
  }
  return found;
}
