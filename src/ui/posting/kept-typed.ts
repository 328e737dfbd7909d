import { type Ctx, queryText } from '#platform/http';
import { note } from '../components/note/component.ts';
import { type Html, html } from '../html.ts';

/**
 * Where what was typed lies while it is looked at before it is done, and for a while after that: one form of one visitor, by its address. So
 * the page that shows it has an address of its own: it can be loaded again, left, and come back to.
 */
export type Keeping = {
  /** Keeps what was posted, over what was kept before. */
  keep(ctx: Ctx): Promise<void>;
  find(ctx: Ctx): Promise<Kept | null>;
  /** It is done. */
  forget(ctx: Ctx): Promise<void>;
};

export type Kept = { body: Record<string, unknown>; at: Date };

/** In the query: what would be done is shown; the form is asked for as it was before anything was typed. */
const LOOK = 'xem';
const ANEW = 'nhap-lai';

export const lookPath = ({ req }: Ctx): string => `${req.path}?${LOOK}=1`;

export const isLook = ({ req }: Ctx): boolean => queryText(req.query, LOOK) === '1';

export const isAnew = ({ req }: Ctx): boolean => queryText(req.query, ANEW) === '1';

/** The request as it was when this was posted. */
export const asPosted = (ctx: Ctx, { body }: Kept): Ctx => ({
  ...ctx,
  req: { ...ctx.req, method: 'POST', body },
});

/** That what stands in the form was typed before, and the way to begin anew. */
export const keptNote = ({ t, req }: Ctx, at: string): Html =>
  note(html`${t('ui.form.kept', { at })} <a href="${req.path}?${ANEW}=1">${t('ui.form.anew')}</a>`);
