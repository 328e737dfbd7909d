import { Type } from 'typebox';
import { type Form, publishedSchema } from '#engines/forms';
import { LEVELS, type ProcedureSummary, type ProcedureVersion, SERVICE_LEVELS } from '#engines/procedures';
import { Anything, Day, LimitShape, OrNull, Shape, Word } from './schemas.ts';

const { because: _, ...span } = LimitShape.properties;
const PublishedLimit = Shape({
  ...span,
  cases: Type.Optional(
    Type.Array(Shape({ ...span, if: Type.String(), says: Type.String() }), {
      description: 'api.field.limit-cases',
    }),
  ),
});
const Limits = Type.Object(
  {
    online: Type.Optional(PublishedLimit),
    counter: Type.Optional(PublishedLimit),
    post: Type.Optional(PublishedLimit),
  },
  { additionalProperties: false, description: 'api.field.limits' },
);

const Fee = Shape({
  name: Type.String(),
  channels: Type.Array(Word(['online', 'counter', 'post'])),
  amount: OrNull({ type: 'integer', description: 'api.field.amount' }),
  text: Type.Optional(Type.String()),
  exemptions: Type.Array(
    Shape({ who: Type.String(), share: Type.Number(), basis: Type.Optional(Type.String()) }),
  ),
});

const summary = {
  code: Type.String({ description: 'api.field.procedure-code' }),
  name: Type.String(),
  field: Shape({ code: Type.String(), name: Type.String() }),
  levels: Type.Array(Word(LEVELS)),
  serviceLevel: Word(SERVICE_LEVELS),
  limits: Limits,
  fees: Type.Array(Fee),
};

export const ProcedureRow = Shape(summary);

export const ProcedureShape = Shape({
  ...summary,
  version: Type.Integer(),
  from: OrNull({ type: 'string', format: 'date' }),
  acceptsApplications: Type.Boolean({ description: 'api.field.accepts' }),
  agencyKind: OrNull({ type: 'string' }),
  decidedBy: OrNull({ type: 'string' }),
  subjects: Type.Array(Type.String()),
  legalBasis: Type.Array(Type.String()),
  papers: Type.Array(
    Shape({
      id: Type.String(),
      name: Type.String(),
      original: OrNull({ type: 'integer' }),
      copy: OrNull({ type: 'integer' }),
      alreadyHeld: Type.Boolean(),
      optional: Type.Boolean(),
      byForm: Type.Optional(Type.Boolean()),
      note: Type.Optional(Type.String()),
    }),
  ),
  results: Type.Array(Type.String()),
  unverified: Type.Array(Type.String(), { description: 'api.field.unverified' }),
  asOf: Day('api.field.as-of'),
  form: Shape(
    {
      id: Type.String(),
      version: Type.Integer(),
      sha256: Type.String(),
      schema: Anything('api.field.form-schema'),
      fields: Anything('api.field.form-fields'),
      pages: Type.Array(Anything('api.field.form-page')),
    },
    'api.field.form',
  ),
});

export const procedureRow = ({
  code,
  name,
  fieldCode,
  field,
  levels,
  serviceLevel,
  limits,
  fees,
}: ProcedureSummary) => ({
  code,
  name,
  field: { code: fieldCode, name: field },
  levels,
  serviceLevel,
  limits,
  fees,
});

/** Whether an application can come in by other ways than over the counter. */
export const isOpen = (version: ProcedureVersion): boolean =>
  version.serviceLevel !== 'counter' && version.limits.online !== undefined;

export const procedureView = (version: ProcedureVersion, form: Form, asOf: string) => ({
  ...procedureRow(version),
  version: version.number,
  from: version.from,
  acceptsApplications: isOpen(version),
  agencyKind: version.agencyKind,
  decidedBy: version.decidedBy,
  subjects: version.subjects,
  legalBasis: version.legalBasis,
  papers: version.papers,
  results: version.results,
  unverified: version.unverified,
  asOf,
  form: {
    id: form.id,
    version: form.version,
    sha256: form.sha256,
    schema: publishedSchema(form),
    fields: form.fields,
    pages: form.pages,
  },
});
