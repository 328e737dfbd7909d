import {
  applyPage,
  asksForCard,
  CARD_FIELD,
  type Card,
  type FormData,
  type FormPage,
  fillFromCard,
  readCard,
  readPost,
  scanField,
  valueAt,
} from '#engines/forms';
import { type Answer, type Ctx, queryText, redirect, textField } from '#platform/http';
import { type FieldError, type Html, note } from '#ui';
import type { Open } from './open-draft.ts';
import { type SavedPage, savePage } from './save-page.ts';

/** The part of a page that fills it from the code on a card, where its fields can be; above them. */
export function cardPart(
  ctx: Ctx,
  { form }: Open,
  part: FormPage,
  errors: readonly FieldError[],
  item?: number,
): Html | null {
  if (!asksForCard(form, part.id, item)) return null;
  const error = errors.find(e => e.path === CARD_FIELD)?.message;
  return scanField(ctx.t, { error, ...(error && { typed: textField(ctx.req.body, CARD_FIELD) }) });
}

/** What was filled in by the scan before, told once. */
export function scannedNote({ t, req }: Ctx): Html | undefined {
  if (req.method !== 'GET') return undefined;
  const count = Number(queryText(req.query, 'quet'));
  return Number.isInteger(count) && count > 0 && count < 100
    ? note(t('portal.apply.scanned', { count }))
    : undefined;
}

type Again = (view: SavedPage) => Promise<Answer>;

/** Fills the page from a card and shows it again; what cannot be filled in yet is told at the field of the scan. */
async function fill(
  ctx: Ctx,
  opened: Open,
  part: FormPage,
  options: { card: Card; item: number | undefined },
  again: Again,
): Promise<Answer> {
  const saved = await savePage(ctx, opened, part, options);
  if (saved.conflicts.length || saved.errors.length) return again(saved);
  const { values } = fillFromCard(opened.form, part.id, options.card, options.item);
  const count = Object.keys(values).filter(path => valueAt(saved.data, path) !== undefined).length;
  if (!count)
    return again({ ...saved, errors: [{ path: CARD_FIELD, message: ctx.t('portal.apply.scanned-none') }] });
  return redirect(`${ctx.req.path}?quet=${count}`);
}

/**
 * The answer to a post whose scan field holds something: filled in from the card, or why not, with all that was typed. Undefined when it is
 * empty and the page is to be saved as ever.
 */
export async function answerScan(
  ctx: Ctx,
  opened: Open,
  part: FormPage,
  item: number | undefined,
  again: Again,
): Promise<Answer | undefined> {
  const text = textField(ctx.req.body, CARD_FIELD);
  const { form, draft } = opened;
  if (!text || !asksForCard(form, part.id, item)) return undefined;
  const card = readCard(text);
  if (card) return fill(ctx, opened, part, { card, item }, again);
  const posted = readPost(form, part.id, ctx.req.body, item);
  const data = applyPage(form, part.id, draft.data as FormData, posted, item);
  const errors = [{ path: CARD_FIELD, message: ctx.t('forms.card.unread') }];
  return again({ data, errors, draft, conflicts: [] });
}
