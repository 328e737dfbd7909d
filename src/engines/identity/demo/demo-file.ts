import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** What a newcomer needs to sign in to the demo. */
export type DemoAccounts = {
  officials: Array<{
    /** Staff id. */
    user: string;
    password: string;
    /** Base32, for an authenticator app; the sign-in page of the demo shows the code as well. */
    totpSecret: string;
    name: string;
    title: string;
    agency: string;
    roles: string[];
  }>;
  citizens: Array<{
    name: string;
    /** E.164; the code is seen in the test outbox. */
    phone: string;
  }>;
};

const fileIn = (dataDir: string) => path.join(dataDir, 'demo-accounts.json');

export async function saveDemoAccounts(dataDir: string, accounts: DemoAccounts): Promise<void> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const draft = `${fileIn(dataDir)}.new`;
  await writeFile(draft, `${JSON.stringify(accounts, null, 2)}\n`, { mode: 0o600, flush: true });
  await rename(draft, fileIn(dataDir));
}

/** The accounts of the demo on this installation; null when it has none. */
export async function readDemoAccounts(dataDir: string): Promise<DemoAccounts | null> {
  try {
    return JSON.parse(await readFile(fileIn(dataDir), 'utf8')) as DemoAccounts;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
