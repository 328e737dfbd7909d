import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import {
  dossiersByNumber,
  findDossierByCode,
  forgetUnstored,
  numberIn,
  receptionOf,
  track,
  trackDropped,
} from '#engines/cases';
import { openSession, vaultService } from '#engines/identity';
import { Visit } from '#test/visit';
import { publishNext } from '../../../../engines/cases/testing/versions.ts';
import { type Official, type OneStopSite, oneStopSite } from '../../testing/site.ts';
import { PREPARE } from './paths.ts';

const CARD = '9.700001';

type Pack = { id: string; mark: string; version: string; stored: number; key: string };
type Told = {
  state: string;
  code?: string;
  reasons: string[];
  href?: string;
  counts?: string;
  provisional: string;
};

describe('one-stop: what comes back from where there was no network', () => {
  let s: OneStopSite;
  let clerk: Official;
  let other: Official;
  let pack: Pack;
  before(async () => {
    s = await oneStopSite();
    clerk = await s.official('Vi Thị Huyền', s.agencies.bacHa, ['receiver']);
    other = await s.official('Tẩn Mý Dao', s.agencies.bacHa, ['receiver']);
    await later('2026-11-20T07:30:00');
    pack = await takeAlong(clerk);
  });
  after(() => s.close());

  /** The hours in the village are longer than a session: he signs in again. */
  async function later(at: string): Promise<void> {
    s.clock.set(`${at}+07:00`);
    for (const who of [clerk, other]) {
      const account = { accountId: who.accountId, kind: 'official', stepped: true } as const;
      const device = { ip: '203.0.113.7', userAgent: 'Firefox' };
      const { token } = await s.db.tx(tx => openSession(tx, { ...account, ...device }, s.clock.now()));
      who.visit = new Visit(s.server, token);
      await who.visit.open(PREPARE);
    }
  }

  /** Two steps: the procedures are chosen, the device stores them. */
  async function takeAlong(who: Official): Promise<Pack> {
    await who.visit.open(PREPARE);
    const made = await who.visit.submit(PREPARE, { 'ma-khac': CARD });
    assert.equal(made.status, 303, made.html.slice(0, 600));
    await who.visit.open(made.location ?? '');
    const stored = s.clock.now().getTime();
    const told = JSON.parse((await who.visit.ask(`${made.location}/mang-di`, '{}', 'application/json')).html);
    const drawn = (await who.visit.open(`${made.location}/trang`)).html;
    assert.match(drawn, /<template data-person/);
    assert.doesNotMatch(drawn, /_csrf|Vi Thị Huyền/, 'what the browser keeps says nothing of who asked');
    const version = /data-version="([^"]+)"/.exec(drawn)?.[1] ?? assert.fail();
    await who.visit.open(PREPARE);
    return { id: told.id, mark: told.mark, key: told.key, version, stored };
  }

  let given = 0;
  /** What a device sends of a reader, handed in `taken`. */
  const entered = (name: string, taken: string, more: Record<string, string> = {}) => {
    given += 1;
    return {
      _goi: pack.id,
      '_bieu-mau': pack.version,
      '_so-tam': `TAM-${pack.mark}-${String(given).padStart(3, '0')}`,
      '_luc-mang': String(pack.stored),
      '_luc-nhan': String(new Date(`${taken}+07:00`).getTime()),
      'nguoi.name': name,
      'reader.name': name,
      'reader.phone': '0912345678',
      'place.commune': '99001',
      'result.way': 'counter',
      kenh: 'counter',
      ...more,
    };
  };

  async function send(fields: Record<string, string>, who = clerk, id: string = randomUUID()) {
    const sent = { '_luc-gui': String(s.clock.now().getTime()), ...fields };
    const answer = await who.visit.send(`${PREPARE}/gui`, sent, { 'idempotency-key': id });
    return { status: answer.status, told: JSON.parse(answer.html) as Told };
  }

  const count = async () => (await s.db.one<{ n: number }>('SELECT count(*)::int AS n FROM cases.dossier')).n;

  test('it is received once however often it is sent, and its limit runs from the hour in the village', async () => {
    await later('2026-11-20T15:40:00');
    const fields = entered('Giàng A Phử', '2026-11-20T08:10:00');
    const id = randomUUID();
    const first = await send(fields, clerk, id);
    assert.equal(first.told.state, 'received', JSON.stringify(first.told));
    const before = await count();
    s.clock.advance(60_000);
    for (const again of [await send(fields, clerk, id), await send(fields, clerk, id)])
      assert.deepEqual(again.told, first.told);
    assert.equal(await count(), before);
    const dossier = (await findDossierByCode(s.db, first.told.code ?? '')) ?? assert.fail();
    assert.equal(dossier.receivedAt.toISOString(), '2026-11-20T01:10:00.000Z');
    assert.equal(dossier.dueAt.toISOString(), '2026-11-20T06:40:00.000Z', 'four hours of work later');
    assert.equal(dossier.channel, 'counter');
    const { offline, receivedAt } = (await receptionOf(s.db, dossier.id)) ?? assert.fail();
    assert.deepEqual(
      [offline?.provisional, offline?.toldAt.toISOString(), offline?.arrivedAt.toISOString(), receivedAt],
      [fields['_so-tam'], '2026-11-20T01:10:00.000Z', '2026-11-20T08:40:00.000Z', dossier.receivedAt],
    );
    const typed = numberIn(fields['_so-tam']?.toLowerCase().replaceAll('-', ' ') ?? '') ?? assert.fail();
    assert.deepEqual(await dossiersByNumber(s.db, s.env.get(vaultService), typed), [dossier.id]);
    // Who asks at the counter, or follows it by himself, has nothing but that number.
    const atCounter = await clerk.visit.open(`/can-bo/tiep-nhan?q=${fields['_so-tam']?.toLowerCase()}`);
    assert.ok(`${atCounter.location}`.includes(dossier.id), atCounter.location);
    const unsent = await clerk.visit.open('/can-bo/tiep-nhan?q=TAM-22222-001');
    assert.match(unsent.html, /Không có hồ sơ nào mang mã TAM-22222-001/);
    const network = Buffer.from('thôn Na Hối');
    const follows = (digits: string) =>
      track(s.db, { code: fields['_so-tam'] ?? '', digits, network }, s.clock.now());
    assert.equal((await follows(dossier.phone?.slice(-4) ?? assert.fail()))?.id, dossier.id);
    assert.equal(await follows('0000'), undefined);
    const [entry] = await s.ledger.history(s.db, `dossier:${dossier.id}`, ['case.submitted']);
    assert.deepEqual(entry?.body.offline, {
      provisional: fields['_so-tam'],
      told: '2026-11-20T01:10:00.000Z',
      arrived: '2026-11-20T08:40:00.000Z',
      counts: 'device',
    });
  });

  test('several at the same moment are one, and each is told how it stands', async () => {
    const before = await count();
    const rounds = 8;
    for (let round = 0; round < rounds; round++) {
      const fields = entered(`Sùng Thị Dở ${'ABCDEFGH'[round]}`, '2026-11-20T09:00:00', {
        '_luc-gui': String(s.clock.now().getTime()),
      });
      const id = randomUUID();
      const at = [0, 15 * round, 25 * round, 40 * round].map(ms =>
        setTimeout(ms).then(() => send(fields, clerk, id)),
      );
      for (const { told } of await Promise.all(at))
        assert.match(told.state, /^(received|again|attention)$/, JSON.stringify(told));
      assert.equal((await send(fields, clerk, id)).told.state, 'received');
    }
    assert.equal(await count(), before + rounds);
  });

  test('the same number or the same sending with something else is refused', async () => {
    const fields = entered('Vàng Thị Chá', '2026-11-20T09:10:00');
    const id = randomUUID();
    await send(fields, clerk, id);
    const changed = await send({ ...fields, 'reader.name': 'Vàng Thị Khác' }, clerk, id);
    assert.deepEqual([changed.status, changed.told.state], [409, 'refused']);
    assert.match(changed.told.reasons.join(), /nội dung khác/);
    const twice = await send({ ...fields, 'reader.name': 'Người thứ hai' });
    assert.deepEqual([twice.status, twice.told.state], [409, 'refused']);
    assert.match(twice.told.reasons.join(), /đã dùng cho hồ sơ khác/);
  });

  test('a colleague at the same machine cannot send it, nor learn the key of the device', async () => {
    await other.visit.open(PREPARE);
    const { status, told } = await send(entered('Lù Seo Pao', '2026-11-20T09:20:00'), other);
    assert.deepEqual([status, told.state], [403, 'refused']);
    assert.equal((await other.visit.open(`${PREPARE}/phien?goi=${pack.id}`)).status, 403);
    assert.equal((await other.visit.open(`${PREPARE}/goi/${pack.id}`)).status, 403);
    const own = JSON.parse((await clerk.visit.open(`${PREPARE}/phien?goi=${pack.id}`)).html);
    assert.deepEqual([own.account, own.key], [clerk.accountId, pack.key]);
    await clerk.visit.open(PREPARE);
  });

  test('who changed the clock of the device on the way is received by ours', async () => {
    const fields = entered('Lý A Sò', '2026-11-13T08:00:00');
    const { told } = await send(fields);
    assert.deepEqual([told.state, told.counts], ['received', 'server']);
    const dossier = (await findDossierByCode(s.db, told.code ?? '')) ?? assert.fail();
    assert.deepEqual(dossier.receivedAt, s.clock.now());
    const { offline } = (await receptionOf(s.db, dossier.id)) ?? assert.fail();
    assert.equal(offline?.toldAt.toISOString(), '2026-11-13T01:00:00.000Z', 'what it said is kept');
  });

  test('a clock that was set back between two is not believed for the second', async () => {
    const first = await send(entered('Cư A Tủa', '2026-11-20T09:50:00'));
    const second = await send(entered('Cư Thị Sa', '2026-11-20T08:30:00'));
    assert.deepEqual([first.told.counts, second.told.counts], ['device', 'server']);
  });

  test('what the server refuses waits at the counter with the reasons, and gets its number when it is mended', async () => {
    const fields = entered('Thào Thị Mai', '2026-11-20T10:00:00', { 'reader.name': '' });
    const id = randomUUID();
    const { told } = await send(fields, clerk, id);
    assert.equal(told.state, 'attention');
    assert.match(told.reasons.join(), /họ và tên/i);
    const path = told.href ?? assert.fail();
    const seen = await clerk.visit.open(path);
    assert.match(seen.html, new RegExp(`biên nhận tạm ${fields['_so-tam']}[\\s\\S]*20/11/2026 10:00`));
    assert.match(seen.html, /class="sum"/);
    const done = await clerk.visit.send(path, { 'reader.name': 'Thào Thị Mai', _nop: '1' });
    assert.equal(done.status, 303, done.html.slice(0, 600));
    await clerk.visit.open(PREPARE);
    const after = await send(fields, clerk, id);
    assert.equal(after.told.state, 'received');
    const dossier = (await findDossierByCode(s.db, after.told.code ?? '')) ?? assert.fail();
    assert.equal(dossier.receivedAt.toISOString(), '2026-11-20T03:00:00.000Z', 'still when it was handed in');
    const list = (await clerk.visit.open(PREPARE)).html;
    assert.ok(list.includes(after.told.code ?? '-') && list.includes(fields['_so-tam']));
  });

  test('somebody whose number has the same dossier open is for the clerk to decide', async () => {
    const number = { 'nguoi.personalNumber': '010090002281' };
    const first = await send(entered('Hoàng Thị Lan', '2026-11-20T10:10:00', number));
    assert.equal(first.told.state, 'received');
    const second = await send(entered('Hoàng Thị Lan', '2026-11-20T10:20:00', number));
    assert.equal(second.told.state, 'attention');
    assert.ok(second.told.reasons.join().includes(first.told.code ?? '-'));
    const seen = await clerk.visit.open(second.told.href ?? '');
    assert.ok(seen.html.includes(first.told.code ?? '-'));
    // Its applicant holds a provisional receipt: it is dropped with a reason, and its number leads to the dossier of the same matter.
    const drop = `${second.told.href}/bo`;
    const unsaid = await clerk.visit.submit(drop, { 'cung-viec': '1' });
    assert.equal(unsaid.status, 422);
    assert.match(unsaid.html, /href="#f-ly-do-bo">Ghi lý do: người dân đang giữ biên nhận tạm/);
    assert.match(unsaid.html, new RegExp(`Cùng việc với hồ sơ [\\s\\S]{0,80}${first.told.code}`));
    const said = { 'ly-do-bo': 'Chị Lan nộp hai lần', 'cung-viec': '1' };
    assert.equal((await other.visit.submit(drop, said)).status, 404);
    assert.equal((await clerk.visit.submit(drop, said)).status, 303);
    const list = (await clerk.visit.open(PREPARE)).html;
    assert.match(
      list,
      /Đã bỏ lúc 20\/11\/2026 \d\d:\d\d, Vi Thị Huyền, cùng việc với hồ sơ [^<]*(<[^>]*>)?[^<]*\. Lý do: Chị Lan nộp hai lần/,
    );
    const dossier = (await findDossierByCode(s.db, first.told.code ?? '')) ?? assert.fail();
    const provisional = second.told.provisional;
    const asked = await clerk.visit.open(`/can-bo/tiep-nhan?q=${provisional}`);
    assert.ok(`${asked.location}`.includes(dossier.id), asked.location);
    assert.match(
      (await clerk.visit.open(asked.location ?? '')).html,
      new RegExp(`Bản nhập mang số ${provisional} đã bị bỏ lúc 20/11/2026 .{5}, Vi Thị Huyền, cùng việc`),
    );
    const look = { code: provisional, digits: '5678', network: Buffer.from('bản Phố') };
    assert.equal((await track(s.db, look, s.clock.now()))?.id, dossier.id);
    await clerk.visit.open(PREPARE);
  });

  test('what was dropped and is of no other dossier is answered for at the counter: when, and by whom', async () => {
    const { told } = await send(entered('Thào Thị Dua', '2026-11-20T10:25:00', { 'reader.name': '' }));
    const seen = (await clerk.visit.open(told.href ?? '')).html;
    assert.doesNotMatch(seen, /Cùng việc với hồ sơ/);
    // Until it is decided it waits, and whoever is asked for its number is told where.
    const counter = `/can-bo/tiep-nhan?q=${told.provisional}`;
    const mine = (await clerk.visit.open(counter)).html;
    assert.match(mine, new RegExp(`${told.provisional}[^.]*chờ chính người đang đăng nhập xử lý`));
    assert.ok(mine.includes(`href="${told.href}"`));
    const theirs = (await other.visit.open(counter)).html;
    assert.match(theirs, /đang chờ Vi Thị Huyền xử lý tại [^.]*Bắc Hà/);
    assert.ok(!theirs.includes(told.href ?? '-'));
    await clerk.visit.open(told.href ?? '');
    const dropped = await clerk.visit.submit(`${told.href}/bo`, { 'ly-do-bo': 'Gia đình xin thôi' });
    assert.equal(dropped.status, 303);
    assert.match((await clerk.visit.open(dropped.location ?? '')).html, /Đã bỏ bản nhập\./);
    const asked = (await clerk.visit.open(`/can-bo/tiep-nhan?q=${told.provisional}`)).html;
    assert.match(asked, new RegExp(`${told.provisional}[^.]*đã bị bỏ lúc 20/11/2026[^.]*Vi Thị Huyền`));
    assert.match(asked, /Lý do: Gia đình xin thôi/, 'at the office that has to answer for it');
    const elsewhere = await s.official('Sùng A Lử', s.agencies.saPa, ['receiver']);
    const there = (await elsewhere.visit.open(counter)).html;
    assert.match(there, /đã bị bỏ lúc 20\/11\/2026[^.]*Vi Thị Huyền/);
    assert.doesNotMatch(there, /Gia đình xin thôi/);
    // Who has the receipt asks with his telephone number; whoever has not reads nothing, and is kept from guessing.
    const vault = s.env.get(vaultService);
    const look = (digits: string, code = told.provisional) => ({
      code,
      digits,
      network: Buffer.from('Na Hối'),
    });
    const follows = async (asking: ReturnType<typeof look>) => {
      assert.equal(await track(s.db, asking, s.clock.now()), undefined);
      return trackDropped(s.db, vault, asking);
    };
    assert.equal(await follows(look('0000')), undefined);
    assert.equal((await follows(look('0912345678')))?.who, 'Vi Thị Huyền');
    assert.equal(
      (await follows(look('5678', told.provisional.toLowerCase().replaceAll('-', ' '))))?.same,
      null,
    );
    for (const digits of ['0001', '0002', '0003']) assert.equal(await follows(look(digits)), undefined);
    await assert.rejects(track(s.db, look('5678'), s.clock.now()), { code: 'TRACKING_NUMBER_NEEDED' });
    await clerk.visit.open(PREPARE);
  });

  test('a number that is none leads to who applies', async () => {
    const { told } = await send(
      entered('Lò Văn Số', '2026-11-20T10:30:00', { 'nguoi.personalNumber': '12' }),
    );
    assert.equal(told.state, 'attention');
    assert.equal((await clerk.visit.open(told.href ?? '')).location, `${told.href}/nguoi-nop`);
    await clerk.visit.open(PREPARE);
  });

  test('a form that has changed since is looked at, with what was typed', async () => {
    await later('2026-11-23T08:00:00');
    await publishNext(s, CARD, {
      form: definition => ({
        ...definition,
        schema: {
          ...definition.schema,
          properties: {
            ...definition.schema.properties,
            reader: {
              ...definition.schema.properties?.reader,
              properties: Object.fromEntries(
                Object.entries(definition.schema.properties?.reader?.properties ?? {}).filter(
                  ([name]) => name !== 'email',
                ),
              ),
            },
          },
        },
        pages: definition.pages.map(p => ({ ...p, fields: p.fields.filter(f => f !== 'reader.email') })),
        fields: {
          ...Object.fromEntries(
            Object.entries(definition.fields).filter(([path]) => path !== 'reader.email'),
          ),
          'reader.name': { ...definition.fields['reader.name']!, label: { vi: 'Tên bạn đọc', en: 'Reader' } },
        },
      }),
    });
    const { told } = await send(
      entered('Má A Pó', '2026-11-20T11:00:00', { 'reader.email': 'po@example.vn' }),
    );
    assert.equal(told.state, 'attention');
    assert.match(told.reasons.join(), /đã đổi từ 23\/11\/2026/);
    const seen = await clerk.visit.open(told.href ?? '');
    assert.match(told.reasons.join(), /Không còn chỗ cho: Thư điện tử/);
    assert.doesNotMatch(told.reasons.join(), /po@example/, 'the device keeps the reasons as they are');
    assert.match(seen.html, /Thư điện tử: po@example\.vn/);
    assert.match(seen.html, /Tên bạn đọc[\s\S]*value="Má A Pó"/);
    await clerk.visit.open(PREPARE);
  });

  test('whoever has taken something along is asked before signing out, others are not', async () => {
    await clerk.visit.open(PREPARE);
    const asked = await clerk.visit.submit('/dang-xuat');
    // The account's own pages are not part of this site: the page that asks is.
    assert.ok([303, 404].includes(asked.status));
    assert.match((await clerk.visit.open(`${PREPARE}/thoat`)).html, /Trước khi đăng xuất/);
  });

  test('a pack that no device has stored is forgotten when its time is over, any other keeps its key', async () => {
    await clerk.visit.open(PREPARE);
    const { location } = await clerk.visit.submit(PREPARE, { 'ma-khac': CARD });
    const unstored = location?.split('/').at(-1);
    const left = () => s.db.query<{ id: string }>('SELECT id FROM cases.offline_pack ORDER BY made_at');
    const before = (await left()).map(p => p.id);
    assert.equal(before.at(-1), unstored);
    const inDays = (n: number) => new Date(s.clock.now().getTime() + n * 86_400_000);
    assert.equal(await forgetUnstored(s.db, inDays(6)), 0);
    assert.equal(await forgetUnstored(s.db, inDays(400)), 1);
    assert.deepEqual(
      (await left()).map(p => p.id),
      before.filter(id => id !== unstored),
    );
  });

  test('what cannot be understood is refused in words', async () => {
    await clerk.visit.open(PREPARE);
    const bad = await clerk.visit.send(`${PREPARE}/gui`, {}, { 'idempotency-key': 'x' });
    assert.equal(bad.status, 400);
    const nobody = await clerk.visit.submit(PREPARE, { 'ma-khac': `9.999999, ${CARD}, 9.999998` });
    assert.equal(nobody.status, 422);
    assert.match(nobody.html, /Không có thủ tục mang mã 9\.999999, 9\.999998 đang áp dụng/);
    const none = await clerk.visit.submit(PREPARE, { 'thu-tuc': [], 'ma-khac': '' });
    assert.match(none.html, /Chọn ít nhất một thủ tục/);
  });
});
