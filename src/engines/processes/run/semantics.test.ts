import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseProcess } from '../parse.ts';
import { bpmn, type Model } from '../testing/model.ts';
import { play } from '../testing/play.ts';

const after = (commands: string[], word: string) =>
  commands.filter(c => c.startsWith(word)).map(c => c.split(' ')[1]);

/** What BPMN 2.0.2 says in section 13 of scopes in scopes: a small model each. */
describe('scopes in scopes', () => {
  it('a sub-process is done when its last token is, by whichever end (13.3.4)', async () => {
    const p = await play({
      nodes: [
        'start s',
        'sub box',
        'start box/bs',
        'parallel box/f',
        'user box/a',
        'user box/b',
        'end box/e1',
        'end box/e2',
        'user next',
        'end e',
      ],
      flows: ['s > box', 'bs > f', 'f > a', 'f > b', 'a > e1', 'b > e2', 'box > next', 'next > e'],
    });
    p.done('a');
    assert.doesNotMatch(p.at(), /next/);
    p.done('b');
    assert.equal(p.at(), 'next');
  });

  it('an error passes by every scope that does not catch it, to the nearest that does (13.5.4)', async () => {
    const p = await play({
      nodes: [
        'start s',
        'call outer calls=deep',
        'boundary caught on=outer error=lost',
        'user mend',
        'end e',
        'end e2',
      ],
      flows: ['s > outer', 'outer > e', 'caught > mend', 'mend > e2'],
      called: {
        deep: {
          nodes: ['start ds', 'parallel df', 'user beside', 'call inner calls=deeper', 'end de', 'end de2'],
          flows: ['ds > df', 'df > beside', 'df > inner', 'beside > de', 'inner > de2'],
        },
        deeper: {
          nodes: ['start is', 'user look', 'end lost error=lost'],
          flows: ['is > look', 'look > lost'],
        },
      },
    });
    assert.match(p.at(), /beside.*look|look.*beside/);
    p.done('look');
    assert.equal(p.at(), 'mend', 'what ran beside it in the scopes between is gone');
    assert.deepEqual(after(p.commands(), 'cancel-task'), ['beside']);
  });

  it('terminate in a called process ends the call alone, and what called it goes on (13.5.6)', async () => {
    const p = await play({
      nodes: ['start s', 'parallel f', 'call c calls=part', 'user other', 'user next', 'end e', 'end e2'],
      flows: ['s > f', 'f > c', 'f > other', 'c > next', 'next > e', 'other > e2'],
      called: {
        part: {
          nodes: ['start ps', 'parallel pf', 'user one', 'user two', 'end all terminate=yes', 'end pe'],
          flows: ['ps > pf', 'pf > one', 'pf > two', 'one > all', 'two > pe'],
        },
      },
    });
    p.done('one');
    assert.equal(p.at(), 'other next');
    assert.deepEqual(after(p.commands(), 'cancel-task'), ['two']);
  });

  it('a timer beside a sub-process begins its own branch and leaves the inside alone; one that interrupts ends all, calls in it too (13.5.3)', async () => {
    const of = (how: string): Model => ({
      nodes: [
        'start s',
        'sub box',
        `boundary t on=box timer=P1D${how}`,
        'start box/bs',
        'call box/c calls=part',
        'end box/be',
        'user late',
        'end e',
        'end e2',
      ],
      flows: ['s > box', 'bs > c', 'c > be', 'box > e', 't > late', 'late > e2'],
      called: {
        part: {
          nodes: ['start ps', 'user inside', 'boundary it on=inside timer=P2D', 'end pe', 'end pe2'],
          flows: ['ps > inside', 'inside > pe', 'it > pe2'],
        },
      },
    });
    const beside = await play(of(' beside=yes'));
    beside.timer('t');
    assert.match(beside.at(), /late/);
    assert.match(beside.at(), /inside/);
    const instead = await play(of(''));
    instead.timer('t');
    assert.equal(instead.at(), 'late');
    assert.deepEqual(after(instead.commands(), 'cancel-task'), ['inside']);
    assert.deepEqual(after(instead.commands(), 'cancel-timer'), ['it'], 'the clock inside is stopped');
  });
});

describe('waiting for the first of several', () => {
  it('a task that receives may stand behind an event-based gateway, and calls off the timer beside it (13.4.4)', async () => {
    const p = await play({
      nodes: [
        'start s',
        'send q message=m',
        'event-based g',
        'receive r message=m',
        'catch t timer=P3D',
        'user heard',
        'user silent',
        'end e',
        'end e2',
      ],
      flows: ['s > q', 'q > g', 'g > r', 'g > t', 'r > heard', 't > silent', 'heard > e', 'silent > e2'],
    });
    assert.ok(p.message('m'));
    assert.equal(p.at(), 'heard');
    assert.deepEqual(after(p.commands(), 'cancel-timer'), ['t']);
    assert.equal(p.timer('t'), false, 'too late');
  });
});

describe('what BPMN has and this interpreter has not', () => {
  const events = ['signal', 'escalation', 'compensate', 'conditional', 'link', 'cancel'] as const;
  const line = (middle: string) =>
    bpmn({ nodes: ['start s', 'user a', 'user b', 'end e'], flows: ['s > a', 'a > b', 'b > e'] }).replace(
      /<userTask id="b".*?<\/userTask>/,
      middle,
    );
  const instead: Record<string, string> = {
    ...Object.fromEntries(
      events.map(k => [
        `${k}EventDefinition`,
        `<intermediateThrowEvent id="b"><${k}EventDefinition/></intermediateThrowEvent>`,
      ]),
    ),
    ...Object.fromEntries(
      ['scriptTask', 'businessRuleTask', 'complexGateway', 'adHocSubProcess', 'transaction'].map(k => [
        k,
        `<${k} id="b"></${k}>`,
      ]),
    ),
    ...Object.fromEntries(
      ['multiInstanceLoopCharacteristics', 'standardLoopCharacteristics'].map(k => [
        k,
        `<userTask id="b"><${k}/></userTask>`,
      ]),
    ),
    'event-sub-process': '<subProcess id="b" triggeredByEvent="true"></subProcess>',
    'starting-gateway': '<eventBasedGateway id="b" instantiate="true"/>',
    'starting-receive-task': '<receiveTask id="b" instantiate="true"/>',
    compensation: '<userTask id="b" isForCompensation="true"/>',
    'several-definitions':
      '<intermediateCatchEvent id="b"><timerEventDefinition/><messageEventDefinition/></intermediateCatchEvent>',
  };
  for (const [construct, xml] of Object.entries(instead))
    it(`${construct} is refused when it is loaded, naming the element`, async () => {
      const { graph, problems } = await parseProcess(line(xml));
      assert.equal(graph, null);
      const found = problems.find(p => p.code === 'unsupported' && p.element === 'b');
      assert.ok(found, JSON.stringify(problems));
      assert.match(found.detail.toLowerCase(), new RegExp(construct.toLowerCase()));
    });
});
