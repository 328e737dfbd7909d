import type { ModdleElement } from 'bpmn-moddle';
import type { Lane, Node, NodeKind, Span, Trigger } from '../graph.ts';
import { type Problem, problem } from '../problems.ts';
import { element, elements, feelText, idOf, refer, text, typeOf, words } from './read-element.ts';
import { factsOf } from './read-facts.ts';
import { readSpan, readTimer } from './read-timer.ts';
import { withConditions } from './read-when.ts';

// A task without a type is somebody's work: other modellers draw most tasks so.
const KINDS: Readonly<Record<string, NodeKind>> = {
  StartEvent: 'start',
  EndEvent: 'end',
  IntermediateCatchEvent: 'catch',
  IntermediateThrowEvent: 'throw',
  BoundaryEvent: 'boundary',
  Task: 'user',
  UserTask: 'user',
  ManualTask: 'manual',
  ServiceTask: 'service',
  SendTask: 'send',
  ReceiveTask: 'receive',
  ExclusiveGateway: 'exclusive',
  ParallelGateway: 'parallel',
  InclusiveGateway: 'inclusive',
  EventBasedGateway: 'event-based',
  SubProcess: 'sub-process',
  CallActivity: 'call',
};

/** Which triggers each event may have; the rest of BPMN's events is refused by name. */
export const TRIGGERS_OF: Partial<Record<NodeKind, readonly Trigger[]>> = {
  start: ['none', 'message'],
  end: ['none', 'message', 'error', 'terminate'],
  catch: ['timer', 'message'],
  throw: ['none', 'message'],
  boundary: ['timer', 'message', 'error'],
};

const DEFINITIONS: Readonly<Record<string, Trigger>> = {
  TimerEventDefinition: 'timer',
  MessageEventDefinition: 'message',
  ErrorEventDefinition: 'error',
  TerminateEventDefinition: 'terminate',
};

/** Reads one flow node, without its flows. Null when BPMN has it and this interpreter does not: a problem says so. */
export function readNode(
  e: ModdleElement,
  scope: string,
  lane: Lane | null,
  problems: Problem[],
): Node | null {
  const refuse = (construct: string) => {
    problems.push(problem('unsupported', refer(e), construct));
    return null;
  };
  const kind = KINDS[typeOf(e)];
  if (!kind) return refuse(typeOf(e));
  if (element(e, 'loopCharacteristics'))
    return refuse(typeOf(element(e, 'loopCharacteristics') as ModdleElement));
  if (e.$type === 'bpmn:SubProcess' && e.get('triggeredByEvent')) return refuse('event-sub-process');
  if (
    e.$type === 'bpmn:EventBasedGateway' &&
    (e.get('instantiate') || e.get('eventGatewayType') === 'Parallel')
  ) {
    return refuse('starting-gateway');
  }
  if (kind === 'receive' && e.get('instantiate')) return refuse('starting-receive-task');
  if (e.get('isForCompensation')) return refuse('compensation');
  const definitions = elements(e, 'eventDefinitions');
  if (definitions.length > 1) return refuse('several-definitions');
  const definition = definitions[0];
  const trigger = definition ? DEFINITIONS[typeOf(definition)] : 'none';
  const allowed = TRIGGERS_OF[kind];
  if (!trigger || (allowed && !allowed.includes(trigger))) {
    return refuse(`${typeOf(e)} ${definition ? typeOf(definition) : 'no-definition'}`);
  }
  const said = outcomesIn(text(e, 'fs:outcomes'));
  return {
    id: idOf(e),
    name: text(e, 'name') ?? '',
    kind,
    trigger,
    scope,
    incoming: [],
    outgoing: [],
    defaultFlow: element(e, 'default') ? idOf(element(e, 'default') as ModdleElement) : null,
    lane: lane ?? ownLane(e),
    attachedTo: kind === 'boundary' ? idOf(element(e, 'attachedToRef') ?? e) : null,
    interrupting: kind === 'boundary' && e.get('cancelActivity') !== false,
    timer: definition && trigger === 'timer' ? timerOf(e, definition, problems) : null,
    message: messageOf(e, definition),
    recipient: text(e, 'fs:to'),
    area: feelText(text(e, 'fs:area')),
    says: text(e, 'fs:says'),
    reply: text(e, 'fs:reply'),
    limit: trigger === 'timer' ? null : spanOf(e, 'fs:limit', problems),
    ...clockOf(e),
    error: trigger === 'error' && definition ? errorOf(definition) : null,
    body: kind === 'sub-process' ? idOf(e) : kind === 'call' ? text(e, 'calledElement') : null,
    ...said,
    ...withConditions(
      e,
      { kind, outcomes: said.outcomes, facts: factsOf(e, kind, said.outcomes, problems) },
      problems,
    ),
    share: shareOf(e, problems),
    escalate: spanOf(e, 'fs:escalate', problems),
    act: text(e, 'fs:act'),
    produces: text(e, 'fs:produces'),
    form: text(e, 'fs:form'),
    service: text(e, 'fs:service'),
    params: feelText(text(e, 'fs:params')),
    result: text(e, 'fs:result'),
  };
}

/** Whether the clock stops; anything else that was written there stays to be told. */
function clockOf(e: ModdleElement): Pick<Node, 'stopsClock' | 'unknownClock'> {
  const said = text(e, 'fs:clock');
  return { stopsClock: said === 'stop', ...(said && said !== 'stop' ? { unknownClock: said } : {}) };
}

// A task may name its role itself where no lane is drawn.
function ownLane(e: ModdleElement): Lane | null {
  const role = text(e, 'fs:role');
  const level = text(e, 'fs:level') as Lane['level'];
  return role
    ? {
        id: idOf(e),
        name: text(e, 'name') ?? '',
        role,
        level,
        agencyKind: text(e, 'fs:agency'),
        area: feelText(text(e, 'fs:area')),
      }
    : null;
}

function timerOf(e: ModdleElement, definition: ModdleElement, problems: Problem[]) {
  const timer = readTimer(e, definition);
  if (!('wrong' in timer)) return timer;
  problems.push(problem(timer.wrong ? 'bad-timer' : 'timer-missing', refer(e), timer.wrong));
  return null;
}

// The message's name is what correlates it; where no message object is drawn, the element's own name is taken.
function messageOf(e: ModdleElement, definition: ModdleElement | undefined): string | null {
  const holder = definition?.$type === 'bpmn:MessageEventDefinition' ? definition : e;
  if (!/(Send|Receive)Task$|MessageEventDefinition$/.test(holder.$type)) return null;
  const message = element(holder, 'messageRef');
  return message ? (text(message, 'name') ?? idOf(message)) : text(e, 'name');
}

function errorOf(definition: ModdleElement): string | null {
  const error = element(definition, 'errorRef');
  return error ? (text(error, 'errorCode') ?? text(error, 'name') ?? idOf(error)) : null;
}

// `agree=Đồng ý, disagree=Không đồng ý`: what FEEL reads, and what people read.
function outcomesIn(value: string | null): Pick<Node, 'outcomes' | 'outcomeWords'> {
  const pairs = words(value).map(one => one.split('=').map(part => part.trim()));
  return {
    outcomes: pairs.map(([id = '']) => id),
    outcomeWords: Object.fromEntries(pairs.filter(([, said]) => said)),
  };
}

function shareOf(e: ModdleElement, problems: Problem[]): number | null {
  const value = text(e, 'fs:share');
  if (!value) return null;
  const percent = /^(\d{1,3}(?:\.\d+)?)\s*%$/.exec(value)?.[1];
  const share = percent === undefined ? Number(value) : Number(percent) / 100;
  if (share > 0 && share <= 1) return share;
  problems.push(problem('bad-share', refer(e), value));
  return null;
}

/** A span that an attribute names, e.g. `4 working-hour`; null when it names none. */
export function spanOf(e: ModdleElement, attribute: string, problems: Problem[]): Span | null {
  const value = text(e, attribute);
  if (!value) return null;
  const span = readSpan(value);
  if (!span) problems.push(problem('bad-span', refer(e), value));
  return span;
}
