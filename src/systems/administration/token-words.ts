import { accountNames } from '#engines/cases';
import type { ApiToken } from '#engines/identity';
import { formatDateTime } from '#platform/clock';
import type { Ctx } from '#platform/http';
import { ledgerService } from '#platform/ledger';

const subjectOf = ({ id }: Pick<ApiToken, 'id'>): string => `api-token:${id}`;

/** By whom and when each of these tokens that was revoked was, in a sentence, by its id: the ledger says who; a command on the server is nobody. */
export async function revokedWords(
  ctx: Ctx,
  tokens: readonly ApiToken[],
): Promise<ReadonlyMap<string, string>> {
  const { t, db } = ctx;
  const revoked = tokens.filter(token => token.revokedAt);
  const stories = await ctx
    .get(ledgerService)
    .histories(db, revoked.map(subjectOf), ['identity.token-revoked']);
  const actorOf = (token: ApiToken) => stories.get(subjectOf(token))?.at(-1)?.actor ?? '';
  const names = await accountNames(db, revoked.map(actorOf));
  return new Map(
    revoked.map(token => {
      const at = formatDateTime(token.revokedAt ?? ctx.clock.now());
      const who = names.get(actorOf(token));
      return [
        token.id,
        who
          ? t('administration.token.revoked', { who, at })
          : t('administration.token.revoked.command', { at }),
      ];
    }),
  );
}
