import { type Holding, holdingsOfPost, listRoles, listScopes, type Role } from '#engines/identity';
import { listAllFields } from '#engines/procedures';
import { localDate } from '#platform/clock';
import type { Answer, Ctx, Route } from '#platform/http';
import {
  button,
  csrfField,
  emptyState,
  type Html,
  html,
  keyValues,
  periodText,
  scrollTable,
  status,
} from '#ui';
import { agencyNames } from '../../agencies-on.ts';
import { adminPage, ROOT } from '../../view.ts';
import { rolesText, roleText, titleText } from '../../words.ts';
import { delegationsTable } from './delegations-table.ts';
import { mayGive } from './holder.ts';
import { type LoadedPost, loadPost, postPath, postsCrumbs, postsPath } from './load.ts';

function holdings(ctx: Ctx, { post }: LoadedPost, list: readonly Holding[]): Html {
  const { t } = ctx;
  const today = localDate(ctx.clock.now());
  if (!list.length) return emptyState({ why: t('administration.post.never-held') });
  return scrollTable({
    caption: t('administration.post.holders'),
    captionHidden: true,
    columns: [
      { label: t('administration.post.holder') },
      { label: t('administration.period') },
      { label: t('administration.actions'), hidden: true },
    ],
    rows: list.map(h => [
      html`<a href="${ROOT}/tai-khoan/${h.accountId}">${h.name}</a>`,
      html`<span class="num">${periodText(ctx.t, h)}</span>`,
      (h.to === null || h.to > today) &&
        html`<a href="${postPath(post)}/thoi-giu/${h.id}">${t('administration.post.take.link')}<span class="vh"> ${h.name}</span></a>`,
    ]),
  });
}

async function scopes(
  ctx: Ctx,
  { post, agencyName }: LoadedPost,
  roles: readonly Role[],
  mine: boolean,
): Promise<Html> {
  const { t } = ctx;
  const list = await listScopes(ctx.db, post.id);
  const names = await agencyNames(
    ctx,
    list.map(s => s.agencyId),
    localDate(ctx.clock.now()),
  );
  const fields = new Map((await listAllFields(ctx.db)).map(f => [f.code, f.name]));
  const plain = roles.filter(r => post.roles.includes(r.id) && !list.some(s => s.roleId === r.id));
  return scrollTable({
    caption: t('administration.scopes'),
    captionHidden: true,
    columns: [
      { label: t('administration.scope.role') },
      { label: t('administration.scope.reaches') },
      { label: t('administration.scope.fields') },
      { label: t('administration.actions'), hidden: true },
    ],
    rows: [
      ...plain.map(r => [
        roleText(ctx, r),
        html`${agencyName}${r.below.length > 0 && html`<small>${t('administration.scope.below-by-role')}</small>`}`,
        t('administration.scope.all-fields'),
        '',
      ]),
      ...list.map(s => [
        rolesText(ctx, roles, [s.roleId]),
        html`${names.get(s.agencyId)}${s.below && html`<small>${t('administration.scope.and-below')}</small>`}`,
        s.fields?.map(code => fields.get(code) ?? code).join(', ') ?? t('administration.scope.all-fields'),
        mine &&
          html`<form method="post" action="${postPath(post)}/pham-vi/bo">${csrfField(ctx)}<input type="hidden" name="vai-tro" value="${s.roleId}"><input type="hidden" name="co-quan" value="${s.agencyId}">${button({ label: t('administration.scope.clear'), alt: true })}</form>`,
      ]),
    ],
  });
}

async function show(ctx: Ctx): Promise<Answer> {
  const { t, db } = ctx;
  const loaded = await loadPost(ctx);
  const { post, agencyName } = loaded;
  const today = localDate(ctx.clock.now());
  const [roles, held, mine] = await Promise.all([
    listRoles(db),
    holdingsOfPost(db, post.id),
    mayGive(ctx, loaded),
  ]);
  const vacant = !held.some(h => h.from <= today && (h.to === null || today < h.to));
  const open = post.to === null || post.to > today;
  const link = (to: string, key: string, alt = true) =>
    button({ label: t(key), href: `${postPath(post)}/${to}`, ...(alt ? { alt } : {}) });
  return adminPage(
    ctx,
    { title: titleText(ctx, post), active: 'agencies', crumbs: postsCrumbs(ctx, loaded) },
    html`<p class="row"><span>${agencyName}</span>${!open && status('hold', t('administration.post.closed'))}${
      open && vacant && status('soon', t('administration.post.vacant'))
    }</p>
${keyValues(t, [
  { label: t('administration.post.roles'), value: rolesText(ctx, roles, post.roles) },
  { label: t('administration.period'), value: periodText(ctx.t, post) },
])}
${!mine && html`<p class="box">${t('administration.post.not-yours')}</p>`}
<section><h2>${t('administration.post.holders')}</h2>${holdings(ctx, loaded, held)}
${mine && open && html`<p>${link('giao', 'administration.post.give.link', false)}</p>`}</section>
<section><h2>${t('administration.delegations')}</h2>${await delegationsTable(ctx, post, roles, `${postPath(post)}/uy-quyen`)}
${mine && open && html`<p>${link('uy-quyen', 'administration.delegation.link')}</p>`}</section>
<section><h2>${t('administration.scopes')}</h2>${await scopes(ctx, loaded, roles, mine)}
${mine && open && html`<p>${link('pham-vi', 'administration.scope.link')}</p>`}</section>
${mine && html`<p class="row">${link('dinh-chinh', 'administration.post.correct')}${open && link('dong', 'administration.post.close')}</p>`}`,
  );
}

export const postRoute: Route = {
  method: 'GET',
  path: `${postsPath(':id')}/:post`,
  rule: { permission: 'identity.manage' },
  handler: show,
};
