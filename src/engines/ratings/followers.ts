import { addresseeOf, findDossier } from '#engines/cases';
import { increase, resetIndicators } from '#engines/indicators';
import { queueMessage } from '#engines/messaging';
import { localDate } from '#platform/clock';
import type { Entry, Follower } from '#platform/ledger';
import { SATISFIED_FROM } from './types.ts';

/** Ratings given to an agency, and those of people who were satisfied. */
export const RATED = 'ratings.given';
export const SATISFIED = 'ratings.satisfied';

const satisfied = (level: unknown): number => (Number(level) >= SATISFIED_FROM ? 1 : 0);

/** Counts ratings by agency and day: a changed one stays with the day on which it was given. */
export const countRatingsGiven: Follower = {
  id: 'ratings.count',
  kinds: ['rating.given', 'rating.changed'],
  handle: async ({ kind, body, at }: Entry, tx) => {
    const first = kind === 'rating.given';
    const day = localDate(first ? at : new Date(String(body.ratedAt)));
    const where = { agencyId: String(body.agency), day, about: String(body.procedure) };
    if (first) await increase(tx, { indicator: RATED, ...where });
    const by = satisfied(body.level) - (first ? 0 : satisfied(body.before));
    if (by) await increase(tx, { indicator: SATISFIED, ...where, by });
  },
  reset: async tx => {
    await resetIndicators(tx, [RATED, SATISFIED]);
  },
};

/** Tells who applied that the agency has answered; the answer itself is read where he can show who he is. */
export const tellRater: Follower = {
  id: 'ratings.notify',
  kinds: ['rating.answered'],
  handle: async (entry, tx) => {
    const dossier = await findDossier(tx, entry.subject.slice('rating:'.length));
    // As with what is told of a dossier: of a synthetic one only in an account of the demo.
    if (!dossier || (dossier.synthetic && !dossier.applicantId)) return;
    const { ways, ...to } = await addresseeOf(tx, dossier);
    await queueMessage(
      tx,
      {
        ...to,
        ...(dossier.synthetic ? { phone: null, email: null } : {}),
        key: 'ratings.message.answered',
        params: { ...ways, code: dossier.code },
        dedupe: entry.id,
      },
      entry.recordedAt,
    );
  },
};
