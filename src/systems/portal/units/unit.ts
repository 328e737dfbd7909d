import {
  type Area,
  childrenOf,
  findArea,
  findCommitteeOf,
  listAreaSuccessions,
  listAreasOfCode,
  listAreaVersions,
  provincesWithin,
  type Succession,
} from '#engines/organisation';
import { dayBefore, formatDate } from '#platform/clock';
import { NotFound } from '#platform/errors';
import { type Answer, type Ctx, page, type Route } from '#platform/http';
import {
  askForm,
  citizenPage,
  DAY,
  dateField,
  dayAsked,
  emptyState,
  errorOf,
  errorSummary,
  type Html,
  html,
  keyValues,
  note,
  periodText,
  timeline,
} from '#ui';
import { generalLine, parentsOf, UNITS, unitHref, unitLink } from './parts.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const isOn = (day: string) => (a: Area) => a.from <= day && (a.to === null || day < a.to);

/** What it is on a day: code, level, where it lies, and who governs it. */
async function facts(ctx: Ctx, area: Area, day: string): Promise<Html> {
  const { t, db } = ctx;
  const [parent, committee] = await Promise.all([
    area.parentId ? findArea(db, area.parentId, day) : undefined,
    findCommitteeOf(db, area.id, day),
  ]);
  const within = committee || parent ? [] : await provincesWithin(db, day);
  const outside = within.length > 0 && !within.some(p => p.id === area.id);
  return keyValues(t, [
    { label: t('portal.units.code'), value: html`<span class="num">${area.code}</span>` },
    { label: t('portal.units.kind'), value: t(`organisation.area-kind.${area.kind}`) },
    ...(parent ? [{ label: t('portal.units.parent'), value: unitLink(ctx, parent, day) }] : []),
    {
      label: t('portal.units.committee'),
      value: committee?.name ?? t(outside ? 'portal.units.outside' : 'portal.units.no-committee'),
    },
    ...(committee?.address ? [{ label: t('portal.units.address'), value: committee.address }] : []),
  ]);
}

async function versionsView(ctx: Ctx, versions: readonly Area[], day: string): Promise<Html> {
  const { t } = ctx;
  const above = await parentsOf(ctx, versions, v => v.from);
  return html`<section aria-labelledby="ban"><h2 id="ban">${t('portal.units.versions')}</h2>
${timeline(
  versions.toReversed().map(v => ({
    title: t('portal.units.version-title', { unit: v.fullName, code: v.code }),
    about: t(above(v) ? 'portal.units.version-below' : 'portal.units.version', {
      period: periodText(t, v),
      kind: t(`organisation.area-kind.${v.kind}`),
      parent: above(v)?.fullName ?? '',
    }),
    ...(isOn(day)(v) ? { state: 'now' as const } : {}),
  })),
)}</section>`;
}

/** What it came from or went into, each on its day, with a link to that unit as it was then. */
async function successionsView(
  ctx: Ctx,
  list: readonly Succession[],
  side: 'before' | 'after',
): Promise<Html | null> {
  if (!list.length) return null;
  const { t, db } = ctx;
  const lines = await Promise.all(
    list.map(async s => {
      const day = side === 'before' ? dayBefore(s.on) : s.on;
      const other = await findArea(db, side === 'before' ? s.fromId : s.intoId, day);
      return (
        other &&
        html`<li>${unitLink(ctx, other, day)}<br><span class="q">${t(`portal.units.${side}-on`, {
          day: formatDate(s.on),
          share: t(`organisation.share.${s.share}`),
        })}</span></li>`
      );
    }),
  );
  return html`<section aria-labelledby="${side}"><h2 id="${side}">${t(`portal.units.${side}`)}</h2><ul>${lines}</ul></section>`;
}

/** Its code, where others have had it or have it: each with its days. */
async function codeView(ctx: Ctx, area: Area): Promise<Html | null> {
  const { t } = ctx;
  const all = await listAreasOfCode(ctx.db, area);
  if (all.every(a => a.id === area.id)) return null;
  return html`<section aria-labelledby="ma"><h2 id="ma">${t('portal.units.of-code', { code: area.code })}</h2>
${note(t('portal.units.of-code-about'))}
<ul>${all.map(
    a =>
      html`<li><a href="${unitHref(ctx, a.id, a.from)}">${a.fullName}</a><br><span class="q">${periodText(t, a)}</span></li>`,
  )}</ul></section>`;
}

async function childrenView(ctx: Ctx, id: string, day: string): Promise<Html | null> {
  const { t } = ctx;
  const below = await childrenOf(ctx.db, id, day);
  if (!below.length) return null;
  return html`<section aria-labelledby="duoi"><h2 id="duoi">${t('portal.units.children', { count: below.length, day: formatDate(day) })}</h2>
<ul class="grid">${below.map(a => html`<li>${unitLink(ctx, a, day)}</li>`)}</ul></section>`;
}

/** Whether what is said of the unit was compared with the official text, for who keeps such data; for all others what the list is good for. */
function checkedLine(ctx: Ctx, { unverified }: Area): Html | null {
  if (ctx.visitor?.kind !== 'official') return generalLine(ctx);
  return unverified ? html`<p class="q">${ctx.t('portal.units.unverified')}</p>` : null;
}

async function onDay(ctx: Ctx, area: Area, there: boolean, day: string): Promise<Html> {
  const { t } = ctx;
  if (!there)
    return emptyState({
      why: t('portal.units.not-there', {
        unit: area.fullName,
        day: formatDate(day),
        period: periodText(t, area),
      }),
    });
  return html`<section aria-labelledby="ngay"><h2 id="ngay">${t('portal.units.on', { day: formatDate(day) })}</h2>
${await facts(ctx, area, day)}${checkedLine(ctx, area)}</section>`;
}

/** An administrative unit: as it is on a day, all it has been, what it came from and went into. */
async function show(ctx: Ctx): Promise<Answer> {
  const { t, db } = ctx;
  const id = ctx.req.params.area ?? '';
  if (!UUID.test(id)) throw NotFound();
  const { day, typed, errors } = dayAsked(ctx);
  const [versions, links] = await Promise.all([listAreaVersions(db, id), listAreaSuccessions(db, id)]);
  const here = versions.find(isOn(day));
  const area = here ?? versions.findLast(v => v.from <= day) ?? versions[0];
  if (!area) throw NotFound();
  const body = errors.length
    ? null
    : html`${await onDay(ctx, area, here !== undefined, day)}
${await versionsView(ctx, versions, day)}
${await successionsView(
  ctx,
  links.filter(l => l.intoId === id),
  'before',
)}
${await successionsView(
  ctx,
  links.filter(l => l.fromId === id),
  'after',
)}
${await codeView(ctx, area)}
${await childrenView(ctx, id, day)}`;
  return page(
    citizenPage(
      ctx,
      {
        title: area.fullName,
        crumbs: [
          { href: '/', label: t('portal.home.title') },
          { href: UNITS, label: t('portal.units.title') },
        ],
        error: errors.length > 0,
      },
      html`${errorSummary(t, errors)}<h1>${area.fullName}</h1>
${askForm(
  `${UNITS}/${id}`,
  dateField(t, { name: DAY, label: t('portal.units.day'), value: typed, error: errorOf(errors, DAY) }),
  t('portal.units.show'),
)}
${body}`,
    ),
  );
}

export const unitRoute: Route = { method: 'GET', path: `${UNITS}/:area`, rule: 'public', handler: show };
