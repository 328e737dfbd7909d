import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { modules } from '#app/modules';
import { stashPost, vaultService } from '#engines/identity';
import { trustService } from '#engines/trust';
import type { Route } from '#platform/http';
import { ledgerService } from '#platform/ledger';
import { doublesOf } from '#test/doubles';
import { hallDevice, hallOf } from '#test/hall-device';
import { failedService, givenUp, standsStill, undelivered } from '#test/incident';
import { startProgram, type TestProgram } from '#test/program';
import { communeOf } from '../api/support.ts';
import { Client, type Seen } from './support/client.ts';
import { moneyOf } from './support/money.ts';
import { MAY } from './support/routes.ts';
import { WHO, type Who } from './support/who.ts';
import { fillDraft, robot, sendDraft, signedIn } from './support/world.ts';

describe('security: routes', () => {
  const ROUTES = modules.flatMap(m => (m.routes ?? []).map(r => ({ ...r, name: `${r.method} ${r.path}` })));
  const isApi = (path: string) => path.startsWith('/api/');
  const SAFE: readonly string[] = ['GET', 'HEAD', 'OPTIONS'];
  const TUS = { 'tus-resumable': '1.0.0', 'upload-offset': '0' };
  const OWNER_NAME = 'Giàng Thị Mỷ';
  const NO_ID = '01a20000-0000-7000-8000-000000000000';

  let program: TestProgram;
  const people = {} as Record<Who, Client>;
  let params: Record<string, string> = {};
  /** Ids that mean something else on other pages. */
  let special: Record<string, Record<string, string>> = {};

  before(async () => {
    program = await startProgram({ TRUST_PROXY: '1', SECURITY_CONTACT: 'mailto:an-ninh@example.vn' });
    const { env, url } = program;
    const bacHa = (await communeOf(program, 'Ủy ban nhân dân xã Bắc Hà')).agencyId;
    const laoCai = (await communeOf(program, 'Ủy ban nhân dân phường Lào Cai')).agencyId;
    // The administrator of another agency: the demo has none there.
    await env.db.run(
      `UPDATE organisation.post SET roles = roles || '{agency-admin}' WHERE id IN (
       SELECT h.post_id FROM identity.holding h JOIN identity.account a ON a.id = h.account_id WHERE a.staff_id = $1 OR a.email LIKE $1 || '@%')`,
      ['phochutich.laocai'],
    );
    const users: Partial<Record<Who, string>> = {
      owner: '+84912345678',
      citizen: '+84987654321',
      clerk: 'motcua.bacha',
      officer: 'hotich.bacha',
      chair: 'chutich.bacha',
      'agency-admin': 'vanthu.bacha',
      'other-clerk': 'motcua.laocai',
      'other-admin': 'phochutich.laocai',
      auditor: 'kiemtra.tinh',
      accountant: 'ketoan.tinh',
      admin: 'quantri.tinh',
    };
    for (const [who, user] of Object.entries(users)) people[who as Who] = await signedIn(program, user);
    people.nobody = new Client(url);
    people.robot = await robot(program, bacHa);
    people['other-robot'] = await robot(program, laoCai);
    people['weak-robot'] = await robot(program, bacHa, ['verify']);
    for (const [i, who] of WHO.entries()) people[who].ip = `10.1.0.${i + 1}`;

    const { db } = env;
    const id = async (sql: string, ...values: unknown[]) => (await db.one<{ id: string }>(sql, values)).id;
    const { owner } = people;
    const sent = await fillDraft(owner, '2.000635');
    const dossier = await sendDraft(program, owner, sent);
    const draft = (await fillDraft(owner, '1.003677')).slice('/nop/'.length);
    const officer = await id(
      "SELECT id FROM identity.account WHERE staff_id = 'hotich.bacha' OR email LIKE 'hotich.bacha@%'",
    );
    const holding = await db.one<{ id: string; post: string }>(
      'SELECT id, post_id AS post FROM identity.holding WHERE account_id = $1',
      [officer],
    );
    const kept = async (accountId: string, path: string) => {
      const post = { path, body: { 'ho-ten': 'x' }, accountId };
      return (await stashPost(db, env.get(vaultService), post, env.clock.now()))?.id ?? assert.fail();
    };
    const ownerId = await id("SELECT id FROM identity.account WHERE phone = '+84912345678'");
    const calendar = await id('SELECT id FROM worktime.calendar ORDER BY id LIMIT 1');
    await env.get(ledgerService).sealer.sealOnce();
    params = {
      name: 'nothing.css',
      code: '2.000635',
      draft,
      page: 'applicant',
      intake:
        /tiep-nhan\/([0-9a-f-]{36})/.exec(
          (await people.clerk.post('/can-bo/tiep-nhan', { ma: '2.000635' })).location,
        )?.[1] ?? assert.fail('no intake was begun'),
      part: 'phap-ly',
      batch: NO_ID,
      moves: NO_ID,
      file: NO_ID,
      paper: await id('SELECT id FROM cases.paper WHERE dossier_id = $1', dossier.id),
      result: NO_ID,
      question: NO_ID,
      mandate: NO_ID,
      handover: NO_ID,
      dossier: dossier.id,
      brought: NO_ID,
      act: NO_ID,
      complaint: NO_ID,
      list: NO_ID,
      letter: NO_ID,
      pack: NO_ID,
      ticket:
        /phat-so\/([0-9a-f-]{36})/.exec(
          (await people.clerk.post('/can-bo/quay/phat-so', { nhom: 'A' })).location,
        )?.[1] ?? assert.fail('no number was given'),
      follow: await id('SELECT follow AS id FROM hall.ticket ORDER BY id DESC LIMIT 1'),
      device: (await hallDevice(env, await hallOf(env, bacHa), 'kiosk')).id,
      kind: 'refusal',
      role: 'officer',
      slip: `bo-sung-${await id(
        `INSERT INTO cases.supplement_request (id, dossier_id, number, year, asked_at, asked_by, what, answered_at)
         VALUES (gen_random_uuid(), $1, 1, 2026, now(), $2, 'Chụp lại giấy tờ', now()) RETURNING id`,
        dossier.id,
        officer,
      )}.pdf`,
      task: await id('SELECT id FROM work.task WHERE subject_id = $1', dossier.id),
      post: holding.post,
      holding: holding.id,
      version: NO_ID,
      rule: NO_ID,
      absence: NO_ID,
      delegation: NO_ID,
      session: NO_ID,
      calendar,
      entry: await id(
        'SELECT id::text FROM ledger.entry WHERE subject = $1 ORDER BY id LIMIT 1',
        `dossier:${dossier.id}`,
      ),
      upload: await id(
        `INSERT INTO files.upload (id, owner, place, field, filename, size, created_at, expires_at)
         VALUES (gen_random_uuid(), $1, '/', 'giay', 'a.pdf', 9, now(), now() + interval '1 day') RETURNING id`,
        ownerId,
      ),
      id: bacHa,
      rating: await id(
        `INSERT INTO ratings.rating (dossier_id, code, procedure_code, agency_id, level, words, way, rated_at, changed_at, words_state)
         SELECT id, code, procedure_code, agency_id, 4, 'Rất nhanh', 'account', now(), now(), 'waiting' FROM cases.dossier WHERE id = $1
         RETURNING dossier_id AS id`,
        dossier.id,
      ),
      ...(await moneyOf(program, { clerk: people.clerk, head: people.chair }, dossier)),
    };
    const [one, other] = await doublesOf(env, dossier.id);
    special = {
      '/can-bo/nguoi-trung/': { one, other, person: one, decided: NO_ID },
      '/so-ghi/': { file: `${await env.get(trustService).stampHead()}.head` },
      '/can-bo/ho-so/': { id: dossier.id },
      '/can-bo/hang-loat/': {
        id: await id(
          "INSERT INTO cases.bulk_act (id, kind, state, account_id, chosen_at) VALUES (gen_random_uuid(), 'step', 'chosen', $1, now()) RETURNING id",
          officer,
        ),
      },
      '/ho-so/': { code: dossier.code },
      '/nop/': { item: '1' },
      '/don-vi-hanh-chinh/': {
        area: await id("SELECT area_id AS id FROM organisation.area_version WHERE code = '02647' LIMIT 1"),
      },
      '/can-bo/thu-tuc/': { path: 'owner.kind', page: 'owner' },
      '/api/v1/dossiers/': { code: dossier.code },
      '/can-bo/quan-tri/tai-khoan/': { id: officer },
      '/can-bo/quan-tri/khoa-api/': {
        id: await id('SELECT id FROM identity.api_token WHERE agency_id = $1 LIMIT 1', bacHa),
      },
      '/can-bo/quan-tri/su-co/co-quan/': { agency: bacHa, area: NO_ID },
      '/can-bo/quan-tri/su-co/theo-so/': {
        follower: 'people.records',
        position: await standsStill(db, 'people.records'),
      },
      '/can-bo/quan-tri/su-co/viec-nen/': { id: await givenUp(program.databaseUrl, 'ledger.tidy') },
      '/can-bo/quan-tri/su-co/tin/': { message: await undelivered(db, dossier.id) },
      '/can-bo/quan-tri/su-co/': { id: await failedService(db, dossier.id) },
      '/tai-khoan/phien/': {
        id: await id(
          "SELECT s.id FROM identity.session s JOIN identity.account a ON a.id = s.account_id WHERE a.phone = '+84912345678' LIMIT 1",
        ),
      },
      '/gui-lai/': { id: await kept(ownerId, '/tai-khoan/thong-tin') },
      '/can-bo/gui-lai/': { id: await kept(officer, '/tai-khoan/mat-khau') },
    };
  });
  after(() => program?.stop());

  function addressOf(path: string): string {
    const own = Object.entries(special).find(([start]) => path.startsWith(start))?.[1];
    return path.replace(
      /:(\w+)/g,
      (_, name: string) => own?.[name] ?? params[name] ?? assert.fail(`no value for ${name}`),
    );
  }

  const toSignIn = (seen: Seen) =>
    seen.status === 303 && /^\/(can-bo\/)?dang-nhap\?next=/.test(seen.location);

  /** Why an answer is not the refusal that is due; nothing when it is. */
  function leak(who: Who, { path, stream }: Pick<Route, 'path' | 'stream'>, seen: Seen): string | undefined {
    if (seen.text.includes(OWNER_NAME) && who !== 'owner') return 'shows whose it is';
    if (isApi(path) || stream)
      return [401, 403, 404].includes(seen.status) ? undefined : `answers ${seen.status}`;
    if (who === 'nobody') return toSignIn(seen) ? undefined : `answers ${seen.status} ${seen.location}`;
    return [403, 404].includes(seen.status) ? undefined : `answers ${seen.status} ${seen.location}`;
  }

  const unmay = (name: string) => {
    const may = MAY.get(name);
    return may === 'all' ? [] : WHO.filter(who => !may?.includes(who));
  };

  describe('the route table', () => {
    test('is the one that is written down, and each route has a rule', () => {
      assert.deepEqual(
        ROUTES.map(r => r.name).filter(name => !MAY.has(name)),
        [],
        'say in support/routes.ts who may call these',
      );
      assert.deepEqual(
        [...MAY.keys()].filter(name => !ROUTES.some(r => r.name === name)),
        [],
      );
      for (const route of ROUTES) assert.ok(route.rule, route.name);
    });

    test('refuses everybody else, whatever they send, and tells them nothing', async () => {
      const leaks: string[] = [];
      await Promise.all(
        WHO.map(async who => {
          for (const { name, method, path, stream } of ROUTES) {
            if (!unmay(name).includes(who)) continue;
            const at = addressOf(path);
            const client = people[who];
            const seen =
              method === 'GET'
                ? await client.get(at)
                : isApi(path)
                  ? await client.send(method, at, {
                      headers: { 'content-type': 'application/json' },
                      body: '{}',
                    })
                  : stream
                    ? await client.send(method, at, {
                        headers: { ...TUS, 'x-csrf-token': await client.csrf() },
                      })
                    : await client.post(at);
            const why = leak(who, { path, ...(stream && { stream }) }, seen);
            if (why) leaks.push(`${who}: ${name} ${why}`);
          }
        }),
      );
      assert.deepEqual(leaks, []);
    });

    test('lets in whom it should, and no cache keeps what they are shown', async () => {
      const wrong: string[] = [];
      // Things that this dossier has not got (yet) are missing for everybody.
      const ABSENT =
        /\/song$|:refund\/in\.pdf$|\/mien-giam$|\/duyet$|:result|:act|:complaint|du-lieu-cua-toi\.zip$|:handover|:brought|:list|:letter|:pack|\/tra\/:task|^\/api\/simulated-bank\/|:item|:batch|:file|:question|:version|:delegation|\/da-nop$|\/lien-he\/ma$|\/so-ghi\/dau-so$|\/ledger\/head$|\/proof$|\/gui-lai\/|^\/metrics$|^\/chung-thu\/|\/(bieu-mau|quy-trinh)\/|\/(phat-hanh|phap-ly|bieu-mau|quy-trinh|ket-qua|doi-chieu|chuyen-ho-so)$|:moves|\/ngay\/bo$|\/rut-ket-thuc$|\/vai-tro\/:role\/|\/(xem-thu\.pdf|mau\.docx)$|\/lan-luu\/|\/su-co\/co-quan\/|^\/a\/|\/(dang-nhap|dang-ky|kiem-tra\/[kgs])(\/|$)/;
      await Promise.all(
        WHO.map(async who => {
          for (const { name, method, path } of ROUTES) {
            const may = MAY.get(name);
            if (
              method !== 'GET' ||
              ABSENT.test(path) ||
              !(may === 'all' ? who === 'nobody' : may?.includes(who))
            )
              continue;
            const seen = await people[who].get(addressOf(path));
            if (toSignIn(seen) || ![200, 303].includes(seen.status))
              wrong.push(`${who}: ${name} ${seen.status} ${seen.location}`);
            const cache = seen.headers.get('cache-control') ?? '';
            if (may !== 'all' && cache !== 'no-store') wrong.push(`${who}: ${name} ${cache}`);
          }
        }),
      );
      assert.deepEqual(wrong, []);
    });

    test('takes no post without the token of this browser’s form, nor from another site', async () => {
      const wrong: string[] = [];
      const foreign = await new Client(program.url).csrf();
      for (const { name, method, path, stream } of ROUTES) {
        if (SAFE.includes(method) || isApi(path)) continue;
        const may = MAY.get(name);
        const client = people[may === 'all' || !may ? 'owner' : (may[0] ?? 'owner')];
        const at = addressOf(path);
        const _csrf = await client.csrf();
        if (stream) {
          // Scripts of ours bring the token in a header, which no other site's can.
          for (const headers of [
            {},
            { 'x-csrf-token': '' },
            { 'x-csrf-token': foreign },
            { 'x-csrf-token': _csrf, 'sec-fetch-site': 'cross-site' },
            { 'x-csrf-token': _csrf, origin: 'https://evil.example' },
          ]) {
            const { status } = await client.send(method, at, { headers: { ...TUS, ...headers } });
            if (status !== 403) wrong.push(`${name} with ${JSON.stringify(headers)}: ${status}`);
          }
          continue;
        }
        for (const [how, ask] of [
          ['no token', { form: { a: '1' } }],
          ['an empty one', { form: { _csrf: '' } }],
          ['another browser’s', { form: { _csrf: foreign } }],
          ['cross-site', { form: { _csrf }, headers: { 'sec-fetch-site': 'cross-site' } }],
          ['same-site', { form: { _csrf }, headers: { 'sec-fetch-site': 'same-site' } }],
          ['foreign origin', { form: { _csrf }, headers: { origin: 'https://evil.example' } }],
          ['JSON', { body: '{"a":1}', headers: { 'content-type': 'application/json' } }],
        ] as const) {
          const { status } = await client.send('POST', at, ask);
          if (status !== 403) wrong.push(`${name} with ${how}: ${status}`);
        }
        const plain = await client.send('POST', at, {
          body: `_csrf=${_csrf}`,
          headers: { 'content-type': 'text/plain' },
        });
        if (![400, 403, 415].includes(plain.status)) wrong.push(`${name} as text: ${plain.status}`);
      }
      assert.deepEqual(wrong, []);
    });
  });
});
