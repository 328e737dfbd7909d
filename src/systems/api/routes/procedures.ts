import { type Static, Type } from 'typebox';
import { loadProcedure } from '#engines/cases';
import { LEVELS, procedureInForce, searchProcedures } from '#engines/procedures';
import { localDate } from '#platform/clock';
import { type Ctx, json, queryText, type Route } from '#platform/http';
import { checkData } from '../check-data.ts';
import { BASE, TAGS } from '../scopes.ts';
import { ProcedureRow, ProcedureShape, procedureRow, procedureView } from '../view/procedure.ts';
import { Anything, OrNull, Problem, Query, Shape, Word } from '../view/schemas.ts';

const Code = Shape({
  code: Type.String({ minLength: 1, maxLength: 60, description: 'api.field.procedure-code' }),
});

async function list(ctx: Ctx) {
  const text = (name: string) => queryText(ctx.req.query, name);
  const level = LEVELS.find(l => l === text('level'));
  const { rows, total, suggestion } = await searchProcedures(
    ctx.db,
    text('q'),
    {
      ...(text('field') ? { field: text('field') } : {}),
      ...(level ? { level } : {}),
      limit: Number(text('limit') || 20),
      offset: Number(text('offset') || 0),
    },
    localDate(ctx.clock.now()),
  );
  return json({ total, suggestion, procedures: rows.map(procedureRow) });
}

async function inForce(ctx: Ctx) {
  const today = localDate(ctx.clock.now());
  const version = await procedureInForce(ctx.db, ctx.req.params.code ?? '', today);
  const { form } = await loadProcedure(ctx.db, { procedureVersionId: version.id });
  return { version, form, today };
}

async function show(ctx: Ctx) {
  const { version, form, today } = await inForce(ctx);
  return json(procedureView(version, form, today));
}

const Data = Shape({ data: Anything('api.field.data') });

async function validate(ctx: Ctx) {
  const { data } = ctx.req.body as Static<typeof Data>;
  const { form } = await inForce(ctx);
  const { problems } = await checkData(ctx, ctx.db, form, data);
  return json({ valid: problems.length === 0, problems });
}

export const procedureRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: `${BASE}/procedures`,
    rule: 'public',
    handler: list,
    api: {
      id: 'listProcedures',
      tag: TAGS.procedures,
      summary: 'api.op.list-procedures',
      description: 'api.op.list-procedures.about',
      query: Query({
        q: Type.Optional(Type.String({ maxLength: 200, description: 'api.param.q' })),
        field: Type.Optional(Type.String({ maxLength: 60, description: 'api.param.field' })),
        level: Type.Optional(Word(LEVELS, 'api.param.level')),
        limit: Type.Optional(
          Type.Integer({ minimum: 1, maximum: 100, default: 20, description: 'api.param.limit' }),
        ),
        offset: Type.Optional(
          Type.Integer({ minimum: 0, maximum: 100_000, default: 0, description: 'api.param.offset' }),
        ),
      }),
      response: Shape({
        total: Type.Integer(),
        suggestion: OrNull({ type: 'string', description: 'api.field.suggestion' }),
        procedures: Type.Array(ProcedureRow),
      }),
    },
  },
  {
    method: 'GET',
    path: `${BASE}/procedures/:code`,
    rule: 'public',
    handler: show,
    api: {
      id: 'getProcedure',
      tag: TAGS.procedures,
      summary: 'api.op.get-procedure',
      params: Code,
      query: Query({}),
      response: ProcedureShape,
    },
  },
  {
    method: 'POST',
    path: `${BASE}/procedures/:code/validate`,
    rule: { scope: 'procedures.read' },
    handler: validate,
    api: {
      id: 'validateData',
      tag: TAGS.procedures,
      summary: 'api.op.validate',
      description: 'api.op.validate.about',
      params: Code,
      query: Query({}),
      body: Data,
      response: Shape({ valid: Type.Boolean(), problems: Type.Array(Problem) }),
    },
  },
];
