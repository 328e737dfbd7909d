import type { Words } from '#engines/forms';
import type { Task } from '#engines/work';
import type { Queryable } from '#platform/db';
import type { LoadedProcedure } from '../process/load.ts';
import { whoHasToBeThere } from '../process/signed-there.ts';
import { noneHolds } from '../read/dossier.ts';
import { resultEndsOf } from '../read/result-end.ts';
import type { Dossier } from '../types.ts';
import { isFirstPaper, isNewPaper } from './new-paper-ref.ts';

/**
 * Who has to be there and sign when this step hands the result over, in the words of the form: two, of whom nobody can be stood in for. Undefined
 * where one person takes it: the form asks nothing of the kind, a later copy takes the place of what was signed before, or a decision is given
 * instead of a result that was ended.
 */
export async function bothSign(
  q: Queryable,
  { form }: Pick<LoadedProcedure, 'form'>,
  { id }: Pick<Dossier, 'id'>,
  task: Pick<Task, 'ref' | 'elementId'>,
): Promise<Words | undefined> {
  const who = whoHasToBeThere(form);
  if (!who || (isNewPaper(task) && !isFirstPaper(task))) return undefined;
  const ended = (await noneHolds(q, id)) && (await resultEndsOf(q, [id])).has(id);
  return ended ? undefined : who;
}
