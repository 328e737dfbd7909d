import {
  casesService,
  type Dossier,
  type Happening,
  loadProcedure,
  lockAsSeen,
  seenMark,
  seenMarks,
  shownAt,
  storyOf,
} from '#engines/cases';
import { formatDateTime } from '#platform/clock';
import type { Tx } from '#platform/db';
import { type Ctx, textField } from '#platform/http';
import { type Html, html } from '#ui';
import { deedWords } from './story-section.ts';

/** Hidden field of forms about a dossier: the mark of what was shown with them. */
export const SEEN = 'da-thay';

/** Goes along with what somebody decides about a dossier: what he saw of it. */
export const seenField = (mark: string): Html => html`<input type="hidden" name="${SEEN}" value="${mark}">`;

/** The mark of a dossier as it is shown now. */
export const markOf = (ctx: Ctx, dossier: Dossier): Promise<string> =>
  seenMark(ctx.db, ctx.get(casesService), dossier, ctx.clock.now());

/** As `markOf`, of several, by dossier. */
export const marksOf = (ctx: Ctx, dossiers: readonly Dossier[]): Promise<Map<string, string>> =>
  seenMarks(ctx.db, ctx.get(casesService), dossiers, ctx.clock.now());

/** The mark that came with the form; empty where none did. */
export const markSent = ({ req }: Pick<Ctx, 'req'>): string => textField(req.body, SEEN);

/** The dossier, locked in this transaction, is as the form showed it. Throws DOSSIER_CHANGED. */
export const stillSeen = (ctx: Ctx, tx: Tx, dossierId: string): Promise<void> =>
  lockAsSeen(tx, ctx.get(casesService), dossierId, markSent(ctx));

/** Does it in one transaction, where the dossier is as the form showed it. Throws DOSSIER_CHANGED. */
export const ifStillSeen = <T>(ctx: Ctx, dossierId: string, act: (tx: Tx) => Promise<T>): Promise<T> =>
  ctx.db.tx(async tx => {
    await stillSeen(ctx, tx, dossierId);
    return act(tx);
  });

/** What changes what is looked at before something is decided. */
const CHANGES: ReadonlySet<string> = new Set([
  'act-undone',
  'answers-corrected',
  'moved',
  'moved-back',
  'question-answered',
  'step-done',
  'supplemented',
  'transferred',
]);

/** A step that says no more than its outcome leaves what is decided upon as it is. */
const changes = ({ kind, personal }: Happening): boolean =>
  CHANGES.has(kind) && (kind !== 'step-done' || personal.facts !== undefined);

/** Who has changed the dossier since it was shown with this mark, what and when, in a few words each. */
export async function changesSince(ctx: Ctx, dossier: Dossier, mark: string): Promise<string[]> {
  const since = shownAt(mark);
  if (!since) return [];
  const story = await storyOf(ctx.db, ctx.get(casesService).ledger, dossier, ctx.clock.now());
  const { graph } = await loadProcedure(ctx.db, dossier);
  return story.happenings
    .filter(h => h.who !== null && h.at >= since && changes(h))
    .map(h =>
      ctx.t(h.actor === ctx.visitor?.accountId ? 'one-stop.seen.own' : 'one-stop.seen.by', {
        who: h.who ?? '',
        deed: deedWords(ctx, story, graph, h),
        at: formatDateTime(h.at),
      }),
    );
}

/** What somebody reads whose page shows a dossier as it is no more: who has changed what since, and that nothing was done. */
export async function changedWords(ctx: Ctx, dossier: Dossier, mark: string): Promise<string> {
  const changes = await changesSince(ctx, dossier, mark);
  return changes.length
    ? ctx.t('one-stop.seen.changed-by', { changes: changes.join('; ') })
    : ctx.t('one-stop.seen.changed');
}
