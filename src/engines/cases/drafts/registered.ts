import type { FormData } from '#engines/forms';
import { localDate } from '#platform/clock';
import type { Queryable } from '#platform/db';
import { correctedSaid } from '../afterlife/read-acts.ts';
import { withSaid } from '../afterlife/with-said.ts';
import type { Dossier } from '../types.ts';
import type { PrefillSource } from './known.ts';

/** First step of a `prefill` from what the province has granted. */
export const REGISTER = 'register';

/** What a form may ask of a grant: `register.1-001612.number` and `.date`; `.found.ELEMENT.FACT` for who writes the source. */
export const REGISTERED = ['number', 'date'] as const;

/** As the code of a procedure stands in a `prefill`: steps of one are parted by dots. */
export const registerKey = (code: string): string => code.replaceAll('.', '-');

const MOST = 100;

type Granted = Pick<Dossier, 'processState'> & {
  id: string;
  code: string;
  number: string;
  at: Date;
  renewed: boolean;
};

/** What officials found, as it stands on the paper: where one was corrected, as it was corrected to. */
async function foundWith(q: Queryable, { id, processState, renewed }: Granted): Promise<FormData> {
  const said = renewed ? await correctedSaid(q, id) : null;
  return withSaid({ processState }, said).processState.outcomes as FormData;
}

/**
 * What the province itself has granted to somebody and what holds today, by the procedure: the latest result of each, its number and day, and
 * what officials found or gave with it (`found`). What was revoked or has another in its place is not offered. Whoever
 * applied is its holder; what others applied for is not looked for by name.
 */
export const registerSource: PrefillSource = {
  id: REGISTER,
  async load(q, _ctx, accountId) {
    const rows = await q.query<Granted>(
      `SELECT r.id, d.procedure_code AS code, r.number, r.issued_at AS at, d.process_state AS "processState",
         EXISTS (SELECT FROM cases.result_act a WHERE a.new_result_id = r.id) AS renewed
       FROM cases.result r JOIN cases.dossier d ON d.id = r.dossier_id
       WHERE d.applicant_id = $1 AND r.status = 'valid' ORDER BY r.issued_at DESC LIMIT ${MOST}`,
      [accountId],
    );
    const held: Record<string, FormData> = {};
    for (const row of rows)
      held[registerKey(row.code)] ??= {
        number: row.number,
        date: localDate(row.at),
        found: await foundWith(q, row),
      };
    return held;
  },
};
