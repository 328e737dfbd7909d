import { mustReach } from '#engines/identity';
import { findPostOfAnyDay, type Post } from '#engines/organisation';
import { localDate } from '#platform/clock';
import { NotFound } from '#platform/errors';
import type { Ctx } from '#platform/http';
import { agencyNames } from '../../agencies-on.ts';
import { holds } from '../../nav.ts';
import { idOf } from '../../reach.ts';
import { ROOT } from '../../view.ts';
import { titleText } from '../../words.ts';

export type PostPlace = { agencyId: string; agencyName: string };
export type LoadedPost = PostPlace & { post: Post };

export const postsPath = (agencyId: string): string => `${ROOT}/co-quan/${agencyId}/vi-tri`;
export const postPath = (post: Pick<Post, 'id' | 'agencyId'>): string =>
  `${postsPath(post.agencyId)}/${post.id}`;

/** The agency of the address, whose posts the visitor may keep. Throws NotFound. */
export async function loadPlace(ctx: Ctx): Promise<PostPlace> {
  const agencyId = idOf(ctx.req.params.id);
  await mustReach(ctx, 'identity.manage', agencyId);
  const names = await agencyNames(ctx, [agencyId], localDate(ctx.clock.now()));
  return { agencyId, agencyName: names.get(agencyId) ?? '' };
}

/** The post of the address. Throws NotFound when it is not one of the agency, or out of reach. */
export async function loadPost(ctx: Ctx): Promise<LoadedPost> {
  const place = await loadPlace(ctx);
  const post = await findPostOfAnyDay(ctx.db, idOf(ctx.req.params.post));
  if (post?.agencyId !== place.agencyId) throw NotFound();
  return { ...place, post };
}

export const placeCrumbs = (ctx: Ctx, { agencyId, agencyName }: PostPlace) => [
  ...(holds(ctx, 'organisation.manage')
    ? [
        { href: `${ROOT}/co-quan`, label: ctx.t('administration.agencies.title') },
        { href: `${ROOT}/co-quan/${agencyId}`, label: agencyName },
      ]
    : []),
];

export const postsCrumbs = (ctx: Ctx, place: PostPlace) => [
  ...placeCrumbs(ctx, place),
  { href: postsPath(place.agencyId), label: ctx.t('administration.posts.title') },
];

export const postCrumbs = (ctx: Ctx, loaded: LoadedPost) => [
  ...postsCrumbs(ctx, loaded),
  { href: postPath(loaded.post), label: titleText(ctx, loaded.post) },
];
