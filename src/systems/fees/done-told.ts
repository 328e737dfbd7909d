import { type Dossier, isUnreachable } from '#engines/cases';
import type { Queryable } from '#platform/db';
import { doneAt } from '#ui';

/**
 * To a page that says what was done of which the applicant is told, and whether that reaches him: `KEY`, `KEY-untold` where no message does,
 * `KEY-synthetic` where there is nobody to be told. `heard`: of a made-up dossier, too, the account that looks at it is told, as its own messages are.
 */
export async function doneTold(
  q: Queryable,
  path: string,
  dossier: Dossier,
  key: string,
  heard = false,
): Promise<string> {
  if (dossier.synthetic && !(heard && dossier.applicantId)) return doneAt(path, `${key}-synthetic`);
  return doneAt(path, (await isUnreachable(q, dossier)) ? `${key}-untold` : key);
}
