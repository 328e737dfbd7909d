import { type Dossier, listResults } from '#engines/cases';
import { agencyAsOf, areaPath, findCommitteeOf, resolveArea } from '#engines/organisation';
import { localDate } from '#platform/clock';
import { isAppError } from '#platform/errors';
import type { Ctx } from '#platform/http';
import { capital, html, type KeyValue } from '#ui';

type Areas = ReadonlyArray<{ fullName: string }>;

/** `xã Bắc Hà, tỉnh Lào Cai`, as it is said within a sentence. */
const inSentence = (areas: Areas): string =>
  areas.map(a => a.fullName.charAt(0).toLocaleLowerCase('vi') + a.fullName.slice(1)).join(', ');
const names = (areas: Areas): string => capital(inSentence(areas));

/** What is asked; undefined where there is no answer for that day, because the unit was divided, or is of another time. */
async function ifKnown<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (!isAppError(error) || error.status >= 500) throw error;
    return undefined;
  }
}

/** What the area is today and who governs it. */
async function todayOf({ db }: Ctx, areaId: string, today: string) {
  const area = await resolveArea(db, areaId, today);
  return { path: await areaPath(db, area.id, today), committee: await findCommitteeOf(db, area.id, today) };
}

/** Who signed what came of it, where that was another agency than the one that keeps it: figures count it for the one that keeps it. */
async function signers({ t, db }: Ctx, dossier: Dossier): Promise<KeyValue[]> {
  const others = (await listResults(db, dossier.id)).filter(r => r.agencyId !== dossier.agencyId);
  const named = await Promise.all(others.map(r => agencyAsOf(db, r.agencyId, localDate(r.issuedAt))));
  const names = [...new Set(named.map(agency => agency.name))];
  if (!names.length) return [];
  return [
    {
      label: t('one-stop.place.signed-by'),
      value: html`${names.join(', ')}<br><span class="q">${t('one-stop.place.signed-counts')}</span>`,
    },
  ];
}

/** Who was competent and where the matter lies, by the names of the day of reception, and what they are now where that differs. */
export async function placeFacts(ctx: Ctx, dossier: Dossier): Promise<KeyValue[]> {
  const { t, db } = ctx;
  const [then, today] = [localDate(dossier.receivedAt), localDate(ctx.clock.now())];
  // Where it was transferred, its clock goes on by the calendar of who had it first.
  const first = dossier.clockAgencyId ?? dossier.agencyId;
  const transferred = first !== dossier.agencyId;
  const [agency, path, now] = await Promise.all([
    agencyAsOf(db, first, then),
    ifKnown(areaPath(db, dossier.areaId, then)),
    ifKnown(todayOf(ctx, dossier.areaId, today)),
  ]);
  // The place of before the transfer is not kept with the dossier: that of today's agency may be younger than the dossier.
  const place = names((transferred && now?.path) || path || now?.path || []);
  const moved = now && names(now.path) !== place;
  return [
    { label: t('one-stop.place.agency'), value: agency.name },
    ...(transferred
      ? [
          {
            label: t('one-stop.place.agency-now'),
            value: (await agencyAsOf(db, dossier.agencyId, today)).name,
          },
        ]
      : []),
    ...(await signers(ctx, dossier)),
    {
      label: t(transferred ? 'one-stop.place.area-now' : 'one-stop.place.area'),
      value: moved
        ? html`${place}<br><span class="q">${t('one-stop.place.now', { area: inSentence(now.path), committee: now.committee?.name ?? '' })}</span>`
        : place,
    },
  ];
}
