import { localDate } from '#platform/clock';
import type { Queryable } from '#platform/db';
import { writtenReason } from '../acts/written.ts';
import { asCorrectedBy } from '../afterlife/drawn-from.ts';
import { SameMatterUnsaid } from '../errors.ts';
import { loadProcedure } from '../process/load.ts';
import type { Dossier } from '../types.ts';
import { findTwins, type Twin } from './find-same-matter.ts';

/** The other dossiers that may be about the same matter as this one. */
export async function twinsOf(q: Queryable, dossier: Dossier, at: Date): Promise<Twin[]> {
  if (dossier.synthetic) return [];
  const { version } = await loadProcedure(q, dossier);
  const { data } = await asCorrectedBy(q, dossier, at);
  return findTwins(q, { sameMatter: version.sameMatter, data }, localDate(at), {
    except: dossier.id,
  });
}

/** Why a result is signed though there are others of its matter: what the entry says of it. */
export type DespiteTwins = { codes: string[]; why: string };

/**
 * What has to be said before something is granted that may have been granted, or applied for, already: undefined where there is no
 * other dossier of the matter. Throws SAME_MATTER_UNSAID where there is one and nobody wrote why it is granted all the same, and what
 * `writtenReason` throws.
 */
export async function despiteTwins(
  q: Queryable,
  dossier: Dossier,
  why: string | undefined,
  at: Date,
): Promise<DespiteTwins | undefined> {
  const twins = await twinsOf(q, dossier, at);
  if (!twins.length) return undefined;
  const codes = twins.map(t => t.code);
  if (!why?.trim()) throw SameMatterUnsaid({ codes: codes.join(', ') });
  return { codes, why: writtenReason(why) };
}
