import type { Lang } from '#platform/i18n';
import { texts } from './texts.ts';

/** Constructs of BPMN that have words of their own, by the name that the standard gives them; most are read nowhere else. */
const NAMED: ReadonlySet<string> = new Set([
  'StartEvent',
  'EndEvent',
  'IntermediateCatchEvent',
  'IntermediateThrowEvent',
  'BoundaryEvent',
  'ScriptTask',
  'BusinessRuleTask',
  'ComplexGateway',
  'AdHocSubProcess',
  'Transaction',
  'MultiInstanceLoopCharacteristics',
  'StandardLoopCharacteristics',
  'CompensateEventDefinition',
  'SignalEventDefinition',
  'ConditionalEventDefinition',
  'EscalationEventDefinition',
  'CancelEventDefinition',
  'LinkEventDefinition',
  'TimerEventDefinition',
  'MessageEventDefinition',
  'ErrorEventDefinition',
  'TerminateEventDefinition',
  'event-sub-process',
  'starting-gateway',
  'starting-receive-task',
  'compensation',
  'several-definitions',
  'no-definition',
  'message-start-in-sub-process',
]);

/** A construct of BPMN, or an event and what it waits for divided by a blank, as people call it, with the word of the standard. */
export function constructText(construct: string, lang: Lang): string {
  const t = texts(lang);
  const [event = '', kind] = construct
    .split(' ')
    .map(name => (NAMED.has(name) ? t(`processes.construct.${name}`) : name));
  return kind === undefined ? event : t('processes.construct.of-kind', { event, kind });
}
