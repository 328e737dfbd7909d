import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Type } from 'typebox';
import { findActOn, findResultByDigest, firstIssueOf } from '#engines/cases';
import { findAgency } from '#engines/organisation';
import { trustService } from '#engines/trust';
import { localDate } from '#platform/clock';
import { type Ctx, json, type Route } from '#platform/http';
import { BASE, TAGS } from '../scopes.ts';
import { EndedShape, endedView } from '../view/dossier.ts';
import { Digest, Moment, OrNull, Query, Shape, Word } from '../view/schemas.ts';
import { FilePart, sentUpload } from './files.ts';

const Certificate = Type.Union([
  Shape({
    issuer: Type.String(),
    serial: Type.String(),
    trusted: Type.Boolean(),
    altered: Type.Boolean({ description: 'api.field.altered' }),
    validAtSigning: Type.Boolean(),
    revoked: Type.Boolean(),
    revocationKnown: Type.Boolean({ description: 'api.field.revocation-known' }),
  }),
  Type.Null(),
]);

const Verification = Shape({
  verdict: Word(
    ['valid', 'changed', 'unknown-signer', 'incomplete', 'no-signature', 'damaged', 'unreadable'],
    'api.field.verdict',
  ),
  holds: OrNull({ type: 'boolean', description: 'api.field.holds' }),
  sha256: Digest,
  changedSince: Type.Boolean({ description: 'api.field.changed-since' }),
  missing: Type.Array(Type.String(), { description: 'api.field.missing' }),
  signatures: Type.Array(
    Shape({
      field: Type.String(),
      signerName: Type.String(),
      organisation: Type.String(),
      kind: Word(['person', 'agency']),
      signedAt: OrNull({ type: 'string', format: 'date-time' }),
      timeStamped: Type.Boolean(),
      intact: Type.Boolean(),
      coversWholeDocument: Type.Boolean(),
      certificate: Certificate,
    }),
  ),
  registered: Type.Union(
    [
      Shape({
        title: Type.String(),
        number: Type.String(),
        agency: OrNull({ type: 'string' }),
        issuedAt: Moment(),
        firstIssuedAt: Moment('api.field.first-issued'),
        status: Word(['valid', 'replaced', 'revoked', 'withdrawn']),
        statusAt: OrNull({ type: 'string', format: 'date-time' }),
        ended: Type.Union([EndedShape, Type.Null()], { description: 'api.field.ended' }),
      }),
      Type.Null(),
    ],
    { description: 'api.field.registered' },
  ),
});

async function registered(ctx: Ctx, sha256: string) {
  const result = await findResultByDigest(ctx.db, sha256);
  if (!result) return null;
  const { title, number, issuedAt, status, statusAt, agencyId } = result;
  const agency = await findAgency(ctx.db, agencyId, localDate(issuedAt));
  const ended = endedView(status === 'valid' ? undefined : await findActOn(ctx.db, result.id));
  const { at: firstIssuedAt } = await firstIssueOf(ctx.db, result);
  return { title, number, agency: agency?.name ?? null, issuedAt, firstIssuedAt, status, statusAt, ended };
}

/** Whether a paper may be gone by: good signatures, and in our register it stands as valid; null where only the signatures are known. */
const holds = (verdict: string, result: { status: string } | null): boolean | null =>
  verdict === 'valid' ? result && result.status === 'valid' : false;

async function verify(ctx: Ctx) {
  const bytes = await readFile(sentUpload(ctx).path);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const { verdict, changedSince, missing, signatures } = await ctx.get(trustService).verifyPdf(bytes);
  const result = await registered(ctx, sha256);
  return json({
    verdict,
    holds: holds(verdict, result),
    sha256,
    changedSince,
    missing,
    signatures,
    registered: result,
  });
}

export const verifyRoute: Route = {
  method: 'POST',
  path: `${BASE}/verify`,
  rule: { scope: 'verify' },
  handler: verify,
  upload: { maxBytes: 20_971_520, maxFiles: 1 },
  rateLimit: { max: 60, windowSeconds: 60 },
  api: {
    id: 'verifyPaper',
    tag: TAGS.papers,
    summary: 'api.op.verify',
    description: 'api.op.verify.about',
    query: Query({}),
    body: FilePart,
    response: Verification,
  },
};
