import { NotFound } from '#platform/errors';
import { type Answer, type Ctx, file, type Route } from '#platform/http';
import { findAsset } from './asset.ts';

// Versioned by name, so it never changes: RFC 8246 (immutable).
const FOR_EVER = 'public, max-age=31536000, immutable';

async function answer(ctx: Ctx): Promise<Answer> {
  const asset = findAsset(ctx.req.params.name ?? '');
  if (!asset) throw NotFound();
  const common = { 'cache-control': FOR_EVER, vary: 'accept-encoding' };
  const compressed = /\bbr\b/.test(String(ctx.req.headers['accept-encoding'] ?? ''));
  return compressed
    ? file(await asset.brotli(), asset.type, { headers: { ...common, 'content-encoding': 'br' } })
    : file(asset.body, asset.type, { headers: common });
}

/** Serves the style sheets and scripts, each under a name that changes with its content. */
export const assetRoute: Route = {
  method: 'GET',
  path: '/a/:name',
  rule: 'public',
  handler: answer,
  asset: true,
};
