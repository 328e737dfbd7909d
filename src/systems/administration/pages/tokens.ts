import { type ApiToken, actOf, apiScope, makeApiToken, reachesWithBelow } from '#engines/identity';
import { dayAfter, formatDate, formatDateTime, localDate, localInstant, readDay } from '#platform/clock';
import { type Answer, type Ctx, textField as posted, type Route, textFields } from '#platform/http';
import {
  button,
  checkboxes,
  dateField,
  emptyState,
  errorOf,
  type FieldError,
  html,
  note,
  scrollTable,
  status,
  textField,
  typedOr,
} from '#ui';
import { agencyNames } from '../agencies-on.ts';
import { agencyField, readAgency } from '../agency-field.ts';
import { formRoutes } from '../form-page.ts';
import { scopesToGive } from '../giving.ts';
import { revokedWords } from '../token-words.ts';
import { adminPage } from '../view.ts';
import { ownTokens, revokePath, revokeTokenRoutes, TOKENS } from './revoke-token.ts';

const PATH = TOKENS;
const NAME = 'ten';
const AGENCY = 'co-quan';
const SCOPES = 'quyen';
const UNTIL = 'den-ngay';
const DAY_MS = 86_400_000;

/** What a scope lets a program do; its own name where nobody offers it any more. */
const scopeText = (ctx: Ctx, id: string): string => {
  const scope = ctx.extensions(apiScope).find(s => s.id === id);
  return scope ? ctx.t(scope.label) : id;
};

async function show(ctx: Ctx): Promise<Answer> {
  const { t } = ctx;
  const now = ctx.clock.now();
  const tokens = await ownTokens(ctx);
  const names = await agencyNames(
    ctx,
    tokens.map(k => k.agencyId),
    localDate(now),
  );
  const revoked = await revokedWords(ctx, tokens);
  const state = (k: ApiToken) => {
    if (k.revokedAt) return status('hold', revoked.get(k.id) ?? '');
    if (k.expiresAt <= now) return status('hold', t('administration.token.over'));
    return status(
      'done',
      t('administration.token.until', { day: formatDate(new Date(k.expiresAt.getTime() - 1)) }),
    );
  };
  return adminPage(
    ctx,
    { title: t('administration.tokens.title'), active: 'tokens' },
    html`<p>${t('administration.tokens.about')}</p>
<p>${button({ label: t('administration.token.add'), href: `${PATH}/moi` })}</p>
${
  tokens.length
    ? scrollTable({
        caption: t('administration.tokens.title'),
        captionHidden: true,
        columns: [
          { label: t('administration.token.name') },
          { label: t('administration.token.agency') },
          { label: t('administration.token.scopes') },
          { label: t('administration.token.used') },
          { label: t('administration.token.state') },
          { label: t('administration.actions'), hidden: true },
        ],
        rows: tokens.map(k => [
          k.name,
          names.get(k.agencyId),
          k.scopes.map(s => scopeText(ctx, s)).join(', '),
          html`<span class="num">${k.usedAt ? formatDateTime(k.usedAt) : t('administration.token.never')}</span>`,
          state(k),
          !k.revokedAt &&
            k.expiresAt > now &&
            html`<a href="${revokePath(k)}">${t('administration.token.revoke')}<span class="vh"> ${k.name}</span></a>`,
        ]),
      })
    : emptyState({ why: t('administration.tokens.none') })
}`,
  );
}

const make = formRoutes<null>({
  path: `${PATH}/moi`,
  permission: 'identity.manage',
  active: 'tokens',
  load: async () => null,
  title: ctx => ctx.t('administration.token.add'),
  crumbs: ctx => [{ href: PATH, label: ctx.t('administration.tokens.title') }],
  fields: async (ctx, _, errors) => {
    const { t } = ctx;
    const year = new Date(ctx.clock.now().getTime() + 364 * DAY_MS);
    const agencyId = ctx.visitor?.grants.find(g => g.permission === 'identity.manage')?.agencyId ?? '';
    return html`${textField(t, {
      name: NAME,
      label: t('administration.token.name'),
      hint: t('administration.token.name.hint'),
      value: typedOr(ctx, NAME),
      error: errorOf(errors, NAME),
      most: 100,
    })}${await agencyField(ctx, {
      name: AGENCY,
      label: t('administration.token.agency'),
      among: 'identity.manage',
      value: typedOr(ctx, AGENCY),
      errors,
    })}${checkboxes(t, {
      name: SCOPES,
      label: t('administration.token.scopes'),
      values: textFields(ctx.req.body, SCOPES),
      error: errorOf(errors, SCOPES),
      options: (await scopesToGive(ctx, agencyId)).map(s => ({
        value: s.id,
        label: ctx.t(s.label),
        hint: html`${t('administration.token.scope-name')} <code>${s.id}</code>`,
      })),
    })}${dateField(t, {
      name: UNTIL,
      label: t('administration.token.last'),
      hint: t('administration.token.last.hint'),
      value: typedOr(ctx, UNTIL, formatDate(localDate(year))),
      error: errorOf(errors, UNTIL),
    })}`;
  },
  button: 'administration.token.add.button',
  submit: async ctx => {
    const { t, req } = ctx;
    const errors: FieldError[] = [];
    const now = ctx.clock.now();
    const name = posted(req.body, NAME);
    const scopes = textFields(req.body, SCOPES);
    const named = await readAgency(ctx, AGENCY, 'identity.manage', localDate(now));
    const found = 'agency' in named ? named.agency : undefined;
    const agency = found && (await reachesWithBelow(ctx, 'identity.manage', found.id)) ? found : undefined;
    const given = agency ? (await scopesToGive(ctx, agency.id)).map(s => s.id) : scopes;
    const last = readDay(posted(req.body, UNTIL));
    const expiresAt = last ? localInstant(dayAfter(last)) : now;
    const tooLong = expiresAt.getTime() > now.getTime() + 365 * DAY_MS;
    if (!name || name.length > 100)
      errors.push({ path: NAME, message: t('administration.token.name.wrong') });
    if (!agency)
      errors.push({
        path: AGENCY,
        message: 'message' in named ? named.message : t('administration.agency.pick.none'),
      });
    if (!scopes.length || !scopes.every(s => given.includes(s)))
      errors.push({ path: SCOPES, message: t('administration.token.scopes.wrong') });
    if (expiresAt <= now || tooLong)
      errors.push({ path: UNTIL, message: t('administration.token.last.wrong') });
    if (errors.length || !agency) return errors;
    // The same name twice would hide a second press of the button, and which program is which.
    if ((await ownTokens(ctx)).some(k => k.name === name && !k.revokedAt && k.expiresAt > now))
      return [{ path: NAME, message: t('administration.token.name.taken') }];
    const wish = { name, scopes, agencyId: agency.id, expiresAt };
    const { token } = await ctx.db.tx(tx => makeApiToken(tx, wish, actOf(ctx, 'identity.manage')));
    // Not a redirect: the key is kept nowhere, so it can only stand in this answer.
    return adminPage(
      ctx,
      {
        title: t('administration.token.made'),
        active: 'tokens',
        crumbs: [{ href: PATH, label: t('administration.tokens.title') }],
      },
      html`${note(t('administration.token.once', { name }))}
<p class="scroll"><code class="num">${token}</code></p>
<p>${t('administration.token.use')}</p>
<p><a href="${PATH}">${t('administration.tokens.title')}</a></p>`,
    );
  },
  otherwise: NAME,
  fresh: true,
});

export const tokenRoutes: readonly Route[] = [
  { method: 'GET', path: PATH, rule: { permission: 'identity.manage' }, handler: show },
  ...make,
  ...revokeTokenRoutes,
];
