import type { Form } from '#engines/forms';
import type { Task } from '#engines/work';
import type { Queryable } from '#platform/db';
import { usesOf } from '../acts/uses.ts';
import { addresseeOf } from '../told.ts';
import type { Dossier } from '../types.ts';
import { isFirstPaper, isNewPaper } from './new-paper-ref.ts';

/**
 * How a result may go out electronically, and no other way: `free`; `paper-asked`: its applicant has asked for a paper, so that who hands over says
 * why he gets none; `no-account`: no account that lets anybody in has the dossier, so that nobody would have it.
 */
export type OnlineWay = 'free' | 'paper-asked' | 'no-account';

/** As `OnlineWay`, of a dossier. */
export async function onlineWayOf(
  q: Queryable,
  dossier: Dossier,
  form: Pick<Form, 'fields'>,
): Promise<OnlineWay> {
  if ((await addresseeOf(q, dossier)).accountId === null) return 'no-account';
  const way = usesOf(form, dossier.data).delivery;
  return way === 'counter' || way === 'post' ? 'paper-asked' : 'free';
}

/** Whether the task hands over a paper that takes the place of one somebody has: of that he may say that he wants none. */
export const isLaterPaper = (task: Pick<Task, 'ref' | 'elementId'>): boolean =>
  isNewPaper(task) && !isFirstPaper(task);
