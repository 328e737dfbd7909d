import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ProcessError } from './state.ts';
import { play } from './testing/play.ts';

describe('facts of a step', () => {
  const visit = () =>
    play({
      nodes: [
        'start s',
        'user visit outcomes=fit,unfit facts="area:number=Measured area (m²);owed:money=Owed;seen:date=Seen on;fenced?:yes-no=Fenced;by?:text=By"',
        'exclusive big',
        'user again',
        'end e',
      ],
      flows: [
        's > visit',
        'visit > big',
        'big > again: tasks.visit.area > 100 and tasks.visit.fenced = null',
        'big > e *',
        'again > e',
      ],
    });
  const said = { outcome: 'fit', area: 120.5, owed: 16_000, seen: '2026-11-20' };

  it('an officer says what was found on site, and the way on depends on it', async () => {
    const p = await visit();
    p.done('visit', said);
    assert.equal(p.at(), 'again');
    assert.deepEqual(p.state().outcomes.visit, { ...said, fenced: null, by: null });
    const small = await visit();
    small.done('visit', { ...said, area: 80, fenced: true });
    assert.equal(small.state().end?.element, 'e');
  });

  it('nothing happens while a fact is missing or is of another kind, and what nobody asked for is not kept', async () => {
    const p = await visit();
    for (const wrong of [
      { area: '120' },
      { area: Number.NaN },
      { owed: 0.5 },
      { seen: '20/11/2026' },
      { fenced: 'yes' },
      { by: 'x'.repeat(201) },
      { area: null },
    ])
      assert.throws(
        () => p.done('visit', { ...said, ...(wrong as object) }),
        (error: unknown) => error instanceof ProcessError && error.reason === 'facts-wrong',
        JSON.stringify(wrong),
      );
    assert.equal(p.at(), 'visit');
    p.done('visit', { ...said, smuggled: 1 });
    assert.ok(!('smuggled' in (p.state().outcomes.visit ?? {})));
  });
});
