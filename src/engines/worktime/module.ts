import { defineModule } from '#platform/module';
import { prepareDefaultCalendar } from './default-calendar.ts';
import { holidaysKnown } from './doctor.ts';
import { entryKinds } from './entries.ts';

/** Working time: calendars with their hours and holidays, and due times that explain themselves. */
export const worktime = defineModule({
  id: 'worktime',
  layer: 'engine',
  needs: ['organisation'],
  folder: import.meta.dirname,
  permissions: [{ id: 'worktime.manage' }],
  entries: entryKinds,
  doctor: [holidaysKnown],
  prepare: prepareDefaultCalendar,
});
