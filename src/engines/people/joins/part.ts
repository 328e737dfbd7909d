import type { Act } from '#engines/organisation';
import type { Tx } from '#platform/db';
import { JoiningParted } from '../errors.ts';
import { refreshLikeness } from '../match/candidates.ts';
import { setApart } from './apart.ts';
import { enter, lockTwo, settlePerson, takeTurn } from './group.ts';
import { getJoining } from './read.ts';

/**
 * Takes a joining back: both are who they were before. Dossiers that came meanwhile stay with whom they name. What the number had
 * joined is kept apart from now on, or the next entry would join it again. Throws NOT_FOUND, JOINING_PARTED.
 */
export async function part(tx: Tx, joiningId: string, act: Act): Promise<void> {
  await takeTurn(tx);
  const { joinedId, intoId } = await getJoining(tx, joiningId);
  await lockTwo(tx, joinedId, intoId);
  const joining = await getJoining(tx, joiningId);
  if (joining.partedAt) throw JoiningParted();
  await tx.run('UPDATE people.joining SET parted_at = $2, parted_by = $3 WHERE id = $1', [
    joiningId,
    act.at,
    act.actor,
  ]);
  // One number, one person: who leaves takes it along only where nobody who stays has it.
  await tx.run(
    `UPDATE people.record j SET joined_into = NULL, person_id = j.id, number_key = CASE WHEN EXISTS (
       SELECT FROM people.record o WHERE o.number_key = j.number_key AND o.id <> j.id AND o.joined_into IS NULL) THEN NULL ELSE j.number_key END
     WHERE j.id = $1`,
    [joinedId],
  );
  await settlePerson(tx, joinedId);
  await enter(tx, act, {
    kind: 'person.parted',
    subject: `person:${joinedId}`,
    body: { joining: joiningId, from: intoId },
  });
  if (joining.way === 'number') await setApart(tx, joinedId, intoId, act);
  await refreshLikeness(tx, [joinedId, intoId]);
}
