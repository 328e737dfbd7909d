import { defineModule } from '#platform/module';
import { assetRoute } from './assets/route.ts';
import { reviewRoute } from './components/review-page.ts';

export const ui = defineModule({
  id: 'ui',
  layer: 'platform',
  needs: [],
  folder: import.meta.dirname,
  routes: [assetRoute, reviewRoute],
});
