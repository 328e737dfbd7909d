import {
  casesService,
  evidenceOf,
  fileOfResult,
  findResultAct,
  letterPdf,
  listLetters,
  listPapers,
  listResults,
  noteFetched,
  openOwn,
  receiptOf,
  waitsForFee,
} from '#engines/cases';
import { NotFound } from '#platform/errors';
import { type Answer, type Ctx, file, type Route, redirect } from '#platform/http';
import { addressOf } from './own-dossier.ts';

async function result(ctx: Ctx): Promise<Answer> {
  const dossier = await openOwn(ctx);
  const id = (ctx.req.params.result ?? '').replace(/\.pdf$/, '');
  const found = (await listResults(ctx.db, dossier.id)).find(r => r.id === id);
  if (!found || found.status === 'withdrawn') throw NotFound();
  // What is to be paid stands on the dossier's page.
  if (await waitsForFee(ctx.db, dossier, found)) return redirect(addressOf(dossier));
  const deps = ctx.get(casesService);
  const sha256 = await fileOfResult(ctx.db, deps, found, ctx.clock.now());
  // From now on it is his: its signer cannot take it back any more. Said before it is sent.
  if (!(await noteFetched(ctx.db, found.id, ctx.clock.now()))) throw NotFound();
  return file(await deps.files.open(ctx.db, sha256), 'application/pdf', {
    download: `${found.title} ${found.number.replace('/', '-')}.pdf`,
  });
}

/** The decision that ended a result. */
async function decision(ctx: Ctx): Promise<Answer> {
  const dossier = await openOwn(ctx);
  const found = await findResultAct(ctx.db, (ctx.req.params.act ?? '').replace(/\.pdf$/, ''));
  if (found?.dossierId !== dossier.id || !found.sha256) throw NotFound();
  return file(await ctx.get(casesService).files.open(ctx.db, found.sha256), 'application/pdf', {
    download: `Quyet-dinh-${found.number?.replace('/', '-')}.pdf`,
  });
}

async function paper(ctx: Ctx): Promise<Answer> {
  const dossier = await openOwn(ctx);
  const found = (await listPapers(ctx.db, dossier.id)).find(p => p.id === ctx.req.params.paper);
  if (!found) throw NotFound();
  return file(await ctx.get(casesService).files.open(ctx.db, found.sha256), found.mediaType, {
    download: found.filename,
  });
}

async function receipt(ctx: Ctx): Promise<Answer> {
  const dossier = await openOwn(ctx);
  return file(await receiptOf(ctx.db, ctx.get(casesService), ctx.texts, dossier), 'application/pdf', {
    download: `Giay-tiep-nhan-${dossier.code}.pdf`,
  });
}

async function evidence(ctx: Ctx): Promise<Answer> {
  const dossier = await openOwn(ctx);
  const text = JSON.stringify(await evidenceOf(ctx.db, ctx.get(casesService).ledger, dossier), null, 2);
  return file(Buffer.from(`${text}\n`), 'application/json', { download: `bang-chung-${dossier.code}.json` });
}

async function slip(ctx: Ctx): Promise<Answer> {
  const dossier = await openOwn(ctx);
  const deps = ctx.get(casesService);
  const letters = await listLetters(ctx.db, deps.ledger, dossier);
  const letter = letters.find(l => `${l.ref}.pdf` === ctx.req.params.slip);
  if (!letter) throw NotFound();
  return file(await letterPdf(ctx.db, deps, dossier, letter), 'application/pdf', {
    download: `Phieu-${letter.ref}-${dossier.code}.pdf`,
  });
}

/** What the citizen may download of his dossier: results, papers, slips, and the evidence of the ledger. */
export const dossierFileRoutes: readonly Route[] = [
  { method: 'GET', path: '/ho-so/:code/ket-qua/:result', rule: 'citizen', handler: result },
  { method: 'GET', path: '/ho-so/:code/quyet-dinh/:act', rule: 'citizen', handler: decision },
  { method: 'GET', path: '/ho-so/:code/giay-to/:paper', rule: 'citizen', handler: paper },
  { method: 'GET', path: '/ho-so/:code/bang-chung.json', rule: 'citizen', handler: evidence },
  { method: 'GET', path: '/ho-so/:code/giay-tiep-nhan.pdf', rule: 'citizen', handler: receipt },
  { method: 'GET', path: '/ho-so/:code/phieu/:slip', rule: 'citizen', handler: slip },
];
