import { type Act, changesKept, kept } from '#engines/organisation';
import { newId, type Queryable, type Tx } from '#platform/db';
import { NotFound } from '#platform/errors';
import { RuleTaken } from '../errors.ts';

export const WAYS = ['least-loaded', 'round-robin', 'fixed', 'nobody'] as const;
export type Way = (typeof WAYS)[number];

/** To whom new steps of an agency are given. `field`, `procedure`, `permission`: only such steps; null: all. */
export type HandOutRule = {
  id: string;
  agencyId: string;
  field: string | null;
  procedure: string | null;
  permission: string | null;
  way: Way;
  /** Where it is always the same. */
  postId: string | null;
  madeAt: Date;
};

export type NewRule = Omit<HandOutRule, 'id' | 'madeAt'>;

const COLUMNS = `id, agency_id AS "agencyId", field, procedure, permission, way, post_id AS "postId", made_at AS "madeAt"`;

/** The rules of agencies that hold now, the general ones first. */
export const listRules = (q: Queryable, agencyIds: readonly string[]): Promise<HandOutRule[]> =>
  kept(q).query<HandOutRule>(
    `SELECT ${COLUMNS} FROM work.hand_out_rule WHERE agency_id = ANY ($1::uuid[]) AND ended_at IS NULL
     ORDER BY agency_id, field NULLS FIRST, procedure NULLS FIRST, permission NULLS FIRST`,
    [agencyIds],
  );

/** A rule that holds. */
export const findRule = (q: Queryable, id: string): Promise<HandOutRule | undefined> =>
  q.maybe<HandOutRule>(`SELECT ${COLUMNS} FROM work.hand_out_rule WHERE id = $1 AND ended_at IS NULL`, [id]);

/** What a step is, as far as rules ask. */
export type Step = { field: string | null; procedure: string | null; permission: string };

const fits = (rule: NewRule, step: Step): boolean =>
  (rule.field === null || rule.field === step.field) &&
  (rule.procedure === null || rule.procedure === step.procedure) &&
  (rule.permission === null || rule.permission === step.permission);

const closeness = (rule: NewRule): number =>
  (rule.procedure ? 4 : 0) + (rule.field ? 2 : 0) + (rule.permission ? 1 : 0);

/** The rule that says the most about a step: that of its procedure before that of its field, and the kind of step last. */
export const ruleFor = <R extends NewRule>(rules: readonly R[], step: Step): R | undefined =>
  rules.filter(r => fits(r, step)).sort((a, b) => closeness(b) - closeness(a))[0];

const about = ({ agencyId, field, procedure, permission, way, postId }: NewRule) => ({
  agency: agencyId,
  field,
  procedure,
  permission,
  way,
  post: postId,
});

/**
 * A rule that holds from now on. Returns its id. Throws RULE_TAKEN where one holds for the same steps already.
 */
export async function makeRule(tx: Tx, rule: NewRule, act: Act): Promise<string> {
  changesKept(tx);
  const id = newId();
  try {
    await tx.savepoint(() =>
      tx.run(
        `INSERT INTO work.hand_out_rule (id, agency_id, field, procedure, permission, way, post_id, made_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [id, rule.agencyId, rule.field, rule.procedure, rule.permission, rule.way, rule.postId, act.at],
      ),
    );
  } catch (error) {
    if ((error as { code?: string }).code === '23505') throw RuleTaken();
    throw error;
  }
  await act.ledger.append(tx, {
    kind: 'work.rule-made',
    subject: `hand-out-rule:${id}`,
    actor: act.actor,
    post: act.post ?? null,
    agency: act.agency ?? null,
    at: act.at,
    body: about(rule),
  });
  return id;
}

/** The rule holds no more; ended twice it is ended once. Throws NOT_FOUND. */
export async function endRule(tx: Tx, id: string, act: Act): Promise<void> {
  const rule = await tx.maybe<{ endedAt: Date | null }>(
    'SELECT ended_at AS "endedAt" FROM work.hand_out_rule WHERE id = $1 FOR UPDATE',
    [id],
  );
  if (!rule) throw NotFound();
  if (rule.endedAt) return;
  changesKept(tx);
  await tx.run('UPDATE work.hand_out_rule SET ended_at = $2 WHERE id = $1', [id, act.at]);
  await act.ledger.append(tx, {
    kind: 'work.rule-ended',
    subject: `hand-out-rule:${id}`,
    actor: act.actor,
    post: act.post ?? null,
    agency: act.agency ?? null,
    at: act.at,
    body: {},
  });
}
