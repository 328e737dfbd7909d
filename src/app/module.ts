import { defineModule } from '#platform/module';
import { probes } from './probes.ts';
import { resumeRoutes } from './resume.ts';
import { securityTxt } from './security-txt.ts';

/** What belongs to the running program itself: its probes, its error page, and where to report a weakness. */
export const app = defineModule({
  id: 'app',
  layer: 'platform',
  needs: [],
  folder: import.meta.dirname,
  routes: [...probes, ...resumeRoutes, securityTxt],
});
