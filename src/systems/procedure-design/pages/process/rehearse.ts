import { type FormData, valueAt, withValue } from '#engines/forms';
import {
  type Graph,
  type Outcome,
  type ProcessData,
  ProcessError,
  type ProcessEvent,
  type ProcessState,
  start,
  step,
  type TaskFact,
  waitingFor,
} from '#engines/processes';
import { readDay } from '#platform/clock';

/** Something that may happen next in a rehearsal; `event` is how it is written into the list of what has happened. */
export type Move = {
  kind: 'task' | 'service' | 'timer' | 'message';
  elementId: string;
  outcome: string | null;
  event: string;
};

export type Rehearsal = {
  state: ProcessState;
  moves: Move[];
  /** How many of the events happened; those after one that could not are left out. */
  taken: number;
  /** Why the next event could not happen, and where. */
  fault: { reason: string; element: string } | null;
};

/** `form.result.way = counter`, `tasks.visit.area = 120`, a line each, as answers of a form: numbers and yes or no as such. */
export function answersIn(lines: string): FormData {
  let data: FormData = {};
  for (const line of lines.split(/\r?\n/)) {
    const at = line.indexOf('=');
    const path = line
      .slice(0, Math.max(0, at))
      .trim()
      .replace(/^form\./, '');
    const text = line.slice(at + 1).trim();
    if (!path || path.split('.').some(s => !/^[a-z][A-Za-z0-9]{0,59}$/.test(s) || s === 'constructor'))
      continue;
    const value = /^-?\d+(\.\d+)?$/.test(text)
      ? Number(text)
      : text === 'true' || text === 'false'
        ? text === 'true'
        : text;
    data = withValue(data, path, value);
  }
  return data;
}

/** What a step has to say beside its outcome, as it was typed: `tasks.siteVisit.visited = 20/11/2026`. */
function factsIn(graph: Graph, element: string, said: FormData): Outcome {
  const given = (fact: TaskFact): Outcome[string] => {
    const value = valueAt(said, `tasks.${element}.${fact.id}`) ?? null;
    if (value === null || typeof value === 'boolean') return value as boolean | null;
    if (fact.kind === 'date') return readDay(String(value)) ?? String(value);
    return fact.kind === 'number' || fact.kind === 'money' ? (value as number) : String(value);
  };
  return Object.fromEntries((graph.nodes.get(element)?.facts ?? []).map(fact => [fact.id, given(fact)]));
}

const MOST = 200;
// `task:receive:forward`, `timer:late`, `message:answer:single`, `service:look-up`
function eventOf(graph: Graph, state: ProcessState, written: string, said: FormData): ProcessEvent | null {
  const [kind, element = '', outcome = ''] = written.split(':');
  const waits = waitingFor(graph, state).find(w => w.for === kind && w.elementId === element);
  if (!waits) return null;
  switch (waits.for) {
    case 'task':
      return {
        type: 'task-completed',
        token: waits.token,
        outcome: { ...factsIn(graph, element, said), outcome },
      };
    case 'service':
      return { type: 'service-answered', token: waits.token, outcome: { outcome: outcome || 'done' } };
    case 'timer':
      return { type: 'timer-fired', token: waits.token, elementId: element };
    case 'message':
      return { type: 'message-received', name: waits.name, token: waits.token, content: { outcome } };
  }
}

/** What may be answered to a message: what the step that sends it names. */
const answersTo = (graph: Graph, message: string): readonly string[] => {
  const named = [...graph.nodes.values()].filter(n => n.message === message && n.outcomes.length);
  return named[0]?.outcomes ?? [''];
};

function movesFrom(graph: Graph, state: ProcessState): Move[] {
  if (state.end) return [];
  return waitingFor(graph, state).flatMap(waits => {
    const node = graph.nodes.get(waits.elementId);
    const outcomes =
      waits.for === 'task'
        ? node?.outcomes.length
          ? node.outcomes
          : ['done']
        : waits.for === 'message'
          ? answersTo(graph, waits.name)
          : [''];
    return outcomes.map(outcome => ({
      kind: waits.for,
      elementId: waits.elementId,
      outcome: outcome || null,
      event: [waits.for, waits.elementId, outcome].filter(Boolean).join(':'),
    }));
  });
}

/**
 * Runs a process from its start through `events`, with answers as a citizen would have given them: what a dossier would do,
 * without one. Time does not pass: timers fire when they are told to.
 */
export function rehearse(graph: Graph, form: FormData, events: readonly string[]): Rehearsal {
  const data: ProcessData = { form, dossier: { channel: 'online' } };
  let taken = 0;
  let state: ProcessState | undefined;
  try {
    state = start(graph, data).state;
    for (const written of events.slice(0, MOST)) {
      const event = eventOf(graph, state, written, form);
      if (!event) break;
      state = step(graph, state, event, data).state;
      taken++;
    }
    return { state, moves: movesFrom(graph, state), taken, fault: null };
  } catch (error) {
    if (!(error instanceof ProcessError)) throw error;
    const before = state ?? { tokens: [], next: 1, outcomes: {} };
    const { reason, element } = error;
    return { state: before, moves: state ? movesFrom(graph, before) : [], taken, fault: { reason, element } };
  }
}
