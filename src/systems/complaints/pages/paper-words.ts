import type { Ctx } from '#platform/http';
import { numberBefore, paperSince } from '../paper-since.ts';
import type { Complaint } from '../types.ts';
import { groundWords } from './facts.ts';

/** `nay là số 54/2026`: of a complaint about a paper that was corrected or issued anew since; null where it was not. */
export async function nowWords(
  { t, db }: Ctx,
  c: Pick<Complaint, 'ground' | 'dossierId'>,
): Promise<string | null> {
  const renewed = (await paperSince(db, c))?.renewed;
  return renewed ? t('complaints.paper.now', { number: renewed.number }) : null;
}

/** What may be complained about, so that a paper and the one that took its place are told apart: `… số 54/2026 ngày 20/11/2026, thay cho số 52/2026`. */
export async function choiceWords(ctx: Ctx, c: Pick<Complaint, 'ground' | 'dossierId'>): Promise<string> {
  const before = await numberBefore(ctx.db, c);
  const instead = before && ctx.t('complaints.paper.instead', { number: before });
  return [groundWords(ctx, c), instead, await nowWords(ctx, c)].filter(Boolean).join(', ');
}
