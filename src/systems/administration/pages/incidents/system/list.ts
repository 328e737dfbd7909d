import { mustHoldAll } from '#engines/identity';
import type { Answer, Ctx, Route } from '#platform/http';
import { capital, emptyState, type Html, html, keyValues, scrollTable, status } from '#ui';
import { withCommands } from '../../../commands.ts';
import { lookAtSystem } from '../../../look-at-system.ts';
import { adminPage } from '../../../view.ts';
import { fault } from '../fault.ts';
import { INCIDENTS, incidentTabs } from '../words.ts';
import { type Matter, mattersOf } from './matters.ts';

const PERMISSION = 'incident.manage';
const TONES = { ok: 'done', unset: 'hold', warn: 'soon', bad: 'late' } as const;

function matter(ctx: Ctx, { id, happened, error, link, codes = [] }: Matter): Html {
  const { t } = ctx;
  return html`<section><h3>${t(`administration.system.${id}`)}</h3>
<div class="box plain">${keyValues(t, [
    {
      label: t('administration.incident.label.happened'),
      value: html`${happened}${error && html` ${fault(ctx, error)}`}`,
    },
    { label: t('administration.incident.label.means'), value: t(`administration.system.${id}.means`) },
    {
      label: t('administration.incident.label.todo'),
      value: html`${t(`administration.system.${id}.todo`)}${link && html` <a href="${link}">${t(`administration.system.${id}.link`)}</a>`}`,
    },
  ])}</div>${codes.length > 0 && html`<ul>${codes.map(code => html`<li class="num">${code}</li>`)}</ul>`}</section>
`;
}

/** With a full stop, where there is none: one or several sentences. */
const sentence = (text: string): string => (/[.!?…]$/.test(text) ? text : `${text}.`);

/** What every module has looked at, the worst first. */
async function checks(ctx: Ctx): Promise<Html> {
  const { t } = ctx;
  const found = await lookAtSystem(ctx, t);
  const order = ['bad', 'warn', 'unset', 'ok'];
  return scrollTable({
    caption: t('administration.system.checks'),
    captionHidden: true,
    list: true,
    rowHeader: 1,
    columns: [
      { label: t('administration.incident.state') },
      { label: t('administration.system.part') },
      { label: t('administration.system.found') },
      { label: t('administration.incident.label.todo') },
    ],
    rows: found
      .toSorted((a, b) => order.indexOf(a.state) - order.indexOf(b.state))
      .map(({ name, state, found: said, mend, technical }) => [
        status(TONES[state], t(`administration.system.state.${state}`)),
        name,
        html`${withCommands(sentence(capital(said)))}${technical && html` ${fault(ctx, technical)}`}`,
        withCommands(mend ? sentence(capital(mend)) : ''),
      ]),
  });
}

/** What people have to see to elsewhere, and whether the parts of the program are well: without a command line. */
async function show(ctx: Ctx): Promise<Answer> {
  await mustHoldAll(ctx, PERMISSION);
  const { t } = ctx;
  const matters = await mattersOf(ctx);
  // Before the tabs, which count what was found.
  const parts = await checks(ctx);
  return adminPage(
    ctx,
    { title: t('administration.incidents.title.system'), active: 'incidents' },
    html`${await incidentTabs(ctx, 'system')}
<section><h2>${t('administration.system.matters')}</h2><p>${t('administration.system.matters.about')}</p>
${matters.length ? matters.map(m => matter(ctx, m)) : emptyState({ why: t('administration.system.no-matters') })}</section>
<section><h2>${t('administration.system.checks')}</h2><p>${withCommands(t('administration.system.checks.about'))}</p>
${parts}</section>`,
  );
}

export const systemRoute: Route = {
  method: 'GET',
  path: `${INCIDENTS}/he-thong`,
  rule: { permission: PERMISSION },
  handler: show,
};
