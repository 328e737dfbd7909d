import { lastDoneAt, listLeftAt } from '#engines/cases';
import { actOf } from '#engines/identity';
import { childAgencies, endAgency } from '#engines/organisation';
import { dayAfter, formatDate, formatDateTime, localDate, readDay } from '#platform/clock';
import { type Ctx, textField as posted, type Route } from '#platform/http';
import {
  button,
  dateField,
  details,
  doneAt,
  errorOf,
  type FieldError,
  type Html,
  html,
  type Look,
  note,
  textArea,
} from '#ui';
import { endedByWhom, endsAgency, mustStandAbove } from '../../ending-power.ts';
import { formRoutes } from '../../form-page.ts';
import { takerLines } from '../../takers.ts';
import { leadersOf, tellLeaders, toldOfEnd, workersOf } from '../../tell-leaders.ts';
import { ROOT } from '../../view.ts';
import { dayHint } from '../day-hint.ts';
import { type AtEnd, atEnd, leftAlone } from './left-alone.ts';
import { agencyCrumbs, agencyPath, type LoadedAgency, loadAgency } from './load.ts';

const LAST = 'ngay-cuoi';
const REASON = 'ly-do';
const LONGEST = 500;

type Ending = LoadedAgency & {
  /** Whether the visitor stands above it; else he is told who may end it. */
  above: boolean;
  whoMay: string;
  /** How many agencies stand below it today, and how many of them have no end: no day is late enough. */
  below: number;
  lasting: number;
  /** What has no heir were it to end on the day that was typed, or today; and who has it then, a line each. */
  alone: string[];
  takers: string[];
};

async function load(ctx: Ctx): Promise<Ending> {
  const loaded = await loadAgency(ctx);
  if (ctx.req.method === 'POST') await mustStandAbove(ctx, loaded.id);
  const today = localDate(ctx.clock.now());
  const { id } = loaded;
  const children = await childAgencies(ctx.db, id, today);
  const there = await atEnd(ctx, id, readDay(posted(ctx.req.body, LAST)) ?? today);
  return {
    ...loaded,
    above: await endsAgency(ctx, id),
    whoMay: await endedByWhom(ctx, id),
    below: children.length,
    lasting: children.filter(child => child.to === null).length,
    alone: leftAlone(there),
    takers: takerLines(ctx.t, there.takers),
  };
}

/** So many dossiers are named; of more the first due. */
const NAMED = 50;

/** Which dossiers lie there, by their codes: who ends it sees what he moves. */
async function whichPart({ t, db }: Ctx, id: string): Promise<Html | false> {
  const found = await listLeftAt(db, id, NAMED + 1);
  return (
    found.length > 0 &&
    details(
      { summary: t('administration.agency.end.which') },
      html`<ul>${found.slice(0, NAMED).map(d => html`<li><b class="num nb">${d.code}</b> <span class="q">${d.name} · ${formatDateTime(d.dueAt)}</span></li>`)}${found.length > NAMED && html`<li>${t('administration.agency.end.which-more', { most: NAMED })}</li>`}</ul>`,
    )
  );
}

/** Who has what from the day after though no heir is recorded. */
const takersPart = ({ t }: Ctx, lines: readonly string[]): Html | false =>
  lines.length > 0 &&
  html`<p>${t('administration.agency.end.takers')}</p><ul>${lines.map(line => html`<li>${line}</li>`)}</ul>`;

async function about(ctx: Ctx, loaded: Ending): Promise<Html> {
  const { t } = ctx;
  const { id, agency, above, whoMay, below, lasting, alone, takers } = loaded;
  if (!above) return note(whoMay);
  if (lasting > 0)
    return html`${note(t('administration.agency.end.hint', { count: lasting }))}<p><a href="${agencyPath(id)}">${agency.name}</a></p>`;
  return html`<p>${t('administration.agency.end.about', { agency: agency.name })}</p>${below > 0 && note(t('administration.agency.end.hint', { count: below }))}${
    alone.length > 0 &&
    html`<section><h2>${t('administration.agency.end.left')}</h2><ul>${alone.map(line => html`<li>${line}</li>`)}</ul>${await whichPart(ctx, id)}${takersPart(ctx, takers)}
<p>${t('administration.agency.end.left-todo')}</p><p>${button({ label: t('administration.agency.link'), href: `${agencyPath(id)}/ke-thua`, alt: true })}</p></section>`
  }`;
}

/** Why the day cannot be the last one: the agency was at work after it, or others stand below it then. */
async function inTheWay(ctx: Ctx, id: string, last: string): Promise<FieldError[]> {
  const { t, db } = ctx;
  const count = (await childAgencies(db, id, dayAfter(last))).length;
  if (count) return [{ path: LAST, message: t('administration.agency.end.hint', { count }) }];
  if (last >= localDate(ctx.clock.now())) return [];
  const done = await lastDoneAt(db, id);
  if (!done || localDate(done) <= last) return [];
  const day = formatDate(localDate(done));
  return [{ path: LAST, message: t('administration.agency.end.since', { day }) }];
}

/** The last day and, where something is left to nobody, the reason; or what has to be corrected. */
async function readEnd(ctx: Ctx, { id, alone }: Ending): Promise<{ last: string } | FieldError[]> {
  const { t, req } = ctx;
  const last = readDay(posted(req.body, LAST));
  if (!last) return [{ path: LAST, message: t('ui.day.wrong') }];
  const errors = await inTheWay(ctx, id, last);
  if (errors.length) return errors;
  const reason = posted(req.body, REASON);
  if (alone.length && (!reason || reason.length > LONGEST))
    return [{ path: REASON, message: t('administration.agency.end.reason-missing') }];
  return { last };
}

/** Who has what lies at it from the day after. */
function goesTo(ctx: Ctx, { heirs, takers }: AtEnd): Html {
  const { t } = ctx;
  if (!heirs.length)
    return html`<p>${t('administration.agency.end.ask.no-heir')}</p>${takersPart(ctx, takerLines(t, takers))}`;
  const text = t(`administration.agency.end.ask.heir${heirs.length > 1 ? 's' : ''}`, {
    agencies: heirs.map(a => a.name).join('; '),
  });
  return html`<p>${text}</p>`;
}

/** The question before it ends: how much lies there, who has it then, who is told, and until when it can be withdrawn. */
async function look(ctx: Ctx, loaded: Ending): Promise<Look | FieldError[]> {
  const { t, db } = ctx;
  const read = await readEnd(ctx, loaded);
  if (Array.isArray(read)) return read;
  const { last } = read;
  const there = await atEnd(ctx, loaded.id, last);
  const day = formatDate(last);
  const leaders = await leadersOf(db, loaded.id, ctx.clock.now());
  const workers = (await workersOf(db, loaded.id, ctx.clock.now())).filter(
    w => !leaders.some(l => l.accountId === w.accountId),
  );
  return {
    title: t('administration.agency.end.ask', { agency: loaded.agency.name, day }),
    about: html`${
      there.lines.length > 0
        ? html`<ul>${there.lines.map(line => html`<li>${line}</li>`)}</ul>${await whichPart(ctx, loaded.id)}`
        : html`<p>${t('administration.agency.end.ask.empty')}</p>`
    }${goesTo(ctx, there)}${
      leaders.length > 0 &&
      html`<p>${t('administration.agency.end.ask.told', { names: leaders.map(l => l.name).join(', ') })}</p>`
    }${workers.length > 0 && html`<p>${t('administration.agency.end.ask.workers', { count: workers.length })}</p>`}<p>${t(`administration.agency.end.ask.${last >= localDate(ctx.clock.now()) ? 'until' : 'past'}`, { day })}</p>`,
    button: t('administration.agency.end.ask.button', { day }),
  };
}

async function submit(ctx: Ctx, loaded: Ending): Promise<string | FieldError[]> {
  const read = await readEnd(ctx, loaded);
  if (Array.isArray(read)) return read;
  const { id, agency, versions } = loaded;
  const on = dayAfter(read.last);
  const done = doneAt(agencyPath(id), 'agency-ended');
  if (versions.at(-1)?.to === on) return done;
  const act = actOf(ctx, 'organisation.manage');
  const { dossiers, steps, heirs, takers } = await atEnd(ctx, id, read.last);
  const vi = ctx.texts.of('vi');
  const params = {
    agency: agency.name,
    last: formatDate(read.last),
    count: String(dossiers),
    steps: String(steps),
    heirs: heirs.map(a => a.name).join('; '),
    takers: takerLines(vi, takers)
      .map(line => `- ${line}`)
      .join('\n'),
    reason: posted(ctx.req.body, REASON) || vi('administration.agency.end.nothing-left'),
  };
  const how = heirs.length ? 'ended' : dossiers + steps ? 'ended-alone' : 'ended-empty';
  const past = read.last < localDate(act.at);
  await ctx.db.tx(async tx => {
    const told = await toldOfEnd(tx, id, act.at);
    await endAgency(tx, id, on, act, loaded.alone.length ? posted(ctx.req.body, REASON) : undefined);
    await tellLeaders(tx, id, told, past ? `${how}-past` : how, params, act);
  });
  return done;
}

/** Who stands above an agency ends it, having seen what lies there and who has it then. */
export const endAgencyRoutes: readonly Route[] = formRoutes<Ending>({
  path: `${ROOT}/co-quan/:id/ket-thuc`,
  permission: 'organisation.manage',
  active: 'agencies',
  load,
  title: (ctx, { agency }) => ctx.t('administration.agency.end.title', { agency: agency.name }),
  crumbs: (ctx, { agency }) => agencyCrumbs(ctx, agency),
  without: (_, { above, lasting }) => !above || lasting > 0,
  about,
  fields: (ctx, { alone }, errors) =>
    html`${dateField(ctx.t, {
      name: LAST,
      label: ctx.t('administration.agency.end.last'),
      hint: dayHint(ctx),
      value: posted(ctx.req.body, LAST),
      error: errorOf(errors, LAST),
    })}${
      // Asked for at the second press only: whoever has not read what is left has no reason yet.
      alone.length > 0 &&
      readDay(posted(ctx.req.body, LAST)) &&
      textArea(ctx.t, {
        name: REASON,
        label: ctx.t('administration.agency.end.reason'),
        value: posted(ctx.req.body, REASON),
        error: errorOf(errors, REASON),
        rows: 2,
      })
    }`,
  button: 'administration.agency.end.button',
  look,
  submit,
  otherwise: LAST,
});
