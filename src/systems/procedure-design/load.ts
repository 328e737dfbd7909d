import { listAskedMoves } from '#engines/cases';
import { mustHoldAll } from '#engines/identity';
import {
  countToDecide,
  listVersions,
  openProposal,
  type ProcedureVersion,
  type Proposal,
} from '#engines/procedures';
import { localDate } from '#platform/clock';
import { NotFound } from '#platform/errors';
import { type Ctx, queryText } from '#platform/http';
import { isInForce } from './states.ts';

export const ROOT = '/can-bo/thu-tuc';
export const procedurePath = (code: string): string => `${ROOT}/${code}`;

/** Procedures are the province's: who writes them, writes them for all of it. Throws NotFound. */
export const mustEdit = (ctx: Ctx): Promise<void> => mustHoldAll(ctx, 'procedure.edit');

export type LoadedProcedure = {
  code: string;
  /** The newest first. */
  versions: ProcedureVersion[];
  /** The version that is looked at: the one asked for (`ban=3`), else that in force, else the draft, else the newest. */
  version: ProcedureVersion;
  draft: ProcedureVersion | undefined;
  inForce: ProcedureVersion | undefined;
};
export type LoadedDraft = LoadedProcedure & {
  draft: ProcedureVersion;
  /** What waits for a decision; then the draft is not edited. */
  proposal: Proposal | undefined;
};

export async function loadProcedure(ctx: Ctx): Promise<LoadedProcedure> {
  await mustEdit(ctx);
  const code = ctx.req.params.code ?? '';
  const versions = await listVersions(ctx.db, code);
  const today = localDate(ctx.clock.now());
  const asked = Number(queryText(ctx.req.query, 'ban'));
  const draft = versions.find(v => v.status === 'draft');
  const inForce = versions.find(v => isInForce(v, today));
  const version = versions.find(v => v.number === asked) ?? inForce ?? draft ?? versions[0];
  if (!version) throw NotFound();
  return { code, versions, version, draft, inForce };
}

/** The procedure's draft. Throws NotFound when it has none. */
export async function loadDraft(ctx: Ctx): Promise<LoadedDraft> {
  const loaded = await loadProcedure(ctx);
  const { draft } = loaded;
  if (!draft) throw NotFound();
  return { ...loaded, draft, proposal: await openProposal(ctx.db, draft.id) };
}

export const mayApprove = (ctx: Ctx): boolean =>
  ctx.visitor?.grants.some(g => g.permission === 'procedure.approve') ?? false;

/** How many drafts, and moves of running dossiers, wait for this visitor's approval; 0 for those who may approve none. */
export const toDecide = async (ctx: Ctx): Promise<number> =>
  ctx.visitor && mayApprove(ctx)
    ? (await countToDecide(ctx.db, ctx.visitor.accountId)) +
      (await listAskedMoves(ctx.db)).filter(m => m.askedBy !== ctx.visitor?.accountId).length
    : 0;
