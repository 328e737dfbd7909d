import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Env, Service } from '#platform/env';
import { checksService } from '#platform/module';
import { lookAtSystem } from './look-at-system.ts';
import { isTimeToTell, tellIncidents } from './tell-incidents.ts';
import { type IncidentDesk, openIncidentDesk } from './testing/incident-desk.ts';

const at = (hours: number) => new Date(Date.UTC(2026, 10, 20, hours));

test('of what waits it is written at once, of more an hour later, and of what is left after a day', () => {
  assert.equal(isTimeToTell(0, undefined, at(0)), false);
  assert.equal(isTimeToTell(1, undefined, at(0)), true);
  const told = { toldAt: at(0), known: 2 };
  assert.equal(isTimeToTell(3, told, new Date(at(1).getTime() - 1)), false, 'no letter a minute');
  assert.equal(isTimeToTell(3, told, at(1)), true);
  assert.equal(isTimeToTell(2, told, at(23)), false, 'nothing new');
  assert.equal(isTimeToTell(2, told, at(24)), true);
  assert.equal(isTimeToTell(0, told, at(24)), false);
  assert.equal(isTimeToTell(2, told, at(48), true), false, 'in a demo what is left is there to be seen');
  assert.equal(isTimeToTell(3, told, at(48), true), true);
});

describe('administration: letters about incidents', () => {
  let desk: IncidentDesk;
  before(async () => {
    desk = await openIncidentDesk();
  });
  after(() => desk.close());

  test('a part of the program that is broken is counted for the province until it is well, and for nobody else', async () => {
    const { s, province, local } = desk;
    const menu = async (who: typeof province) => (await who.visit.open('/can-bo/quan-tri')).html;
    const env = (state: 'ok' | 'bad'): Env => ({
      ...s.env,
      get: <T>(service: Service<T>) =>
        service.id === checksService.id
          ? ([{ id: 'trust.keys', module: 'trust', run: async () => ({ state, found: 'x' }) }] as T)
          : s.env.get(service),
    });
    await lookAtSystem(env('bad'), s.env.texts.of('vi'));
    assert.match(await menu(province), /Sự cố <span>1<\/span>[\s\S]*1 bộ phận của chương trình bị hỏng/);
    assert.doesNotMatch(await menu(local), /Sự cố <span>/);
    await lookAtSystem(env('ok'), s.env.texts.of('vi'));
    assert.doesNotMatch(await menu(province), /Sự cố <span>/);
    assert.deepEqual(s.missing, []);
  });

  test('who mends what stands still is written to and sees it counted; the neighbour and the clerk are not', async () => {
    const { s, local, neighbour, clerk, stuck } = desk;
    for (const [i, { accountId }] of [local, neighbour, clerk].entries())
      await s.owner.run('UPDATE identity.account SET email = $2 WHERE id = $1', [
        accountId,
        `official-${i}@example.vn`,
      ]);
    const told = () =>
      s.owner.query<{ address: string; params: { count: string; lines: string } }>(
        `SELECT address, params FROM messaging.message WHERE text_key = 'administration.incident-letter' ORDER BY created_at`,
      );
    await tellIncidents(s.env);
    assert.deepEqual(await told(), [], 'nothing waits');
    assert.doesNotMatch((await local.visit.open('/can-bo/quan-tri')).html, /Sự cố <span>/);

    await stuck();
    await tellIncidents(s.env);
    await tellIncidents(s.env);
    assert.deepEqual(await told(), [
      {
        address: 'official-0@example.vn',
        params: {
          count: '1',
          lines: '- 1 hồ sơ đang đứng lại vì sự cố.',
          list: '/can-bo/quan-tri/su-co',
        },
      },
    ]);
    assert.match((await local.visit.open('/can-bo/quan-tri')).html, /Sự cố <span>1<\/span>/);
    assert.doesNotMatch((await neighbour.visit.open('/can-bo/quan-tri')).html, /Sự cố <span>/);

    await stuck();
    await tellIncidents(s.env);
    assert.equal((await told()).length, 1, 'within the hour it is the same letter');
    s.clock.advance(3_600_000);
    await tellIncidents(s.env);
    assert.equal((await told())[1]?.params.count, '2');

    // All is mended: the next one is news at once.
    await s.owner.run('UPDATE cases.incident SET settled_at = opened_at WHERE settled_at IS NULL');
    await tellIncidents(s.env);
    s.clock.advance(600_000);
    await stuck();
    await tellIncidents(s.env);
    assert.equal((await told()).length, 3);
    assert.deepEqual(s.missing, []);
  });
});
