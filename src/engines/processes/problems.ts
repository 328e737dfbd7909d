import type { Lang } from '#platform/i18n';
import { texts } from './texts.ts';

/** Why a BPMN file is refused. Each has a sentence `processes.problem.CODE` in both languages. */
export type ProblemCode =
  | 'not-bpmn'
  | 'doctype'
  | 'too-large'
  | 'too-deep'
  | 'no-process'
  | 'no-start'
  | 'many-starts'
  | 'unsupported'
  | 'unreadable'
  | 'unknown-reference'
  | 'duplicate-id'
  | 'unreachable'
  | 'dead-end'
  | 'gateway-without-way-out'
  | 'gateway-without-default'
  | 'flow-without-condition'
  | 'default-not-outgoing'
  | 'event-gateway-target'
  | 'crosses-scope'
  | 'task-without-lane'
  | 'lane-without-role'
  | 'unknown-level'
  | 'bad-facts'
  | 'bad-share'
  | 'bad-span'
  | 'bad-timer'
  | 'timer-missing'
  | 'message-missing'
  | 'service-missing'
  | 'boundary-needs-activity'
  | 'error-not-thrown'
  | 'feel-syntax'
  | 'feel-two-signs'
  | 'feel-language'
  | 'feel-unknown-name'
  | 'feel-unknown-outcome'
  | 'feel-clock'
  | 'endless-loop'
  | 'calls-itself';

export type Problem = {
  code: ProblemCode;
  /** Id of the element, and its name where it has one; null: the file as a whole. */
  element: string | null;
  name: string | null;
  /** What exactly, e.g. the construct, the reference, the name that FEEL reads. */
  detail: string;
};

export const problem = (
  code: ProblemCode,
  element: { id: string; name?: string | null } | null,
  detail = '',
): Problem => ({ code, element: element?.id ?? null, name: element?.name || null, detail });

/** The problem as one sentence that names the element and says what to do. */
export function describeProblem(p: Problem, lang: Lang): string {
  const element = p.name ? `“${p.name}” (${p.element})` : (p.element ?? '');
  return texts(lang)(`processes.problem.${p.code}`, { element, detail: p.detail });
}
