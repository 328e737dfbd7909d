import { localDate } from '#platform/clock';
import type { Queryable } from '#platform/db';
import type { AppError } from '#platform/errors';
import { writtenReason } from '../acts/written.ts';
import { asCorrectedBy } from '../afterlife/drawn-from.ts';
import type { CaseDeps } from '../deps.ts';
import { OtherResultHolds, SameMatterUnsaid } from '../errors.ts';
import { loadProcedure } from '../process/load.ts';
import type { Dossier } from '../types.ts';
import { findTwins, type Twin } from './find-same-matter.ts';

type Deps = Pick<CaseDeps, 'revocationsArgued'>;

/** The other dossiers that may be about the same matter as this one. */
export async function twinsOf(q: Queryable, deps: Deps, dossier: Dossier, at: Date): Promise<Twin[]> {
  if (dossier.synthetic) return [];
  const { version } = await loadProcedure(q, dossier);
  const { data } = await asCorrectedBy(q, dossier, at);
  return findTwins(q, deps, { sameMatter: version.sameMatter, data }, localDate(at), {
    except: dossier.id,
  });
}

/** Those of them that have a result that holds: it would hold beside one of this dossier. */
export const holdingBeside = async (q: Queryable, deps: Deps, dossier: Dossier, at: Date): Promise<Twin[]> =>
  (await twinsOf(q, deps, dossier, at)).filter(t => t.results.length);

/** Why a result is signed though there are others of its matter: what the entry says of it. */
export type DespiteTwins = { codes: string[]; why: string };

function despite(
  twins: readonly Twin[],
  why: string | undefined,
  unsaid: (params: { codes: string }) => AppError,
): DespiteTwins | undefined {
  if (!twins.length) return undefined;
  const codes = twins.map(t => t.code);
  if (!why?.trim()) throw unsaid({ codes: codes.join(', ') });
  return { codes, why: writtenReason(why) };
}

/**
 * What has to be said before something is granted that may have been granted, or applied for, already: undefined where there is no
 * other dossier of the matter. Throws SAME_MATTER_UNSAID where there is one and nobody wrote why it is granted all the same, and what
 * `writtenReason` throws.
 */
export const despiteTwins = async (
  q: Queryable,
  deps: Deps,
  dossier: Dossier,
  why: string | undefined,
  at: Date,
): Promise<DespiteTwins | undefined> => despite(await twinsOf(q, deps, dossier, at), why, SameMatterUnsaid);

/** The same before a result holds again that was revoked, beside one of another dossier that holds. Throws OTHER_RESULT_HOLDS. */
export const despiteHolding = async (
  q: Queryable,
  deps: Deps,
  dossier: Dossier,
  why: string | undefined,
  at: Date,
): Promise<DespiteTwins | undefined> =>
  despite(await holdingBeside(q, deps, dossier, at), why, OtherResultHolds);
