import assert from 'node:assert/strict';
import type { Graph } from '../graph.ts';
import { parseProcess } from '../parse.ts';
import { currentElements } from '../run/look.ts';
import type { Command, Outcome, ProcessData, ProcessEvent, ProcessState } from '../run/state.ts';
import { start, step } from '../run/step.ts';
import { bpmn, type Model } from './model.ts';

// Runs a model in a test: events are named by element, tokens are looked up.

export type Play = {
  graph: Graph;
  state(): ProcessState;
  /** Where tokens stand, in the order of the file, joined by spaces. */
  at(): string;
  /** All commands so far, in short: `create-task review`. */
  commands(): string[];
  last: readonly Command[];
  done(element: string, outcome?: Outcome | string): boolean;
  timer(element: string): boolean;
  message(name: string, content?: Outcome, scope?: number): boolean;
  answer(element: string, outcome?: Outcome): boolean;
  fail(element: string, error: string): boolean;
};

export async function parsed(model: Model): Promise<Graph> {
  const { graph, problems } = await parseProcess(bpmn(model));
  assert.deepEqual(problems, []);
  assert.ok(graph);
  return graph;
}

const short = (c: Command) => `${c.type} ${c.elementId}${c.type === 'end' ? ` ${c.result}` : ''}`;

/** Begins the model and returns handles to play events into it. */
export async function play(
  model: Model,
  form: Record<string, unknown> = {},
  message?: string,
): Promise<Play> {
  const graph = await parsed(model);
  const data: ProcessData = { form, dossier: {} };
  const begun = start(graph, data, message);
  let state = begun.state;
  const all: string[] = begun.commands.map(short);
  const take = (event: ProcessEvent) => {
    const result = step(graph, state, event, data);
    state = result.state;
    all.push(...result.commands.map(short));
    self.last = result.commands;
    return result.taken;
  };
  const tokenAt = (element: string) => state.tokens.find(t => t.at === element)?.id ?? -1;
  // A timer belongs to the token of the activity it sits on, or of the gateway before it.
  const holder = (element: string) => {
    const node = graph.nodes.get(element);
    if (node?.attachedTo) return tokenAt(node.attachedTo);
    const direct = tokenAt(element);
    const before = node?.incoming[0] ? graph.flows.get(node.incoming[0])?.from : undefined;
    return direct >= 0 || !before ? direct : tokenAt(before);
  };
  const self: Play = {
    graph,
    state: () => state,
    at: () => currentElements(graph, state).join(' '),
    commands: () => all,
    last: begun.commands,
    done: (element, outcome = {}) =>
      take({
        type: 'task-completed',
        token: tokenAt(element),
        outcome: typeof outcome === 'string' ? { outcome } : outcome,
      }),
    timer: element => take({ type: 'timer-fired', token: holder(element), elementId: element }),
    message: (name, content, scope) =>
      take({
        type: 'message-received',
        name,
        ...(content ? { content } : {}),
        ...(scope === undefined ? {} : { scope }),
      }),
    answer: (element, outcome = {}) => take({ type: 'service-answered', token: tokenAt(element), outcome }),
    fail: (element, error) => take({ type: 'service-failed', token: tokenAt(element), error }),
  };
  return self;
}
