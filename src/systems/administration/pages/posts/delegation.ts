import { listPosts } from '#engines/organisation';
import { localDate } from '#platform/clock';
import { type Ctx, textField as posted, type Route, redirect } from '#platform/http';
import { doneAt, html } from '#ui';
import { agenciesOn } from '../../agencies-on.ts';
import { OwnPower } from '../../errors.ts';
import { formRoutes } from '../../form-page.ts';
import { holdsPost } from '../../own-power.ts';
import { titleText } from '../../words.ts';
import {
  delegationFields,
  endDelegation,
  lookBefore,
  makeDelegation,
  standInsOf,
  TO_POST,
} from './delegation-form.ts';
import { loadGivable } from './holder.ts';
import { type LoadedPost, postCrumbs, postPath, postsPath } from './load.ts';

/** Posts that may stand in: of the same agency, the one above it and those below, as far as the visitor reaches. */
async function standIns(ctx: Ctx, { post, agencyId }: LoadedPost) {
  const today = localDate(ctx.clock.now());
  const near = (await agenciesOn(ctx, 'identity.manage', today)).filter(
    a => a.id === agencyId || a.parentId === agencyId,
  );
  const choices = [];
  for (const agency of near)
    for (const other of await listPosts(ctx.db, agency.id, today))
      if (other.id !== post.id)
        choices.push({ id: other.id, label: `${titleText(ctx, other)}, ${agency.name}` });
  return standInsOf(ctx, choices);
}

const make = formRoutes({
  path: `${postsPath(':id')}/:post/uy-quyen`,
  permission: 'identity.manage',
  active: 'agencies',
  load: loadGivable,
  title: (ctx, { post }) => ctx.t('administration.delegation.add', { post: titleText(ctx, post) }),
  crumbs: postCrumbs,
  about: ctx => html`<p>${ctx.t('administration.delegation.about')}</p>`,
  fields: async (ctx, loaded, errors) =>
    delegationFields(ctx, loaded.post, await standIns(ctx, loaded), errors),
  button: 'administration.delegation.button',
  look: async (ctx, loaded) => lookBefore(ctx, await standIns(ctx, loaded)),
  submit: async (ctx, loaded) => {
    const own = (id: string) => holdsPost(ctx, id);
    if ((await own(posted(ctx.req.body, TO_POST))) && !(await own(loaded.post.id))) throw OwnPower();
    const errors = await makeDelegation(ctx, loaded.post, await standIns(ctx, loaded));
    return errors.length ? errors : doneAt(postPath(loaded.post), 'delegated');
  },
  otherwise: TO_POST,
});

/** Ends a delegation at once. */
const revoke: Route = {
  method: 'POST',
  path: `${postsPath(':id')}/:post/uy-quyen/:delegation/bo`,
  rule: { permission: 'identity.manage' },
  handler: async ctx => {
    const { post } = await loadGivable(ctx);
    await endDelegation(ctx, post, ctx.req.params.delegation ?? '');
    return redirect(doneAt(postPath(post), 'delegation-ended'));
  },
};

export const delegationRoutes: readonly Route[] = [...make, revoke];
