import { NotFound } from '#platform/errors';
import { file, type Route } from '#platform/http';
import { trustService } from './trust.ts';

export const CRL_PATH = '/chung-thu/thu-nghiem.crl';

/** What a verifier elsewhere needs of the test authority: its certificates, and what was revoked. */
export const trustRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: CRL_PATH,
    rule: 'public',
    rateLimit: { max: 60, windowSeconds: 60 },
    handler: async ctx => {
      const list = await ctx.get(trustService).revocationList();
      if (!list) throw NotFound();
      return file(list, 'application/pkix-crl', { headers: { 'cache-control': 'public, max-age=600' } });
    },
  },
  {
    method: 'GET',
    path: '/chung-thu/thu-nghiem.pem',
    rule: 'public',
    handler: async ctx => {
      const pem = await ctx.get(trustService).authorityPem();
      if (!pem) throw NotFound();
      return file(Buffer.from(pem), 'application/x-pem-file', { download: 'ca-thu-nghiem.pem' });
    },
  },
];
