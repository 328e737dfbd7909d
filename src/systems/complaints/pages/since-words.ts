import { decisionNumber, isDecision, type ResultAct } from '#engines/cases';
import { formatDate } from '#platform/clock';
import type { Ctx } from '#platform/http';
import { type Html, html } from '#ui';
import { type PaperSince, paperSince } from '../paper-since.ts';
import type { Complaint } from '../types.ts';

/**
 * What has become of the paper that was complained about: `Đã đính chính, nay là số 63/UBND ngày 20/11/2026`, `đã bị thu hồi theo Quyết định số …`;
 * empty while it holds as it was.
 */
export function sinceWords({ t }: Pick<Ctx, 't'>, since: PaperSince | null): string[] {
  if (!since) return [];
  const words = ({ number, at }: { number: string; at: Date }) => ({ number, date: formatDate(at) });
  const { renewed, ended } = since;
  return [
    ...(renewed ? [t(`complaints.since.${renewed.how}`, words(renewed))] : []),
    ...(ended ? [t(`complaints.since.${ended.how}`, words(ended))] : []),
  ];
}

/** The same, with the way to where its results are read; null while it holds as it was. */
export async function sinceLines(
  ctx: Ctx,
  c: Pick<Complaint, 'ground' | 'dossierId'>,
  results: string,
): Promise<Html | null> {
  const lines = sinceWords(ctx, await paperSince(ctx.db, c));
  if (!lines.length) return null;
  return html`${lines.map(line => html`${line}<br>`)}<a href="${results}">${ctx.t('complaints.since.open')}</a>`;
}

/** The number that an act on a result gave: of the decision that ended it, or of the paper that took its place. */
export const actNumber = (act: ResultAct): string =>
  isDecision(act) ? decisionNumber(act) : (act.newNumber ?? '');

/** `Đính chính ngày 20/11/2026, nay là số 63/UBND`, `Thu hồi ngày 20/11/2026 theo Quyết định số 5/QĐ-UBND` */
export function actWords({ t }: Pick<Ctx, 't'>, act: ResultAct): string {
  return t(`complaints.act.${act.kind}`, { number: actNumber(act), date: formatDate(act.at) });
}
