import { setThreshold, type Threshold, thresholds } from '#engines/cases';
import { actOf } from '#engines/identity';
import { type Answer, type Ctx, page, textField as posted, type Route, redirect } from '#platform/http';
import {
  doneAt,
  type Errors,
  errorOf,
  errorSummary,
  type Html,
  html,
  postForm,
  staffPage,
  textField,
  typedOr,
} from '#ui';
import { DECIDES, type Led, LOAD, ledAgency, withAgency } from './led.ts';

const WARNING = `${LOAD}/nhac-han`;
const SHARE = 'phan-tram';
const HOURS = 'gio';

const percent = (share: number): string => String(Math.round(share * 100));

/** The threshold that holds for an agency; its own, where it has one. */
async function thresholdOf(ctx: Ctx, led: Led): Promise<Threshold> {
  const all = await thresholds(ctx.db);
  return (
    all.find(t => t.agencyId === led.id) ??
    all.find(t => t.agencyId === null) ?? { agencyId: null, share: 0.2, hours: 8 }
  );
}

function form(ctx: Ctx, led: Led, threshold: Threshold, errors: Errors): Html {
  const { t } = ctx;
  const field = (name: typeof SHARE | typeof HOURS, label: string, value: string) =>
    textField(t, {
      name,
      label,
      value: errors.length ? typedOr(ctx, name) : value,
      error: errorOf(errors, name),
      inputmode: 'numeric',
      narrow: true,
    });
  return html`${postForm(ctx, {
    action: withAgency(WARNING, led),
    alt: true,
    fields: html`<div class="fs">${field(SHARE, t('performance.warning.share'), percent(threshold.share))}${field(HOURS, t('performance.warning.hours'), String(threshold.hours))}</div>`,
    button: t('performance.warning.set'),
  })}${
    threshold.agencyId &&
    postForm(ctx, {
      action: withAgency(`${WARNING}/bo`, led),
      fields: '',
      button: t('performance.warning.clear'),
      alt: true,
    })
  }`;
}

/** When leaders of the agency are told of what will be late, and the form that says it otherwise. */
export async function warningSection(ctx: Ctx, led: Led): Promise<Html> {
  const { t } = ctx;
  const threshold = await thresholdOf(ctx, led);
  return html`<section><h2>${t('performance.warning.title')}</h2>
<p>${t('performance.warning.now', { share: percent(threshold.share), hours: threshold.hours })} ${t(threshold.agencyId ? 'performance.warning.own' : 'performance.warning.general')}</p>
${form(ctx, led, threshold, [])}</section>`;
}

/** A whole number between two others; null for what is none. */
function whole(text: string, from: number, to: number): number | null {
  const n = /^\d{1,3}$/.test(text) ? Number(text) : Number.NaN;
  return n >= from && n <= to ? n : null;
}

async function set(ctx: Ctx): Promise<Answer> {
  const { t } = ctx;
  const led = await ledAgency(ctx);
  const share = whole(posted(ctx.req.body, SHARE).trim(), 1, 50);
  const hours = whole(posted(ctx.req.body, HOURS).trim(), 1, 40);
  const errors: Errors = [
    ...(share === null ? [{ path: SHARE, message: t('performance.warning.wrong-share') }] : []),
    ...(hours === null ? [{ path: HOURS, message: t('performance.warning.wrong-hours') }] : []),
  ];
  if (share === null || hours === null) {
    const title = t('performance.warning.title');
    return page(
      staffPage(
        ctx,
        { title, active: 'load', error: true },
        html`<p class="crumb"><a href="${withAgency(LOAD, led)}">‹ ${t('performance.load.title')}</a></p>
${errorSummary(t, errors)}
<h1>${title}</h1>
${form(ctx, led, await thresholdOf(ctx, led), errors)}`,
      ),
      { status: 422 },
    );
  }
  await ctx.db.tx(tx => setThreshold(tx, led.id, { share: share / 100, hours }, actOf(ctx, DECIDES)));
  return redirect(doneAt(withAgency(LOAD, led), 'warning-set'));
}

async function clear(ctx: Ctx): Promise<Answer> {
  const led = await ledAgency(ctx);
  await ctx.db.tx(tx => setThreshold(tx, led.id, null, actOf(ctx, DECIDES)));
  return redirect(doneAt(withAgency(LOAD, led), 'warning-cleared'));
}

export const warningRoutes: readonly Route[] = [
  { method: 'POST', path: WARNING, rule: { permission: DECIDES }, handler: set },
  { method: 'POST', path: `${WARNING}/bo`, rule: { permission: DECIDES }, handler: clear },
];
