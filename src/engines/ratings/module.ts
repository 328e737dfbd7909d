import { actedOn } from '#engines/cases';
import { defineModule } from '#platform/module';
import { entries } from './entries.ts';
import { countRatingsGiven, tellRater } from './followers.ts';
import { ratedSince } from './rated-since.ts';
import { ratingState } from './state-check.ts';

/** How those who applied were served, as they say themselves when the dossier is over; and what the agencies answer. */
export const ratings = defineModule({
  id: 'ratings',
  layer: 'engine',
  needs: ['cases', 'indicators', 'messaging', 'organisation', 'identity', 'work'],
  folder: import.meta.dirname,
  permissions: [{ id: 'rating.read' }, { id: 'rating.answer' }],
  entries,
  followers: [countRatingsGiven, tellRater],
  extensions: [actedOn(ratedSince)],
  stateChecks: [ratingState],
});
