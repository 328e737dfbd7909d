/** URL of the PostgreSQL server that tests use, as its superuser: `TEST_DATABASE_URL`, set by `global-setup.ts`. */
export async function testServerUrl(): Promise<string> {
  const given = process.env.TEST_DATABASE_URL;
  if (!given)
    throw new Error(
      'no database for tests: use "npm test", "npm run test:some FILE …", or set TEST_DATABASE_URL',
    );
  return given;
}
