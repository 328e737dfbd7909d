import type { Route } from '#platform/http';
import { actRoutes } from './pages/acts.ts';
import { compareRoutes } from './pages/compare.ts';
import { formTabRoutes } from './pages/form/page.ts';
import { importListRoutes } from './pages/import-list.ts';
import { legalRoutes } from './pages/legal/page.ts';
import { listRoutes } from './pages/list.ts';
import { mappingRoutes } from './pages/mapping/page.ts';
import { batchRoute } from './pages/moves/batch.ts';
import { dryRunRoutes } from './pages/moves/dry-run.ts';
import { steerRoutes } from './pages/moves/steer.ts';
import { newProcedureRoutes } from './pages/new.ts';
import { processRoutes } from './pages/process/page.ts';
import { releaseRoutes } from './pages/release/page.ts';
import { resultRoutes } from './pages/result/page.ts';
import { savesRoutes } from './pages/saves.ts';
import { showRoutes } from './pages/show.ts';
import { exportRoute } from './pages/transfer/export.ts';
import { transferRoutes } from './pages/transfer/import.ts';
import { waitingRoutes } from './pages/waiting.ts';

export const procedureDesignRoutes: readonly Route[] = [
  ...listRoutes,
  ...waitingRoutes,
  ...newProcedureRoutes,
  ...importListRoutes,
  ...transferRoutes,
  exportRoute,
  ...actRoutes,
  ...dryRunRoutes,
  batchRoute,
  ...steerRoutes,
  ...showRoutes,
  ...legalRoutes,
  ...formTabRoutes,
  ...processRoutes,
  ...resultRoutes,
  ...mappingRoutes,
  ...compareRoutes,
  ...savesRoutes,
  ...releaseRoutes,
];
