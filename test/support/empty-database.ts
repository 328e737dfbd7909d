import { randomBytes } from 'node:crypto';
import { openDb } from '#platform/db';
import { testServerUrl } from './server.ts';

export type EmptyDatabase = { url: string; drop(): Promise<void> };

/** A database in which nothing was ever done, not migrated either: as an operator makes one. `drop` it when done. */
export async function emptyDatabase(): Promise<EmptyDatabase> {
  const server = await testServerUrl();
  const name = `empty_${randomBytes(6).toString('hex')}`;
  const admin = openDb({ url: server, max: 1 });
  await admin.query(`CREATE DATABASE ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return {
    url: url.toString(),
    drop: async () => {
      await admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
      await admin.close();
    },
  };
}
