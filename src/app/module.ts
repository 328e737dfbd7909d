import { defineModule } from '#platform/module';
import { probes } from './probes.ts';
import { resumeRoute } from './resume.ts';

/** What belongs to the running program itself: its probes and its error page. */
export const app = defineModule({
  id: 'app',
  layer: 'platform',
  needs: [],
  folder: import.meta.dirname,
  routes: [...probes, resumeRoute],
});
