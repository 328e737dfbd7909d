import { whoMay } from '#engines/cases';
import type { Queryable } from '#platform/db';
import { pathOf } from './access.ts';
import { partOf } from './data/read.ts';
import type { Complaint } from './types.ts';

/** Names of those who may settle a complaint: by a post of their own, there that day, and kept from it by no part in what it is about. */
export async function whoMaySettle(q: Queryable, complaint: Complaint, at: Date): Promise<string[]> {
  const path = await pathOf(q, complaint, at);
  const asked = { permissions: ['complaint.settle'], path, field: complaint.field };
  const names: string[] = [];
  for (const { accountId, name } of await whoMay(q, asked, at))
    if (!(await partOf(q, complaint.id, accountId, at)).barred) names.push(name);
  return names;
}
