import { type Static, Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { digest } from '../content.ts';
import { resultTemplateSchema } from '../result/definition.ts';
import { CODE, contentSchema } from '../schema.ts';

/** First word of a file of procedures: what it is and how it is read. */
export const TRANSFER_FORMAT = 'fansipan-procedures/1';

const closed = { additionalProperties: false };
const day = Type.Union([Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' }), Type.Null()]);
const sha256 = Type.String({ pattern: '^[0-9a-f]{64}$' });
const { form: _, process: __, source: ___, resultTemplate: ____, ...legal } = contentSchema.properties;

const version = Type.Object(
  {
    number: Type.Integer({ minimum: 1 }),
    status: Type.Union([Type.Literal('draft'), Type.Literal('published')]),
    from: day,
    to: day,
    /** The legal part. */
    content: Type.Object(legal, closed),
    /** Definition of the form; as typed where it is no JSON object; null: the standard form. */
    form: Type.Union([Type.Record(Type.String(), Type.Unknown()), Type.String(), Type.Null()]),
    /** BPMN XML; null: the standard process. */
    process: Type.Union([Type.String(), Type.Null()]),
    resultTemplate: Type.Union([resultTemplateSchema, Type.Null()]),
    /** Of content, form, process and result template. */
    sha256,
  },
  closed,
);

/** JSON Schema of a file by which procedures go from one installation to another. */
const transferSchema = Type.Object(
  {
    format: Type.Literal(TRANSFER_FORMAT),
    /** Name of the installation that it comes from, and when. */
    from: Type.String({ maxLength: 300 }),
    exportedAt: Type.String({ maxLength: 40 }),
    procedures: Type.Array(
      Type.Object(
        {
          code: Type.String({ pattern: CODE.source }),
          /** The oldest first. */
          versions: Type.Array(version, { minItems: 1, maxItems: 500 }),
        },
        closed,
      ),
      { minItems: 1, maxItems: 5_000 },
    ),
    /** Of everything above. */
    sha256,
  },
  closed,
);

export type TransferFile = Static<typeof transferSchema>;
export type TransferredVersion = TransferFile['procedures'][number]['versions'][number];

export const transferFile = Compile(transferSchema);

/** What a version says, without where it stands: two installations that have the same text have the same digest. */
export const saidDigest = (v: Pick<TransferredVersion, 'content' | 'form' | 'process' | 'resultTemplate'>) =>
  digest({ content: v.content, form: v.form, process: v.process, resultTemplate: v.resultTemplate });

/** Digest of a whole file. */
export const fileDigest = ({ sha256: _, ...rest }: TransferFile): string => digest(rest);
