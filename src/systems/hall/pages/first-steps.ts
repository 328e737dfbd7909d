import type { Ctx } from '#platform/http';
import { type Html, html } from '#ui';
import type { Device } from '../devices/device.ts';
import { desksOfDay } from '../queue/desks.ts';
import { listGroups } from '../queue/groups.ts';
import { HALL_GROUPS } from './groups.ts';
import { POSTER } from './poster.ts';
import { atOffice } from './reach.ts';

/** The desks that are open, and those that called somebody today and are open no more: the screen shows the numbers of both. */
function desksSay({ t }: Ctx, { open, called }: { open: number[]; called: number[] }): string {
  if (!called.length && !open.length) return t('hall.steps.no-desk');
  const said = open.length
    ? t('hall.steps.open-desks', { numbers: open.join(', ') })
    : t('hall.steps.none-open');
  return called.length ? `${said} ${t('hall.steps.closed-desks', { numbers: called.join(', ') })}` : said;
}

/** What a hall needs until people are called, in the order in which it is done, and how far it is. */
export async function firstSteps(ctx: Ctx, officeId: string, devices: readonly Device[]): Promise<Html> {
  const { t, db } = ctx;
  const open = (await listGroups(db, officeId)).filter(g => g.open).map(g => g.letter);
  const desks = await desksOfDay(db, officeId, ctx.clock.now());
  const paired = (kind: Device['kind']) => devices.filter(d => d.kind === kind && d.pairedAt).length;
  const [kiosks, screens] = [paired('kiosk'), paired('screen')];
  return html`<h2>${t('hall.steps.title')}</h2>
<ol>
<li><a href="${atOffice(HALL_GROUPS, officeId)}">${t('hall.groups.title')}</a>. ${open.length ? t('hall.steps.groups', { letters: open.join(', ') }) : t('hall.steps.no-groups')}</li>
<li>${kiosks ? t('hall.steps.kiosks', { count: kiosks }) : t('hall.steps.no-kiosk')}</li>
<li>${screens ? t('hall.steps.screens', { count: screens }) : t('hall.steps.no-screen')}</li>
<li><a href="${atOffice(POSTER, officeId)}">${t('hall.poster.title')}</a>. ${t('hall.steps.poster')}</li>
<li>${t('hall.steps.desks')} ${desksSay(ctx, desks)}</li>
</ol>
`;
}
