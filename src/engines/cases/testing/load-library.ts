import path from 'node:path';
import type { Act } from '#engines/organisation';
import { keepProcessServices, listProcessServices, loadPacks, type PackReport } from '#engines/procedures';
import type { Db } from '#platform/db';

/** Loads the library's procedures, with the service that its reading room calls. */
export async function loadLibrary(db: Db, act: Act): Promise<PackReport[]> {
  await keepProcessServices(db, [...(await listProcessServices(db)), 'reader-register']);
  return loadPacks(db, [{ id: 'library', folder: path.join(import.meta.dirname, 'library') }], act);
}
