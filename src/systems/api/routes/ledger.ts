import { Type } from 'typebox';
import { findDossier } from '#engines/cases';
import { agencyPath, decide } from '#engines/identity';
import { NotFound } from '#platform/errors';
import { type Ctx, json, type Route } from '#platform/http';
import { ledgerService, type Proof, readHead } from '#platform/ledger';
import { maySee } from '../access.ts';
import { BASE, TAGS } from '../scopes.ts';
import { Digest, Id, Moment, Query, Shape } from '../view/schemas.ts';

const rule = { scope: 'ledger.read' };

const SignedShape = Shape(
  {
    signed: Type.String({ description: 'api.field.signed' }),
    signature: Type.String({ description: 'api.field.signature' }),
  },
  'api.field.head',
);

const InclusionParts = {
  entry: Type.String({ description: 'api.field.entry-bytes' }),
  position: Type.Integer(),
  path: Type.Array(Digest),
  head: SignedShape,
};

const ProofShape = Shape({
  type: Type.Literal('fansipan-proof/1'),
  log: Type.String({ description: 'api.field.log' }),
  keys: Type.Array(
    Type.Object({
      keyId: Type.String(),
      publicKey: Type.String(),
      entry: Type.Optional(InclusionParts.entry),
      position: Type.Optional(InclusionParts.position),
      path: Type.Optional(InclusionParts.path),
      head: Type.Optional(InclusionParts.head),
    }),
  ),
  ...InclusionParts,
  personal: Type.Object({}, { additionalProperties: true, description: 'api.field.no-personal' }),
  howToCheck: Type.Array(Type.String()),
  script: Type.Array(Type.String()),
});

async function head(ctx: Ctx) {
  const signed = await ctx.get(ledgerService).head(ctx.db);
  const stated = signed && readHead(signed);
  if (!signed || !stated) throw NotFound();
  const { log, epoch, size, root, time, keyId } = stated;
  return json({ log, epoch, size, root, time, keyId, head: signed });
}

/** An entry is for those who may see what it is about: the dossier, else the agency that acted. */
async function mayProve(ctx: Ctx, proof: Proof): Promise<boolean> {
  const { subject, agency } = JSON.parse(proof.entry) as { subject: string; agency: string | null };
  if (subject.startsWith('dossier:')) {
    const dossier = await findDossier(ctx.db, subject.slice('dossier:'.length));
    return dossier !== undefined && (await maySee(ctx, dossier, 'ledger.read'));
  }
  if (!agency) return false;
  return decide(ctx.visitor?.grants ?? [], 'ledger.read', await agencyPath(ctx.db, agency, ctx.clock.now()));
}

async function proof(ctx: Ctx) {
  const found = await ctx.get(ledgerService).prove(ctx.db, ctx.req.params.entry ?? '', { personal: false });
  if (!found || !(await mayProve(ctx, found))) throw NotFound();
  return json(found);
}

export const ledgerRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: `${BASE}/ledger/head`,
    rule,
    handler: head,
    api: {
      id: 'getLedgerHead',
      tag: TAGS.ledger,
      summary: 'api.op.ledger-head',
      query: Query({}),
      response: Shape({
        log: Type.String({ description: 'api.field.log' }),
        epoch: Type.Integer(),
        size: Type.Integer(),
        root: Digest,
        time: Moment(),
        keyId: Type.String(),
        head: SignedShape,
      }),
    },
  },
  {
    method: 'GET',
    path: `${BASE}/ledger/entries/:entry/proof`,
    rule,
    handler: proof,
    rateLimit: { max: 120, windowSeconds: 60 },
    api: {
      id: 'getInclusionProof',
      tag: TAGS.ledger,
      summary: 'api.op.ledger-proof',
      description: 'api.op.ledger-proof.about',
      params: Shape({ entry: Id('api.field.entry') }),
      query: Query({}),
      response: ProofShape,
    },
  },
];
