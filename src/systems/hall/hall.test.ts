import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { cases } from '#engines/cases';
import { files } from '#engines/files';
import { messaging } from '#engines/messaging';
import { numbering } from '#engines/numbering';
import { payments } from '#engines/payments';
import { trust } from '#engines/trust';
import { work } from '#engines/work';
import { jobsModule } from '#platform/manifests';
import { type StaffSite, staffSite } from '#test/staff-site';
import { refillHall } from './demo/demo.ts';
import { hall } from './index.ts';
import { followPath } from './pages/slip.ts';
import { callBack, callNext, end, endAndNext, recall, sendOn, serve, skip } from './queue/call.ts';
import { closeDesk, deskOf, openDesk } from './queue/desks.ts';
import { setGroup } from './queue/groups.ts';
import { lastCalled, outlookOf, skippedFor, waitingBy } from './queue/read.ts';
import { takeTicket } from './queue/take-ticket.ts';
import { type Desk, type Ticket, ticketNumber } from './queue/types.ts';
import { provideScreens } from './screen/live.ts';
import { shownIn } from './screen/shown.ts';

type Official = Awaited<ReturnType<StaffSite['official']>>;

describe('hall', () => {
  let s: StaffSite;
  let clerk: Official;
  let other: Official;
  let officer: Official;
  let stranger: Official;
  let office: string;
  let day = 20;

  before(async () => {
    s = await staffSite([jobsModule, numbering, files, trust, messaging, payments, work, cases, hall]);
    office = s.agencies.centre;
    clerk = await s.official('Vi Thị Huyền', office, ['receiver']);
    other = await s.official('Lồ Thị Dín', office, ['receiver']);
    officer = await s.official('Lù Thị Sen', s.agencies.bacHa, ['officer']);
    stranger = await s.official('Sùng A Chứ', s.agencies.saPa, ['receiver']);
    await s.db.tx(async tx => {
      await setGroup(tx, office, { letter: 'A', name: 'Hộ tịch', open: true });
      await setGroup(tx, office, { letter: 'B', name: 'Đất đai', open: true });
    });
  });
  after(() => s.close());

  const at = (time: string) => s.clock.set(`2026-11-${day}T${time}:00+07:00`);
  /** Every story has a day of its own: yesterday's tickets are nobody's. */
  const newDay = () => {
    day++;
    at('08:00');
  };
  const take = (letter = 'A', priority: string | null = null): Promise<Ticket> =>
    s.db.tx(tx => takeTicket(tx, { agencyId: office, letter, priority }, s.clock.now()));
  const opened = async (who: Official, number: number, letters = ['A', 'B']): Promise<Desk> => {
    const desk = { agencyId: office, number, accountId: who.accountId, letters };
    await s.db.tx(tx => openDesk(tx, desk, s.clock.now()));
    return (await deskOf(s.db, who.accountId, s.clock.now())) ?? assert.fail();
  };
  /** What somebody who keeps the hall, signed in just now, reads of it. */
  const desksSaid = async () => {
    const head = await s.official('Lồ Văn Páo', s.agencies.bacHa, ['leader']);
    return (await head.visit.open('/can-bo/sanh')).html;
  };
  const next = (desk: Desk) => s.db.tx(tx => callNext(tx, desk, s.clock.now()));
  const does = (act: typeof recall | typeof callBack, desk: Desk, ticket: Ticket): Promise<Ticket> =>
    s.db.tx(tx => act(tx, desk, ticket.id, s.clock.now()));

  test('from the number to the end in pages; who does not receive there sees none of it', async () => {
    for (const path of ['/can-bo/quay', '/can-bo/quay/phat-so', '/can-bo/quay/nhom'])
      assert.equal((await officer.visit.open(path)).status, 403);
    const buttons = (await clerk.visit.open('/can-bo/quay/phat-so')).html;
    assert.match(buttons, /value="A"><span>A · Hộ tịch[^<]* <small>\d+ người đang chờ<\/small>/);
    const given = await clerk.visit.submit('/can-bo/quay/phat-so', { nhom: 'A', 'uu-tien': 'elderly' });
    const again = await clerk.visit.submit('/can-bo/quay/phat-so', { nhom: 'A', 'uu-tien': 'elderly' });
    assert.equal(given.status, 303, given.html);
    assert.equal(again.location, given.location, 'sent twice, one number');
    const ticket = (await clerk.visit.open(given.location ?? '')).html;
    assert.match(ticket, /A001[\s\S]*Hộ tịch[\s\S]*Người cao tuổi[\s\S]*không còn ai trong nhóm này\./);
    assert.equal((await stranger.visit.open(given.location ?? '')).status, 404);
    const screen = async () => (await stranger.visit.open(`/man-hinh/${office}`)).html;
    assert.match(ticket, /Hiện chưa có quầy nào mở cho nhóm này/);
    assert.match(await screen(), /Chưa gọi số nào hôm nay[\s\S]*Hộ tịch<\/[\s\S]*?>1</);
    await clerk.visit.open('/can-bo/quay');
    assert.doesNotMatch(
      (await clerk.visit.open('/can-bo/quay')).html,
      /name="so"[^>]* maxlength/,
      'what is too long is refused, not cut',
    );
    const long = await clerk.visit.submit('/can-bo/quay/mo', { so: '999', nhom: ['A'] });
    assert.deepEqual([long.status, /từ 1 đến 99[\s\S]*value="999"/.test(long.html)], [422, true]);
    const wrong = await clerk.visit.submit('/can-bo/quay/mo', { so: '0', nhom: ['A'] });
    assert.equal(wrong.status, 422);
    assert.match(wrong.html, /từ 1 đến 99/);
    await clerk.visit.submit('/can-bo/quay/mo', { so: '3', nhom: ['A'] });
    await clerk.visit.open('/can-bo/quay');
    await clerk.visit.submit('/can-bo/quay', { viec: 'goi' });
    assert.match((await clerk.visit.open('/can-bo/quay')).html, /Quầy 3[\s\S]*Đang gọi[\s\S]*A001/);
    assert.match(
      await screen(),
      /class="now"[^>]*data-say="Mời số A 0 0 1 đến quầy 3\."[\s\S]*A001[\s\S]*Quầy 3/,
    );
    assert.match(await screen(), /<noscript><meta http-equiv="refresh" content="10"><\/noscript>/);
    const ve = /name="ve" value="([^"]+)"/.exec((await clerk.visit.open('/can-bo/quay')).html)?.[1] ?? '';
    const nowhere = await clerk.visit.submit('/can-bo/quay', { viec: 'chuyen', ve });
    assert.equal(nowhere.status, 422);
    assert.match(
      nowhere.html,
      /<details open><summary>Chuyển sang quầy khác[\s\S]*Chọn nhóm lĩnh vực để chuyển đến/,
    );
    await clerk.visit.submit('/can-bo/quay', { viec: 'chuyen', ve, 'chuyen-den': 'B' });
    assert.match(await screen(), /Hộ tịch<\/[\s\S]*?>0<[\s\S]*Đất đai<\/[\s\S]*?>1</);
    assert.match((await stranger.visit.open(`/can-bo/quay?co-quan=${office}`)).html, /chưa có nhóm/i);
    const forms: Array<[string, Record<string, string | string[]>]> = [
      ['/can-bo/quay/phat-so', { nhom: 'A' }],
      ['/can-bo/quay/mo', { so: '3', nhom: ['A'] }],
      ['/can-bo/quay', { viec: 'goi' }],
      ['/can-bo/quay/nhom', { 'chu-cai': 'Z', ten: 'Của ai' }],
    ];
    for (const [form, fields] of forms) {
      const meant = { ...fields, 'co-quan': s.agencies.saPa };
      assert.equal((await clerk.visit.submit(form, meant)).status, 403, `${form} for the office of others`);
    }
    assert.deepEqual(s.missing, []);
  });

  test('who closes the last desk that calls them is told how many wait; the screen says that none is open', async () => {
    newDay();
    const who = await s.official('Lý Thị Sua', office, ['receiver']);
    const screen = async () => (await stranger.visit.open(`/man-hinh/${office}`)).html;
    assert.match(await screen(), /Chưa gọi số nào hôm nay[\s\S]*Hiện chưa có quầy nào mở/);
    for (const _ of [1, 2, 3]) await take('A');
    const desk = await opened(who, 3, ['A']);
    const called = await next(desk);
    await s.db.tx(tx => skip(tx, desk, called.id, s.clock.now()));
    assert.doesNotMatch(await screen(), /Chưa gọi số nào|chưa có quầy nào/);
    await who.visit.open('/can-bo/quay');
    const asked = await who.visit.submit('/can-bo/quay', { viec: 'dong' });
    assert.match(asked.html, /Còn 2 người chờ[\s\S]*không còn quầy nào[\s\S]*Vẫn đóng quầy/);
    assert.ok(await deskOf(s.db, who.accountId, s.clock.now()), 'it is still open');
    await who.visit.submit('/can-bo/quay', { viec: 'dong-han' });
    assert.equal(await deskOf(s.db, who.accountId, s.clock.now()), undefined);
    const after = await screen();
    assert.match(after, /Hiện chưa có quầy nào mở/);
    assert.doesNotMatch(after, /Chưa gọi số nào/);
  });

  test('who watches the hall learns that a desk has opened while another closed, and that the last one closed', async () => {
    newDay();
    const who = await s.official('Vàng Thị Chở', office, ['receiver']);
    const { hub } = provideScreens(s.env);
    const seen: string[] = [];
    const leave = hub.follow(
      office,
      () => shownIn(s.db, office, s.clock.now()),
      state => seen.push(state.values.desks ?? ''),
    );
    // Twice: the first may be one that had begun before.
    const look = async () => {
      await hub.look();
      await hub.look();
    };
    try {
      await look();
      const first = await opened(who, 4, ['A']);
      await look();
      await s.db.tx(tx => closeDesk(tx, first));
      const second = await opened(who, 5, ['A']);
      await look();
      await s.db.tx(tx => closeDesk(tx, second));
      await look();
      assert.deepEqual(seen, ['', '4', '5', '']);
    } finally {
      leave();
    }
  });

  test('numbers are dense for each group and day, however many ask at once', async () => {
    newDay();
    const taken = await Promise.all(Array.from({ length: 8 }, (_, i) => take(i % 2 ? 'B' : 'A')));
    assert.deepEqual(taken.map(ticketNumber).sort(), [
      ...['A001', 'A002', 'A003', 'A004'],
      ...['B001', 'B002', 'B003', 'B004'],
    ]);
    await s.db.tx(tx => setGroup(tx, office, { letter: 'C', name: 'Việc khác', open: false }));
    await assert.rejects(take('C'), { code: 'HALL_GROUP_CLOSED' });
    await assert.rejects(
      s.db.run(
        `INSERT INTO hall.ticket (id, agency_id, day, letter, n, taken_at, turn_at)
         SELECT gen_random_uuid(), agency_id, day, letter, n, taken_at, turn_at FROM hall.ticket WHERE id = $1`,
        [taken[0]?.id],
      ),
      /ticket_one_number/,
    );
    newDay();
    assert.equal(ticketNumber(await take()), 'A001', 'a new day begins anew');
  });

  test('two clerks who call at once get two tickets, and one who is left gets nobody', async () => {
    newDay();
    await take();
    await take();
    await take();
    const desks = [await opened(clerk, 1), await opened(other, 2)] as const;
    const called = await Promise.all(desks.map(next));
    assert.deepEqual(called.map(ticketNumber).sort(), ['A001', 'A002']);
    await assert.rejects(next(desks[0]), { code: 'HALL_DESK_BUSY' });
    await assert.rejects(
      s.db.tx(tx => closeDesk(tx, desks[0])),
      { code: 'HALL_DESK_BUSY' },
    );
    const [mine] = called;
    assert.ok(mine);
    await assert.rejects(does(end, desks[1], mine), { code: 'HALL_TICKET_MOVED' }, 'at another desk');
    await does(serve, desks[0], mine);
    await does(end, desks[0], mine);
    // Both want the last one: a lock that one holds is passed over, not waited for.
    await s.db.tx(tx => end(tx, desks[1], called[1]?.id ?? '', s.clock.now()));
    const outcomes = await Promise.allSettled(desks.map(next));
    assert.deepEqual(outcomes.map(o => o.status).sort(), ['fulfilled', 'rejected']);
    const lost = outcomes.find(o => o.status === 'rejected');
    assert.equal(lost?.reason.code, 'HALL_NOBODY_WAITS');
  });

  test('a desk has one clerk, a clerk one desk, and serves its groups only', async () => {
    newDay();
    const b = await take('B');
    await take('A');
    assert.match(await desksSaid(), /Hôm nay chưa có quầy nào mở\./);
    const desk = await opened(clerk, 1, ['B']);
    await assert.rejects(opened(other, 1), { code: 'HALL_DESK_TAKEN' });
    await assert.rejects(opened(clerk, 2), { code: 'HALL_DESK_TAKEN' });
    assert.equal((await next(desk)).id, b.id);
    await does(end, desk, b);
    await assert.rejects(next(desk), { code: 'HALL_NOBODY_WAITS' });
    assert.match(await desksSaid(), /Quầy đang mở: 1\./);
    await s.db.tx(tx => closeDesk(tx, desk));
    await assert.rejects(next(desk), { code: 'HALL_DESK_CLOSED' });
    assert.match(await desksSaid(), /Hiện không có quầy nào mở\. Hôm nay đã gọi số, hiện không mở: quầy 1\./);
  });

  test('who has priority is called before who came up to an hour earlier, and before nobody else', async () => {
    newDay();
    const early = await take();
    at('08:30');
    const usual = await take();
    at('09:10');
    const elderly = await take('A', 'elderly');
    assert.deepEqual(await outlookOf(s.db, elderly), { before: 1, minutes: null });
    const desk = await opened(clerk, 1);
    for (const due of [early, elderly, usual]) {
      assert.equal((await next(desk)).id, due.id);
      await does(end, desk, due);
      s.clock.set(new Date(s.clock.now().getTime() + 6 * 60_000).toISOString());
    }
    const last = await take();
    assert.deepEqual(await outlookOf(s.db, last), { before: 0, minutes: 10 });
    const looks = await s.official('Lò Thị Páo', office, ['receiver']);
    const wait = async () => (await looks.visit.open(`/can-bo/quay/phat-so/${last.id}`)).html;
    assert.match(await wait(), /Dự kiến chờ khoảng 10 phút/);
    await s.db.tx(tx => closeDesk(tx, desk));
    await opened(other, 2, ['B']);
    assert.match(await wait(), /Hiện chưa có quầy nào mở cho nhóm này/);
    assert.doesNotMatch(await wait(), /Dự kiến chờ/);
  });

  test('who is the next is told for whom he waits; nobody reads of nought people', async () => {
    newDay();
    const said = async (ticket: Ticket) => (await stranger.visit.open(followPath(ticket))).html;
    const desk = await opened(clerk, 1, ['A']);
    const second = await opened(other, 2, ['B']);
    const first = await take();
    assert.match(await said(first), /không còn ai trong nhóm này\./, 'a desk is free');
    await next(desk);
    const waits = await take();
    assert.match(await said(waits), /không còn ai trong nhóm này; các quầy đang phục vụ người đã được gọi\./);
    assert.match(await said(await take()), /Trước Ông\/Bà còn 1 người/);
    await does(end, desk, first);
    assert.match(await said(waits), /không còn ai trong nhóm này\./);
    await s.db.tx(tx => closeDesk(tx, desk));
    await s.db.tx(tx => closeDesk(tx, second));
  });

  test('who does not come is passed over and may be called back; of yesterday nobody is called', async () => {
    newDay();
    const [late, second] = [await take(), await take()];
    const desk = await opened(clerk, 1);
    await next(desk);
    at('08:01');
    assert.equal((await does(recall, desk, late)).calledAt?.getTime(), s.clock.now().getTime());
    await does(skip, desk, late);
    assert.deepEqual(
      (await skippedFor(s.db, desk)).map(t => t.id),
      [late.id],
    );
    assert.deepEqual(await lastCalled(s.db, office, s.clock.now()), []);
    // A desk of another group neither offers nor calls him.
    const land = await opened(other, 2, ['B']);
    assert.deepEqual(await skippedFor(s.db, land), []);
    await assert.rejects(does(callBack, land, late), { code: 'HALL_TICKET_MOVED' });
    await next(desk);
    await assert.rejects(does(callBack, desk, late), { code: 'HALL_DESK_BUSY' });
    await does(end, desk, second);
    at('08:05');
    await does(callBack, desk, late);
    assert.deepEqual(
      (await lastCalled(s.db, office, s.clock.now())).map(t => t.id),
      [late.id, second.id],
    );
    await does(end, desk, late);
    await take();
    newDay();
    await assert.rejects(next(await opened(clerk, 1)), { code: 'HALL_NOBODY_WAITS' });
  });

  test('who came to the wrong desk is sent on with his number and turn; the desk that sent him gets him last', async () => {
    newDay();
    const lost = await take();
    at('08:02');
    const [b, a] = [await take('B'), await take()];
    const [first, second] = [await opened(clerk, 1, ['A', 'B']), await opened(other, 2, ['B'])] as const;
    assert.equal((await next(first)).id, lost.id);
    await assert.rejects(
      s.db.tx(tx => sendOn(tx, first, lost.id, 'Z')),
      { code: 'HALL_GROUP_CLOSED' },
    );
    await assert.rejects(
      s.db.tx(tx => sendOn(tx, second, lost.id, 'B')),
      { code: 'HALL_TICKET_MOVED' },
      'who is at another desk',
    );
    const sent = await s.db.tx(tx => sendOn(tx, first, lost.id, 'B'));
    assert.deepEqual([sent.state, sent.sentTo, ticketNumber(sent)], ['waiting', 'B', 'A001']);
    assert.deepEqual([...(await waitingBy(s.db, office, s.clock.now()))].sort(), [
      ['A', 1],
      ['B', 2],
    ]);
    assert.equal((await outlookOf(s.db, b)).before, 1, 'he came before');
    assert.equal((await next(first)).id, b.id, 'not who was just sent on');
    await s.db.tx(tx => endAndNext(tx, first, b.id, s.clock.now()));
    await does(end, first, a);
    assert.equal((await next(second)).id, lost.id);
    await s.db.tx(tx => sendOn(tx, second, lost.id, 'A'));
    assert.equal((await next(first)).id, lost.id, 'back at his own group');
    await s.db.tx(tx => endAndNext(tx, first, lost.id, s.clock.now()));
    await assert.rejects(next(first), { code: 'HALL_NOBODY_WAITS' });
  });

  test('a demo that is opened on a later day has people in its hall, once, and none before its doors open or on a Sunday', async () => {
    const came = async (time: string): Promise<number> => {
      const now = new Date(`${time}:00+07:00`);
      await s.db.tx(async tx => {
        await setGroup(tx, office, { letter: 'C', name: 'Việc khác', open: true });
        await refillHall(tx, office, now);
      });
      const sql = 'SELECT count(*)::int AS n FROM hall.ticket WHERE agency_id = $1 AND day = $2::date';
      return (await s.db.one<{ n: number }>(sql, [office, time.slice(0, 10)])).n;
    };
    assert.equal(await came('2026-12-13T09:30'), 0, 'a Sunday');
    assert.equal(await came('2026-12-14T06:30'), 0, 'too early');
    const morning = await came('2026-12-14T09:30');
    assert.ok(morning > 15, `${morning} came`);
    assert.equal(await came('2026-12-14T10:30'), morning);
    // Who keeps the hall reads of the desks at which the screen says people are served.
    s.clock.set('2026-12-14T10:30:00+07:00');
    const shown = (await stranger.visit.open(`/man-hinh/${office}`)).html;
    const numbers = (html: string, words: RegExp) =>
      [...html.matchAll(words)].flatMap(([, found = '']) => found.split(', '));
    const onScreen = numbers(shown, /Quầy (\d)</g);
    assert.ok(onScreen.length > 2);
    const said = numbers(await desksSaid(), /(?:Quầy đang mở:|hiện không mở: quầy) ([\d, ]+)\./g);
    assert.deepEqual(said.toSorted(), [...new Set(onScreen)].toSorted());
    assert.ok((await came('2026-12-15T16:00')) > 50);
  });
});
