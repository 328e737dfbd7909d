import type { Lane, Span } from '../graph.ts';

/** What a task, a service's answer or a message brought: flat facts that FEEL reads as `tasks.ELEMENT.KEY`. */
export type Outcome = { readonly [key: string]: string | number | boolean | null };

/** One token, standing at an element. Short keys: the state of a dossier is kept ≤ 2 KB. */
export type Token = {
  /** Number of the token, never used twice in one state. */
  id: number;
  /** The element. */
  at: string;
  /** The token of the sub-process or call activity inside which it moves; absent at the top. */
  in?: number;
  /** At a joining gateway: the flow it came by. */
  by?: string;
  /** Repetitions still to come of cycle timers, by element; -1 without end. */
  left?: { readonly [elementId: string]: number };
  /** A service failed and nothing in the process catches it. */
  failed?: string;
};

/** Where a dossier stands in its process: plain JSON, kept with the dossier. */
export type ProcessState = {
  tokens: readonly Token[];
  /** Number of the next token. */
  next: number;
  /** The last outcome of each element that had one. */
  outcomes: { readonly [elementId: string]: Outcome };
  /**
   * The flows that tokens have gone along, each once, however often (`packFlows`): what the drawing shows as gone. Absent in the
   * state of a process that began before this was kept.
   */
  gone?: string;
  /** Set when the process has ended; nothing moves after. */
  end?: { element: string; result: string; error?: string };
};

/** What conditions and parameters may read beside `tasks`. */
export type ProcessData = {
  /** The dossier's data by the form's field paths. */
  form: Readonly<Record<string, unknown>>;
  /** Facts of the dossier itself, e.g. `channel`, `level`. */
  dossier: Readonly<Record<string, unknown>>;
};

export type ProcessEvent =
  /** `outcome.outcome` must be one of the task's `fs:outcomes` where it names some. */
  | { type: 'task-completed'; token: number; outcome: Outcome }
  | { type: 'timer-fired'; token: number; elementId: string }
  /**
   * Without `token`, the oldest token that waits for the message gets it; of several the oldest inside `scope` (the token
   * of a sub-process or call).
   */
  | { type: 'message-received'; name: string; token?: number; scope?: number; content?: Outcome }
  | { type: 'service-answered'; token: number; outcome: Outcome }
  | { type: 'service-failed'; token: number; error: string };

export type StartedTimer =
  | { kind: 'date'; at: string }
  /** ISO 8601 duration on the calendar, e.g. `P3D`, `PT8H`. */
  | { kind: 'duration'; iso: string }
  /** Working time or calendar limit, counted by the engine worktime. */
  | { kind: 'limit'; limit: Span };

/** What a process expects of whoever gets its message. */
export type Reply = {
  /** Name of the message that the answer is. */
  name: string;
  /** Token of the sub-process or call inside which it was asked; the answer goes to whoever waits there first. */
  scope: number | null;
  /** What may be answered; empty: anything. */
  outcomes: readonly string[];
  limit: Span | null;
  stopsClock: boolean;
};

/** What the caller must do, in this order, in the transaction that keeps the new state. */
export type Command =
  | {
      type: 'create-task';
      token: number;
      elementId: string;
      name: string;
      kind: 'user' | 'manual';
      lane: Lane;
      /** Code of the area whose agency does it; null: the dossier's own area. */
      area: string | null;
      /** The day on which the code had that meaning; absent: that of reception. */
      areaOn?: string;
      outcomes: readonly string[];
      act: string | null;
      form: string | null;
      share: number | null;
      /** Shares of what comes after it, on the longest way to the end. */
      ahead: number;
      escalate: Span | null;
    }
  | { type: 'cancel-task'; token: number; elementId: string }
  | { type: 'start-timer'; token: number; elementId: string; timer: StartedTimer }
  | { type: 'cancel-timer'; token: number; elementId: string }
  | {
      type: 'send-message';
      elementId: string;
      name: string;
      recipient: string | null;
      /** Code of the area whose agency it is for; null: the dossier's own area. */
      area: string | null;
      /** The day on which the code had that meaning; absent: that of reception. */
      areaOn?: string;
      params: Readonly<Record<string, unknown>>;
      /** Set when the process awaits an answer. */
      reply: Reply | null;
    }
  | {
      type: 'call-service';
      token: number;
      elementId: string;
      service: string;
      params: Readonly<Record<string, unknown>>;
    }
  | { type: 'cancel-service'; token: number; elementId: string }
  /** A service failed and no boundary event catches it: people must look. The token stays, a later answer moves it on. */
  | { type: 'incident'; token: number; elementId: string; error: string }
  | { type: 'end'; elementId: string; result: string; error?: string };

export type StepResult = {
  state: ProcessState;
  commands: readonly Command[];
  /** False when the event came too late or twice: nothing waited for it, and the state is unchanged. */
  taken: boolean;
};

/** Largest state that is kept, in bytes of JSON. */
export const MAX_STATE_BYTES = 2048;

/** The process cannot go on as asked. `element` names where; texts: `processes.error.REASON`. */
export class ProcessError extends Error {
  readonly reason:
    | 'unknown-outcome'
    | 'facts-wrong'
    | 'outcome-closed'
    | 'area-missing'
    | 'state-too-large'
    | 'no-way-out'
    | 'timer-without-time'
    | 'no-start'
    | 'runaway';
  readonly element: string;
  constructor(reason: ProcessError['reason'], element: string) {
    super(`${reason}: ${element}`);
    this.name = 'ProcessError';
    this.reason = reason;
    this.element = element;
  }
}
