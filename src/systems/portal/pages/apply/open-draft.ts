import {
  type Draft,
  draftFormOf,
  findDraft,
  isOutdated,
  mandated,
  ownDraft,
  type RunningVersion,
  standingOf,
} from '#engines/cases';
import { type Form, type FormData, type FormPage, onlinePages } from '#engines/forms';
import { localDate } from '#platform/clock';
import type { Queryable } from '#platform/db';
import { NotFound } from '#platform/errors';
import type { Ctx } from '#platform/http';

export type Open = {
  draft: Draft;
  form: Form;
  name: string;
  code: string;
  /** What it is received under if it is sent now. */
  version: RunningVersion;
  /** What it was begun under, where that is another, whose form is the same. */
  begunUnder?: RunningVersion;
  /** In whose name it is filled in, where that is not the visitor's own. */
  principal?: string;
};

/** Below a draft's address: what has changed since it was begun. */
export const RENEW = 'ban-moi';

/** For routes that only read: the draft that the address names is asked for together with the session. */
export const draftAhead = (q: Queryable, params: Readonly<Record<string, string>>) =>
  findDraft(q, params.draft ?? '');

/** The visitor's own draft that the address names. Throws DraftGone; to everybody else it does not exist. */
export async function open(ctx: Ctx): Promise<Open> {
  const found = await (ctx.ahead ?? draftAhead(ctx.db, ctx.req.params));
  const draft = ownDraft(found as Draft | undefined, ctx.visitor!.accountId, ctx.clock.now());
  const { form, version } = await draftFormOf(ctx.db, draft);
  // What is filled in is another's: it is seen no more once he lets nobody act for him.
  const mandate =
    draft.principalId && !draft.dossierId
      ? await mandated(ctx.db, draft.accountId, draft.principalId, version, ctx.clock.now())
      : undefined;
  const inForce = await takenOver(ctx, draft);
  return {
    ...{ draft, form, code: version.code },
    ...(mandate ? { principal: mandate.principalName } : {}),
    ...(inForce
      ? { name: inForce.name, version: inForce, begunUnder: version }
      : { name: version.name, version }),
  };
}

/** The version in force, where a draft that is not sent was begun under an earlier one with the same form. */
async function takenOver(ctx: Ctx, draft: Draft): Promise<RunningVersion | undefined> {
  const now = ctx.clock.now();
  if (draft.dossierId || !isOutdated(draft, localDate(now))) return undefined;
  const { inForce, renewal } = await standingOf(ctx.db, draft, now);
  return renewal ? undefined : inForce;
}

/** Where to go first: a draft that was sent is there, and one whose form has changed since is brought under the new one. */
export async function elsewhere(ctx: Ctx, draft: Draft): Promise<string | undefined> {
  if (draft.dossierId) return `${base(draft)}/da-nop`;
  const now = ctx.clock.now();
  if (!isOutdated(draft, localDate(now))) return undefined;
  return (await standingOf(ctx.db, draft, now)).renewal ? `${base(draft)}/${RENEW}` : undefined;
}

export const base = (draft: Draft) => `/nop/${draft.id}`;

/** A page that is asked for with what is filled in so far, and its place among them. Throws NotFound. */
export function pageOf(
  { form, draft }: Open,
  id: string,
): { part: FormPage; number: number; pages: readonly FormPage[] } {
  const pages = onlinePages(form, draft.data as FormData);
  const index = pages.findIndex(p => p.id === id);
  const part = pages[index];
  if (!part) throw NotFound();
  return { part, number: index + 1, pages };
}
