import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { changeProfile, createAccount, seeNumber, vaultService } from '#engines/identity';
import { CARD, type OneStopSite, oneStopSite } from '../../testing/site.ts';

describe('one-stop: who applies at the counter', () => {
  let s: OneStopSite;
  before(async () => {
    s = await oneStopSite();
    await s.db.tx(tx =>
      createAccount(
        tx,
        { kind: 'citizen', name: 'Thào A Sính', phone: '+84987654321', phoneProven: true },
        s.act(),
      ),
    );
  });
  after(() => s.close());

  test('a telephone that was found for somebody else is told before it is kept for who applies, and is kept if they share it', async () => {
    const { visit } = s.clerk;
    await visit.open('/can-bo/tiep-nhan');
    const elsewhere = { ma: CARD, quay: '01990000-0000-7000-8000-000000000000' };
    assert.equal(
      (await visit.submit('/can-bo/tiep-nhan', elsewhere)).status,
      403,
      'at the counter of others',
    );
    await visit.open('/can-bo/tiep-nhan');
    const at = (await visit.submit('/can-bo/tiep-nhan', { ma: CARD })).location ?? '';
    assert.match(at, /\/nguoi-nop$/);
    await visit.open(at);
    const looked = await visit.submit(at, { tim: '0987654321' });
    assert.match(looked.html, /Thào A Sính/);
    const person = (name: string) => ({ nguoi: '', name, phone: '0987654321' });
    const told = await visit.submit(at, person('Lý Seo Dìn'));
    assert.equal(told.status, 422);
    assert.match(told.html, /0987654321 là số của Thào A Sính/);
    const kept = await visit.submit(at, { ...person('Lý Seo Dìn'), 'so-chung': '0987654321' });
    assert.equal(kept.status, 303, kept.html.slice(0, 2000));
    await visit.open(at);
    assert.equal((await visit.submit(at, person('thao a sinh'))).status, 303, 'his own is no matter');
  });

  test('a name finds who was received here: of a name that finds nobody the page says how others are found', async () => {
    const { visit } = s.clerk;
    await visit.open('/can-bo/tiep-nhan');
    const at = (await visit.submit('/can-bo/tiep-nhan', { ma: CARD })).location ?? '';
    await visit.open(at);
    const named = await visit.submit(at, { tim: 'Giàng Seo Páo' });
    assert.match(
      named.html,
      /Quầy này chưa tiếp nhận ai tên như vậy[^<]*số định danh cá nhân hoặc số điện thoại/,
    );
    const unmarked = await visit.submit(at, { tim: 'giang seo pao' });
    assert.match(unmarked.html, /bằng số định danh cá nhân hoặc số điện thoại[^<]*gõ lại họ tên đủ dấu/);
    const numbered = await visit.submit(at, { tim: '0911111111' });
    assert.match(numbered.html, /chưa tiếp nhận ai có số này\. Số đã được điền/);
    assert.match(numbered.html, /name="phone"[^>]*value="0911 ?111 ?111"/);
    const scanned = await visit.submit(at, {
      tim: '010191004172||Giàng Thị Mỷ|04031991|Nữ|Bắc Hà|01012021',
    });
    assert.match(scanned.html, /chưa tiếp nhận ai có số định danh cá nhân trên thẻ này[^<]*đã được điền/);
    assert.doesNotMatch(scanned.html, /ai tên như vậy/);
    assert.match((await visit.submit(at, { tim: '12345' })).html, /Chưa có ai như vậy ở quầy này/);
    assert.match((await visit.submit(at, { tim: '0987654321' })).html, /Thào A Sính/);
  });

  test('a number that was compared with the card of another is told before it is kept; a box says whether the card was seen', async () => {
    const { visit } = s.clerk;
    const number = '010190002267';
    const begin = async () => {
      await visit.open('/can-bo/tiep-nhan');
      const at = (await visit.submit('/can-bo/tiep-nhan', { ma: CARD })).location ?? '';
      return { at, page: (await visit.open(at)).html };
    };
    const seenBy = { name: 'Phàn Tả Mẩy', birthDate: '03/05/1990', number };
    await s.db.tx(async tx => {
      const owner = await createAccount(tx, { kind: 'citizen', name: seenBy.name, phone: null }, s.act());
      await seeNumber(tx, s.env.get(vaultService), owner, number, { ...s.act(), actor: s.clerk.accountId });
    });
    const { at, page } = await begin();
    assert.match(page, /name="numberSeen"/);
    const typed = { nguoi: '', name: 'Lò Láo Tả', personalNumber: number };
    const told = await visit.submit(at, typed);
    assert.equal(told.status, 422);
    assert.match(told.html, /đã được đối chiếu với thẻ căn cước của Phàn Tả Mẩy/);
    assert.match(told.html, /value="Lò Láo Tả"/);
    assert.equal((await visit.submit(at, { ...typed, 'so-chung': number })).status, 303);
    assert.match(told.html, /type="checkbox" name="so-chung"[^>]*value="010190002267"/);
    assert.doesNotMatch(
      told.html,
      /không còn là số đã đối chiếu/,
      'a number that is only typed takes nothing',
    );
    const compared = await visit.submit((await begin()).at, { ...typed, numberSeen: '1' });
    assert.match(compared.html, /không còn là số đã đối chiếu của Phàn Tả Mẩy/);
    const claimed = '010185002293';
    await s.db.tx(async tx => {
      const account = {
        kind: 'citizen',
        name: 'Ly Mùi Phẩy',
        phone: '+84987654322',
        phoneProven: true,
      } as const;
      const who = await createAccount(tx, account, s.act());
      await changeProfile(tx, s.env.get(vaultService), who, { personalNumber: claimed }, s.act());
    });
    const said = await visit.submit((await begin()).at, { ...typed, personalNumber: claimed });
    assert.match(said.html, /010185002293 đang do Ly Mùi Phẩy khai là số của mình/);
    const own = await begin();
    assert.equal(
      (await visit.submit(own.at, { ...typed, name: 'Phan Ta May' })).status,
      303,
      'his own is no matter',
    );
    const scan = await begin();
    const scanned = await visit.submit(scan.at, {
      tim: '010191004172||Giàng Thị Mỷ|04031991|Nữ|Bắc Hà|01012021',
    });
    assert.match(scanned.html, /name="numberSeen"[^>]*checked/);
    // The commune that the card names is chosen, and is not written again in the line before it.
    const placed = await visit.submit((await begin()).at, {
      tim: '010191004172||Giàng Thị Mỷ|04031991|Nữ|Thôn Na Lo, Xã Bắc Hà, Tỉnh Thử|01012021',
    });
    assert.match(placed.html, /<option value="99001" selected>/);
    assert.match(placed.html, /<textarea[^>]*>\nThôn Na Lo<\/textarea>/);
    const elsewhere = await visit.submit((await begin()).at, {
      tim: '010191004172||Giàng Thị Mỷ|04031991|Nữ|Thôn Na Lo, Xã Bắc Hà, Tỉnh Khác|01012021',
    });
    assert.doesNotMatch(elsewhere.html, /<option value="99001" selected>/);
    assert.match(elsewhere.html, /<textarea[^>]*>\nThôn Na Lo, Xã Bắc Hà, Tỉnh Khác<\/textarea>/);
  });
});
