import { dossierSection } from '#engines/cases';
import { defineModule } from '#platform/module';
import { staffMenu } from '#ui';
import { agencyRoute } from './pages/agency.ts';
import { ownRoutes } from './pages/own.ts';
import { ownSection } from './pages/own-section.ts';
import { staffListRoute } from './pages/staff-list.ts';
import { staffRatingRoutes } from './pages/staff-rating.ts';
import { trackedRoutes } from './pages/tracked.ts';
import { STAFF } from './view.ts';

/** Ratings by those who applied, and the answers of the agencies. */
export const satisfaction = defineModule({
  id: 'satisfaction',
  layer: 'system',
  needs: ['cases', 'identity', 'numbering', 'organisation', 'procedures', 'ratings'],
  folder: import.meta.dirname,
  routes: [...trackedRoutes, agencyRoute, ...ownRoutes, staffListRoute, ...staffRatingRoutes],
  extensions: [
    dossierSection({ on: 'citizen', draw: ownSection }),
    staffMenu({
      id: 'satisfaction',
      href: STAFF,
      label: 'satisfaction.staff.title',
      group: 'work',
      permission: 'rating.read',
    }),
  ],
});
