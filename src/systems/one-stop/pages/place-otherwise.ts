import {
  type Dossier,
  findDossiers,
  type PlaceOtherwise,
  placeOtherwise,
  whyNotCorrected,
} from '#engines/cases';
import type { Ctx } from '#platform/http';
import { type Html, html, note, status } from '#ui';

/** For who does a step of a dossier, or signs it: that its answers name the place that it was transferred away from, and who mends that; null where they do not. */
export async function placeNote(ctx: Ctx, dossier: Dossier): Promise<Html | null> {
  const { t, db, clock } = ctx;
  const place = await placeOtherwise(db, dossier, clock.now());
  if (!place) return null;
  const own = await whyNotCorrected(db, dossier);
  return note(
    html`<b>${t('one-stop.place.otherwise', place)}</b> ${t(own ? 'one-stop.place.otherwise-own' : 'one-stop.place.otherwise-todo')}`,
  );
}

/** Of dossiers that are to be signed together: those whose answers name another place than theirs, by id. */
export async function placesOtherwise(
  { db, clock }: Ctx,
  dossierIds: readonly string[],
): Promise<ReadonlyMap<string, PlaceOtherwise>> {
  const found = new Map<string, PlaceOtherwise>();
  for (const dossier of await findDossiers(db, dossierIds)) {
    const place = await placeOtherwise(db, dossier, clock.now());
    if (place) found.set(dossier.id, place);
  }
  return found;
}

/** As `placeNote`, below a name in a list. */
export const placeHint = ({ t }: Ctx, place: PlaceOtherwise | undefined): Html | undefined =>
  place &&
  html`<small>${status('late', t('one-stop.place.otherwise-mark'))} ${t('one-stop.place.otherwise', place)}</small>`;
