// Promise: the first byte of a form's page of seven fields, through session and saved draft, comes at least at 0.15 of the
// speed at which node:http alone sends the same bytes. One after the other over one kept connection, in turn, medians; three
// citizens, as one of them may ask 1,200 times a minute, and both servers are asked until their code is compiled.
import assert from 'node:assert/strict';
import { startProgram } from '#test/program';
import { signedIn } from '../test/security/support/world.ts';
import { sayTimes } from './frame/line.ts';
import { type Asked, bareServer, firstBytes } from './frame/side-by-side.ts';

const GOAL = 0.15;
const TIMES = { asked: 1_200, warm: 1_800 };

const program = await startProgram({ TRUST_PROXY: '1' });

/** A citizen's page of an application that was begun. */
async function pageOf(phone: string): Promise<Asked & { text: string; answered: Headers }> {
  const citizen = await signedIn(program, phone);
  const begun = await citizen.post('/thu-tuc/1.001193/nop');
  const path = `${/^\/nop\/[0-9a-f-]{36}/.exec(begun.location)?.[0] ?? assert.fail(begun.text.slice(0, 200))}/child`;
  const cookie = [...citizen.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const { text, headers } = await citizen.get(path);
  return { url: program.url + path, headers: { cookie }, text, answered: headers };
}

const [first, ...others] = program.accounts.citizens;
const page = await pageOf(first?.phone ?? assert.fail('the demo has no citizen'));
const pages = await Promise.all(others.slice(0, 2).map(({ phone }) => pageOf(phone)));
assert.equal(pages.length, 2);
const bytes = Buffer.from(page.text);
const bare = await bareServer(() => bytes, page.answered);
const [ours, theirs] = await firstBytes([page, ...pages], bare.url, TIMES);
sayTimes('form-page', ours, theirs, GOAL);
bare.close();
await program.stop();
process.exit(0);
