import { type ApiToken, actOf, listApiTokens, reachesWithBelow, revokeApiToken } from '#engines/identity';
import { formatDateTime, localDate } from '#platform/clock';
import { NotFound } from '#platform/errors';
import type { Ctx, Route } from '#platform/http';
import { doneAt, html, keyValues, note } from '#ui';
import { agencyNames } from '../agencies-on.ts';
import { formRoutes } from '../form-page.ts';
import { revokedWords } from '../token-words.ts';
import { ROOT } from '../view.ts';

export const TOKENS = `${ROOT}/khoa-api`;

/** The page that asks whether a token is to be revoked. */
export const revokePath = ({ id }: Pick<ApiToken, 'id'>): string => `${TOKENS}/${id}/thu-hoi`;

/** A token reaches below its agency, so only who keeps all below keeps it. */
export async function ownTokens(ctx: Ctx): Promise<ApiToken[]> {
  const own: ApiToken[] = [];
  for (const token of await listApiTokens(ctx.db))
    if (await reachesWithBelow(ctx, 'identity.manage', token.agencyId)) own.push(token);
  return own;
}

/** `revoked`: by whom and when, once it is. */
type Loaded = { token: ApiToken; agency: string; revoked: string | undefined };

/** The token of the address. Throws NotFound where it is none that the visitor keeps. */
async function load(ctx: Ctx): Promise<Loaded> {
  const token = (await ownTokens(ctx)).find(k => k.id === ctx.req.params.id);
  if (!token) throw NotFound();
  const names = await agencyNames(ctx, [token.agencyId], localDate(ctx.clock.now()));
  const revoked = (await revokedWords(ctx, [token])).get(token.id);
  return { token, agency: names.get(token.agencyId) ?? '', revoked };
}

/** A token is revoked once it was said which it is and what that does: it cannot be undone. */
export const revokeTokenRoutes: readonly Route[] = formRoutes<Loaded>({
  path: `${TOKENS}/:id/thu-hoi`,
  permission: 'identity.manage',
  active: 'tokens',
  leave: true,
  load,
  title: (ctx, { token }) => ctx.t('administration.token.revoke.title', { name: token.name }),
  crumbs: ctx => [{ href: TOKENS, label: ctx.t('administration.tokens.title') }],
  without: (_, { token }) => token.revokedAt !== null,
  about: ({ t }, { token, agency, revoked }) =>
    revoked
      ? note(revoked)
      : html`${keyValues(t, [
          { label: t('administration.token.agency'), value: agency },
          {
            label: t('administration.token.used'),
            value: token.usedAt ? formatDateTime(token.usedAt) : t('administration.token.never'),
          },
        ])}<p>${t('administration.token.revoke.about')}</p>`,
  fields: () => '',
  button: 'administration.token.revoke.button',
  submit: async (ctx, { token }) => {
    const ended = await ctx.db.tx(tx => revokeApiToken(tx, token.id, actOf(ctx, 'identity.manage')));
    // Who comes second reads on its page who came first.
    return ended ? doneAt(TOKENS, 'token-revoked') : revokePath(token);
  },
  otherwise: '',
});
