import {
  actorAt,
  casesService,
  factsOf,
  findDossiers,
  type SeenTwin,
  seeTwins,
  twinsOf,
} from '#engines/cases';
import type { Ctx } from '#platform/http';
import { type Html, html, status } from '#ui';
import type { BulkLine } from './load.ts';

/** Of lines that are to be signed: the other dossiers that may be about the same matter, by the dossier's id. Lines without are left out. */
export async function twinsOfLines(
  ctx: Ctx,
  lines: readonly BulkLine[],
): Promise<ReadonlyMap<string, readonly SeenTwin[]>> {
  const { db, visitor } = ctx;
  const now = ctx.clock.now();
  const dossiers = await findDossiers(
    db,
    lines.map(l => l.dossierId),
  );
  const found = new Map<string, readonly SeenTwin[]>();
  for (const dossier of dossiers) {
    const twins = await twinsOf(db, ctx.get(casesService), dossier, now);
    if (!twins.length) continue;
    const place = actorAt(visitor!, now, await factsOf(db, dossier, now), 'dossier.read');
    found.set(dossier.id, await seeTwins(ctx, twins, place));
  }
  return found;
}

/** What stands below a name: with which dossiers it may be the same, and that it is signed on its own page; null where there is none. */
export function twinsHint({ t }: Ctx, twins: readonly SeenTwin[] | undefined): Html | null {
  if (!twins?.length) return null;
  const codes = twins.map(
    (twin, i) =>
      html`${i > 0 && ', '}${twin.opens ? html`<a class="num" href="/can-bo/ho-so/${twin.id}">${twin.code}</a>` : html`<span class="num">${twin.code}</span>`}`,
  );
  return html`<small>${status('late', t('one-stop.twin'))} ${codes}. ${t('one-stop.bulk.twin')}</small>`;
}
