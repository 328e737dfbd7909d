import { compute, type Form, type FormData, schemaAt, tidyNames, validateAll, valueAt } from '#engines/forms';
import type { Queryable } from '#platform/db';
import type { Ctx } from '#platform/http';
import type { Translate } from '#platform/i18n';
import type { FieldError } from '#ui';
import { clientOf } from './client.ts';
import { type WithFiles, withSentFiles } from './sent-files.ts';

/** What a field takes, and what of JSON it was given where that is something else; for choices, what may be chosen. */
type Told = FieldError & { expected?: string; allowed?: unknown[] };

const kindOf = (value: unknown): string =>
  Array.isArray(value) ? 'array' : value === null ? 'null' : typeof value;

const fits = (type: string, value: unknown): boolean =>
  type === 'integer' ? Number.isInteger(value) : kindOf(value) === type;

/**
 * A person is told what to enter or choose, and cannot do it otherwise than the field lets him; a program is told what the field
 * takes too.
 */
function forPrograms(form: Form, data: FormData, problem: FieldError, t: Translate): Told {
  const schema = schemaAt(form, problem.path.replaceAll(/\.\d+(?=\.|$)/g, ''))?.schema;
  const given = valueAt(data, problem.path);
  const allowed = schema?.enum ? { allowed: [...schema.enum] } : {};
  const type = schema?.type;
  if (typeof type !== 'string' || given === undefined || fits(type, given)) return { ...problem, ...allowed };
  const message = t('api.wrong-type', {
    expected: t(`api.type.${type}`),
    given: t(`api.type.${kindOf(given)}`),
  });
  return { ...problem, message, expected: type, ...allowed };
}

/** Data as it would be submitted, names written as a form keeps them, with what is computed worked out anew, with all that is wrong with it, a thing a field. */
export async function checkData(ctx: Ctx, q: Queryable, form: Form, data: FormData): Promise<WithFiles> {
  const found = await withSentFiles(
    q,
    clientOf(ctx).tokenId,
    form,
    compute(form, tidyNames(form, data)),
    ctx.t,
  );
  const places = new Set(found.problems.map(p => p.path));
  const faults = await validateAll(form, found.data, { t: ctx.t, clock: ctx.clock, db: q });
  const told = faults.filter(f => !places.has(f.path)).map(f => forPrograms(form, found.data, f, ctx.t));
  return { ...found, problems: [...found.problems, ...told] };
}
