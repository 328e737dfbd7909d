import { NotFound } from '#platform/errors';
import { file, type Route } from '#platform/http';

const DAY_MS = 86_400_000;
/** RFC 9116, 2.5.5: less than a year ahead. */
const GOOD_FOR_DAYS = 180;

/** Where whoever finds a weakness of this installation can report it (RFC 9116); none without the setting. */
export const securityTxt: Route = {
  method: 'GET',
  path: '/.well-known/security.txt',
  rule: 'public',
  handler: async ({ config, clock, site }) => {
    if (!config.SECURITY_CONTACT) throw NotFound();
    const expires = new Date(clock.now().getTime() + GOOD_FOR_DAYS * DAY_MS);
    const lines = [
      `Contact: ${config.SECURITY_CONTACT}`,
      `Expires: ${expires.toISOString()}`,
      'Preferred-Languages: vi, en',
      `Canonical: ${site.baseUrl}/.well-known/security.txt`,
    ];
    return file(Buffer.from(`${lines.join('\n')}\n`), 'text/plain; charset=utf-8');
  },
};
