import type { Lang } from '#platform/i18n';
import { constructText } from './construct-text.ts';
import { texts } from './texts.ts';

/** Why a BPMN file is refused. Each has a sentence `processes.problem.CODE` in both languages. */
export type ProblemCode =
  | 'not-bpmn'
  | 'doctype'
  | 'too-large'
  | 'too-deep'
  | 'too-many'
  | 'no-process'
  | 'no-such-process'
  | 'no-start'
  | 'many-starts'
  | 'unsupported'
  | 'unreadable'
  | 'no-id'
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
  | 'bad-when'
  | 'bad-share'
  | 'shares-beyond'
  | 'unknown-role'
  | 'unknown-agency'
  | 'no-such-date'
  | 'not-a-condition'
  | 'outcome-unread'
  | 'outcome-cut'
  | 'unknown-act'
  | 'unknown-clock'
  | 'join-may-wait'
  | 'end-unsigned'
  | 'timer-after-answer'
  | 'unknown-service'
  | 'no-services'
  | 'unknown-end'
  | 'unknown-kind'
  | 'no-kinds'
  | 'role-beside-lane'
  | 'unknown-attribute'
  | 'unknown-attribute-near'
  | 'feel-foreign'
  | 'bad-span'
  | 'bad-timer'
  | 'timer-missing'
  | 'message-missing'
  | 'message-never-sent'
  | 'says-unknown-field'
  | 'service-missing'
  | 'boundary-needs-activity'
  | 'error-not-thrown'
  | 'feel-syntax'
  | 'feel-two-signs'
  | 'feel-unbounded'
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
  /** What may have been meant. */
  hint?: string;
  /** Of an element without a name: what the step before it is called, or the one on whose edge it sits. */
  near?: string;
};

const ofConstruct: ReadonlySet<ProblemCode> = new Set(['unsupported', 'no-id']);

/** A problem at an element, or of the whole file. */
export const problem = (
  code: ProblemCode,
  element: { id: string; name?: string | null } | null,
  detail = '',
): Problem => ({ code, element: element?.id ?? null, name: element?.name || null, detail });

/** What an element is called where a sentence about another one speaks of it. */
export const calledIn = (e: { id: string; name?: string | null }): string => e.name || e.id;

/** The problem as one sentence that names the element and says what to do. */
export function describeProblem(p: Problem, lang: Lang): string {
  const t = texts(lang);
  const unnamed = p.near ? t('processes.problem.unnamed', { near: p.near }) : '';
  const name = p.name || unnamed;
  const element =
    p.element === null ? t('processes.problem.somewhere') : name ? `“${name}” (${p.element})` : p.element;
  const detail = ofConstruct.has(p.code) ? constructText(p.detail, lang) : p.detail;
  // Where nothing at all is sent there is none to choose.
  const code = p.code === 'message-never-sent' && !p.hint ? 'message-none-sent' : p.code;
  const outcome = p.code === 'outcome-unread' ? t(`processes.do.${p.detail}`) : '';
  return t(`processes.problem.${code}`, { element, detail, hint: p.hint ?? '', outcome });
}
