import {
  actorAt,
  actorOf,
  actorOn,
  askerOf,
  casesService,
  controlSlipOf,
  type Dossier,
  doable,
  fileOfResult,
  findResultAct,
  letterPdf,
  listLetters,
  listPapers,
  listResults,
  mayAct,
  previewResult,
  receiptOf,
} from '#engines/cases';
import { findTask } from '#engines/work';
import { NotAllowed, NotFound } from '#platform/errors';
import { type Answer, type Ctx, file, queryText, type Route } from '#platform/http';
import { hideContacts, maskEmail, maskPhone } from '#ui';
import { openDossier } from './open.ts';

const PDF = 'application/pdf';
// Files came from outside: shown in a sandbox of their own, never as a page of ours.
const SANDBOX = { 'content-security-policy': "sandbox; default-src 'none'; style-src 'unsafe-inline'" };

// Slips are printed from a frame of a page of ours.
const PRINTED = { 'content-security-policy': "default-src 'none'; frame-ancestors 'self'" };

/** The dossier whose papers the visitor may open: they bear every number. Throws NotAllowed for who may read its page only. */
async function withPapers(ctx: Ctx): Promise<Dossier> {
  const { dossier, facts } = await openDossier(ctx, ctx.req.params.id ?? '');
  if (!mayAct(askerOf(ctx.visitor), 'read-papers', facts)) throw NotAllowed();
  return dossier;
}

async function paper(ctx: Ctx): Promise<Answer> {
  const dossier = await withPapers(ctx);
  const found = (await listPapers(ctx.db, dossier.id)).find(p => p.id === ctx.req.params.paper);
  if (!found) throw NotFound();
  return file(await ctx.get(casesService).files.open(ctx.db, found.sha256), found.mediaType, {
    [found.mediaType === PDF || found.mediaType.startsWith('image/') ? 'name' : 'download']: found.filename,
    headers: SANDBOX,
  });
}

async function result(ctx: Ctx): Promise<Answer> {
  const dossier = await withPapers(ctx);
  const id = (ctx.req.params.result ?? '').replace(/\.pdf$/, '');
  const found = (await listResults(ctx.db, dossier.id)).find(r => r.id === id);
  if (!found) throw NotFound();
  const deps = ctx.get(casesService);
  const sha256 = await fileOfResult(ctx.db, deps, found, ctx.clock.now());
  return file(await deps.files.open(ctx.db, sha256), PDF);
}

/** The decision that ended a result: its reason names people as freely as what they handed in. */
async function decision(ctx: Ctx): Promise<Answer> {
  const dossier = await withPapers(ctx);
  const id = (ctx.req.params.act ?? '').replace(/\.pdf$/, '');
  const found = await findResultAct(ctx.db, id);
  if (found?.dossierId !== dossier.id || !found.sha256) throw NotFound();
  return file(await ctx.get(casesService).files.open(ctx.db, found.sha256), PDF);
}

/** The dossier as a slip may name it: who may not read personal data gets no number to call and no address to write to on paper either. */
async function slipFacts(ctx: Ctx): Promise<{ dossier: Dossier; shown(text: string): string }> {
  const { dossier, facts } = await openDossier(ctx, ctx.req.params.id ?? '');
  if (mayAct(askerOf(ctx.visitor), 'read-personal', facts)) return { dossier, shown: text => text };
  const phone = dossier.phone && maskPhone(dossier.phone);
  return {
    dossier: { ...dossier, phone, email: dossier.email && maskEmail(dossier.email) },
    shown: hideContacts,
  };
}

async function receipt(ctx: Ctx): Promise<Answer> {
  const { dossier } = await slipFacts(ctx);
  return file(await receiptOf(ctx.db, ctx.get(casesService), ctx.texts, dossier), PDF, { headers: PRINTED });
}

/** A slip that was given with the dossier, or the one that goes with it (form 06). */
async function slip(ctx: Ctx): Promise<Answer> {
  const { dossier, shown } = await slipFacts(ctx);
  const deps = ctx.get(casesService);
  const ref = (ctx.req.params.slip ?? '').replace(/\.pdf$/, '');
  if (ref === 'kiem-soat') return file(await controlSlipOf(ctx.db, deps, dossier, ctx.clock.now()), PDF);
  const letter = (await listLetters(ctx.db, deps.ledger, dossier)).find(l => l.ref === ref);
  if (!letter) throw NotFound();
  const facts = Object.fromEntries(Object.entries(letter.facts).map(([key, said]) => [key, shown(said)]));
  return file(await letterPdf(ctx.db, deps, dossier, { ...letter, facts }), PDF);
}

/**
 * The result as it would be signed: by the reader, of the step `buoc` where the address names one that is his to sign; of another
 * step of his, before anybody signs. Who has neither a step nor the right to sign what he may open is refused.
 */
async function preview(ctx: Ctx): Promise<Answer> {
  const { dossier, facts } = await openDossier(ctx, ctx.req.params.id ?? '');
  const now = ctx.clock.now();
  const visitor = ctx.visitor!;
  const wanted = queryText(ctx.req.query, 'buoc');
  const facing = doable(askerOf(visitor), facts).find(t => t.taskId === wanted);
  if (facing && facing.permission !== 'dossier.sign') {
    const unsigned = { task: null, signerName: '…', signer: actorOf(visitor, now) };
    return file(await previewResult(ctx.db, ctx.get(casesService), dossier, unsigned, now), PDF);
  }
  const signs = visitor.grants.some(g => g.permission === 'dossier.sign');
  if (!facing && !(signs && mayAct(askerOf(visitor), 'read-papers', facts))) throw NotAllowed();
  const task = facing ? ((await findTask(ctx.db, facing.taskId)) ?? null) : null;
  const signer = facing ? actorOn(visitor, now, facts, facing) : actorAt(visitor, now, facts, 'dossier.sign');
  const input = { task, signerName: visitor.name, signer };
  return file(await previewResult(ctx.db, ctx.get(casesService), dossier, input, now), PDF);
}

/** A file of a dossier, at `path` below its page. */
const route = (path: string, handler: Route['handler']): Route => ({
  method: 'GET',
  path: `/can-bo/ho-so/:id/${path}`,
  rule: { permission: 'dossier.read' },
  handler,
});

export const downloadRoutes: readonly Route[] = [
  route('giay-to/:paper', paper),
  route('ket-qua/:result', result),
  route('quyet-dinh/:act', decision),
  route('giay-tiep-nhan.pdf', receipt),
  route('phieu/:slip', slip),
  route('xem-truoc.pdf', preview),
];
