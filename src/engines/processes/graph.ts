/** What an element does when a token comes to it. The names follow BPMN 2.0.2, section 10. */
export type NodeKind =
  | 'start'
  | 'end'
  | 'catch'
  | 'throw'
  | 'boundary'
  | 'user'
  | 'manual'
  | 'service'
  | 'send'
  | 'receive'
  | 'exclusive'
  | 'parallel'
  | 'inclusive'
  | 'event-based'
  | 'sub-process'
  | 'call';

/** What an event waits for or says. */
export type Trigger = 'none' | 'timer' | 'message' | 'error' | 'terminate';

export type Level = 'province' | 'district' | 'commune';

/** Who does the tasks of a lane: resolved to an agency and a post when a task is created, never when the file is read. */
export type Lane = {
  id: string;
  name: string;
  role: string;
  /** Level of the agency; null: the level of the agency that handles the dossier. */
  level: Level | null;
  /** Kind, name or short name of the agency, where it is not the handling one, e.g. `land-office`, `tax`; null: the handling agency. */
  agencyKind: string | null;
  /** FEEL: code of the area whose agency it is, where that is not the dossier's own; null: the dossier's. */
  area: string | null;
};

export type TimeUnit = 'working-hour' | 'working-day' | 'calendar-day' | 'month';

/** A span of working time or of the calendar. */
export type Span = { n: number; unit: TimeUnit };

/** When a timer fires. `=` at the start of a text marks a FEEL expression, read when the timer is started. */
export type TimerDefinition =
  | { kind: 'date'; at: string }
  | { kind: 'duration'; iso: string }
  | { kind: 'limit'; limit: Span }
  /** `times` null: without end. `every`: an ISO 8601 duration on the clock, or a span of working time. */
  | { kind: 'cycle'; times: number | null; every: string | Span };

export type Flow = {
  id: string;
  name: string;
  from: string;
  to: string;
  /** FEEL; null: always. */
  condition: string | null;
};

/**
 * `lines`: a text of several lines; `digits`: a number of a register, which is not reckoned with and may begin with 0;
 * `personal-number`: the number of a person, 12 digits; `time`: `14:30`.
 */
export const FACT_KINDS = [
  'text',
  'lines',
  'digits',
  'personal-number',
  'number',
  'money',
  'date',
  'time',
  'yes-no',
] as const;
export type FactKind = (typeof FACT_KINDS)[number];

/** A number, or of a date a day (`YYYY-MM-DD`), `today` or `received`. */
export type FactBound = number | string;

/** Something that whoever does a task has to say beside its outcome; FEEL reads it as `tasks.ELEMENT.ID`. */
export type TaskFact = {
  id: string;
  kind: FactKind;
  label: string;
  optional: boolean;
  /** The outcomes with which alone it is said, and has to be; absent: with all of them. */
  when?: readonly string[];
  /** FEEL: when it has to be said, of what may be left out else. */
  must?: string;
  /** Bounds, themselves allowed; of digits: how many. */
  least?: FactBound;
  most?: FactBound;
  /** Of a personal number: the object of the answers that speaks of its holder, e.g. `child`. */
  of?: string;
};

export type Node = {
  id: string;
  name: string;
  kind: NodeKind;
  trigger: Trigger;
  /** The process or sub-process whose body it stands in. */
  scope: string;
  incoming: readonly string[];
  outgoing: readonly string[];
  /** Flow taken when no condition holds. */
  defaultFlow: string | null;
  lane: Lane | null;
  /** Boundary events: the activity they sit on, and whether they end it. */
  attachedTo: string | null;
  interrupting: boolean;
  timer: TimerDefinition | null;
  /** Message name: awaited or sent. */
  message: string | null;
  /** Who a message is for, e.g. `applicant`, `police`. */
  recipient: string | null;
  /** FEEL: code of the area whose agency it is for, or `{ code, on }` with the day on which the code had that meaning; null: the dossier's. */
  area: string | null;
  /** Messages that are sent: what they say, with fields: `{{applicant.name}}`, `{{stays[1].from}}`, `{{tasks.visit.faults}}`. */
  says: string | null;
  /** Messages that are sent: the name under which their answer is awaited; null: its own. */
  reply: string | null;
  /** Messages that are sent: how long the answer may take; null: as the process says. */
  limit: Span | null;
  /** Messages that are sent: the clock of the dossier stands still until the answer is there or overdue. */
  stopsClock: boolean;
  /** What `fs:clock` says where it is not `stop`. */
  unknownClock?: string;
  /** Error code thrown or caught; null on a boundary event: any error. */
  error: string | null;
  /** The scope run by a sub-process (itself) or a call activity (the called process). */
  body: string | null;
  /** What people may decide, e.g. `approve`, `reject`; empty: anything. */
  outcomes: readonly string[];
  /** What people read for an outcome where the file says it: `agree=Đồng ý`. */
  outcomeWords: Readonly<Record<string, string>>;
  /** What has to be said with the outcome. */
  facts: readonly TaskFact[];
  /** FEEL, by outcome: when alone it may be chosen. */
  openWhen: Readonly<Record<string, string>>;
  /** Part of the time limit this task may use, 0–1; null: not said. */
  share: number | null;
  /** So long before the task is due its leader is told; null: as the process says. */
  escalate: Span | null;
  /** What the engine that runs the task shows for it, e.g. `receive`, `sign`, `return`. */
  act: string | null;
  /** Kind of the result that a step of signing gives; null: the procedure's only one. */
  produces: string | null;
  form: string | null;
  service: string | null;
  /** FEEL context handed to a service or with a message. */
  params: string | null;
  /** What an end event says of the whole, e.g. `approved`. */
  result: string | null;
};

export type Box = { x: number; y: number; width: number; height: number };
export type Point = { x: number; y: number };

/** Coordinates of the diagram as its author drew it (BPMN DI); absent when the file has none. */
export type Diagram = {
  boxes: ReadonlyMap<string, Box>;
  lines: ReadonlyMap<string, readonly Point[]>;
};

/** How a process wants its dossiers handled, beside its steps. */
export type Handling = {
  /** So long before a task is due its leader is told; null: nobody is. */
  escalate: Span | null;
  /** How long another agency that is asked has for its answer; null: as whoever asks says. */
  consult: Span | null;
  /** The clock stands still while another agency that an official has asked answers. */
  consultStopsClock: boolean;
};

/** A process, read and checked: everything the interpreter needs, and nothing of the XML. */
export type Graph = {
  /** Id of the process that `start` runs. */
  id: string;
  name: string;
  nodes: ReadonlyMap<string, Node>;
  flows: ReadonlyMap<string, Flow>;
  lanes: readonly Lane[];
  /** Boundary events by the activity they sit on. */
  boundaries: ReadonlyMap<string, readonly Node[]>;
  /** Start events by scope (process or sub-process). */
  starts: ReadonlyMap<string, readonly Node[]>;
  /** What the process says once for all its steps. */
  handling: Handling;
  diagram: Diagram | null;
};

/** Activities: what may carry boundary events. */
export const ACTIVITIES: ReadonlySet<NodeKind> = new Set<NodeKind>([
  'user',
  'manual',
  'service',
  'send',
  'receive',
  'sub-process',
  'call',
]);

/** Tasks that people do. */
export const isHumanTask = (node: Node): boolean => node.kind === 'user' || node.kind === 'manual';

/** Whether a message can come to an element. */
export const awaits = (node: Node): boolean =>
  node.kind === 'receive' ||
  (node.trigger === 'message' && (node.kind === 'catch' || node.kind === 'boundary'));

/** The node `id`. Throws when there is none: ids in a graph were checked when it was read. */
export function nodeOf(graph: Graph, id: string): Node {
  const node = graph.nodes.get(id);
  if (!node) throw new Error(`no element ${id} in process ${graph.id}`);
  return node;
}

/** The flow `id`. Throws when there is none. */
export function flowOf(graph: Graph, id: string): Flow {
  const flow = graph.flows.get(id);
  if (!flow) throw new Error(`no flow ${id} in process ${graph.id}`);
  return flow;
}

/** All lanes, each once; steps of files without lanes name their role themselves. */
export const lanesOf = (graph: Graph): Lane[] => [
  ...new Map(
    [...graph.lanes, ...[...graph.nodes.values()].flatMap(n => n.lane ?? [])].map(l => [l.id, l]),
  ).values(),
];
