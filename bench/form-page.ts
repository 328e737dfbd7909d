// Promise: the first byte of a form's page of seven fields, through session and saved draft, comes at least at a fifth of the
// speed at which node:http alone sends the same bytes. One after the other over one kept connection, in turn, medians.
import assert from 'node:assert/strict';
import { startProgram } from '#test/program';
import { signedIn } from '../test/security/support/world.ts';
import { sayTimes } from './frame/line.ts';
import { bareServer, firstBytes } from './frame/side-by-side.ts';

const GOAL = 0.2;

const program = await startProgram({ TRUST_PROXY: '1' });
const citizen = await signedIn(program, '+84912345678');
const begun = await citizen.post('/thu-tuc/1.001193/nop');
const path = `${/^\/nop\/[0-9a-f-]{36}/.exec(begun.location)?.[0] ?? assert.fail(begun.text.slice(0, 200))}/child`;
const cookie = [...citizen.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
const { text, headers } = await citizen.get(path);
const bytes = Buffer.from(text);
const bare = await bareServer(() => bytes, headers);
const [ours, theirs] = await firstBytes([program.url + path, bare.url + path], {
  headers: { cookie },
  asked: 400,
  warm: 200,
});
sayTimes('form-page', ours, theirs, GOAL);
bare.close();
await program.stop();
process.exit(0);
