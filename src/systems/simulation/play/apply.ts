import { type Dossier, submit } from '#engines/cases';
import { validateAll } from '#engines/forms';
import { fixedClock } from '#platform/clock';
import type { Plan } from '../plan/plan-dossier.ts';
import type { Stage } from './stage.ts';

/** What is wrong with a plan's answers, as the door that takes them in would say. */
export const faultsOf = ({ env }: Stage, { procedure, data, at }: Plan) =>
  validateAll(procedure.form, data, { t: env.texts.of('vi'), clock: fixedClock(at), db: env.db });

/** Sends a planned application, and notes which plan it was. Throws as `submit`. */
export function apply(stage: Stage, plan: Plan): Promise<Dossier> {
  const { procedure, channel, data, papers, applicant, accountId, at, n } = plan;
  const { sha256, size } = stage.paper;
  return stage.act(async tx => {
    const dossier = await submit(
      tx,
      stage.cases,
      {
        procedure,
        channel,
        data,
        papers: papers.map(({ field, name }) => ({
          ...{ field, name, sha256, size },
          filename: 'ban-chup.pdf',
          mediaType: 'application/pdf',
        })),
        applicant: { accountId, name: applicant.name, phone: applicant.phone, email: null, lang: 'vi' },
        synthetic: true,
      },
      // Nobody sent it: the simulation did.
      { accountId: 'system', postId: null, agencyId: null, at },
    );
    await tx.run('INSERT INTO simulation.dossier (dossier_id, seed, n) VALUES ($1, $2, $3)', [
      dossier.id,
      stage.seed,
      n,
    ]);
    return dossier;
  });
}
