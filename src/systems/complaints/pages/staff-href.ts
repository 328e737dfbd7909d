import type { Ctx } from '#platform/http';
import { complaintFor } from '../access.ts';
import type { Complaint } from '../types.ts';
import { staffPath } from './staff-view.ts';

/** Where an official opens a complaint; null where he may not read it. */
export const staffHref = async (ctx: Ctx, c: Complaint): Promise<string | null> =>
  complaintFor(ctx.db, ctx.visitor!, c.id, 'complaint.read', ctx.clock.now()).then(
    () => staffPath(c),
    () => null,
  );
