import {
  askerOf,
  DOSSIER_CHANNELS,
  dossierStandings,
  factsOf,
  findDossierByCode,
  mayAct,
  type RegisterLine,
  standingText,
  tidyCode,
} from '#engines/cases';
import { listAreaVersions } from '#engines/organisation';
import { formatDate } from '#platform/clock';
import { type Answer, type Ctx, page, pageNumber, type Route, redirect } from '#platform/http';
import {
  button,
  dateField,
  emptyState,
  findForm,
  type Html,
  html,
  note,
  pages,
  pastEnd,
  scrollTable,
  selectField,
  staffPage,
  status,
  textField,
  vietnamese,
  withQuery,
} from '#ui';
import { type Asked, askedOf, linesFor, ORDER, REGISTER } from './ask.ts';
import { registerFileRoutes, TOO_MANY, tooManyNote } from './files.ts';
import { PAPERLESS, paperlessRoute } from './paperless.ts';

const PAGE_SIZE = 50;

export async function table(lines: readonly RegisterLine[], ctx: Ctx): Promise<Html> {
  const { t } = ctx;
  const standingOf = await dossierStandings(ctx.db, lines, ctx.clock.now());
  const chip = (line: RegisterLine): Html => {
    const stands = standingOf(line);
    return status(stands.tone, standingText(stands, t));
  };
  return scrollTable({
    caption: t('one-stop.register.title'),
    captionHidden: true,
    rowHeader: 0,
    columns: (['code', 'owner', 'procedure', 'received', 'due', 'result', 'status'] as const).map(c => ({
      label: t(`one-stop.register.col.${c}`),
    })),
    rows: lines.map(line => [
      html`<a class="num nb" href="/can-bo/ho-so/${line.id}">${line.code}</a>`,
      html`<span class="who-of">${line.ownerName}</span>${line.applicantName !== line.ownerName && html`<small>${t('one-stop.register.by', { name: line.applicantName })}</small>`}`,
      html`${vietnamese(t, line.procedure)}<small>${t(`cases.channel.${line.channel}`)}</small>`,
      html`<span class="num nb">${formatDate(line.receivedAt)}</span>`,
      html`<span class="num nb">${formatDate(line.dueAt)}</span>`,
      line.resultAt
        ? html`<span class="num nb">${formatDate(line.resultAt)}</span>`
        : line.closedAt
          ? '–'
          : html`<span class="q">${t('one-stop.register.no-result')}</span>`,
      chip(line),
    ]),
  });
}

function filters(ctx: Ctx, { typed, wrong }: Asked): Html {
  const { t } = ctx;
  const unknown = (name: string) => (wrong.includes(name) ? t('one-stop.register.unknown') : undefined);
  const day = (name: 'tu' | 'den') =>
    dateField(t, {
      name,
      label: t(`one-stop.register.${name}`),
      value: typed[name],
      error: wrong.includes(name)
        ? t('ui.day.wrong')
        : name === 'den' && wrong.includes(ORDER)
          ? t('one-stop.register.order')
          : undefined,
    });
  return findForm(
    ctx,
    REGISTER,
    html`${textField(t, { name: 'q', label: t('one-stop.register.search'), value: typed.q, type: 'search' })}${selectField(
      t,
      {
        name: 'xem',
        label: t('one-stop.register.status'),
        any: t('one-stop.register.any-status'),
        value: typed.xem,
        error: unknown('xem'),
        options: (['running', 'late', 'done', 'closed'] as const).map(value => ({
          value,
          label: t(`one-stop.register.view.${value}`),
        })),
      },
    )}${selectField(t, {
      name: 'cach-nop',
      label: t('one-stop.col.channel'),
      any: t('one-stop.register.any-channel'),
      value: typed['cach-nop'],
      error: unknown('cach-nop'),
      options: DOSSIER_CHANNELS.map(value => ({
        value,
        label: t(`cases.channel.${value}`),
      })),
    })}${day('tu')}${day('den')}`,
    t('one-stop.register.show'),
  );
}

/** The dossier that is called so by its whole code, for whoever may read it. */
async function dossierCalled(ctx: Ctx, typed: string): Promise<string | null> {
  const dossier = await findDossierByCode(ctx.db, tidyCode(typed));
  if (!dossier) return null;
  const facts = await factsOf(ctx.db, dossier, ctx.clock.now());
  return mayAct(askerOf(ctx.visitor), 'read', facts) ? dossier.id : null;
}

/** The figures of leaders, of another system: there stand the steps that their agencies do in dossiers of others. */
const FIGURES = '/can-bo/tinh-hinh';

/** Nothing was found; who asked for nothing in particular is told where the dossiers are in which his agency only does a step. */
function nothingFound(ctx: Ctx, { typed, wrong }: Asked): Html {
  const { t } = ctx;
  if (wrong.length) return emptyState({ why: t('one-stop.register.day-wrong') });
  if (Object.values(typed).some(Boolean)) return emptyState({ why: t('one-stop.register.empty') });
  const leads = ctx.visitor?.grants.some(g => g.permission === 'report.read');
  return emptyState({
    why: t('one-stop.register.none-own'),
    next: leads
      ? { href: FIGURES, label: t('one-stop.register.others-figures') }
      : { href: '/can-bo', label: t('one-stop.register.others-inbox') },
  });
}

/** Former places whose dossiers of agencies without an heir nobody but the province has in its register. */
async function undecidedNote(ctx: Ctx, areaIds: readonly string[]): Promise<Html | null> {
  const names = await Promise.all(
    areaIds.map(async id => (await listAreaVersions(ctx.db, id)).at(-1)?.fullName ?? ''),
  );
  return names.length ? note(ctx.t('one-stop.register.undecided', { places: names.join(', ') })) : null;
}

/** Every dossier of the visitor's agencies, finished ones too. A whole code leads straight to its dossier. */
async function show(ctx: Ctx): Promise<Answer> {
  const { t } = ctx;
  const asked = await askedOf(ctx);
  const whole = await dossierCalled(ctx, asked.typed.q ?? '');
  if (whole) return redirect(`/can-bo/ho-so/${whole}`);
  const n = pageNumber(ctx.req.query);
  const { lines, undecided } = asked.wrong.length
    ? { lines: [], undecided: [] }
    : await linesFor(ctx, asked, { limit: PAGE_SIZE + 1, offset: (n - 1) * PAGE_SIZE }, 'register');
  const shown = lines.slice(0, PAGE_SIZE);
  const elsewhere = asked.wrong.length ? undefined : pastEnd(ctx, n, shown.length);
  if (elsewhere) return elsewhere;
  const file = (ending: string) =>
    withQuery(ctx, { trang: '', [TOO_MANY]: '' }).replace(REGISTER, `${REGISTER}/${ending}`);
  const title = t('one-stop.register.title');
  return page(
    staffPage(
      ctx,
      {
        title,
        active: 'register',
        search: { action: REGISTER, label: t('one-stop.search'), value: asked.typed.q ?? '' },
      },
      html`<h1>${title}</h1>
${tooManyNote(ctx)}${filters(ctx, asked)}
${
  shown.length
    ? html`${await table(shown, ctx)}
${pages(t, {
  from: (n - 1) * PAGE_SIZE + 1,
  to: (n - 1) * PAGE_SIZE + shown.length,
  previous: n > 1 ? withQuery(ctx, { trang: String(n - 1), [TOO_MANY]: '' }) : undefined,
  next: lines.length > PAGE_SIZE ? withQuery(ctx, { trang: String(n + 1), [TOO_MANY]: '' }) : undefined,
})}
<p class="row no-print">${button({ label: t('one-stop.register.print'), href: file('in.pdf'), alt: true })}${button({ label: t('one-stop.register.excel'), href: file('tai.xlsx'), alt: true })}</p>`
    : nothingFound(ctx, asked)
}
${await undecidedNote(ctx, undecided)}<p class="q no-print"><a href="${PAPERLESS}">${t('one-stop.paperless.title')}</a></p>`,
    ),
    { status: asked.wrong.length ? 422 : 200 },
  );
}

export const registerRoutes: readonly Route[] = [
  { method: 'GET', path: REGISTER, rule: { permission: 'dossier.read' }, handler: show },
  ...registerFileRoutes,
  paperlessRoute,
];
