import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { modules } from '#app/modules';
import { demoApplicants, fillDesks, simulate } from '#systems/simulation';
import { startProgram, type TestProgram } from '#test/program';
import { Client } from './support/client.ts';
import { type FormOnPage, formsOn, readMarkup } from './support/forms-on.ts';
import { signedIn } from './support/world.ts';

const ROUTES = modules
  .flatMap(m => m.routes ?? [])
  .map(({ method, path }) => ({
    method,
    path,
    // What has a name of its own comes before what only has a place for one.
    places: path.split(':').length,
    of: new RegExp(`^${path.replaceAll('.', '\\.').replace(/:\w+/g, '[^/]+')}$`),
  }))
  .sort((a, b) => a.places - b.places);
const routeOf = (method: string, at: string) =>
  ROUTES.find(r => r.method === method && r.of.test(at.split('?')[0] ?? ''))?.path;

/** Ways of filling in what is typed, given the example beside a field and what stands in it. */
const WAYS: ReadonlyArray<(example: string, old: string) => string> = [
  (example, old) => old || example || 'Sổ thứ hai của xã',
  () => `Sổ thứ hai “thử” & <b>x</b> ' " \\ %00 \ud83c`,
  () => '9'.repeat(30),
];
/** Whoever signs out, or ends his own session, goes no further. */
const END = /dang-xuat|xoa-du-lieu|tai-khoan\/phien/;

describe('security: whatever is typed into whatever form', () => {
  let program: TestProgram;
  before(async () => {
    program = await startProgram({ TRUST_PROXY: '1' });
    const { env } = program;
    const order = { dossiers: 60, from: '2026-10-01', to: '2026-11-27', seed: 'any', bulk: true };
    const crowded = ['Xã Bắc Hà'];
    await simulate(env, { ...order, crowded, rush: 10, applicants: await demoApplicants(env.db) });
    await fillDesks(env);
  });
  after(() => program?.stop());

  function send(
    who: Client,
    form: FormOnPage,
    way: (typeof WAYS)[number],
    button?: readonly [string, string],
  ) {
    const typed = [...form.fields].flatMap(([name, values]) =>
      values.map(value => [name, form.texts.has(name) ? way(form.texts.get(name) ?? '', value) : value]),
    );
    const body = form.multipart ? new FormData() : new URLSearchParams();
    for (const [name = '', value = ''] of [...typed, ...(button ? [button] : [])]) body.append(name, value);
    return body instanceof FormData
      ? who.send('POST', form.action, { body })
      : who.send('POST', form.action, {
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
          body: body.toString(),
        });
  }

  /** Opens page after page from these on, and sends each form that is met in every way. Returns what failed, and which acts were tried. */
  async function roam(
    who: Client,
    starts: readonly string[],
  ): Promise<{ failed: string[]; acts: Set<string> }> {
    const queue = [...starts];
    const known = new Set(starts);
    const opened = new Set<string>();
    const [failed, acts] = [[] as string[], new Set<string>()];
    const goTo = (at: string) => {
      if (!at.startsWith('/') || END.test(at) || known.has(at)) return;
      known.add(at);
      queue.push(at);
    };
    for (let at = queue.shift(); at; at = queue.shift()) {
      const route = routeOf('GET', at);
      if (!route || opened.has(route)) continue;
      opened.add(route);
      const page = await who.get(at);
      if (page.status >= 500) failed.push(`GET ${at} answers ${page.status}`);
      goTo(page.location);
      for (const [, href = ''] of page.text.matchAll(/href="(\/[^"#]*)/g)) goTo(readMarkup(href));
      for (const form of formsOn(page.text, at)) {
        const act = routeOf('POST', form.action);
        if (!act) failed.push(`${at} has a form for nobody: ${form.action}`);
        if (!act || END.test(act) || acts.has(act)) continue;
        acts.add(act);
        for (const way of WAYS)
          for (const button of form.buttons.length ? form.buttons.slice(0, 2) : [undefined]) {
            const sent = await send(who, form, way, button);
            if (sent.status >= 500)
              failed.push(
                `POST ${form.action} ${button ?? ''} answers ${sent.status} to ${way('example', '')}`,
              );
            goTo(sent.location);
          }
      }
    }
    return { failed, acts };
  }

  for (const [who, least, starts] of [
    ['motcua.bacha', 20, ['/can-bo', '/can-bo/tiep-nhan', '/can-bo/quay', '/can-bo/buu-chinh']],
    ['vanthu.bacha', 20, ['/can-bo', '/can-bo/quan-tri']],
    ['quantri.tinh', 20, ['/can-bo/tu-dong-nghia', '/can-bo/quan-tri/lich', '/can-bo/thu-tuc']],
    ['+84912345678', 10, ['/ho-so-cua-toi', '/tai-khoan', '/thu-tuc']],
    ['', 3, ['/', '/tra-cuu', '/dang-ky', '/kiem-tra']],
  ] as const)
    test(`no page fails for ${who || 'somebody who is not signed in'}`, async () => {
      const client = who ? await signedIn(program, who) : new Client(program.url);
      const { failed, acts } = await roam(client, starts);
      assert.deepEqual(failed, []);
      assert.ok(acts.size >= least, `only ${acts.size} forms were found`);
    });
});
