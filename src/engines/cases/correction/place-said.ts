import type { Form, FormData } from '#engines/forms';
import { areaPath } from '#engines/organisation';
import { localDate } from '#platform/clock';
import type { Queryable } from '#platform/db';
import { usesOf } from '../acts/uses.ts';
import { areaOn, findNamedArea } from '../process/lane.ts';
import { type LoadedProcedure, loadProcedure } from '../process/load.ts';
import type { Dossier } from '../types.ts';

type Placed = Pick<Dossier, 'areaId' | 'receivedAt'>;

/** The place whose office decides, as answers name it and as it is on `date`; undefined where they name none, or nobody can say what became of it. */
async function areaSaid(
  q: Queryable,
  form: Form,
  dossier: Placed,
  data: FormData,
  date: string,
): Promise<string | undefined> {
  const code = usesOf(form, data).area;
  return code ? findNamedArea(q, dossier, { code, on: undefined }, date) : undefined;
}

/** Whether answers name the place to which the dossier belongs at `at`: where it was received, or where it was transferred to since. */
export async function namesItsPlace(
  q: Queryable,
  { form }: Pick<LoadedProcedure, 'form'>,
  dossier: Placed,
  data: FormData,
  at: Date,
): Promise<boolean> {
  const date = localDate(at);
  const said = await areaSaid(q, form, dossier, data, date);
  return said !== undefined && said === (await areaOn(q, dossier.areaId, date));
}

/** The place that a dossier's answers name, and the one to which it belongs, by the names of a day. */
export type PlaceOtherwise = { said: string; now: string };

/**
 * Of a dossier whose answers still name the place that it was transferred away from: that, for who signs what is drawn from them. Undefined where
 * they name its own, or none.
 */
export async function placeOtherwise(
  q: Queryable,
  dossier: Dossier,
  at: Date,
): Promise<PlaceOtherwise | undefined> {
  // Only a transfer moves a dossier away from the place that it was received for.
  if (!dossier.clockAgencyId) return undefined;
  const date = localDate(at);
  const { form } = await loadProcedure(q, dossier);
  const said = await areaSaid(q, form, dossier, dossier.data as FormData, date);
  const now = await areaOn(q, dossier.areaId, date);
  if (!said || !now || said === now) return undefined;
  const name = async (id: string) => (await areaPath(q, id, date))[0]?.fullName ?? '';
  return { said: await name(said), now: await name(now) };
}
