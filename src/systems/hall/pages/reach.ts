import { officesOf } from '#engines/cases';
import type { Agency } from '#engines/organisation';
import { NotAllowed } from '#platform/errors';
import { type Ctx, textField as posted, queryText } from '#platform/http';
import { type Html, html } from '#ui';

export const RECEIVES = 'dossier.receive';
export const DESK = '/can-bo/quay';
export const TAKE = `${DESK}/phat-so`;
export const GROUPS = `${DESK}/nhom`;
export const OFFICE = 'co-quan';
export const screenPath = (agencyId: string): string => `/man-hinh/${agencyId}`;

export const atOffice = (path: string, agencyId: string): string => `${path}?${OFFICE}=${agencyId}`;

/** The office that is asked for among `offices`, else the first. Throws NotAllowed where a form was sent for one that is not among them. */
export function officeAmong(ctx: Ctx, offices: readonly Agency[]): Agency | undefined {
  const meant = posted(ctx.req.body, OFFICE);
  if (meant && offices.length && !offices.some(o => o.id === meant)) throw NotAllowed();
  const named = meant || queryText(ctx.req.query, OFFICE);
  return offices.find(o => o.id === named) ?? offices[0];
}

export type Hall = { office: Agency; offices: Agency[] };

/**
 * The office that the visitor asks for, of those where he receives; else the first. Undefined where he receives nowhere. Throws NotAllowed
 * where what is done is meant for another: it is done nowhere else.
 */
export async function hallOf(ctx: Ctx): Promise<Hall | undefined> {
  const offices = await officesOf(ctx.db, ctx.visitor!, ctx.clock.now());
  const office = officeAmong(ctx, offices);
  return office && { office, offices };
}

export const officeField = (agencyId: string): Html =>
  html`<input type="hidden" name="${OFFICE}" value="${agencyId}">`;

/** The other offices of the visitor, to go to. */
export const otherOffices = ({ office, offices }: Hall, path: string): Html | false =>
  offices.length > 1 &&
  html`<ul class="choose no-print">${offices
    .filter(o => o.id !== office.id)
    .map(o => html`<li><a href="${atOffice(path, o.id)}">${o.name}</a></li>`)}</ul>`;
