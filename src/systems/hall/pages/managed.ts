import { agenciesInReach } from '#engines/identity';
import { type Agency, listAgencies } from '#engines/organisation';
import { localDate } from '#platform/clock';
import type { Ctx } from '#platform/http';
import { askForm, capital, type Html, selectField } from '#ui';
import { listHalls } from '../queue/groups.ts';
import { type Hall, OFFICE, officeAmong } from './reach.ts';

export const MANAGES = 'hall.manage';
/** The hall as its office keeps it. */
export const HALL = '/can-bo/sanh';

/** The halls that the visitor keeps: service centres, and whatever office gives numbers. The one that is asked for, else the first. */
export async function managedHalls(ctx: Ctx): Promise<Hall | undefined> {
  const ids = await agenciesInReach(ctx, MANAGES);
  const halls = new Set(await listHalls(ctx.db));
  const offices: Agency[] = (await listAgencies(ctx.db, localDate(ctx.clock.now())))
    .filter(a => ids === null || ids.includes(a.id))
    .filter(a => a.kind === 'service-centre' || halls.has(a.id))
    .sort((a, b) => a.name.localeCompare(b.name, 'vi'));
  const office = officeAmong(ctx, offices);
  return office && { office, offices };
}

/** What tells offices of one kind apart stands first: a narrow list shows the beginnings only. `Phường Sa Pa – Trung tâm Phục vụ hành chính công` */
export function placeFirst(ctx: Ctx, { name, kind }: Pick<Agency, 'name' | 'kind'>): string {
  const what = ctx.texts.of('vi')(`organisation.agency-kind.${kind}`);
  return name.startsWith(`${what} `) ? `${capital(name.slice(what.length + 1))} – ${what}` : name;
}

/** Chooses another of the halls, on the same page. */
export const chooseHall = (ctx: Ctx, { office, offices }: Hall, path: string): Html | false =>
  offices.length > 1 &&
  askForm(
    path,
    selectField(ctx.t, {
      name: OFFICE,
      label: ctx.t('hall.devices.office'),
      value: office.id,
      options: offices.map(o => ({ value: o.id, label: placeFirst(ctx, o) })),
    }),
    ctx.t('hall.manage.show'),
  );
