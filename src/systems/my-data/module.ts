import { accountEnds, accountLinks, accountNotes } from '#engines/identity';
import { droppable } from '#platform/jobs';
import { defineModule } from '#platform/module';
import { entries } from './entries.ts';
import { closingOf } from './erase/erase.ts';
import { sweep } from './erase/sweep.ts';
import { exportDropped } from './export/export.ts';
import { makeExport } from './export/make-export.ts';
import { closingNote, ERASE, eraseRoutes } from './pages/erase.ts';
import { EXPORT, exportRoutes } from './pages/export.ts';

/** A copy of one's data, and their erasure. */
export const myData = defineModule({
  id: 'my-data',
  layer: 'system',
  needs: [
    'cases',
    'files',
    'forms',
    'identity',
    'messaging',
    'organisation',
    'payments',
    'procedures',
    'ratings',
  ],
  folder: import.meta.dirname,
  routes: [...exportRoutes, ...eraseRoutes],
  entries,
  jobs: [makeExport, sweep],
  extensions: [
    droppable(exportDropped),
    accountNotes({ for: 'citizen', draw: closingNote }),
    accountEnds({ href: ERASE, closesAt: ({ db, visitor }) => closingOf(db, visitor?.accountId ?? '') }),
    accountLinks({
      href: EXPORT,
      label: 'my-data.export.title',
      about: 'my-data.export.link',
      for: 'citizen',
    }),
    accountLinks({ href: ERASE, label: 'my-data.erase.title', about: 'my-data.erase.link', for: 'citizen' }),
  ],
});
