import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { modules } from '#app/modules';
import { schemaOf } from '#platform/db';
import { startEmbedded } from '#platform/embedded';
import { createLog } from '#platform/log';
import { testDatabase } from './database.ts';
import { decisionsPage, ROOT, settingsPage } from './docs.ts';
import { schemaText } from './schema-text.ts';

// `npm run docs`: writes what is derived from the program itself.
const dataDir = await mkdtemp(path.join(tmpdir(), 'fansipan-docs-'));
const server = process.env.TEST_DATABASE_URL
  ? undefined
  : await startEmbedded({ dataDir, log: createLog('silent'), settings: { fsync: 'off' } });
if (server) process.env.TEST_DATABASE_URL = server.url;
try {
  const database = await testDatabase(modules);
  try {
    const text = await schemaText(
      database.owner,
      modules.map(m => schemaOf(m.id)),
    );
    await writeFile(path.join(ROOT, 'docs/schema.txt'), text);
  } finally {
    await database.drop();
  }
  await writeFile(path.join(ROOT, 'docs/operations/settings.md'), settingsPage());
  await writeFile(path.join(ROOT, 'docs/decisions/README.md'), decisionsPage());
} finally {
  await server?.stop();
  await rm(dataDir, { recursive: true, force: true });
}
