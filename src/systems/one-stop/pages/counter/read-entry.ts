import {
  addDraftFile,
  DESK,
  type DeskNotes,
  filesByField,
  type Intake,
  infectedFiles,
  listDraftFiles,
  papersAsked,
  type ReusablePaper,
  type RunningVersion,
  takeFiles,
  withFiles,
} from '#engines/cases';
import {
  applyPage,
  asksForCard,
  cardTypedInto,
  type Form,
  type FormData,
  type FormPage,
  fileFields,
  fillFromCard,
  itemsOf,
  mostItems,
  ofEarlierCard,
  readCard,
  readPost,
  shownPages,
  valueAt,
  withoutItem,
} from '#engines/forms';
import { type Ctx, textField } from '#platform/http';
import type { FieldError } from '#ui';
import { applicantCard } from './applicant-card.ts';

/** Followed by the id of a page: the code on the card of whoever the page asks about. */
export const CARD = '_card.';
/** Followed by a part of the form: it is about who applies, and is filled in from what the clerk took in of him. */
export const SELF = '_chinh-nguoi-nop.';
/** Followed by a group: how many items of it the page showed. */
export const ITEMS = '_muc.';

/** Followed by a field: its paper of an earlier dossier is used again. */
export const REUSE = '_dung-lai.';

/** Characters that the desk's own fields hold. */
export const DESK_MOST: Readonly<Record<string, number>> = {
  [DESK.tracking]: 40,
  [DESK.delegateName]: 100,
  [DESK.delegateNumber]: 20,
  [DESK.delegateRelation]: 200,
};

/** What came with the form, as data; and what of it could not be taken. */
export type Entered = {
  data: FormData;
  desk: DeskNotes;
  /** Where answers came from that nobody typed: a card, what was said of who applies. */
  sources: Record<string, string | null>;
  errors: FieldError[];
  /** Fields that these filled. */
  scanned: number;
};

const isEmpty = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  value === '' ||
  (typeof value === 'object' && Object.values(value).every(isEmpty));

/** The items of a group's page as they were posted; one in which nothing was filled in is none. */
function readItems(form: Form, part: FormPage, group: string, data: FormData, ctx: Ctx): FormData {
  const { body } = ctx.req;
  const most = Math.min(mostItems(form, group), 50);
  const shown = Math.min(Number(textField(body, ITEMS + group)) || 0, most);
  let next = data;
  for (let item = 0; item < shown; item++)
    next = applyPage(form, part.id, next, readPost(form, part.id, body, item), item);
  for (let item = itemsOf(next, group).length - 1; item >= 0; item--)
    if (isEmpty(itemsOf(next, group)[item]) && !bringsPaper(ctx, `${group}.${item}.`))
      next = withoutItem(next, group, item);
  return next;
}

/** Whether a paper of an item was counted or scanned: then it is none that stayed empty. */
const bringsPaper = ({ req }: Ctx, place: string): boolean =>
  req.uploads.some(u => u.field.startsWith(place) && u.size > 0) ||
  [DESK.originals, DESK.copies].some(counts =>
    Object.keys(req.body).some(name => name.startsWith(counts + place) && textField(req.body, name).trim()),
  );

/** The desk's part as it was typed, trimmed. */
function readDesk(ctx: Ctx, keys: readonly string[]): DeskNotes {
  const said = (name: string) => textField(ctx.req.body, name);
  return {
    channel: said(DESK.channel) === 'post' ? 'post' : 'counter',
    tracking: said(DESK.tracking),
    noNumber: said(DESK.noNumber) !== '',
    represented: said(DESK.represented) !== '',
    delegate: {
      name: said(DESK.delegateName),
      personalNumber: said(DESK.delegateNumber),
      relation: said(DESK.delegateRelation),
    },
    papers: Object.fromEntries(
      keys.map(key => [
        key,
        {
          originals: said(DESK.originals + key),
          copies: said(DESK.copies + key),
          held: said(DESK.held + key) !== '',
        },
      ]),
    ),
    complete: said(DESK.complete) !== '',
    stays: said(DESK.stays) !== '',
  };
}

/** Scans of papers that the person handed in before, and that are to be used again. */
async function reuse(ctx: Ctx, { draft }: Intake, reusable: readonly ReusablePaper[]): Promise<void> {
  for (const { receivedAt: _, ...paper } of reusable)
    if (textField(ctx.req.body, REUSE + paper.field))
      await ctx.db.tx(tx => addDraftFile(tx, { draftId: draft.id, ...paper }, ctx.clock.now()));
}

/**
 * Everything that was posted with an intake: each page of the form, cards that were scanned, files, and the desk's part. `all`: the
 * page showed all that the form may ask, so that what is asked follows from what was answered.
 */
export async function readEntry(
  ctx: Ctx,
  intake: Intake,
  form: Form,
  version: RunningVersion,
  reusable: readonly ReusablePaper[],
  options: { all?: true } = {},
): Promise<Entered> {
  const before = intake.draft.data as FormData;
  let data = before;
  const sources: Entered['sources'] = {};
  const errors: FieldError[] = [];
  let scanned = 0;
  // Only what the page showed: what it did not show is not empty.
  for (const part of options.all ? form.pages : shownPages(form, before)) {
    if (options.all && !shownPages(form, data).includes(part)) continue;
    if (part.group) {
      data = readItems(form, part, part.group, data, ctx);
      continue;
    }
    const own = textField(ctx.req.body, CARD + part.id);
    // A scanner types into whatever field has the focus: that was no answer to it.
    const elsewhere = own ? undefined : cardTypedInto(form, part.id, ctx.req.body);
    if (elsewhere) ctx.req.body[elsewhere.path] = '';
    const typed = elsewhere?.text ?? own;
    const card = typed && asksForCard(form, part.id) ? readCard(typed) : undefined;
    if (typed && !card) errors.push({ path: CARD + part.id, message: ctx.t('forms.card.unread') });
    const self = textField(ctx.req.body, SELF + part.id)
      ? await applicantCard(ctx, intake.person)
      : undefined;
    const filled = card
      ? fillFromCard(form, part.id, card)
      : self && fillFromCard(form, part.id, self, undefined, 'said');
    data = applyPage(form, part.id, data, { ...readPost(form, part.id, ctx.req.body), ...filled?.values });
    const came = Object.entries(filled?.sources ?? {}).filter(([path]) => valueAt(data, path) !== undefined);
    // What an earlier card said is not of this one.
    if (card && filled)
      Object.assign(sources, ofEarlierCard(form, part.id, filled.values, intake.draft.sources));
    Object.assign(sources, Object.fromEntries(came));
    scanned += came.length;
  }
  const fields = fileFields(form, data);
  errors.push(...(await takeFiles(ctx, intake.draft, fields)));
  errors.push(...(await infectedFiles(ctx, intake.draft, fields)));
  await reuse(ctx, intake, reusable);
  data = withFiles(form, data, filesByField(await listDraftFiles(ctx.db, intake.draft.id)));
  for (const [path, most] of Object.entries(DESK_MOST)) {
    const { length } = textField(ctx.req.body, path);
    if (length > most) errors.push({ path, message: ctx.t('ui.field.over-long', { most, length }) });
  }
  const keys = papersAsked(form, data, version).map(p => p.key);
  return { data, desk: readDesk(ctx, keys), sources, errors, scanned };
}
