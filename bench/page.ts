// Promise: a page of staff with fifty rows comes through the whole stack, without the database, at least at half the speed at which
// node:http alone sends a page of fifty rows that is joined by hand. Beside it, without a promise: the inbox of an official with fifty
// steps, through session, rights and database. One after the other over one kept connection, in turn, medians.
import assert from 'node:assert/strict';
import type { AddressInfo } from 'node:net';
import { modules } from '#app/modules';
import { webServer } from '#app/server';

import { type Ctx, page } from '#platform/http';
import { defineModule } from '#platform/module';
import { startProgram } from '#test/program';
import { html, scrollTable, staffPage } from '#ui';
import { communeOf } from '../test/api/support.ts';
import { signedIn } from '../test/security/support/world.ts';
import { sayTimes } from './frame/line.ts';
import { bareServer, firstBytes } from './frame/side-by-side.ts';
import { handIn } from './receiving/hand-in.ts';

const GOAL = 0.5;
const ROWS = 50;
const TIMES = { asked: 800, warm: 1_600 };
/** Of one official, who may ask 1,200 times a minute. */
const OF_ONE = { asked: 400, warm: 700 };

const lines = Array.from({ length: ROWS }, (_, i) => ({
  id: `01a22101-4ec0-7636-bc0f-${String(i).padStart(12, '0')}`,
  person: `Giàng A Phử & ${i}`,
  code: `261128-${String(i).padStart(4, '0')}`,
  matter: 'Cấp thẻ thư viện xã',
  step: 'Kiểm tra phiếu',
}));
const shown = (ctx: Ctx) =>
  page(
    staffPage(
      ctx,
      { title: 'Hồ sơ' },
      html`<h1>Hồ sơ</h1>${scrollTable({
        caption: 'Hồ sơ',
        list: true,
        rowHeader: 1,
        columns: ['Hạn', 'Chủ hồ sơ', 'Thủ tục', 'Bước', 'Kênh'].map(label => ({ label })),
        rows: lines.map(l => [
          html`<b class="ok">Còn 2 ngày</b><small class="num">28/11 17:00</small>`,
          html`<a href="/can-bo/ho-so/${l.id}">${l.person}</a><small class="num nb q">${l.code}</small>`,
          l.matter,
          l.step,
          'Trực tuyến',
        ]),
      })}`,
    ),
  );

/** A page as somebody would send it who joins it by hand: the rows one after the other. */
const joined = (text: string) => {
  const pieces = text.split('<tr>');
  return () => {
    let all = pieces[0] ?? '';
    for (let i = 1; i < pieces.length; i++) all += `<tr>${pieces[i]}`;
    return all;
  };
};

const program = await startProgram({ TRUST_PROXY: '1' });
const { env } = program;
const rows = defineModule({
  id: 'bench-rows',
  layer: 'system',
  needs: [],
  folder: import.meta.dirname,
  routes: [{ method: 'GET', path: '/rows', rule: 'public', handler: async ctx => shown(ctx) }],
});
const server = await webServer(env, [...modules, rows]);
await server.listen({ host: '127.0.0.1', port: 0 });
const address = `http://127.0.0.1:${(server.server.address() as AddressInfo).port}/rows`;
const answer = await fetch(address, { headers: { 'accept-encoding': 'identity' } });
const text = await answer.text();
assert.equal(text.split('<tr>').length - 2, ROWS);
const bare = await bareServer(joined(text), answer.headers);
sayTimes('page', ...(await firstBytes([{ url: address }], bare.url, TIMES)), GOAL);
bare.close();
await server.close();

await handIn(env, (await communeOf(program, 'Ủy ban nhân dân xã Bắc Hà')).code, ROWS);
const clerk = await signedIn(program, 'motcua.bacha');
const inbox = await clerk.get('/can-bo');
const steps = inbox.text.split('<tr>').length - 2;
assert.ok(steps >= ROWS, `${steps} rows`);
const beside = await bareServer(joined(inbox.text), inbox.headers);
const cookie = [...clerk.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
const [ours, theirs] = await firstBytes(
  [{ url: `${program.url}/can-bo`, headers: { cookie } }],
  beside.url,
  OF_ONE,
);
console.log(
  `with session, rights and database: inbox of ${steps} rows value=${ours.toFixed(2)}ms limit=${theirs.toFixed(2)}ms ratio=${(theirs / ours).toFixed(3)}`,
);
beside.close();
await program.stop();
process.exit(0);
