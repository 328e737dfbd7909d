import type { Form, FormData } from '#engines/forms';
import { matterKeys } from '#engines/procedures';
import { renameTasks } from '#engines/work';
import type { Tx } from '#platform/db';
import { correctedBy } from '../correction/corrected.ts';
import { loadProcedure } from '../process/load.ts';
import { searchOf } from '../process/new-task.ts';
import type { Dossier } from '../types.ts';
import { asCorrectedBy } from './drawn-from.ts';

/** Who applies, as the correction writes him: where he is whose matter it is, or the form asks for his name. */
const applicantSaid = (form: Form, dossier: Dossier, mended: Pick<Dossier, 'data' | 'ownerName'>): string =>
  dossier.applicantName === dossier.ownerName
    ? mended.ownerName
    : correctedBy(form, dossier, { data: mended.data as FormData }).applicantName;

/**
 * What a dossier is found by follows a correction of one of its results that was written just now: whose it is, in lists and at steps, and who
 * applied, to whom papers and letters go; and its matter, by which another application for the same is known, beside that which was declared. The
 * answers stay. Returns the dossier as it is now.
 */
export async function followCorrection(tx: Tx, dossier: Dossier, at: Date): Promise<Dossier> {
  const { data, ownerName } = await asCorrectedBy(tx, dossier, at);
  const { version, form } = await loadProcedure(tx, dossier);
  const applicantName = applicantSaid(form, dossier, { data, ownerName });
  const matters = matterKeys(version.sameMatter, data as FormData, dossier.data as FormData);
  await tx.run(
    'UPDATE cases.dossier SET owner_name = $2, version = version + 1, matters = $3, applicant_name = $4 WHERE id = $1',
    [dossier.id, ownerName, matters.length ? matters : null, applicantName],
  );
  const now = { ...dossier, ownerName, applicantName, version: dossier.version + 1 };
  if (ownerName !== dossier.ownerName)
    await renameTasks(tx, dossier.id, ownerName, ({ title }) => searchOf(now, title.matter, title.step));
  return now;
}
