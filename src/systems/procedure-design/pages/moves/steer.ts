import {
  type Actor,
  approveMoves,
  rejectMoves,
  resumeMoves,
  stopMoves,
  undoMove,
  undoMoves,
} from '#engines/cases';
import { mustHoldAll } from '#engines/identity';
import type { Tx } from '#platform/db';
import { NotFound } from '#platform/errors';
import { type Ctx, textField as posted, type Route } from '#platform/http';
import { type Ledger, ledgerService } from '#platform/ledger';
import { attempt, doneAt } from '#ui';
import { mayApprove, ROOT } from '../../load.ts';
import { REASON, showBatch } from './batch.ts';
import { actorOf, batchPath, type LoadedBatch, loadBatch } from './load.ts';

type Permission = 'procedure.edit' | 'procedure.approve';
type Act = (
  tx: Tx,
  deps: { ledger: Ledger },
  loaded: LoadedBatch,
  actor: Actor,
  ctx: Ctx,
) => Promise<unknown>;

/** A button of a batch: does it, and shows the batch again; refused, with the reason. */
const button = (path: string, permission: Permission, done: string, act: Act): Route => ({
  method: 'POST',
  path: `${ROOT}/:code/chuyen-ho-so/:moves/${path}`,
  rule: { permission },
  handler: async ctx => {
    await mustHoldAll(ctx, permission);
    const loaded = await loadBatch(ctx);
    const deps = { ledger: ctx.get(ledgerService) };
    return attempt(
      ctx,
      async () => {
        await ctx.db.tx(tx => act(tx, deps, loaded, actorOf(ctx, permission), ctx));
        return doneAt(batchPath(loaded.code, loaded.batch.id), done);
      },
      async errors => showBatch(ctx, await loadBatch(ctx), errors),
      { otherwise: REASON },
    );
  },
});

export const steerRoutes: readonly Route[] = [
  button('duyet', 'procedure.approve', 'moves-approved', (tx, deps, { batch }, actor) =>
    approveMoves(tx, deps, batch.id, actor),
  ),
  // Who has asked takes it back; who may approve refuses it; nobody else.
  button('tu-choi', 'procedure.edit', 'moves-rejected', (tx, deps, { batch }, actor, ctx) => {
    if (batch.askedBy !== actor.accountId && !mayApprove(ctx)) throw NotFound();
    return rejectMoves(tx, deps, { id: batch.id, reason: posted(ctx.req.body, REASON) }, actor);
  }),
  // Anybody who works on procedures may stop what goes wrong; only who may approve lets it go on.
  button('dung', 'procedure.edit', 'moves-stopped', (tx, deps, { batch }, actor) =>
    stopMoves(tx, deps, batch.id, actor),
  ),
  button('tiep', 'procedure.approve', 'moves-resumed', (tx, deps, { batch }, actor) =>
    resumeMoves(tx, deps, batch.id, actor),
  ),
  button('ve', 'procedure.approve', 'moves-undone', (tx, deps, { batch }, actor, ctx) => {
    const dossierId = posted(ctx.req.body, 'ho-so');
    return dossierId
      ? undoMove(tx, deps, { id: batch.id, dossierId }, actor)
      : undoMoves(tx, deps, batch.id, actor);
  }),
];
