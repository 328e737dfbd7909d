import { type Static, Type } from 'typebox';
import {
  casesService,
  FormIncomplete,
  loadProcedure,
  nationalCode,
  ProcedureClosed,
  submit,
} from '#engines/cases';
import { readEmail, readName, readPhone } from '#engines/identity';
import { findProcedureInForce, ProcedureNotFound } from '#engines/procedures';
import { localDate } from '#platform/clock';
import type { Tx } from '#platform/db';
import { type Ctx, json, once, type Route } from '#platform/http';
import type { FieldError } from '#ui';
import { checkData } from '../check-data.ts';
import { clientOf } from '../client.ts';
import { BASE, TAGS } from '../scopes.ts';
import { agencyView, dossierPath, STATUSES } from '../view/dossier.ts';
import { isOpen } from '../view/procedure.ts';
import { AgencyShape, Anything, Moment, Query, Shape, Word } from '../view/schemas.ts';

const Submission = Shape({
  procedure: Type.String({ minLength: 1, maxLength: 60, description: 'api.field.procedure-code' }),
  applicant: Shape(
    {
      name: Type.String({ minLength: 1, maxLength: 120 }),
      phone: Type.Optional(Type.String({ maxLength: 20, description: 'api.field.phone' })),
      email: Type.Optional(Type.String({ maxLength: 254 })),
      lang: Type.Optional(Word(['vi', 'en'], 'api.field.applicant-lang')),
    },
    'api.field.applicant',
  ),
  data: Anything('api.field.data'),
});
type Submission = Static<typeof Submission>;

const Submitted = Shape({
  code: Type.String({ description: 'api.param.dossier' }),
  status: Word(STATUSES),
  nationalStatus: Type.Integer({ description: 'api.field.national-status' }),
  agency: AgencyShape,
  receivedBy: AgencyShape,
  receivedAt: Moment(),
  dueAt: Moment(),
  href: Type.String(),
  receipt: Type.String({ description: 'api.field.receipt' }),
});

/** Who applies, in the form in which names and addresses are kept. */
function readApplicant({ name, phone, email, lang }: Submission['applicant'], t: Ctx['t']) {
  const problems: FieldError[] = [];
  const read = <T>(
    path: string,
    given: string | undefined,
    as: (text: string) => T | undefined,
  ): T | null => {
    if (given === undefined) return null;
    const value = as(given);
    if (value === undefined)
      problems.push({ path: `applicant.${path}`, message: t(`api.applicant.${path}`) });
    return value ?? null;
  };
  return {
    applicant: {
      accountId: null,
      name: read('name', name, readName) ?? '',
      phone: read('phone', phone, readPhone),
      email: read('email', email, readEmail),
      lang: lang ?? ('vi' as const),
    },
    problems,
  };
}

async function receive(tx: Tx, ctx: Ctx, body: Submission) {
  const now = ctx.clock.now();
  const { tokenId, agencyId } = clientOf(ctx);
  const version = await findProcedureInForce(tx, body.procedure, localDate(now));
  if (!version) throw ProcedureNotFound({ code: body.procedure });
  if (!isOpen(version)) throw ProcedureClosed({ code: body.procedure });
  const procedure = await loadProcedure(tx, { procedureVersionId: version.id });
  const { applicant, problems } = readApplicant(body.applicant, ctx.t);
  const checked = await checkData(ctx, tx, procedure.form, body.data);
  const all = [...problems, ...checked.problems];
  if (all.length) throw FormIncomplete({}, all);
  const dossier = await submit(
    tx,
    ctx.get(casesService),
    { procedure, channel: 'api', data: checked.data, papers: checked.papers, applicant },
    { accountId: tokenId, postId: null, agencyId, at: now },
  );
  await tx.run('INSERT INTO api.submission (dossier_id, token_id, submitted_at) VALUES ($1, $2, $3)', [
    dossier.id,
    tokenId,
    now,
  ]);
  return {
    code: dossier.code,
    status: dossier.status,
    nationalStatus: await nationalCode(tx, dossier.status),
    agency: await agencyView(tx, dossier.agencyId, now),
    receivedBy: await agencyView(tx, dossier.receivedBy, now),
    receivedAt: dossier.receivedAt.toISOString(),
    dueAt: dossier.dueAt.toISOString(),
    href: dossierPath(dossier.code),
    receipt: `${dossierPath(dossier.code)}/receipt`,
  };
}

async function submitDossier(ctx: Ctx) {
  const body = ctx.req.body as Submission;
  const request = {
    actor: clientOf(ctx).tokenId,
    route: `POST ${BASE}/dossiers`,
    key: String(ctx.req.headers['idempotency-key']),
    content: body,
  };
  const { answer, repeated } = await ctx.db.tx(tx => once(tx, request, () => receive(tx, ctx, body)), {
    keptPlans: true,
  });
  return json(answer, { status: 201, headers: { 'idempotency-replayed': String(repeated) } });
}

export const submitRoute: Route = {
  method: 'POST',
  path: `${BASE}/dossiers`,
  rule: { scope: 'dossiers.submit' },
  handler: submitDossier,
  rateLimit: { max: 120, windowSeconds: 60 },
  api: {
    id: 'submitDossier',
    tag: TAGS.dossiers,
    summary: 'api.op.submit',
    description: 'api.op.submit.about',
    query: Query({}),
    headers: Type.Object({
      'idempotency-key': Type.String({ minLength: 8, maxLength: 200, description: 'api.param.key' }),
    }),
    body: Submission,
    status: 201,
    response: Submitted,
  },
};
