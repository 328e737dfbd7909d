import {
  applyPage,
  asksForCard,
  CARD_FIELD,
  type Card,
  cardTypedInto,
  type Form,
  type FormData,
  type FormPage,
  fieldsOf,
  fillFromCard,
  leftUnread,
  ofEarlierCard,
  readCard,
  readPost,
  said,
  scanField,
  valueAt,
} from '#engines/forms';
import { type Answer, type Ctx, queryText, redirect, textField } from '#platform/http';
import { type FieldError, type Html, html, note } from '#ui';
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
export function scannedNote({ t, req }: Ctx, form: Form, part: FormPage, item?: number): Html | undefined {
  if (req.method !== 'GET') return undefined;
  const count = Number(queryText(req.query, 'quet'));
  if (!Number.isInteger(count) || count <= 0 || count >= 100) return undefined;
  const missed = queryText(req.query, UNREAD).split(' ');
  const names = fieldsOf(form, part.id, item)
    .filter(f => missed.includes(f.path))
    .map(f => `“${said(f.layout.label, t.lang)}”`);
  const scanned = note(t('portal.apply.scanned', { count }));
  return names.length
    ? html`${scanned}${note(t('portal.apply.scanned-unread', { names: names.join(', ') }))}`
    : scanned;
}

/** In the address: the fields that the code could not be read for. */
const UNREAD = 'chua-doc';

type Again = (view: SavedPage) => Promise<Answer>;

/** Fills the page from a card and shows it again; what cannot be filled in yet is told at the field of the scan. */
async function fill(
  ctx: Ctx,
  opened: Open,
  part: FormPage,
  options: { card: Card; text: string; item: number | undefined },
  again: Again,
): Promise<Answer> {
  const { card, text, item } = options;
  const { form, draft } = opened;
  const filled = fillFromCard(form, part.id, card, item);
  const lost = ofEarlierCard(form, part.id, filled.values, draft.sources, item);
  const saved = await savePage(ctx, opened, part, { filled: { ...filled, lost }, item });
  if (saved.conflicts.length || saved.errors.length) return again(saved);
  const count = Object.keys(filled.values).filter(path => valueAt(saved.data, path) !== undefined).length;
  if (!count)
    return again({ ...saved, errors: [{ path: CARD_FIELD, message: ctx.t('portal.apply.scanned-none') }] });
  const missed = leftUnread(form, part.id, text, item).map(f => f.path);
  const about = new URLSearchParams({
    quet: String(count),
    ...(missed.length ? { [UNREAD]: missed.join(' ') } : {}),
  });
  return redirect(`${ctx.req.path}?${about}`);
}

/**
 * The answer to a post that holds the code on a card, in the field for it or in another of the page: filled in from the card, or why not, with all that was typed. Undefined when it is
 * empty and the page is to be saved as ever.
 */
export async function answerScan(
  ctx: Ctx,
  opened: Open,
  part: FormPage,
  item: number | undefined,
  again: Again,
): Promise<Answer | undefined> {
  const { form, draft } = opened;
  const elsewhere = textField(ctx.req.body, CARD_FIELD)
    ? undefined
    : cardTypedInto(form, part.id, ctx.req.body, item);
  const text = elsewhere?.text ?? textField(ctx.req.body, CARD_FIELD);
  // A scanner types into whatever field has the focus: that was no answer to it.
  if (elsewhere) ctx.req.body[elsewhere.path] = '';
  if (!text || !asksForCard(form, part.id, item)) return undefined;
  const card = readCard(text);
  if (card) return fill(ctx, opened, part, { card, text, item }, again);
  const posted = readPost(form, part.id, ctx.req.body, item);
  const data = applyPage(form, part.id, draft.data as FormData, posted, item);
  const errors = [{ path: CARD_FIELD, message: ctx.t('forms.card.unread') }];
  return again({ data, errors, draft, conflicts: [] });
}
