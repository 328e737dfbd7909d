import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { findAccount } from '#engines/identity';
import { messagesAbout } from '#engines/messaging';
import { formatDate } from '#platform/clock';
import { myData } from '#systems/my-data';
import { type ActingFor, actingFor } from './support/acting-for.ts';

type Who = ActingFor['principal'];

describe('who closes an account reads what else it touches', () => {
  let s: ActingFor;
  before(async () => {
    s = await actingFor();
  });
  after(() => s.close());

  /** The second question, before the account is closed. */
  async function asked(who: Who): Promise<string> {
    await who.visit.open('/xoa-du-lieu');
    return (await who.visit.submit('/xoa-du-lieu', { xoa: 'account' })).html;
  }

  test('whom he acts for and who acts for him, and complaints that run; nothing of it where there is none', async () => {
    const mandate = await s.lets();
    const { code } = await s.refused();
    const form = `/ho-so/${code}/khieu-nai`;
    await s.principal.visit.open(form);
    const sent = await s.principal.visit.submit(form, {
      've-viec': 'refusal',
      'ngay-biet': formatDate(s.clock.now()),
      'noi-dung': 'Hồ sơ của tôi đủ giấy tờ',
      'de-nghi': 'Nhận lại hồ sơ',
    });
    const one = (sent.location ?? '').split('?')[0] ?? '';
    const again = (await s.principal.visit.open(form)).html;
    assert.ok(again.includes(`href="${one}"`), 'the form for another leads to the one that runs');
    const hers = await asked(s.principal);
    assert.match(hers, /1 khiếu nại chưa giải quyết xong/);
    assert.ok(hers.includes(`href="${one}"`));
    assert.match(hers, /Hòa không nộp và theo dõi hồ sơ thay Ông\/Bà được nữa/);
    assert.match(hers, /Khiếu nại đã gửi với giấy tờ và quyết định giải quyết/);
    const his = await asked(s.delegate);
    assert.match(his, /không nộp và theo dõi hồ sơ thay Giàng Thị Mỷ được nữa/);
    assert.doesNotMatch(his, /khiếu nại chưa giải quyết xong/, 'hers is not his');
    await s.ends(mandate);
    assert.doesNotMatch(await asked(s.delegate), /theo dõi hồ sơ thay/);
  });

  test('the other side is told when it is closed, once; of a mandate that was over nobody is', async () => {
    const sweep = myData.jobs?.find(j => j.name === 'my-data.sweep') ?? assert.fail();
    const over = await s.lets();
    await s.ends(over);
    const mandate = await s.lets();
    await s.delegate.visit.open('/xoa-du-lieu');
    await s.delegate.visit.submit('/xoa-du-lieu', { xoa: 'account', chac: '1' });
    await sweep.run({}, s.env);
    assert.deepEqual(await messagesAbout(s.db, mandate), [], 'not while it can be undone');
    s.clock.advance(15 * 86_400_000);
    for (let n = 0; n < 2; n++) await sweep.run({}, s.env);
    assert.equal((await findAccount(s.db, s.delegate.accountId))?.name, '–');
    const told = (await messagesAbout(s.db, mandate)).filter(m => m.channel === 'account');
    assert.deepEqual(
      told.map(m => [m.key, m.params.name]),
      [['my-data.mandate-ended-delegate', 'Sùng A Hòa']],
    );
    const closed = (await messagesAbout(s.db, over)).filter(m => m.key.startsWith('my-data.'));
    assert.deepEqual(closed, []);
  });
});
