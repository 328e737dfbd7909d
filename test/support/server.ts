/** URL of the PostgreSQL server that tests use, as its superuser: `TEST_DATABASE_URL`. */
export async function testServerUrl(): Promise<string> {
  const given = process.env.TEST_DATABASE_URL;
  if (!given) throw new Error('TEST_DATABASE_URL is not set');
  return given;
}
