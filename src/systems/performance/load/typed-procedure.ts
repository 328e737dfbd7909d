import { findProcedureInForce, type ProcedureVersion, searchProcedures } from '#engines/procedures';
import { localDate } from '#platform/clock';
import type { Ctx } from '#platform/http';
import { fold } from '#platform/text';

/** So many are named where what was typed fits several. */
const NAMED = 6;

/**
 * The procedure in force that somebody typed, by its code or by words of its name with or without tone marks; a whole name before longer ones that
 * begin so. Else what to tell at the field.
 */
export async function typedProcedure(
  { db, t, clock }: Pick<Ctx, 'db' | 't' | 'clock'>,
  typed: string,
): Promise<{ procedure: ProcedureVersion } | { error: string }> {
  const today = localDate(clock.now());
  const byCode = await findProcedureInForce(db, typed, today);
  if (byCode) return { procedure: byCode };
  const { rows, total } = await searchProcedures(db, typed, { limit: NAMED }, today);
  const named = rows.filter(row => fold(row.name) === fold(typed));
  const [only] = named.length === 1 ? named : total === 1 ? rows : [];
  const procedure = only && (await findProcedureInForce(db, only.code, today));
  if (procedure) return { procedure };
  if (!total) return { error: t('performance.rules.procedure-unknown') };
  const names = rows.map(({ code, name }) => `${name} (${code})`).join('; ');
  return {
    error: t(total > rows.length ? 'performance.rules.procedure-many' : 'performance.rules.procedure-which', {
      count: total,
      names,
    }),
  };
}
