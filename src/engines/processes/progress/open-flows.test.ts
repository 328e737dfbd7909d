import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Model } from '../testing/model.ts';
import { play } from '../testing/play.ts';
import { progress } from './progress.ts';

const none = { form: {}, dossier: {} };

describe('progress, by what was decided', () => {
  it('of what was chosen only that is told: no step is done that never was', async () => {
    const model: Model = {
      nodes: [
        'start s',
        'user a facts="health:yes-no=H; police:yes-no=P; visit:yes-no=V"',
        'inclusive f',
        'user health',
        'user police',
        'inclusive j',
        'exclusive g',
        'user visit',
        'user more',
        'exclusive m',
        'user z',
        'exclusive back',
        'end e',
      ],
      flows: [
        's > a',
        'a > f',
        'f > health: tasks.a.health = true',
        'f > police: tasks.a.police = true',
        'f > j *',
        'health > j',
        'police > j',
        'j > g',
        'g > visit: tasks.a.visit = true',
        'g > m *',
        'visit > more',
        'more > m',
        'm > z',
        'z > back',
        'back > a: tasks.z.outcome = "again"',
        'back > e *',
      ],
    };
    const p = await play(model);
    const told = () => {
      const { steps, beside } = progress(p.graph, p.state(), none);
      const line = (list: typeof steps) => list.map(s => `${s.id} ${s.state}`).join(', ');
      return [line(steps), ...beside.flatMap(b => b.branches.map(line))];
    };
    assert.deepEqual(told(), ['a here, health ahead, visit ahead, more ahead, z ahead', 'police ahead']);
    p.done('a', { health: true, police: false, visit: false });
    assert.deepEqual(told(), ['a done, health here, visit ahead, more ahead, z ahead']);
    p.done('health');
    assert.deepEqual(told(), ['a done, health done, z here']);
    p.done('z', 'again');
    assert.deepEqual(told().length, 2, 'all is open again');
    p.done('a', { health: false, police: true, visit: true });
    assert.ok(told().join().includes('police here'));
  });
});
