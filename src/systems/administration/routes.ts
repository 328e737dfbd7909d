import type { Route } from '#platform/http';
import { accessRoutes } from './pages/accounts/access.ts';
import { addAccountRoutes } from './pages/accounts/add.ts';
import { changeAccountRoutes } from './pages/accounts/change.ts';
import { importAccountsRoutes } from './pages/accounts/import.ts';
import { accountsRoute } from './pages/accounts/list.ts';
import { accountRoute } from './pages/accounts/show.ts';
import { changeAgencyRoutes } from './pages/agencies/change.ts';
import { createAgencyRoutes } from './pages/agencies/create.ts';
import { endAgencyRoutes } from './pages/agencies/end.ts';
import { heirRoutes } from './pages/agencies/heir.ts';
import { agenciesRoute } from './pages/agencies/list.ts';
import { agencyRoute } from './pages/agencies/show.ts';
import { withdrawAgencyRoutes } from './pages/agencies/withdraw.ts';
import { withdrawEndRoutes } from './pages/agencies/withdraw-end.ts';
import { clearDayRoutes } from './pages/calendar/clear-day.ts';
import { dayRoutes } from './pages/calendar/day.ts';
import { hoursRoutes } from './pages/calendar/hours.ts';
import { importCalendarRoutes } from './pages/calendar/import.ts';
import { calendarRoutes } from './pages/calendar/show.ts';
import { followerActRoutes } from './pages/incidents/followers/act.ts';
import { followersRoute } from './pages/incidents/followers/list.ts';
import { skipEntryRoutes } from './pages/incidents/followers/skip.ts';
import { goneRoute } from './pages/incidents/gone/list.ts';
import { moveHeirlessRoutes } from './pages/incidents/gone/move.ts';
import { undoMoveRoutes } from './pages/incidents/gone/undo.ts';
import { jobActRoutes } from './pages/incidents/jobs/act.ts';
import { dropJobRoutes } from './pages/incidents/jobs/drop.ts';
import { jobsRoute } from './pages/incidents/jobs/list.ts';
import { jobRoute } from './pages/incidents/jobs/show.ts';
import { incidentsRoute } from './pages/incidents/list.ts';
import { messageRoutes } from './pages/incidents/messages.ts';
import { restartRoutes } from './pages/incidents/restart.ts';
import { incidentRoutes } from './pages/incidents/show.ts';
import { systemRoute } from './pages/incidents/system/list.ts';
import { ledgerRoutes } from './pages/ledger/page.ts';
import { overviewRoute } from './pages/overview.ts';
import { ownDelegationRoutes } from './pages/own-delegations.ts';
import { postFormRoutes } from './pages/posts/create.ts';
import { delegationRoutes } from './pages/posts/delegation.ts';
import { holderRoutes } from './pages/posts/holder.ts';
import { postsRoute } from './pages/posts/list.ts';
import { scopeRoutes } from './pages/posts/scope.ts';
import { postRoute } from './pages/posts/show.ts';
import { endRoleRoutes } from './pages/roles/end.ts';
import { roleFormRoutes } from './pages/roles/form.ts';
import { rolesRoute } from './pages/roles/list.ts';
import { roleRoute } from './pages/roles/show.ts';
import { slipRoutes } from './pages/slips/edit.ts';
import { slipsRoute } from './pages/slips/list.ts';
import { waitingRoutes } from './pages/slips/waiting.ts';
import { tokenRoutes } from './pages/tokens.ts';

export const administrationRoutes: readonly Route[] = [
  overviewRoute,
  agenciesRoute,
  ...createAgencyRoutes,
  agencyRoute,
  ...changeAgencyRoutes,
  ...endAgencyRoutes,
  ...withdrawEndRoutes,
  ...heirRoutes,
  ...withdrawAgencyRoutes,
  postsRoute,
  ...postFormRoutes,
  postRoute,
  ...holderRoutes,
  ...delegationRoutes,
  ...ownDelegationRoutes,
  ...scopeRoutes,
  accountsRoute,
  ...addAccountRoutes,
  ...importAccountsRoutes,
  accountRoute,
  ...changeAccountRoutes,
  ...accessRoutes,
  rolesRoute,
  ...roleFormRoutes,
  roleRoute,
  ...endRoleRoutes,
  ...calendarRoutes,
  ...dayRoutes,
  ...clearDayRoutes,
  ...hoursRoutes,
  ...importCalendarRoutes,
  slipsRoute,
  ...slipRoutes,
  ...waitingRoutes,
  ...tokenRoutes,
  incidentsRoute,
  ...incidentRoutes,
  ...restartRoutes,
  systemRoute,
  goneRoute,
  ...moveHeirlessRoutes,
  ...undoMoveRoutes,
  followersRoute,
  ...followerActRoutes,
  ...skipEntryRoutes,
  jobsRoute,
  jobRoute,
  ...jobActRoutes,
  ...dropJobRoutes,
  ...messageRoutes,
  ...ledgerRoutes,
];
