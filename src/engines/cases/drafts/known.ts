import type { FormData } from '#engines/forms';
import { getAccount, profileOf, vaultService } from '#engines/identity';
import { getArea } from '#engines/organisation';
import { localDate } from '#platform/clock';
import type { Queryable } from '#platform/db';
import { defineExtensionPoint } from '#platform/env';
import type { Ctx } from '#platform/http';
import { asCorrectedBy } from '../afterlife/drawn-from.ts';
import { findDossier } from '../read/dossier.ts';
import { residenceLine } from './residence.ts';

/** Something that knows answers already: nobody types twice what the province holds. */
export type PrefillSource = {
  /** First step of a field's `prefill`; its words are `cases.prefill.ID`. */
  id: string;
  /** What it knows of somebody with an account, by the names that forms ask for. */
  load(q: Queryable, ctx: Ctx, accountId: string): Promise<FormData>;
};

export const prefillSource = defineExtensionPoint<PrefillSource>('cases.prefill-source');

/** What an account says: name, contact and the profile that its owner keeps himself. */
export const profileSource: PrefillSource = {
  id: 'profile',
  async load(q, ctx, accountId) {
    const account = await getAccount(q, accountId);
    const profile = await profileOf(q, ctx.get(vaultService), accountId);
    const date = localDate(ctx.clock.now());
    const areaOf = async (id: string | null | undefined) =>
      id ? getArea(q, id, date).catch(() => undefined) : undefined;
    const area = await areaOf(profile.areaId);
    const above = await areaOf(area?.parentId);
    const given = {
      name: account.name,
      // As people write it; the account keeps E.164.
      phone: account.phone?.replace(/^\+84/, '0') ?? null,
      email: account.email,
      sex: profile.sex,
      birthDate: profile.birthDate,
      ethnicity: profile.ethnicity,
      personalNumber: profile.personalNumber,
      commune: area?.code,
      address: profile.addressDetail,
      residence: residenceLine(profile.addressDetail, [area, above]),
    };
    return Object.fromEntries(
      Object.entries(given).filter(([, v]) => v !== null && v !== undefined && v !== ''),
    );
  },
};

/** Of so many earlier dossiers the answers are offered again. */
const LOOKED_AT = 10;

const isRecord = (v: unknown): v is Record<string, unknown> =>
  typeof v === 'object' && v !== null && !Array.isArray(v);

/** `newer` with what only `older` says; lists are left out: their files and items were for that dossier. */
function merged(newer: FormData, older: FormData): FormData {
  const both: Record<string, unknown> = { ...newer };
  for (const [name, value] of Object.entries(older)) {
    if (Array.isArray(value)) continue;
    const before = both[name];
    if (isRecord(value)) both[name] = merged(isRecord(before) ? before : {}, value);
    else both[name] ??= value;
  }
  return both;
}

/** What was corrected on a result is not offered again as it was declared. */
async function correctedAnswers(q: Queryable, dossierId: string, at: Date): Promise<FormData> {
  const dossier = await findDossier(q, dossierId);
  return dossier ? (await asCorrectedBy(q, dossier, at)).data : {};
}

/** What somebody answered in dossiers of his own before, the latest first: `past.mother.name`. */
export const pastSource: PrefillSource = {
  id: 'past',
  async load(q, ctx, accountId) {
    const rows = await q.query<{ id: string; data: FormData; corrected: boolean }>(
      `SELECT d.id, d.data, EXISTS (SELECT FROM cases.result_act a WHERE a.dossier_id = d.id AND a.kind = 'correction') AS corrected
       FROM cases.dossier d WHERE d.applicant_id = $1 ORDER BY d.received_at DESC LIMIT $2`,
      [accountId, LOOKED_AT],
    );
    let known: FormData = {};
    for (const { id, data, corrected } of rows)
      known = merged(known, corrected ? await correctedAnswers(q, id, ctx.clock.now()) : data);
    return known;
  },
};

/** All that is known of somebody, by source. A source that nobody's form asks for is not asked. */
export async function known(
  q: Queryable,
  ctx: Ctx,
  accountId: string,
  wanted: ReadonlySet<string>,
): Promise<FormData> {
  const found: Record<string, FormData> = {};
  for (const source of ctx.extensions(prefillSource))
    if (wanted.has(source.id)) found[source.id] = await source.load(q, ctx, accountId);
  return found;
}
