import {
  type Actor,
  isStandIn,
  signerLines,
  standsInFor,
  type ToSign,
  titleOf,
  toSign,
} from '#engines/cases';
import type { Task } from '#engines/work';
import type { Ctx } from '#platform/http';

/** The post in whose holder's place somebody signs, and the sentence that says so, with the title that stands under his signature. */
export type SignsFor = { post: string; words: string };

/** For whom `signer` would sign, by delegation; undefined where he signs through a post of his own. */
export async function signsFor(ctx: Ctx, signer: Actor): Promise<SignsFor | undefined> {
  const now = ctx.clock.now();
  const post = await standsInFor(ctx.db, signer, now);
  if (!post) return undefined;
  const title = signerLines(await titleOf(ctx.db, signer, now)).join(', ');
  return { post, words: ctx.t('one-stop.act.signs-for', { post, title }) };
}

type Step = { taskId: string; dossierId: string };

/** Of steps that are to be signed, by task: which are for somebody else, as the visitor appraised the dossier himself; for whom he signs others, by delegation. */
export type Signings = { own: ReadonlySet<string>; inPlaceOf: ReadonlyMap<string, SignsFor> };

const barred = (found: readonly ToSign[]): Set<string> =>
  new Set(found.flatMap(({ taskId, own }) => (own?.barred ? [taskId] : [])));

/** Of steps that are to be signed those that are for somebody else, by task. Reads only the dossiers that the visitor has appraised. */
async function signedByOthers(
  { db, visitor, clock }: Ctx,
  steps: readonly Step[],
): Promise<ReadonlySet<string>> {
  return barred(visitor ? await toSign(db, visitor, steps, clock.now(), 'appraised') : []);
}

/** As `signedByOthers`, of what a list holds. */
export const othersSign = (ctx: Ctx, tasks: readonly Task[]): Promise<ReadonlySet<string>> =>
  signedByOthers(
    ctx,
    tasks
      .filter(task => task.state === 'open' && task.permission === 'dossier.sign')
      .map(task => ({ taskId: task.id, dossierId: task.subjectId })),
  );

/** Both of it; each dossier is read once, and where no right to sign was delegated to him only those that he has appraised. */
export async function signingsOf(ctx: Ctx, steps: readonly Step[]): Promise<Signings> {
  const { db, visitor, clock } = ctx;
  const inPlaceOf = new Map<string, SignsFor>();
  if (!visitor || !(await isStandIn(db, visitor, clock.now())))
    return { own: await signedByOthers(ctx, steps), inPlaceOf };
  const found = await toSign(db, visitor, steps, clock.now());
  const own = barred(found);
  const byPost = new Map<string | null, SignsFor | undefined>();
  for (const { taskId, signer } of found) {
    if (own.has(taskId)) continue;
    if (!byPost.has(signer.postId)) byPost.set(signer.postId, await signsFor(ctx, signer));
    const said = byPost.get(signer.postId);
    if (said) inPlaceOf.set(taskId, said);
  }
  return { own, inPlaceOf };
}
