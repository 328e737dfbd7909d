import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { cases } from '#engines/cases';
import { files } from '#engines/files';
import { messaging } from '#engines/messaging';
import { numbering } from '#engines/numbering';
import { payments } from '#engines/payments';
import { trust } from '#engines/trust';
import { work } from '#engines/work';
import type { Ctx } from '#platform/http';
import { jobsModule } from '#platform/manifests';
import { type StaffSite, staffSite } from '#test/staff-site';
import { Visit } from '#test/visit';
import { hall } from './index.ts';
import { hoursOf, mustBeOpen } from './pages/hours.ts';
import { WINDOW_SECONDS } from './presence/code.ts';
import { callNext, end, serve, skip } from './queue/call.ts';
import { deskOf, openDesk } from './queue/desks.ts';
import { setGroup } from './queue/groups.ts';
import { waitingTimes } from './queue/waiting-times.ts';

type Official = Awaited<ReturnType<StaffSite['official']>>;

describe('hall: numbers that people take themselves', () => {
  let s: StaffSite;
  let clerk: Official;
  let head: Official;
  let other: Official;
  let office: string;

  before(async () => {
    s = await staffSite([jobsModule, numbering, files, trust, messaging, payments, work, cases, hall]);
    office = s.agencies.centre;
    await on('2026-11-20');
    await s.db.tx(async tx => {
      await setGroup(tx, office, { letter: 'A', name: 'Hộ tịch', open: true });
      await setGroup(tx, office, { letter: 'B', name: 'Đất đai', open: true });
    });
  });
  after(() => s.close());

  /** Every story has a day of its own, with sessions of that day. */
  const on = async (day: string) => {
    s.clock.set(`${day}T08:05:00+07:00`);
    clerk = await s.official('Vi Thị Huyền', office, ['receiver']);
    head = await s.official('Lồ Văn Páo', s.agencies.bacHa, ['leader']);
    other = await s.official('Sùng A Chứ', s.agencies.saPa, ['agency-admin']);
  };
  const browser = () => new Visit(s.server, '');
  const later = (seconds: number) =>
    s.clock.set(new Date(s.clock.now().getTime() + seconds * 1_000).toISOString());
  const entered = async (kind: 'kiosk' | 'screen', name: string): Promise<string> => {
    await head.visit.open('/can-bo/sanh');
    const made = await head.visit.submit('/can-bo/sanh/thiet-bi', { loai: kind, ten: name });
    assert.equal(made.status, 200, made.html);
    return /class="at-desk num">([^<]+)</.exec(made.html)?.[1] ?? assert.fail('no code is shown');
  };
  /** A browser that was paired with the code of a new device. */
  const paired = async (kind: 'kiosk' | 'screen', name: string) => {
    const device = browser();
    await device.open(`/ghep-thiet-bi?ma=${await entered(kind, name)}`);
    const done = await device.submit('/ghep-thiet-bi', {});
    assert.equal(done.status, 303, done.html);
    return { device, to: done.location ?? '' };
  };
  const idOf = async (name: string) =>
    (await s.db.one<{ id: string }>('SELECT id FROM hall.device WHERE name = $1', [name])).id;
  const take = (visit: Visit, letter = 'A', priority = '') =>
    visit.submit('/lay-so', { nhom: letter, 'uu-tien': priority });

  test('a kiosk is paired once, gives numbers with nobody signed in, and stops when it is ended', async () => {
    assert.equal((await clerk.visit.open('/can-bo/sanh')).status, 403);
    const code = await entered('kiosk', 'Ki-ốt cửa chính');
    const twice = await head.visit.submit('/can-bo/sanh/thiet-bi', { loai: 'kiosk', ten: 'KI-ỐT CỬA CHÍNH' });
    assert.match(twice.html, /Sảnh đã có thiết bị tên/);
    assert.doesNotMatch((await head.visit.open('/can-bo/sanh')).html, new RegExp(code), 'shown once');
    const kiosk = browser();
    assert.match((await kiosk.open('/lay-so')).html, /đến sảnh và quét mã QR/);
    assert.equal((await kiosk.open('/ghep-thiet-bi?ma=0000-0000-0000')).status, 422);
    // Whatever only looks at the link does not use it up.
    for (const _ of [1, 2])
      assert.match((await kiosk.open(`/ghep-thiet-bi?ma=${code.toLowerCase()}`)).html, /Ki-ốt cửa chính/);
    assert.equal((await kiosk.submit('/ghep-thiet-bi', {})).location, '/lay-so');
    const thief = browser();
    assert.equal((await thief.open(`/ghep-thiet-bi?ma=${code}`)).status, 422);
    const page = (await kiosk.open('/lay-so')).html;
    assert.match(page, /Hộ tịch[\s\S]*0 người đang chờ/);
    assert.match(
      page,
      /<noscript><meta http-equiv="refresh" content="60;url=\/lay-so\?lang=vi"><\/noscript>/,
    );
    const given = await take(kiosk, 'A', 'elderly');
    assert.equal((await take(kiosk, 'A', 'elderly')).location, given.location, 'one press, one number');
    assert.equal((await take(kiosk, 'B')).location, given.location, 'another group pressed just after');
    const slip = (await kiosk.open(given.location ?? '')).html;
    assert.match(
      slip,
      /A001[\s\S]*Hộ tịch[\s\S]*Người cao tuổi[\s\S]*không còn ai trong nhóm này[\s\S]*<svg class="qr"/,
    );
    const follow = (given.location ?? '').split('/').at(-1);
    assert.equal((await thief.open(given.location ?? '')).location, `/so-thu-tu/${follow}`);
    const id = await idOf('Ki-ốt cửa chính');
    assert.deepEqual(await s.story(`hall-device:${id}`), ['hall.device-made', 'hall.device-paired']);
    // Another office's administrator does not see it, nor end it.
    assert.doesNotMatch((await other.visit.open('/can-bo/sanh')).html, /Ki-ốt cửa chính/);
    await other.visit.open('/can-bo/sanh');
    assert.equal((await other.visit.submit(`/can-bo/sanh/thiet-bi/${id}/thu-hoi`, {})).status, 404);
    assert.match((await head.visit.open('/can-bo/sanh')).html, /Đã ghép lúc/);
    await head.visit.submit(`/can-bo/sanh/thiet-bi/${id}/thu-hoi`, {});
    assert.equal((await s.story(`hall-device:${id}`)).at(-1), 'hall.device-revoked');
    assert.match((await kiosk.open('/lay-so')).html, /đến sảnh và quét mã QR/);
    const { n } = await s.db.one<{ n: number }>('SELECT count(*)::int AS n FROM hall.ticket');
    await take(kiosk, 'A');
    assert.equal((await s.db.one<{ n: number }>('SELECT count(*)::int AS n FROM hall.ticket')).n, n);
    assert.deepEqual(s.missing, []);
  });

  test('a pairing code is over after half an hour, and a kiosk gives no more numbers than people come', async () => {
    await on('2026-11-23');
    const { device } = await paired('kiosk', 'Ki-ốt nhanh');
    const code = await entered('kiosk', 'Ki-ốt muộn');
    const late = browser();
    await late.open(`/ghep-thiet-bi?ma=${code}`);
    later(31 * 60);
    const refused = await late.submit('/ghep-thiet-bi', {});
    assert.match(refused.html, /đã quá 30 phút/);
    assert.equal(refused.status, 422);
    const locations = new Set<string | undefined>();
    for (let i = 0; i < 12; i++) {
      await device.open('/lay-so');
      locations.add((await take(device)).location);
    }
    assert.equal(locations.size, 12);
    await device.open('/lay-so');
    const fast = await take(device);
    assert.equal(fast.status, 422);
    assert.match(fast.html, /Nhiều số vừa được lấy cùng lúc/);
    later(61);
    await device.open('/lay-so');
    assert.equal((await take(device)).status, 303);
  });

  test('a telephone in the hall takes one number, is told when it is called, and may give it back; from home nobody takes one', async () => {
    await on('2026-11-24');
    const phone = browser();
    const at = `/lay-so/${office}`;
    const wall = `/man-hinh/${office}`;
    // The screen's address is open to all: its code stands on paired screens alone.
    assert.doesNotMatch((await phone.open(wall)).html, /Lấy số bằng điện thoại/);
    const { device: screen, to } = await paired('screen', 'Màn hình sảnh');
    assert.equal(to, wall);
    const scanned = () =>
      screen.open(wall).then(({ html }) => ({
        digits: /<b class="num">(\d{3} \d{3})</.exec(html)?.[1] ?? assert.fail('no code on the screen'),
      }));
    const { digits } = await scanned();
    assert.match((await phone.open(at)).html, /Số chỉ phát cho người đang ở sảnh/);
    assert.equal((await phone.submit(at, { nhom: 'A' })).status, 422, 'without a pass');
    await phone.open(at);
    const guess = await phone.submit(`${at}/ma`, { ma: digits === '123 456' ? '654321' : '123456' });
    assert.match(guess.html, /Mã không đúng hoặc đã hết hạn/);
    later(WINDOW_SECONDS);
    await phone.open(at);
    assert.equal((await phone.submit(`${at}/ma`, { ma: digits })).location, at);
    later(3 * WINDOW_SECONDS);
    const friend = browser();
    await friend.open(at);
    assert.equal((await friend.submit(`${at}/ma`, { ma: digits })).status, 422, 'sent to a friend, later');
    await phone.open(at);
    const given = await phone.submit(at, { nhom: 'A', 'uu-tien': '' });
    const mine = given.location ?? '';
    assert.match(mine, /^\/so-thu-tu\/[0-9a-f-]{36}$/);
    assert.equal((await phone.submit(at, { nhom: 'B', 'uu-tien': '' })).location, mine, 'one a telephone');
    assert.equal((await phone.open(at)).location, mine);
    const waiting = (await phone.open(mine)).html;
    assert.match(waiting, /A001[\s\S]*không còn ai trong nhóm này[\s\S]*Trả số/);
    assert.match(waiting, /<noscript><meta http-equiv="refresh" content="15"><\/noscript>/);
    // Who is shown the page by its holder sees the number; it is not his to give back.
    assert.doesNotMatch((await friend.open(mine)).html, /Trả số/);
    await friend.open(at);
    assert.equal((await friend.submit(`${mine}/tra`, {})).status, 422);
    assert.equal((await friend.open(mine.replace(/.$/, c => (c === '0' ? '1' : '0')))).status, 404);
    const desk = { agencyId: office, number: 3, accountId: clerk.accountId, letters: ['A', 'B'] };
    await s.db.tx(tx => openDesk(tx, desk, s.clock.now()));
    const open = (await deskOf(s.db, clerk.accountId, s.clock.now())) ?? assert.fail();
    const called = await s.db.tx(tx => callNext(tx, open, s.clock.now()));
    assert.match((await phone.open(mine)).html, /data-state="called"[\s\S]*Mời đến quầy 3/);
    await s.db.tx(tx => skip(tx, open, called.id, s.clock.now()));
    assert.match((await phone.open(mine)).html, /Quầy 3 đã gọi lúc/);
    // Missed, he takes another, and then needs it no more.
    await phone.open(at);
    const second = (await phone.submit(at, { nhom: 'B', 'uu-tien': '' })).location ?? '';
    await phone.open(second);
    assert.equal((await phone.submit(`${second}/tra`, {})).location, second);
    assert.equal((await phone.submit(`${second}/tra`, {})).status, 303, 'sent twice');
    assert.match((await phone.open(second)).html, /Đã trả số lúc/);
    await assert.rejects(
      s.db.tx(tx => callNext(tx, open, s.clock.now())),
      { code: 'HALL_NOBODY_WAITS' },
    );
    assert.equal(called.n, 1);
    later(86_400);
    assert.match((await phone.open(mine)).html, /Số của ngày 24\/11\/2026, không còn dùng được/);
    assert.deepEqual(s.missing, []);
  });

  test('the database holds one open number a browser, and two presses at once end at one', async () => {
    await on('2026-11-25');
    const { device: screen } = await paired('screen', 'Màn hình hai');
    const digits = /<b class="num">(\d{3} \d{3})</.exec((await screen.open(`/man-hinh/${office}`)).html)?.[1];
    const phone = browser();
    const at = `/lay-so/${office}`;
    await phone.open(at);
    await phone.submit(`${at}/ma`, { ma: digits ?? '' });
    await phone.open(at);
    const both = await Promise.all(['A', 'B'].map(nhom => phone.submit(at, { nhom, 'uu-tien': '' })));
    assert.deepEqual(
      both.map(b => b.status),
      [303, 303],
    );
    assert.equal(both[0]?.location, both[1]?.location);
    await assert.rejects(
      s.db.run(
        `INSERT INTO hall.ticket (id, agency_id, day, letter, n, taken_at, turn_at, channel, holder_hash)
         SELECT gen_random_uuid(), agency_id, day, letter, n + 100, taken_at, turn_at, channel, holder_hash
         FROM hall.ticket WHERE day = '2026-11-25' AND state = 'waiting'`,
      ),
      /ticket_one_a_browser/,
    );
  });

  test('the head sees how long people of each hour waited', async () => {
    await on('2026-11-26');
    const { device } = await paired('kiosk', 'Ki-ốt thống kê');
    for (const letter of ['A', 'B', 'A']) {
      await device.open('/lay-so');
      await take(device, letter);
    }
    const desk = { agencyId: office, number: 1, accountId: clerk.accountId, letters: ['A', 'B'] };
    await s.db.tx(tx => openDesk(tx, desk, s.clock.now()));
    const open = (await deskOf(s.db, clerk.accountId, s.clock.now())) ?? assert.fail();
    for (const minutes of [4, 6]) {
      later(minutes * 60);
      const { id } = await s.db.tx(tx => callNext(tx, open, s.clock.now()));
      await s.db.tx(tx => serve(tx, open, id, s.clock.now()));
      await s.db.tx(tx => end(tx, open, id, s.clock.now()));
    }
    assert.deepEqual(await waitingTimes(s.db, office, '2026-11-26'), [
      { hour: 8, taken: 3, called: 2, left: 0, median: 7, longest: 10, usual: 0 },
    ]);
    const page = (await head.visit.open('/can-bo/sanh/thoi-gian-cho')).html;
    assert.match(page, /0 số ở bàn hướng dẫn, 3 số ở ki-ốt[\s\S]*8:00–9:00[\s\S]*7 phút[\s\S]*10 phút/);
    assert.match(
      (await head.visit.open('/can-bo/sanh/thoi-gian-cho?ngay=01/01/2020')).html,
      /không có ai lấy số/,
    );
    assert.match(page, /<button[^>]*>Xem ngày này</);
    assert.match((await head.visit.open('/can-bo/sanh/ap-phich')).html, /<svg class="qr"/);
    const steps = (await head.visit.open('/can-bo/sanh')).html;
    assert.match(steps, /phát số cho nhóm A, B\.[\s\S]*Màn hình gọi số: [\s\S]*Quầy đang mở: 1\./);
    const groups = (await head.visit.open('/can-bo/sanh/nhom')).html;
    assert.ok(
      !/Xem cơ quan này|class="choose/.test(groups.slice(groups.indexOf('name="chu"'))),
      'first where, then what',
    );
    await head.visit.submit('/can-bo/sanh/nhom', { chu: 'd', ten: 'Chứng thực', mo: '1' });
    assert.match((await head.visit.open('/can-bo/sanh')).html, /phát số cho nhóm A, B, D\./);
    assert.equal((await clerk.visit.open('/can-bo/sanh/nhom')).status, 403);
    assert.equal((await clerk.visit.open('/can-bo/sanh/thoi-gian-cho')).status, 403);
    assert.deepEqual(s.missing, []);
  });

  test('by themselves people take numbers in the office’s hours; after them it is said when it opens again', async () => {
    await on('2026-11-27');
    const { device } = await paired('kiosk', 'Ki-ốt đêm');
    assert.doesNotMatch((await device.open('/lay-so')).html, /Ngoài giờ/);
    s.clock.set('2026-11-27T17:30:00+07:00');
    assert.match((await device.open('/lay-so')).html, /sảnh thật phát số lại lúc 30\/11\/2026 07:15/);
    assert.equal((await take(device)).status, 303, 'a demo gives them at any hour');
    const real = {
      db: s.db,
      clock: s.clock,
      site: { demo: false },
      t: (key: string) => key,
    } as unknown as Ctx;
    assert.equal((await hoursOf(real, office)).gives, false);
    await assert.rejects(mustBeOpen(real, office), {
      code: 'HALL_SHUT',
      params: { opens: '30/11/2026 07:15' },
    });
  });

  test('ten groups stand on one page of the kiosk, more on the next; who has said that he has priority has not to say it again', async () => {
    await on('2026-11-26');
    const { device } = await paired('kiosk', 'Ki-ốt nhiều nhóm');
    const letters = [...'CDEFGHIJ'];
    const put = (open: boolean, all: readonly string[]) =>
      s.db.tx(async tx => {
        for (const letter of all) await setGroup(tx, office, { letter, name: `Nhóm ${letter}`, open });
      });
    const buttons = (html: string) => [...html.matchAll(/name="nhom" value="(\w)"/g)].map(m => m[1]).join('');
    await put(true, letters);
    const ten = (await device.open('/lay-so')).html;
    assert.equal(buttons(ten), 'ABCDEFGHIJ');
    assert.doesNotMatch(ten, /name="trang"/);
    await put(true, ['K', 'L']);
    assert.equal(buttons((await device.open('/lay-so')).html), 'ABCDEFGH');
    const next = await device.submit('/lay-so', { trang: '2', 'uu-tien': 'elderly' });
    assert.equal(buttons(next.html), 'IJKL');
    assert.match(next.html, /value="elderly"[^>]*checked/);
    await put(false, [...letters, 'K', 'L']);
  });

  test('who waits outside gets a number some minutes before the desks open, after the noon break too, as the hall has it', async () => {
    const real = {
      db: s.db,
      clock: s.clock,
      site: { demo: false },
      t: (key: string) => key,
    } as unknown as Ctx;
    const gives = async (at: string) => {
      s.clock.set(`2026-11-27T${at}:00+07:00`);
      return (await hoursOf(real, office)).gives;
    };
    assert.deepEqual([await gives('07:10'), await gives('07:15')], [false, true]);
    assert.equal(await gives('12:00'), false, 'none in the noon break');
    assert.match(String((await hoursOf(real, office)).said), /hall\.shut/);
    assert.equal(await gives('13:20'), true);
    assert.match(String((await hoursOf(real, office)).said), /hall\.early\.now/);
    await on('2026-11-27');
    const set = (phut: string) => head.visit.submit('/can-bo/sanh/gio', { 'co-quan': office, phut });
    await head.visit.open(`/can-bo/sanh?co-quan=${office}`);
    assert.equal((await set('121')).status, 422);
    assert.equal((await set('0')).status, 303);
    assert.deepEqual(
      [await gives('07:29'), await gives('07:30'), await gives('13:29')],
      [false, true, false],
    );
    await on('2026-11-27');
    await head.visit.open(`/can-bo/sanh?co-quan=${office}`);
    await set('15');
    assert.deepEqual(await s.story(`hall:${office}`), ['hall.early-set', 'hall.early-set']);
  });
});
