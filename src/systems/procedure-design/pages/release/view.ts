import { type ProcedureVersion, type Proposal, wasInForce } from '#engines/procedures';
import { formatDate, formatDateTime, localDate } from '#platform/clock';
import { type Ctx, textField as posted } from '#platform/http';
import {
  button,
  dateField,
  type Errors,
  errorOf,
  type Html,
  html,
  keyValues,
  note,
  postForm,
  textArea,
} from '#ui';
import { nameOf } from '../../conflict.ts';
import { type LoadedDraft, mayApprove, procedurePath } from '../../load.ts';
import { tabPath } from '../../view.ts';
import { confirmField, type Warning } from './warnings.ts';

export const FROM = 'tu-ngay';
export const REASON = 'ly-do';
/** Which version is decided about. */
export const NUMBER = 'ban';

const from = (ctx: Ctx, first: string, errors: Errors): Html =>
  dateField(ctx.t, {
    name: FROM,
    label: ctx.t('procedure-design.procedure.publish.from'),
    hint: ctx.t('procedure-design.release.from.hint'),
    value: posted(ctx.req.body, FROM) || formatDate(first),
    error: errorOf(errors, FROM),
  });

/** Why the last proposal was sent back. */
async function sentBack(ctx: Ctx, last: Proposal | undefined): Promise<Html | ''> {
  if (last?.state !== 'rejected' || !last.decidedAt) return '';
  const who = await nameOf(ctx, last.decidedBy ?? '');
  return html`<div class="why"><h2>${ctx.t('procedure-design.release.sent-back', { who, at: formatDateTime(last.decidedAt) })}</h2><p class="pre">${last.reason}</p></div>
`;
}

/** What whoever decides should know. */
export const noteField = (ctx: Ctx, errors: Errors): Html =>
  textArea(ctx.t, {
    name: 'ghi-chu',
    label: ctx.t('procedure-design.release.note'),
    hint: ctx.t('procedure-design.release.note.hint'),
    optional: true,
    rows: 3,
    value: posted(ctx.req.body, 'ghi-chu'),
    error: errorOf(errors, 'ghi-chu'),
    most: 2000,
  });

/** Nothing waits: the form that asks for a decision. */
export async function showUnproposed(
  ctx: Ctx,
  draft: ProcedureVersion,
  last: Proposal | undefined,
  warnings: readonly Warning[],
  errors: Errors,
): Promise<Html> {
  const { t } = ctx;
  return html`${await sentBack(ctx, last)}<p>${t('procedure-design.release.about')}</p>
${postForm(ctx, {
  action: tabPath(draft.code, 'release'),
  fields: html`${from(ctx, localDate(ctx.clock.now()), errors)}${noteField(ctx, errors)}${confirmField(ctx, warnings, errors)}`,
  button: t('procedure-design.release.propose'),
})}`;
}

/** Where the whole of it is read: what is different, or of a first version everything, part by part. */
function toRead({ t }: Ctx, code: string, draft: ProcedureVersion, hasBefore: boolean): Html {
  const whole = `${procedurePath(code)}?ban=${draft.number}`;
  if (hasBefore)
    return html`<p>${button({ label: t('procedure-design.release.compare'), href: tabPath(code, 'compare'), alt: true })} <a href="${whole}">${t('procedure-design.release.read')}</a></p>`;
  const parts = (['form', 'process', 'result'] as const).map(
    tab => html`<li><a href="${tabPath(code, tab)}">${t(`procedure-design.tab.${tab}`)}</a></li>`,
  );
  return html`<section><h2>${t('procedure-design.release.first')}</h2><p>${t('procedure-design.release.first.about')}</p><ul><li><a href="${whole}">${t('procedure-design.release.read')}</a></li>${parts}</ul></section>`;
}

/** Something waits: who asked for what, and what the reader can do about it. */
export async function showOpen(
  ctx: Ctx,
  { code, draft, versions }: LoadedDraft,
  open: Proposal,
  errors: Errors,
): Promise<Html> {
  const { t } = ctx;
  const home = tabPath(draft.code, 'release');
  const authors = await Promise.all(draft.authors.map(a => nameOf(ctx, a)));
  const own = [...draft.authors, open.proposedBy].includes(ctx.visitor?.accountId ?? '');
  const today = localDate(ctx.clock.now());
  return html`${keyValues(t, [
    { label: t('procedure-design.release.from'), value: formatDate(open.from) },
    {
      label: t('procedure-design.release.proposed'),
      value: t('procedure-design.release.proposed.by', {
        who: await nameOf(ctx, open.proposedBy),
        at: formatDateTime(open.proposedAt),
      }),
    },
    { label: t('procedure-design.release.authors'), value: authors.join(', ') },
    ...(open.note
      ? [{ label: t('procedure-design.release.note'), value: html`<span class="pre">${open.note}</span>` }]
      : []),
  ])}
${toRead(
  ctx,
  code,
  draft,
  versions.some(v => wasInForce(v)),
)}
${
  mayApprove(ctx) &&
  (own
    ? note(t('procedure-design.release.own'))
    : html`<section><h2>${t('procedure-design.release.decide')}</h2>${postForm(ctx, {
        action: `${home}/duyet`,
        fields: html`<input type="hidden" name="${NUMBER}" value="${draft.number}">${from(ctx, [open.from, today].sort().at(-1) ?? today, errors)}`,
        button: t('procedure-design.release.approve'),
      })}${postForm(ctx, {
        action: `${home}/tra-lai`,
        fields: textArea(t, {
          name: REASON,
          label: t('procedure-design.release.reason'),
          hint: t('procedure-design.release.reason.hint'),
          rows: 3,
          value: posted(ctx.req.body, REASON),
          error: errorOf(errors, REASON),
        }),
        button: t('procedure-design.release.reject'),
        alt: true,
      })}</section>`)
}
${
  // Whoever is to decide about the work of others sends it back, with a reason, and does not take it away.
  (own || !mayApprove(ctx)) &&
  html`<section><h2>${t('procedure-design.release.take-back.title')}</h2>${postForm(ctx, {
    action: `${home}/rut-lai`,
    fields: html`<p>${t('procedure-design.release.take-back.about')}</p>`,
    button: t('procedure-design.release.take-back'),
    alt: true,
  })}</section>`
}`;
}
