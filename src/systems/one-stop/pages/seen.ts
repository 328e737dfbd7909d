import { casesService, type Dossier, lockAsSeen, seenMark, seenMarks } from '#engines/cases';
import type { Tx } from '#platform/db';
import { type Ctx, textField } from '#platform/http';
import { type Html, html } from '#ui';

/** Hidden field of forms about a dossier: the mark of what was shown with them. */
export const SEEN = 'da-thay';

/** Hidden field of a corrected paper: the mark of it as it was shown before it is signed. */
export const SHOWN = 'ban-da-xem';

/** Goes along with what somebody decides about a dossier: what he saw of it. */
export const seenField = (mark: string): Html => html`<input type="hidden" name="${SEEN}" value="${mark}">`;

/** For what a dossier is shown: a step, or a result that is issued anew; neither: as a whole. */
export type For = { step?: string | undefined; result?: string | undefined };
type Shown = For & { dossier: Dossier; correction?: string | undefined };

/** The mark of a dossier as it is shown now. */
export const markOf = (ctx: Ctx, dossier: Dossier, shownFor: For = {}): Promise<string> =>
  seenMark(ctx.db, ctx.get(casesService), { dossier, ...shownFor }, ctx.clock.now());

/** As `markOf`, of several, in their order; `correction`: the last correction of another result that is shown with it. */
export const marksOf = (ctx: Ctx, shown: readonly Shown[]): Promise<string[]> =>
  seenMarks(ctx.db, ctx.get(casesService), shown, ctx.clock.now());

/** The mark that came with the form; empty where none did. */
export const markSent = ({ req }: Pick<Ctx, 'req'>): string => textField(req.body, SEEN);

/** The dossier, locked in this transaction, is as the form showed it. Throws DOSSIER_CHANGED. */
export const stillSeen = (ctx: Ctx, tx: Tx, dossierId: string, step?: string): Promise<void> =>
  lockAsSeen(tx, ctx.get(casesService), { dossierId, step }, markSent(ctx));

/** Does it in one transaction, where the dossier is as the form showed it. Throws DOSSIER_CHANGED. */
export const ifStillSeen = <T>(
  ctx: Ctx,
  dossierId: string,
  act: (tx: Tx) => Promise<T>,
  step?: string,
): Promise<T> =>
  ctx.db.tx(async tx => {
    await stillSeen(ctx, tx, dossierId, step);
    return act(tx);
  });
