import { listVersions, type ProcedureVersion } from '#engines/procedures';
import { localDate } from '#platform/clock';
import { NotFound } from '#platform/errors';
import { type Ctx, queryText } from '#platform/http';
import { mustHoldAll } from '../../reach.ts';
import { ROOT } from '../../view.ts';

export const PROCEDURES = `${ROOT}/thu-tuc`;
export const procedurePath = (code: string): string => `${PROCEDURES}/${code}`;

/** Procedures are the province's: who keeps them, keeps them for all of it. Throws NotFound. */
export const mustKeepProcedures = (ctx: Ctx): Promise<void> => mustHoldAll(ctx, 'procedure.manage');

export type LoadedProcedure = {
  code: string;
  /** The newest first. */
  versions: ProcedureVersion[];
  /** The version that is looked at: the one asked for (`ban=3`), else that in force, else the draft, else the newest. */
  version: ProcedureVersion;
  draft: ProcedureVersion | undefined;
};

export async function loadProcedure(ctx: Ctx): Promise<LoadedProcedure> {
  await mustKeepProcedures(ctx);
  const code = ctx.req.params.code ?? '';
  const versions = await listVersions(ctx.db, code);
  const today = localDate(ctx.clock.now());
  const asked = Number(queryText(ctx.req.query, 'ban'));
  const draft = versions.find(v => v.status === 'draft');
  const inForce = versions.find(v => v.from !== null && v.from <= today && (v.to === null || today < v.to));
  const version = versions.find(v => v.number === asked) ?? inForce ?? draft ?? versions[0];
  if (!version) throw NotFound();
  return { code, versions, version, draft };
}

/** The procedure's draft. Throws NotFound when it has none. */
export async function loadDraft(ctx: Ctx): Promise<LoadedProcedure & { draft: ProcedureVersion }> {
  const loaded = await loadProcedure(ctx);
  const { draft } = loaded;
  if (!draft) throw NotFound();
  return { ...loaded, draft };
}

export const procedureCrumbs = (ctx: Ctx, { code, version }: LoadedProcedure) => [
  { href: PROCEDURES, label: ctx.t('administration.procedures.title') },
  { href: procedurePath(code), label: version.name },
];
