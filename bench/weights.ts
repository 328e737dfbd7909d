// Promise: what a page costs somebody who has nothing of it yet, heads and bodies on the wire, as a browser asks for them: a step of a
// form 14 KB in two requests, looking up a dossier 5 KB, the inbox of an official and the page of a
// process 150 KB. The limit is the budget; of several the heaviest.
import assert from 'node:assert/strict';
import { openBrowser } from '#test/axe';
import { DESK, person } from '#test/person';
import { startProgram } from '#test/program';
import { signInCitizen, signInOfficial } from '#test/sign-in';
import { communeOf } from '../test/api/support.ts';
import { costOf, trackingCost } from '../test/conformance/support/wire.ts';
import { BIRTH, BIRTH_PAGES, begin, draftOf, press } from '../test/journeys/support/birth.ts';
import { handIn } from './receiving/hand-in.ts';
import { reader } from './receiving/offices.ts';

const KB = 1_024;
const BUDGET = { form: 14 * KB, tracking: 5 * KB, inbox: 150 * KB, editor: 150 * KB };
const REQUESTS = 2;
const ROWS = 50;

const [program, browser] = await Promise.all([startProgram(), openBrowser()]);
const say = (name: string, bytes: number, budget: number, held = true) =>
  console.log(
    `bench weights-${name} value=${bytes}B limit=${budget}B ratio=${(budget / bytes).toFixed(3)} goal=1 ${held && bytes <= budget ? 'ok' : 'short'}`,
  );

const citizen = await person(browser, program, { size: DESK });
await signInCitizen(citizen, '+84912345678');
await begin(citizen, BIRTH);
const steps = [];
for (const id of Object.keys(BIRTH_PAGES))
  steps.push(await costOf(citizen, `/nop/${draftOf(citizen)}/${id}`));
const requests = Math.max(...steps.map(s => s.requests));
console.log(`${steps.length} steps of a form, ${requests} requests at most`);
say('form', Math.max(...steps.map(s => s.bytes)), BUDGET.form, requests <= REQUESTS);

const { code: commune } = await communeOf(program, 'Ủy ban nhân dân xã Bắc Hà');
const { code } = await handIn(program.env, commune, ROWS);
const { asked, answered } = await trackingCost(program.url, code, reader(ROWS - 1).phone.slice(-4));
assert.match(answered.body, /Hẹn trả/);
say('tracking', Math.max(asked.bytes, answered.bytes), BUDGET.tracking);

const clerk = await person(browser, program, { size: DESK });
await signInOfficial(clerk, 'motcua.bacha');
const inbox = await costOf(clerk, '/can-bo');
console.log(`inbox of ${ROWS} rows and more: ${inbox.requests} requests`);
say('inbox', inbox.bytes, BUDGET.inbox);

const drawer = await person(browser, program, { size: DESK });
await signInOfficial(drawer, 'soanthutuc.tinh');
await drawer.open('/can-bo/thu-tuc/1.001193');
await press(drawer, 'Lập bản thảo từ bản này');
const drawn = '/can-bo/thu-tuc/1.001193/quy-trinh';
const editor = await costOf(drawer, drawn);
const drawing = await costOf(drawer, `${drawn}#ve`);
console.log(
  `editor: ${editor.requests} requests; who begins to draw has fetched ${drawing.bytes} bytes in ${drawing.requests}`,
);
say('editor', editor.bytes, BUDGET.editor);

await browser.close();
await program.stop();
process.exit(0);
