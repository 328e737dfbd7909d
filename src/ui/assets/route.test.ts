import assert from 'node:assert/strict';
import { test } from 'node:test';
import { brotliDecompressSync } from 'node:zlib';
import { testCtx } from '#test/ctx';
import { ui } from '../module.ts';
import { defineAsset } from './asset.ts';
import { CITIZEN_CSS, minifyCss } from './css.ts';
import { assetRoute } from './route.ts';

const ask = (address: string, encoding?: string) =>
  assetRoute.handler(
    testCtx({
      modules: [ui],
      req: {
        params: { name: address.replace('/a/', '') },
        headers: encoding ? { 'accept-encoding': encoding } : {},
      },
    }),
  );

test('an asset may be kept for ever, as its name changes with its content', async () => {
  const [whole, small] = await Promise.all([ask(CITIZEN_CSS), ask(CITIZEN_CSS, 'gzip, br')]);
  assert.ok(whole.kind === 'file' && small.kind === 'file');
  assert.match(whole.headers?.['cache-control'] ?? '', /max-age=31536000, immutable/);
  assert.equal(small.headers?.['content-encoding'], 'br');
  assert.ok(Buffer.isBuffer(whole.body) && Buffer.isBuffer(small.body));
  assert.deepEqual(brotliDecompressSync(small.body), whole.body);
  assert.notEqual(defineAsset('a.js', 'let a'), defineAsset('a.js', 'let b'));
});

test('a name that nobody defined is not found', async () => {
  await assert.rejects(ask('/a/citizen.0000000000.css'), { code: 'NOT_FOUND' });
  await assert.rejects(ask('/a/__proto__'), { code: 'NOT_FOUND' });
  assert.throws(() => defineAsset('a.exe', ''), /expected .css/);
});

test('minifying leaves the meaning', () => {
  assert.equal(
    minifyCss('/* a */ a:hover , b { color : red; }\n@media (min-width: 40em) { a { margin: 0 } }'),
    'a:hover,b{color : red}@media (min-width: 40em){a{margin: 0}}',
  );
});
