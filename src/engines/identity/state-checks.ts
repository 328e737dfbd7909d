import type { StateCheck } from '#platform/ledger';

/** Who holds which post, against the ledger: whoever gives himself a post by SQL is named. */
export const holdingCheck: StateCheck = {
  id: 'identity.holding',
  kinds: ['identity.post-given', 'identity.post-taken'],
  actual: async (db, after, limit) =>
    (
      await db.query<{ id: string; post: string; account: string; from: string; to: string | null }>(
        `SELECT id, post_id AS post, account_id AS account, lower(valid) AS "from", upper(valid) AS "to"
           FROM identity.holding WHERE 'holding:' || id > $1 ORDER BY 'holding:' || id LIMIT $2`,
        [after ?? '', limit],
      )
    ).map(({ id, ...state }) => ({ key: `holding:${id}`, state })),
  fold: (state, entry) => {
    if (entry.kind === 'identity.post-given') return { ...entry.body };
    const to = entry.body.to as string;
    return state && to > String(state.from) ? { ...state, to } : undefined;
  },
};

/** Who may act for whom, against the ledger. */
export const delegationCheck: StateCheck = {
  id: 'identity.delegation',
  kinds: ['identity.delegation-made', 'identity.delegation-revoked'],
  actual: async (db, after, limit) =>
    (
      await db.query<{ id: string; revokedAt: Date | null } & Record<string, unknown>>(
        `SELECT id, from_post_id AS "fromPost", to_post_id AS "toPost", roles, lower(valid) AS "from", upper(valid) AS "to",
                revoked_at AS "revokedAt"
           FROM identity.delegation WHERE 'delegation:' || id > $1 ORDER BY 'delegation:' || id LIMIT $2`,
        [after ?? '', limit],
      )
    ).map(({ id, revokedAt, ...state }) => ({
      key: `delegation:${id}`,
      state: { ...state, revokedAt: revokedAt?.toISOString() ?? null },
    })),
  fold: (state, entry) =>
    entry.kind === 'identity.delegation-made'
      ? { ...entry.body, revokedAt: null }
      : state && { ...state, revokedAt: entry.body.at },
};
