import {
  type Field,
  type FieldPath,
  type Form,
  type FormData,
  prefill,
  shownFields,
  valueAt,
} from '#engines/forms';
import { localDate } from '#platform/clock';
import type { Queryable } from '#platform/db';
import type { Ctx } from '#platform/http';
import { sourcesOf } from './application.ts';
import { known } from './known.ts';
import { communeWithin, residenceLine } from './residence.ts';

/** Answers that nobody gave yet, and where each comes from. */
export type Offered = { data: FormData; sources: Record<FieldPath, string> };

/** What the same application says already, as `said.PATH`; and as `said.residence` where its applicant lives, in one line. */
async function said(q: Queryable, data: FormData, date: string): Promise<FormData> {
  const [address, commune] = [valueAt(data, 'applicant.address'), valueAt(data, 'applicant.commune')];
  if (typeof address !== 'string') return data;
  const areas = await communeWithin(q, typeof commune === 'string' ? commune : undefined, date);
  return { ...data, residence: residenceLine(address, areas) };
}

/**
 * What can be offered for the fields of a page: of those that are empty the ones that are not asked for yet (the next choice may ask for
 * them), and all of a page that was never saved. Who left one empty is not asked again. `accountId`: whose account may be read; null at a
 * counter, where only what was said there is offered.
 */
export async function offered(
  ctx: Ctx,
  form: Form,
  fields: readonly Field[],
  data: FormData,
  { accountId, saved }: { accountId: string | null; saved: boolean },
): Promise<Offered> {
  const empty = fields.filter(f => f.layout.prefill && valueAt(data, f.path) === undefined);
  const asked = saved && empty.length ? shownFields(form, data) : undefined;
  const open = empty.filter(f => !asked?.has(f.path));
  if (!open.length) return { data, sources: {} };
  const part = { ...form, fields: Object.fromEntries(open.map(f => [f.path, f.layout])) };
  const wanted = sourcesOf(part);
  const facts = {
    ...(accountId ? await known(ctx.db, ctx, accountId, wanted) : {}),
    ...(wanted.has('said') ? { said: await said(ctx.db, data, localDate(ctx.clock.now())) } : {}),
  };
  return prefill(part, data, facts);
}

/** Of what was offered the answers that came back as they were, with their sources: they are marked when the page is opened again. */
export const takenOver = (offer: Offered, data: FormData): Record<FieldPath, string> =>
  Object.fromEntries(
    Object.entries(offer.sources).filter(([path]) => valueAt(offer.data, path) === valueAt(data, path)),
  );
