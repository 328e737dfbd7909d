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
