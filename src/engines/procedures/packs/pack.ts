import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { defineExtensionPoint } from '#platform/env';
import { CODE, contentSchema } from '../schema.ts';

/**
 * A folder of procedures that a system brings: `*.procedure.json` (this file's schema), with the forms and BPMN files
 * that they name beside them. Loaded when an installation is new, and again when a file has changed.
 */
export type ProcedurePack = {
  /** `civil-status` */
  id: string;
  /** Absolute path. */
  folder: string;
};

/** Systems contribute with `procedurePack({ id, folder })` under `extensions` of their manifest. */
export const procedurePack = defineExtensionPoint<ProcedurePack>('procedures.pack');

const file = (suffix: string) => Type.String({ pattern: `^[a-z0-9][a-z0-9-]*\\.${suffix}$` });
const { form: _form, process: _process, source: _source, ...legal } = contentSchema.properties;

/** JSON Schema of a `*.procedure.json` file. */
export const procedureFileSchema = Type.Object(
  {
    $schema: Type.Optional(Type.String()),
    code: Type.String({ pattern: CODE.source }),
    /** First day in force, `YYYY-MM-DD`. Without it the procedure stays a draft. */
    from: Type.Union([Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' }), Type.Null()]),
    /** Name of a file beside it; null: the standard form. */
    form: Type.Union([file('form\\.json'), Type.Null()]),
    /** Name of a file beside it; null: the standard process. */
    process: Type.Union([file('bpmn'), Type.Null()]),
    ...legal,
  },
  { additionalProperties: false },
);

export const procedureFile = Compile(procedureFileSchema);
