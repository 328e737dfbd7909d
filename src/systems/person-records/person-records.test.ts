import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { cases, loadProcedure, submit } from '#engines/cases';
import { files } from '#engines/files';
import { changeProfile, createAccount, vaultService } from '#engines/identity';
import { messaging } from '#engines/messaging';
import { numbering } from '#engines/numbering';
import { payments } from '#engines/payments';
import { people } from '#engines/people';
import { findProcedureInForce } from '#engines/procedures';
import { trust } from '#engines/trust';
import { work } from '#engines/work';
import type { Entry } from '#platform/ledger';
import { jobsModule } from '#platform/manifests';
import { type StaffSite, staffSite } from '#test/staff-site';
import { loadLibrary } from '../../engines/cases/testing/load-library.ts';
import { library } from '../../engines/cases/testing/modules.ts';
import { personRecords } from './index.ts';

describe('records of people', () => {
  const ROOT = '/can-bo/nguoi-trung';
  const ENGINES = [jobsModule, numbering, files, trust, messaging, payments, work, cases];
  type Official = Awaited<ReturnType<StaffSite['official']>>;
  let s: StaffSite;
  let clerk: Official;
  let neighbour: Official;
  let officer: Official;

  before(async () => {
    s = await staffSite([...ENGINES, library, people, personRecords]);
    clerk = await s.official('Vi Thị Huyền', s.agencies.bacHa, ['receiver']);
    neighbour = await s.official('Vàng Thị Dở', s.agencies.saPa, ['receiver']);
    officer = await s.official('Lù Thị Sen', s.agencies.bacHa, ['officer']);
    await loadLibrary(s.db, s.act());
  });
  after(() => s.close());

  const follow = async (subject: string): Promise<void> => {
    const [follower] = people.followersWith?.(s.env) ?? [];
    for (const entry of await s.ledger.history(s.db, subject))
      if (follower?.kinds.includes(entry.kind))
        await s.db.tx(tx => follower.handle({ ...entry, position: 0 } as Entry, tx));
  };

  /** Somebody who applied at Bắc Hà; the id of the record. */
  async function reader(name: string, phone: string): Promise<string> {
    const version = (await findProcedureInForce(s.db, '9.700001', '2026-11-20')) ?? assert.fail();
    const procedure = await loadProcedure(s.db, { procedureVersionId: version.id });
    const { dossier, accountId } = await s.db.tx(async tx => {
      const accountId = await createAccount(tx, { kind: 'citizen', name, phone }, s.act());
      await changeProfile(tx, s.env.get(vaultService), accountId, { birthDate: '1979-03-08' }, s.act());
      const data = {
        reader: { name, phone: '0912345678' },
        place: { commune: '99001' },
        result: { way: 'counter' },
      };
      const applicant = { accountId, name, phone: null, email: null, lang: 'vi' as const };
      const by = { accountId, postId: null, agencyId: null, at: s.clock.now() };
      return {
        accountId,
        dossier: await submit(
          tx,
          { ledger: s.ledger },
          { procedure, channel: 'online', data, papers: [], applicant },
          by,
        ),
      };
    });
    await follow(`account:${accountId}`);
    await follow(`dossier:${dossier.id}`);
    return (await s.db.one<{ id: string }>('SELECT id FROM people.record WHERE account_id = $1', [accountId]))
      .id;
  }

  test('a clerk sees two records of one woman side by side, joins them, sees all dossiers with one person, and parts them again', async () => {
    const [one, other] = [await reader('Lồ Thị Chứ', '+84911000001'), await reader('Lồ Chứ', '+84911000002')];
    const list = await clerk.visit.open(ROOT);
    assert.match(list.html, /tên chỉ khác ở chữ đệm thường gặp/);
    const path = /\/can-bo\/nguoi-trung\/cap\/[0-9a-f/-]+/.exec(list.html)?.[0] ?? assert.fail();
    const pair = await clerk.visit.open(path);
    assert.match(pair.html, /0911 000 001/);
    assert.match(pair.html, /08\/03\/1979/);
    const subject = await s.db.one<{ id: string }>(
      'SELECT account_id AS id FROM people.record WHERE id = $1',
      [one],
    );
    assert.equal((await s.ledger.accesses(s.db, `account:${subject.id}`))[0]?.actor, clerk.accountId);

    const missing = await clerk.visit.submit(path, { giu: 'x' });
    assert.equal(missing.status, 422);
    const pressed = await Promise.all(
      [1, 2, 3, 4].map(() => clerk.visit.submit(path, { giu: one, phone: other })),
    );
    for (const { status, location } of pressed) {
      assert.equal(status, 303, 'whoever presses twice comes to the person');
      assert.ok(location?.startsWith(`${ROOT}/nguoi/${one}`), location);
    }
    assert.deepEqual(
      (await s.story(`person:${other}`)).filter(kind => kind === 'person.joined'),
      ['person.joined'],
    );
    assert.equal((await clerk.visit.open(path)).location, `${ROOT}/nguoi/${one}`);
    // Another window in which both still stand side by side.
    const opposite = await clerk.visit.submit(path, { giu: one, viec: 'hai-nguoi' });
    assert.equal(opposite.status, 422);
    assert.match(
      opposite.html,
      /Vi Thị Huyền đã gộp hai bản ghi này thành một người lúc 20\/11\/2026 15:40, nên chưa ghi nhận là hai người/,
    );
    assert.match(opposite.html, /href="\/can-bo\/nguoi-trung\/da-gop"/);
    const person = await clerk.visit.open(`${ROOT}/nguoi/${one}`);
    assert.match(person.html, /Lồ Thị Chứ/);
    assert.match(person.html, /0911 000 002/, 'the telephone is the one that was chosen');
    assert.equal(person.html.match(/href="\/can-bo\/ho-so\//g)?.length, 2);
    assert.doesNotMatch((await clerk.visit.open(ROOT)).html, /Lồ/);

    const joined = await clerk.visit.open(`${ROOT}/da-gop`);
    const back =
      /action="(\/can-bo\/nguoi-trung\/da-gop\/[0-9a-f-]+)"/.exec(joined.html)?.[1] ?? assert.fail();
    await neighbour.visit.open(`${ROOT}/da-gop`);
    assert.equal((await neighbour.visit.submit(back)).status, 404);
    const twice = await Promise.all([1, 2].map(() => clerk.visit.submit(back, { lan: 'one form' })));
    for (const { location } of twice) assert.equal(location, `${ROOT}/da-gop?xong=parted`, 'pressed twice');
    assert.deepEqual(
      (await s.story(`person:${other}`)).filter(kind => kind === 'person.parted'),
      ['person.parted'],
    );
    assert.match((await clerk.visit.open(ROOT)).html, /Lồ Thị Chứ/);
    assert.equal((await clerk.visit.submit(back)).status, 404);

    const apart = await clerk.visit.submit(path, { giu: one, viec: 'hai-nguoi' });
    assert.equal(apart.location, `${ROOT}?xong=apart`);
    const two = await clerk.visit.open(`${ROOT}/hai-nguoi`);
    const again =
      /action="(\/can-bo\/nguoi-trung\/hai-nguoi\/[0-9a-f-]+)"/.exec(two.html)?.[1] ?? assert.fail();
    assert.match((await clerk.visit.open(ROOT)).html, /Không có cặp nào chờ xem/);
    assert.equal((await clerk.visit.submit(again)).location, `${ROOT}/hai-nguoi?xong=apart-ended`);
  });

  test('a clerk of Sa Pa sees nothing of it and can do nothing, nor can an officer who tells nobody apart', async () => {
    const [one, other] = [await reader('Cư Seo Sẩu', '+84911000003'), await reader('Cư Sẩu', '+84911000004')];
    const path = `${ROOT}/cap/${one}/${other}`;
    assert.match((await neighbour.visit.open(ROOT)).html, /Không có cặp nào chờ xem/);
    for (const at of [path, `${ROOT}/nguoi/${one}`])
      assert.equal((await neighbour.visit.open(at)).status, 404);
    assert.equal((await neighbour.visit.submit(path, { giu: one })).status, 404);
    assert.equal((await officer.visit.open(ROOT)).status, 403);
    assert.equal((await officer.visit.submit(path, { giu: one })).status, 403);
    assert.equal((await clerk.visit.open(`${ROOT}/cap/${one}/${one}`)).status, 404);
    assert.deepEqual(s.missing, []);
  });
});
