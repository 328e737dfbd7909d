import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { play } from '../testing/play.ts';
import { ProcessError } from './state.ts';
import { checkFactDays } from './take-facts.ts';

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

  const wrong = (what: () => unknown, message?: string) =>
    assert.throws(
      what,
      (error: unknown) => error instanceof ProcessError && error.reason === 'facts-wrong',
      message,
    );

  it('what is wanting has to be said with the outcome that says so, and with no other; bounds hold', async () => {
    const inspection = () =>
      play({
        nodes: [
          'start s',
          'user visit outcomes=pass,mend facts="seen:date(received..today)=Seen on;room:number(0..50)=Room (m);book:digits(10..12)=Book;child?:personal-number(child)=Child;faults@mend:lines=What is wanting"',
          'end e',
        ],
        flows: ['s > visit', 'visit > e'],
      });
    const said = { seen: '2026-11-20', room: 3.5, book: '0053001234' };
    const p = await inspection();
    wrong(() => p.done('visit', { ...said, outcome: 'mend' }), 'nothing said of what is wanting');
    for (const bad of [
      { room: -1 },
      { room: 51 },
      { book: '53001' },
      { book: '53001234567890' },
      { book: '53.0012.345' },
      { child: '01022600034' },
    ])
      wrong(() => p.done('visit', { ...said, ...bad, outcome: 'pass' }), JSON.stringify(bad));
    p.done('visit', { ...said, outcome: 'mend', faults: 'Không có kệ kê hàng\nKhông có bình chữa cháy' });
    assert.ok(p.state().end);
    const other = await inspection();
    wrong(
      () => other.done('visit', { ...said, outcome: 'pass', faults: 'Không có kệ' }),
      'passed with faults',
    );
    other.done('visit', { ...said, outcome: 'pass' });
    assert.equal(other.state().outcomes.visit?.faults, null);
  });

  it('a visit on a day that has not come, or before there was a dossier, is none', async () => {
    const { graph } = await play({
      nodes: [
        'start s',
        'user visit facts="seen:date(received..today)=Seen on;due?:date(2026-12-01..)=Due"',
        'end e',
      ],
      flows: ['s > visit', 'visit > e'],
    });
    const visit = graph.nodes.get('visit') ?? assert.fail();
    const days = { today: '2026-11-28', received: '2026-11-24' };
    checkFactDays(visit, { seen: '2026-11-24', due: '2026-12-01' }, days);
    checkFactDays(visit, { seen: '2026-11-28', due: null }, days);
    wrong(() => checkFactDays(visit, { seen: '2026-11-29' }, days));
    wrong(() => checkFactDays(visit, { seen: '2026-11-23' }, days));
    wrong(() => checkFactDays(visit, { seen: '2026-11-25', due: '2026-11-30' }, days));
  });

  it('what the dossier asks for has to be said; an outcome that goes against what was said before is refused', async () => {
    const record = (form: Record<string, unknown>) =>
      play(
        {
          nodes: [
            'start s',
            'user lookUp facts="standing:yes-no=Standing"',
            'user draft outcomes=clear,record,again facts="ban@clear+record:text=Ban" when="clear: tasks.lookUp.standing = false; record: tasks.lookUp.standing = true; ban: form.ban = true"',
            'end e',
          ],
          flows: ['s > lookUp', 'lookUp > draft', 'draft > e'],
        },
        form,
      );
    const closed = (what: () => unknown) =>
      assert.throws(what, (e: unknown) => e instanceof ProcessError && e.reason === 'outcome-closed');
    const asked = await record({ ban: true });
    asked.done('lookUp', { standing: true });
    closed(() => asked.done('draft', { outcome: 'clear', ban: 'none' }));
    wrong(() => asked.done('draft', { outcome: 'record' }), 'the ban was asked for');
    wrong(() => asked.done('draft', { outcome: 'again', ban: 'none' }), 'said with what it does not go with');
    asked.done('draft', { outcome: 'record', ban: 'none' });
    assert.ok(asked.state().end);
    const unasked = await record({ ban: false });
    unasked.done('lookUp', { standing: false });
    closed(() => unasked.done('draft', { outcome: 'record' }));
    unasked.done('draft', { outcome: 'clear' });
    assert.ok(unasked.state().end);
  });
});
