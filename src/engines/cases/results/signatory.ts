import { findPost } from '#engines/organisation';
import { localDate } from '#platform/clock';
import type { Queryable } from '#platform/db';

/** Title of the post through which someone signs, e.g. `Chủ tịch Ủy ban nhân dân`. */
export const titleOf = async (q: Queryable, postId: string | null, at: Date): Promise<string> =>
  postId ? ((await findPost(q, postId, localDate(at)))?.titleVi ?? '') : '';
