import {
  actedOn,
  checkedPapers,
  copiedOf,
  dossierSection,
  endingsArgued,
  leftBehind,
  revocationsArgued,
} from '#engines/cases';
import { accountLinks, closingNotes } from '#engines/identity';
import { defineModule } from '#platform/module';
import { doneElsewhere, staffMenu, staffWaiting } from '#ui';
import { RIGHTS } from './access.ts';
import { followResults, resultJob } from './actions/follow-result.ts';
import { arguedAbout, revocationsComplainedAbout } from './argued-about.ts';
import { settlements } from './checked-papers.ts';
import { complainedSince } from './complained-since.ts';
import { copiedComplaints } from './copied.ts';
import { settleSome } from './demo/settle-some.ts';
import { entries } from './entries.ts';
import { complaintsLeft } from './left-behind.ts';
import { notifyComplainant } from './notify.ts';
import { byReceiptRoute } from './pages/by-receipt.ts';
import { carryOutRoutes, waitingToCarryOut } from './pages/carry-out.ts';
import { citizenRoutes, citizenSection, MINE, trackingSection } from './pages/citizen.ts';
import { closingNote } from './pages/closing-note.ts';
import { counterRoutes, staffSection } from './pages/counter.ts';
import { staffActRoutes } from './pages/staff-acts.ts';
import { staffComplaintRoutes } from './pages/staff-complaint.ts';
import { staffListRoute, waitingComplaints } from './pages/staff-list.ts';
import { COMPLAINTS } from './pages/staff-view.ts';
import { complaintState } from './state-check.ts';

/** Complaints about what an agency decided: handed in, taken on, settled in writing, and once more by the agency above. */
export const complaints = defineModule({
  id: 'complaints',
  layer: 'system',
  needs: ['cases', 'files', 'forms', 'identity', 'messaging', 'numbering', 'organisation', 'worktime'],
  folder: import.meta.dirname,
  permissions: RIGHTS.map(right => ({ id: `complaint.${right}` })),
  entries,
  followers: [notifyComplainant, followResults],
  jobs: [resultJob, settleSome],
  stateChecks: [complaintState],
  routes: [
    ...citizenRoutes,
    ...counterRoutes,
    byReceiptRoute,
    staffListRoute,
    ...staffComplaintRoutes,
    ...staffActRoutes,
    ...carryOutRoutes,
  ],
  extensions: [
    actedOn(complainedSince),
    endingsArgued(arguedAbout),
    revocationsArgued(revocationsComplainedAbout),
    checkedPapers(settlements),
    closingNotes({ draw: closingNote }),
    copiedOf(copiedComplaints),
    leftBehind(complaintsLeft),
    dossierSection({ on: 'citizen', draw: citizenSection }),
    dossierSection({ on: 'staff', draw: staffSection }),
    dossierSection({ on: 'tracking', draw: trackingSection }),
    accountLinks({
      href: MINE,
      label: 'complaints.mine.title',
      about: 'complaints.mine.about',
      for: 'citizen',
    }),
    doneElsewhere({
      href: MINE,
      label: 'complaints.mine.title',
      about: 'complaints.where',
      words: ['khiếu nại', 'khiếu kiện', 'complaint', 'complain'],
    }),
    staffMenu({
      id: 'complaints',
      href: COMPLAINTS,
      label: 'complaints.title',
      group: 'work',
      permission: 'complaint.read',
    }),
    staffWaiting(waitingComplaints),
    staffWaiting(waitingToCarryOut),
  ],
});
