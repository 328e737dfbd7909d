import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { BpmnModdle, type ModdleElement } from 'bpmn-moddle';
import { fansipanNamespace } from '#engines/processes';
import { say } from '../testing/words.ts';
import { kindsOf, targetOf } from './events.js';
import { fieldsOf } from './fields.js';
import { askerBefore, awaits, messageName, sends, sentBy } from './messages.js';

type Changes = Array<{ of: { set(name: string, value: unknown): void }; set: object }>;

const FILE = `<?xml version="1.0"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:fs="https://fansipan.vn/bpmn" targetNamespace="x">
  <message id="opinion" name="opinion"/>
  <process id="p" name="Cấp thẻ" fs:consult="3 working-day">
    <laneSet id="set"><lane id="officer" name="Thụ lý" fs:role="officer"><flowNodeRef>review</flowNodeRef></lane></laneSet>
    <startEvent id="begin"/>
    <userTask id="review" name="Thẩm định" fs:act="sign" fs:share="40%" fs:outcomes="signed,send-back=Trả lại"/>
    <task id="plain"/>
    <exclusiveGateway id="which" default="on"/>
    <sendTask id="ask" messageRef="opinion" fs:to="police" fs:clock="stop"/>
    <intermediateCatchEvent id="answer"><messageEventDefinition messageRef="opinion"/></intermediateCatchEvent>
    <boundaryEvent id="late" attachedToRef="review" cancelActivity="false" fs:limit="2 working-day"><timerEventDefinition/></boundaryEvent>
    <intermediateCatchEvent id="day"><timerEventDefinition><timeDate>2026-12-31</timeDate></timerEventDefinition></intermediateCatchEvent>
    <scriptTask id="script"/>
    <endEvent id="done"/>
    <sequenceFlow id="on" sourceRef="which" targetRef="done"/>
    <sequenceFlow id="back" sourceRef="which" targetRef="review"><conditionExpression>tasks.review.outcome = "send-back"</conditionExpression></sequenceFlow>
    <sequenceFlow id="to" sourceRef="begin" targetRef="review"/>
  </process>
</definitions>`;

describe('the panel of an element', async () => {
  const moddle = new BpmnModdle({ fs: fansipanNamespace });
  const { rootElement: definitions } = await moddle.fromXML(FILE);
  const roots = definitions.get('rootElements') as ModdleElement[];
  const process = roots.find(e => e.id === 'p') ?? assert.fail();
  const steps = process.get('flowElements') as ModdleElement[];
  const lane = (process.get('laneSets') as ModdleElement[])[0]?.get('lanes') as ModdleElement[];
  const of = (id: string) => [...steps, ...lane, process].find(e => e.id === id) ?? assert.fail(id);
  const around = {
    t: say,
    definitions,
    create: (type: string, properties: object) =>
      moddle.create(type, type === 'bpmn:Message' ? { id: 'made', ...properties } : { ...properties }),
    sent: [] as ReturnType<typeof sentBy>,
    lanes: [{ value: 'officer', label: 'Thụ lý' }],
    lane: 'officer',
    processes: ['p'],
    levels: ['commune', 'province'],
    isInForce: (id: string) => id === 'review',
  };
  const fields = (id: string, more = {}) => fieldsOf(of(id), { ...around, ...more });
  const field = (id: string, key: string) =>
    fields(id).find(f => f.key === key) ?? assert.fail(`${id} shows no ${key}`);
  /** Makes the changes of a field as the drawing would. */
  function type(id: string, key: string, value: unknown): void {
    for (const change of field(id, key).set(value) as Changes)
      for (const [name, now] of Object.entries(change.set)) change.of.set(name, now);
  }
  const xml = async () => (await moddle.toXML(definitions)).xml;

  test('shows what the kind of element has, and no more', () => {
    const keys = (id: string) => fields(id).map(f => f.key);
    assert.deepEqual(keys('review'), [
      ...['name', 'kind', 'lane', 'act', 'outcomes', 'when', 'share', 'produces', 'escalate', 'form', 'id'],
    ]);
    assert.deepEqual(keys('which'), ['name', 'kind', 'default', 'id']);
    assert.deepEqual(keys('on'), ['name', 'is-default', 'id']);
    assert.deepEqual(keys('back'), ['name', 'is-default', 'condition', 'id']);
    assert.deepEqual(keys('to'), ['name', 'id'], 'a flow that no gateway chooses has no condition');
    assert.deepEqual(keys('officer'), ['name', 'role', 'level', 'agency', 'area', 'id']);
    const levels = (id: string) => field(id, 'level').options?.map(o => o.value);
    assert.deepEqual(levels('officer'), ['', 'commune', 'province'], 'of units that there are');
    type('officer', 'level', 'district');
    assert.deepEqual(levels('officer'), ['', 'commune', 'province', 'district'], 'or that it has');
    type('officer', 'level', '');
    assert.deepEqual(keys('late'), ['name', 'kind', 'timer-kind', 'timer-limit', 'id']);
    assert.deepEqual(keys('p'), ['process-name', 'process-escalate', 'consult', 'clock', 'id']);
    assert.ok(keys('ask').includes('says') && keys('ask').includes('to') && keys('ask').includes('limit'));
    assert.deepEqual(keys('answer'), ['name', 'kind', 'message', 'id']);
    // Without lanes a step says itself who does it.
    assert.ok(fields('review', { lanes: [], lane: '' }).some(f => f.key === 'role'));
    assert.match(field('review', 'id').hint ?? '', /in-force/);
  });

  test('knows kinds, and to which each may change', () => {
    assert.deepEqual(kindsOf(of('late'))?.kind, 'boundary-timer-beside');
    assert.deepEqual(kindsOf(of('plain'))?.kind, 'user', 'a task without a kind is somebody’s');
    assert.equal(kindsOf(of('script')), undefined);
    assert.deepEqual(targetOf('boundary-message'), {
      type: 'bpmn:BoundaryEvent',
      eventDefinitionType: 'bpmn:MessageEventDefinition',
      cancelActivity: true,
    });
    assert.ok(sends(of('ask')) && awaits(of('answer')) && !awaits(of('late')));
    assert.equal(messageName(of('answer')), 'opinion');
  });

  test('a timer is of one kind at a time', async () => {
    assert.deepEqual(field('day', 'timer-kind').value, 'date');
    assert.equal(field('day', 'timer-date').value, '31/12/2026', 'as people write it');
    type('day', 'timer-date', ' 1/2/2027 ');
    assert.match(await xml(), /<timeDate[^>]*>2027-02-01<\/timeDate>/);
    type('day', 'timer-kind', 'limit');
    type('day', 'timer-limit', '5 working-day');
    const text = await xml();
    assert.match(text, /id="day"[^>]*fs:limit="5 working-day"/);
    assert.doesNotMatch(text, /timeDate/);
    type('day', 'timer-kind', 'cycle');
    type('day', 'timer-cycle', 'R3/P1D');
    assert.match(await xml(), /<timeCycle[^>]*>R3\/P1D<\/timeCycle>/);
    assert.doesNotMatch(await xml(), /id="day"[^>]*fs:limit/);
  });

  test('a message is made once, and found by its name again', async () => {
    type('answer', 'message', 'tax');
    type('ask', 'message', 'tax');
    assert.equal((await xml()).match(/<message /g)?.length, 2);
    assert.match(await xml(), /id="ask"[^>]*messageRef="made"/);
    assert.equal(messageName(of('ask')), 'tax');
  });

  test('who waits for an answer chooses the step that asks, and both name one message', async () => {
    const other = new BpmnModdle({ fs: fansipanNamespace });
    const { rootElement: file } = await other.fromXML(`<?xml version="1.0"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="x"><process id="p">
  <sendTask id="ask" name="Hỏi người nộp"><outgoing>f1</outgoing></sendTask>
  <eventBasedGateway id="either"><incoming>f1</incoming><outgoing>f2</outgoing></eventBasedGateway>
  <intermediateCatchEvent id="answer" name="Người nộp trả lời"><incoming>f2</incoming><messageEventDefinition/></intermediateCatchEvent>
  <sequenceFlow id="f1" sourceRef="ask" targetRef="either"/><sequenceFlow id="f2" sourceRef="either" targetRef="answer"/>
</process></definitions>`);
    const all = (file.get('rootElements') as ModdleElement[])[0]?.get('flowElements') as ModdleElement[];
    const named = (id: string) => all.find(e => e.id === id) ?? assert.fail(id);
    assert.equal(askerBefore(named('either')), named('ask'), 'also through a gateway');
    assert.equal(askerBefore(named('answer')), undefined);
    const message = () =>
      fieldsOf(named('answer'), {
        ...around,
        definitions: file,
        create: (type: string, more: object) => other.create(type, { id: 'made', ...more }),
        sent: sentBy(all),
      }).find(f => f.key === 'message') ?? assert.fail();
    assert.equal(message().type, 'select');
    assert.deepEqual(
      message().options?.map(o => o.value),
      ['', 'Hỏi người nộp'],
      'only what is sent; its own name is no message',
    );
    for (const { of: changed, set } of message().set('Hỏi người nộp') as unknown as Changes)
      for (const [name, now] of Object.entries(set)) changed.set(name, now);
    assert.equal(message().value, 'Hỏi người nộp');
    // The step that asks may be called otherwise from now on.
    Object.assign(named('ask'), { name: 'Hỏi lại' });
    assert.equal(messageName(named('answer')), messageName(named('ask')));
  });

  test('the default way has no condition; another way becomes it', async () => {
    type('back', 'is-default', true);
    assert.match(await xml(), /id="which"[^>]*default="back"/);
    assert.doesNotMatch(await xml(), /conditionExpression/);
    type('on', 'condition', ' tasks.review.outcome = "signed" ');
    assert.match(
      await xml(),
      /<conditionExpression[^>]*>tasks.review.outcome = "signed"<\/conditionExpression>/,
    );
  });

  test('an attribute that is emptied is gone from the file', async () => {
    type('review', 'share', ' ');
    type('ask', 'clock', false);
    const text = await xml();
    assert.doesNotMatch(text, /fs:share|fs:clock/);
  });
});
