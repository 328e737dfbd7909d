import { Type } from 'typebox';
import {
  casesService,
  FeeUnpaid,
  fileOfResult,
  listResults,
  noteFetched,
  receiptOf,
  storyOf,
  waitsForFee,
} from '#engines/cases';
import { NotFound } from '#platform/errors';
import { type Ctx, file, json, type Route } from '#platform/http';
import { ledgerService } from '#platform/ledger';
import { readDossier } from '../access.ts';
import { BASE, TAGS } from '../scopes.ts';
import { DossierShape, dossierView } from '../view/dossier.ts';
import { CodeParam, Id, Query, Shape } from '../view/schemas.ts';

const PDF = 'application/pdf';
const Pdf = Type.String({ format: 'binary', contentMediaType: PDF });
const rule = { scope: 'dossiers.read' };

async function show(ctx: Ctx) {
  const { dossier, shown } = await readDossier(ctx);
  const ledger = ctx.get(ledgerService);
  const story = await storyOf(ctx.db, ledger, dossier, ctx.clock.now());
  const entries = await ledger.history(ctx.db, `dossier:${dossier.id}`);
  return json(await dossierView(ctx.db, story, entries, ctx.t, shown));
}

async function receipt(ctx: Ctx) {
  const { dossier } = await readDossier(ctx);
  const pdf = await receiptOf(ctx.db, ctx.get(casesService), ctx.texts, dossier);
  return file(pdf, PDF, { download: `${dossier.code}.pdf` });
}

async function result(ctx: Ctx) {
  const { dossier } = await readDossier(ctx);
  const found = (await listResults(ctx.db, dossier.id)).find(r => r.id === ctx.req.params.result);
  if (!found || found.status === 'withdrawn') throw NotFound();
  if (await waitsForFee(ctx.db, dossier, found)) throw FeeUnpaid({ code: dossier.code });
  const deps = ctx.get(casesService);
  const sha256 = await fileOfResult(ctx.db, deps, found, ctx.clock.now());
  if (!(await noteFetched(ctx.db, found.id, ctx.clock.now()))) throw NotFound();
  return file(await deps.files.open(ctx.db, sha256), PDF, {
    download: `${found.kind}-${found.id}.pdf`,
  });
}

export const dossierRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: `${BASE}/dossiers/:code`,
    rule,
    handler: show,
    api: {
      id: 'getDossier',
      tag: TAGS.dossiers,
      summary: 'api.op.get-dossier',
      description: 'api.op.get-dossier.about',
      params: CodeParam,
      query: Query({}),
      response: DossierShape,
    },
  },
  {
    method: 'GET',
    path: `${BASE}/dossiers/:code/receipt`,
    rule,
    handler: receipt,
    rateLimit: { max: 60, windowSeconds: 60 },
    api: {
      id: 'getReceipt',
      tag: TAGS.dossiers,
      summary: 'api.op.get-receipt',
      params: CodeParam,
      query: Query({}),
      response: Pdf,
      produces: PDF,
    },
  },
  {
    method: 'GET',
    path: `${BASE}/dossiers/:code/results/:result`,
    rule,
    handler: result,
    api: {
      id: 'getResult',
      tag: TAGS.dossiers,
      summary: 'api.op.get-result',
      params: Shape({ code: CodeParam.properties.code, result: Id('api.param.result') }),
      query: Query({}),
      response: Pdf,
      produces: PDF,
    },
  },
];
