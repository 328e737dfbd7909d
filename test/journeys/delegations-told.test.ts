import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { delegate, findOfficial, holdingsOfAccounts, revokeDelegation } from '#engines/identity';
import { dayAfter, localDate } from '#platform/clock';
import { ledgerService } from '#platform/ledger';
import { startProgram, type TestProgram } from '#test/program';
import { signedIn } from '../security/support/world.ts';

describe('journey: who has no e-mail address is told of a delegation in the inbox', () => {
  let program: TestProgram;
  before(async () => {
    program = await startProgram();
  });
  after(() => program?.stop());

  test('who stands in and whose post it is read it while it runs, and who stood in when it has ended; nobody else', async () => {
    const { env } = program;
    const now = env.clock.now();
    const postOf = async (name: string) => {
      const account = (await findOfficial(env.db, name)) ?? assert.fail();
      return (await holdingsOfAccounts(env.db, [account.id]))[0]?.postId ?? assert.fail();
    };
    const inbox = async (name: string) => (await (await signedIn(program, name)).get('/can-bo')).text;
    const [chairman, deputy, other] = ['chutich.bacha', 'phochutich.bacha', 'chutich.laocai'];
    const [gave, got] = [
      /Vị trí đang giữ có người làm thay: Lù Văn Thắng, Phó Chủ tịch[^<]*, từ \d\d\/\d\d\/\d{4} đến hết/,
      /Được ủy quyền làm thay: Chủ tịch Ủy ban nhân dân[^<]*, từ \d\d\/\d\d\/\d{4} đến hết/,
    ];
    for (const name of [chairman, deputy, other]) assert.doesNotMatch(await inbox(name), /làm thay/, name);

    const today = localDate(now);
    const days = { from: today, to: dayAfter(dayAfter(today)), reason: 'Họp ở tỉnh' };
    const posts = { fromPostId: await postOf(chairman), toPostId: await postOf(deputy) };
    const act = { ledger: env.get(ledgerService), actor: 'system', at: now };
    const id = await env.db.tx(tx => delegate(tx, { ...posts, ...days, roles: ['signer'] }, act));
    assert.match(await inbox(chairman), gave);
    assert.match(await inbox(deputy), got);
    assert.doesNotMatch(await inbox(other), /làm thay/);

    await env.db.tx(tx => revokeDelegation(tx, id, { ...act, at: env.clock.now() }));
    assert.match(await inbox(deputy), /Ủy quyền làm thay Chủ tịch Ủy ban nhân dân đã chấm dứt lúc/);
    assert.doesNotMatch(await inbox(chairman), /làm thay/);
  });
});
