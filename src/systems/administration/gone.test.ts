import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { assign, casesService, type Dossier, findDossier, listTakenBack } from '#engines/cases';
import { makeApiToken } from '#engines/identity';
import { agenciesBelow, endAgency, findAgency } from '#engines/organisation';
import { openTasks } from '#engines/work';
import type { Queryable } from '#platform/db';
import { failedService, undelivered } from '#test/incident';
import type { StaffSite } from '#test/staff-site';
import { register } from '../../engines/cases/testing/modules.ts';
import {
  INCIDENT_DESK,
  type IncidentDesk,
  type Official,
  openIncidentDesk,
} from './testing/incident-desk.ts';

import { others } from './testing/modules.ts';

describe('administration: what agencies that have gone leave behind', () => {
  const GONE = `${INCIDENT_DESK}/co-quan`;
  const REASON = 'Xã đã giải thể, xã Sa Pa tiếp nhận công việc';
  let s: StaffSite;
  let province: Official;
  let neighbour: Official;
  let desk: IncidentDesk;
  const dossiers: Dossier[] = [];
  let token: string;

  before(async () => {
    desk = await openIncidentDesk();
    ({ s, province, neighbour } = desk);
    register.answer = async () => ({ known: true });
    for (let i = 0; i < 2; i++) {
      const dossier = await desk.submitted();
      await desk.call(dossier, 1);
      dossiers.push(dossier);
    }
    const wish = {
      name: 'Bệnh viện Bắc Hà',
      scopes: ['dossiers.read'],
      agencyId: s.agencies.bacHa,
      expiresAt: new Date('2027-06-01T00:00:00Z'),
    };
    token = (await s.db.tx(tx => makeApiToken(tx, wish, s.act()))).id;
  });
  after(() => desk.close());

  test('while the agency is there nothing is shown', async () => {
    const { html } = await province.visit.open(GONE);
    assert.match(html, /Mọi hồ sơ đang mở đều có cơ quan xử lý/);
    assert.match(html, /Không có mã nào của cơ quan đã kết thúc/);
    assert.doesNotMatch(html, /Nơi không có cơ quan nhận hồ sơ/);
    assert.equal((await neighbour.visit.open(GONE)).status, 404, 'it is the province’s');
  });

  test('gone without an heir, its dossiers are shown with what that means, and go to an agency that may decide them', async () => {
    const [one, other] = dossiers;
    assert.ok(one && other);
    await s.db.tx(async tx => {
      const below = await agenciesBelow(tx, s.agencies.bacHa, '2026-11-20');
      for (const { id } of below.toReversed()) await endAgency(tx, id, '2026-11-20', s.act());
      await endAgency(tx, s.agencies.bacHa, '2026-11-20', s.act());
    });
    const list = await province.visit.open(GONE);
    assert.match(list.html, /Cơ quan đã kết thúc \(2\)/);
    assert.match(list.html, /Nơi không có cơ quan nhận hồ sơ[\s\S]*<li>Xã Bắc Hà<\/li>/);
    const at = `${GONE}/${s.agencies.bacHa}/${one.areaId}`;
    assert.ok(list.html.includes(`href="${at}"`));
    const page = await province.visit.open(at);
    assert.ok(page.html.includes(one.code) && page.html.includes(other.code));
    assert.match(page.html, /Thời hạn giải quyết vẫn tính/, 'what it means');
    assert.match(page.html, /người nộp hồ sơ được báo và thấy lý do/, 'what the button does');
    assert.ok(page.html.includes(`co-quan/${s.agencies.bacHa}/ke-thua`), 'or its successor is recorded');
    assert.equal((await neighbour.visit.open(at)).status, 404);
    await neighbour.visit.open(INCIDENT_DESK);
    assert.equal((await neighbour.visit.submit(at, { vao: 'Sa Pa', 'ly-do': REASON })).status, 404);

    const wrong = await province.visit.follow(at, { vao: 'Không có', 'ly-do': 'ngắn' });
    assert.equal(wrong.status, 422);
    assert.match(wrong.html, /ngắn<\/textarea>/);
    const saPa = (await findAgency(s.db, s.agencies.saPa, '2026-11-20')) ?? assert.fail();
    // Of one the result is there, and waits for who applied.
    for (const status of ['processing', 'completed'])
      await s.owner.run('UPDATE cases.dossier SET status = $2 WHERE id = $1', [one.id, status]);
    // One of them waits for its applicant: it cannot go, and says so.
    await s.owner.tx(async tx => {
      await tx.run("UPDATE cases.dossier SET paused = 'payment' WHERE id = $1", [other.id]);
      await tx.run(
        "INSERT INTO cases.pause (id, dossier_id, kind, span) VALUES (gen_random_uuid(), $1, 'payment', tstzrange($2, NULL))",
        [other.id, s.clock.now()],
      );
    });
    const into = { vao: `${saPa.identifier} ${saPa.name}`, 'ly-do': REASON };
    const asked = await province.visit.follow(at, into);
    assert.match(asked.html, new RegExp(`Chuyển 2 hồ sơ cho ${saPa.name}[?]`));
    assert.match(
      asked.html,
      new RegExp(`UBND xã Bắc Hà[^]*${saPa.name}[^]*${REASON}[^]*1 hồ sơ đang tạm dừng`),
    );
    assert.equal((await findDossier(s.db, one.id))?.agencyId, s.agencies.bacHa, 'nothing goes by asking');
    assert.match((await province.visit.open(at)).html, new RegExp(`${REASON}</textarea>`), 'as it was typed');
    await province.visit.open(`${at}?xem=1`);
    const partly = await province.visit.submit(at);
    assert.equal(partly.status, 200);
    assert.match(
      partly.html,
      new RegExp(
        `Đã chuyển 1 hồ sơ về xã Bắc Hà của UBND xã Bắc Hà cho ${saPa.name}[.][^]*1 hồ sơ chưa chuyển được`,
      ),
    );
    assert.ok(partly.html.includes(other.code));
    assert.match(partly.html, /đang tạm dừng \(chờ người nộp/, 'why, and what to do');
    await s.owner.tx(async tx => {
      await tx.run('UPDATE cases.dossier SET paused = NULL WHERE id = $1', [other.id]);
      await tx.run('DELETE FROM cases.pause WHERE dossier_id = $1', [other.id]);
    });
    // Another agency decides it, and is there: only the counter that took it in is gone.
    const decidedBy = (agencyId: string) =>
      s.owner.run('UPDATE cases.dossier SET agency_id = $2 WHERE id = $1', [other.id, agencyId]);
    await decidedBy(s.agencies.saPa);
    await province.visit.open(at);
    await province.visit.follow(at, into);
    assert.match(
      (await province.visit.submit(at)).html,
      new RegExp(`Hồ sơ do ${saPa.name} giải quyết.*Ghi cơ quan kế thừa cho nơi tiếp nhận`),
    );
    await decidedBy(other.agencyId);
    const colleague = await s.official('Sùng Thị Máy', s.agencies.province, ['province-admin']);
    await colleague.visit.open(at);
    await colleague.visit.follow(at, { ...into, 'ly-do': 'Xã Sa Pa nhận từ tháng này' });
    await province.visit.open(at);
    await province.visit.follow(at, into);
    const moved = await province.visit.submit(at);
    assert.match(
      moved.html,
      new RegExp(`Đã chuyển 1 hồ sơ về xã Bắc Hà của UBND xã Bắc Hà cho ${saPa.name}[.]`),
    );
    assert.doesNotMatch(moved.html, /chưa chuyển/);
    const again = await province.visit.open(at);
    assert.doesNotMatch(again.html, /chưa hoàn tất/, 'nothing that was typed is left');
    assert.match(again.html, /đã được chuyển: không còn gì để chuyển[\s\S]*2 hồ sơ vừa chuyển/, 'reloaded');
    assert.doesNotMatch(again.html, /name="vao"/);
    for (const late of [await colleague.visit.open(at), await colleague.visit.submit(at)]) {
      assert.equal(late.status, 409);
      assert.match(late.html, /Nguyễn Quang Hưng, lúc [^<]*: Chuyển hồ sơ cho cơ quan khác/);
      assert.match(late.html, /Xã Sa Pa nhận từ tháng này<\/textarea>/);
    }
    assert.equal((await neighbour.visit.open(at)).status, 404);
    assert.equal((await findDossier(s.db, one.id))?.status, 'completed');
    for (const { id } of dossiers) {
      assert.equal((await findDossier(s.db, id))?.agencyId, s.agencies.saPa);
      const steps = (await openTasks(s.db, id)).filter(task => /^\d+$/.test(task.ref));
      assert.deepEqual(
        steps.map(task => task.agencyId),
        [s.agencies.saPa],
      );
      const entry = (await s.ledger.history(s.db, `dossier:${id}`)).at(-1);
      assert.deepEqual(
        [entry?.kind, entry?.actor, entry?.personal],
        ['case.transferred', province.accountId, { reason: REASON }],
      );
    }
  });

  test('who moved them takes that back from the desk, where nobody has acted since; nobody else does', async () => {
    const [one, other] = dossiers;
    assert.ok(one && other);
    const MOVED = `${GONE}/da-chuyen`;
    assert.match((await province.visit.open(GONE)).html, /2 hồ sơ vừa chuyển/);
    assert.equal((await neighbour.visit.open(MOVED)).status, 404);
    const second = await s.official('Hoàng Minh Tuấn', s.agencies.province, ['province-admin']);
    assert.match((await second.visit.open(MOVED)).html, /Không có hồ sơ nào vừa chuyển/);
    assert.equal((await second.visit.submit(MOVED, { chon: 'x' })).status, 422);

    // At the agency that has it now somebody gives the step to himself.
    const officer = await s.official('Lý Thị Mẩy', s.agencies.saPa, ['officer', 'receiver', 'leader']);
    const [task] = (await openTasks(s.db, other.id)).filter(t => /^\d+$/.test(t.ref));
    const by = {
      accountId: officer.accountId,
      postId: officer.postId,
      agencyId: s.agencies.saPa,
      at: s.clock.now(),
    };
    await s.db.tx(tx =>
      assign(
        tx,
        s.env.get(casesService),
        { dossierId: other.id, taskId: task?.id ?? '', postId: officer.postId },
        by,
      ),
    );
    const page = await province.visit.open(MOVED);
    assert.ok(page.html.includes(one.code) && page.html.includes(other.code));
    const chon = [...page.html.matchAll(/name="chon" value="([^"]+)"/g)].map(m => m[1] ?? '');
    const done = await province.visit.submit(MOVED, { chon, 'ly-do': 'Chuyển nhầm xã' });
    assert.match(done.html, /Đã rút việc chuyển 1 hồ sơ/);
    assert.match(done.html, new RegExp(`${other.code}</b>: Sau việc này Lý Thị Mẩy đã có thao tác`));
    assert.equal((await findDossier(s.db, one.id))?.agencyId, s.agencies.bacHa);
    assert.equal((await findDossier(s.db, other.id))?.agencyId, s.agencies.saPa);
    const entry = (await s.ledger.history(s.db, `dossier:${one.id}`)).at(-1);
    assert.deepEqual([entry?.kind, entry?.actor], ['case.act-undone', province.accountId]);
    // A second window still shows it ticked: it says that it is done, and by whom.
    await province.visit.open(MOVED);
    const late = await province.visit.submit(MOVED, { chon });
    assert.match(late.html, new RegExp(`${one.code}</b>: [^<]+ đã rút việc chuyển lúc`));
    const settled = (await province.visit.open(`${INCIDENT_DESK}?xem=da-xong`)).html;
    assert.match(settled, new RegExp(`Việc chuyển đã rút lại[\\s\\S]*${one.code}[\\s\\S]*UBND xã Bắc Hà`));
    // Where its step waits at another agency that is gone, that one is named, as the desk's list names it.
    const waiting = (await openTasks(s.db, one.id))
      .filter(t => t.agencyId === s.agencies.bacHa)
      .map(t => t.id);
    const waitsAt = (agencyId: string) =>
      s.owner.run('UPDATE work.task SET agency_id = $2 WHERE id = ANY ($1::uuid[])', [waiting, agencyId]);
    await waitsAt(s.agencies.centre);
    const atCentre = (await province.visit.open(`${INCIDENT_DESK}?xem=da-xong`)).html;
    assert.match(
      atCentre,
      new RegExp(`Việc chuyển đã rút lại[\\s\\S]*${one.code}[\\s\\S]*Trung tâm PVHCC xã Bắc Hà`),
    );
    await waitsAt(s.agencies.bacHa);
    const near = (await neighbour.visit.open(`${INCIDENT_DESK}?xem=da-xong`)).html;
    assert.doesNotMatch(near, /Việc chuyển đã rút lại/);
    const at = `${GONE}/${s.agencies.bacHa}/${one.areaId}`;
    await province.visit.open(at);
    await province.visit.follow(at, { vao: 'Z99.60.02', 'ly-do': REASON });
    assert.match(
      (await province.visit.submit(at)).html,
      /Đã chuyển 1 hồ sơ/,
      'and moves it to the right one',
    );
  });

  test('however many other moves were taken back since, those from a gone agency are listed, in one query', async () => {
    const [one, other] = dossiers;
    assert.ok(one && other);
    // Away from an agency that is there: a hundred and one.
    await s.owner.run(
      `INSERT INTO cases.undoable_act (id, dossier_id, entry_id, kind, from_version, to_version, at, by, post_id, status_before, status_after,
         stood, money, undone_at, undone_by, undone_in)
       SELECT gen_random_uuid(), $1, gen_random_uuid(), 'transferred', 1, 1, $2, $3, $4, 'processing', 'processing', repeat('0', 64), '[]',
         $2::timestamptz + interval '1 hour', $3, pg_current_xact_id() FROM generate_series(1, 101)`,
      [other.id, s.clock.now(), province.accountId, province.postId],
    );
    const asked: string[] = [];
    const query = (sql: string, values?: unknown[]) => {
      asked.push(sql);
      return s.db.query(sql, values);
    };
    const found = await listTakenBack({ ...s.db, query } as unknown as Queryable, s.env);
    assert.deepEqual(
      found.map(m => [m.code, m.fromId, m.undoneBy]),
      [[one.code, s.agencies.bacHa, province.accountId]],
    );
    assert.equal(asked.length, 2, 'which agencies are gone, and the moves');
  });

  test('what else waits at it is shown, with the way to say who has its work', async () => {
    const [dossier] = dossiers;
    assert.ok(dossier);
    const count = async () =>
      /Cơ quan đã kết thúc \((\d+)\)/.exec((await province.visit.open(GONE)).html)?.[1];
    assert.equal(await count(), '0');
    const group = { areaId: dossier.areaId, count: 3, dueAt: s.clock.now() };
    others.waiting = [
      { ...group, agencyId: s.agencies.bacHa },
      { ...group, agencyId: s.agencies.saPa },
    ];
    assert.equal(await count(), '3', 'the other agency is there');
    const { html } = await province.visit.open(GONE);
    assert.match(html, /Xã Bắc Hà[\s\S]*>3<[\s\S]*Xem và ghi cơ quan kế thừa/);
    assert.ok(html.includes(`href="/can-bo/quan-tri/co-quan/${s.agencies.bacHa}"`));
    others.waiting = [];
    assert.equal(await count(), '0');
  });

  test('its incidents and messages that reached nobody are the province’s to mend', async () => {
    register.answer = async () => {
      throw new Error('sổ bạn đọc không trả lời');
    };
    const [dossier] = dossiers;
    assert.ok(dossier);
    await s.owner.run('UPDATE cases.dossier SET agency_id = $2, received_by = $2 WHERE id = $1', [
      dossier.id,
      s.agencies.bacHa,
    ]);
    const incident = await failedService(s.owner, dossier.id);
    await undelivered(s.owner, dossier.id);
    assert.ok((await province.visit.open(INCIDENT_DESK)).html.includes(incident));
    assert.equal((await province.visit.open(`${INCIDENT_DESK}/${incident}`)).status, 200);
    assert.match((await province.visit.open(`${INCIDENT_DESK}/tin`)).html, /Tin không gửi được \(1\)/);
    assert.doesNotMatch((await neighbour.visit.open(INCIDENT_DESK)).html, new RegExp(incident));
  });

  test('its token is shown as long as it is good, and revoked from here', async () => {
    const { html } = await province.visit.open(GONE);
    assert.match(html, /Bệnh viện Bắc Hà/);
    assert.match(html, /Lập mã mới cho cơ quan kế thừa/);
    const revokes = `/can-bo/quan-tri/khoa-api/${token}/thu-hoi`;
    assert.ok(html.includes(`<a href="${revokes}">`), 'by a page that asks');
    const asked = (await province.visit.open(revokes)).html;
    assert.match(
      asked,
      /<h1>Thu hồi mã truy cập “[^”]+”<\/h1>[\s\S]*UBND xã Bắc Hà[\s\S]*không hoàn tác được/,
    );
    assert.match((await province.visit.open(GONE)).html, /Bệnh viện Bắc Hà/, 'nothing is revoked by looking');
    assert.equal((await neighbour.visit.open(revokes)).status, 404);
    await province.visit.open(revokes);
    assert.equal((await province.visit.submit(revokes)).status, 303);
    assert.match((await province.visit.open(revokes)).html, /đã thu hồi/i);
    assert.doesNotMatch((await province.visit.open(GONE)).html, /Bệnh viện Bắc Hà/);
    assert.deepEqual(s.missing, []);
  });
});
