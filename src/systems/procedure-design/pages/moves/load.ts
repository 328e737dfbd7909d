import { type Actor, findMoves, listMoves, loadWay, type MoveWay, type VersionBatch } from '#engines/cases';
import { actOf } from '#engines/identity';
import { type ProcedureVersion, wasInForce } from '#engines/procedures';
import { NotFound } from '#platform/errors';
import { type Ctx, queryText } from '#platform/http';
import { type LoadedProcedure, loadProcedure, procedurePath } from '../../load.ts';

const movesPath = (code: string): string => `${procedurePath(code)}/chuyen-ho-so`;
export const dryRunPath = (v: Pick<ProcedureVersion, 'code' | 'number'>): string =>
  `${movesPath(v.code)}?tu=${v.number}`;
export const batchPath = (code: string, id: string): string => `${movesPath(code)}/${id}`;

/** In which post the visitor acts on dossiers of the whole province. */
export function actorOf(ctx: Ctx, permission: string): Actor {
  const { actor, post, agency, at } = actOf(ctx, permission);
  return { accountId: actor, postId: post ?? null, agencyId: agency ?? null, at };
}

/** The version whose dossiers are to be moved (`tu=2`), and where they would go. Throws NotFound. */
export async function loadDryRun(ctx: Ctx): Promise<
  LoadedProcedure & {
    from: ProcedureVersion;
    /** Null: it is the version in force itself, or none is. */
    way: MoveWay | null;
    /** A moving of its dossiers that is asked for, or under way. */
    live: VersionBatch | undefined;
  }
> {
  const loaded = await loadProcedure(ctx);
  const asked = Number(queryText(ctx.req.query, 'tu'));
  const from = loaded.versions.find(v => v.number === asked && wasInForce(v));
  if (!from) throw NotFound();
  const { inForce } = loaded;
  const batches = await listMoves(ctx.db, from.procedureId);
  return {
    ...loaded,
    from,
    way:
      inForce && inForce.id !== from.id ? await loadWay(ctx.db, from.id, inForce.id, ctx.clock.now()) : null,
    live: batches.find(
      b => b.fromVersion === from.id && ['proposed', 'running', 'stopped'].includes(b.state),
    ),
  };
}

export type LoadedBatch = LoadedProcedure & {
  batch: VersionBatch;
  from: ProcedureVersion;
  to: ProcedureVersion;
};

/** The moving of many that the address names. Throws NotFound: there is none, or it is another procedure's. */
export async function loadBatch(ctx: Ctx): Promise<LoadedBatch> {
  const loaded = await loadProcedure(ctx);
  const batch = await findMoves(ctx.db, ctx.req.params.moves ?? '');
  const from = loaded.versions.find(v => v.id === batch?.fromVersion);
  const to = loaded.versions.find(v => v.id === batch?.toVersion);
  if (!batch || !from || !to) throw NotFound();
  return { ...loaded, batch, from, to };
}
