import { definitionOf } from './events.js';

/** Where the reference to a message stands: on the task, or on the event's definition. */
export function holderOf(bo) {
  if (/(Send|Receive)Task$/.test(bo.$type)) return bo;
  const definition = definitionOf(bo);
  return definition?.$type === 'bpmn:MessageEventDefinition' ? definition : undefined;
}

/** Whether an element sends a message, which may be a question. */
export const sends = bo => Boolean(holderOf(bo)) && /SendTask|ThrowEvent|EndEvent/.test(bo.$type);

/** Whether an element waits for a message. */
export const awaits = bo => Boolean(holderOf(bo)) && /ReceiveTask|CatchEvent|BoundaryEvent/.test(bo.$type);

/** The name under which a message is known; the element's own where none is drawn. */
export const messageName = bo => {
  const message = holderOf(bo)?.get('messageRef');
  return message ? (message.get('name') ?? message.get('id')) : (bo.get('name') ?? '');
};

/** The name under which the answer to a message is awaited. */
const answerName = bo => bo.get('fs:reply') || messageName(bo);

/**
 * The messages that these elements send, each once: the name under which its answer is awaited, and who sends it.
 * @param {any[]} all elements of the file
 * @returns {Array<{ name: string, of: any }>}
 */
export const sentBy = all =>
  all
    .filter(bo => sends(bo) && answerName(bo))
    .map(of => ({ name: answerName(of), of }))
    .filter((one, i, found) => found.findIndex(other => other.name === one.name) === i);

/** The nearest step before an element that asks, with nothing but gateways between; undefined: none. */
export function askerBefore(bo, seen = new Set()) {
  if (sends(bo)) return bo;
  if (seen.has(bo) || !/Gateway$/.test(bo.$type)) return undefined;
  seen.add(bo);
  for (const flow of bo.get('incoming')) {
    const found = askerBefore(flow.get('sourceRef'), seen);
    if (found) return found;
  }
  return undefined;
}

/** All messages of a file. */
export const messagesOf = definitions =>
  definitions.get('rootElements').filter(e => e.$type === 'bpmn:Message');

/**
 * The changes that give an element the message of this name, which is made where there is none yet.
 * @param create makes an element of BPMN
 */
export function messageChanges(bo, name, definitions, create) {
  const holder = holderOf(bo);
  const typed = name.trim();
  if (!typed) return [{ of: holder, set: { messageRef: undefined } }];
  const known = messagesOf(definitions).find(m => (m.get('name') ?? m.get('id')) === typed);
  if (known) return [{ of: holder, set: { messageRef: known } }];
  const message = create('bpmn:Message', { name: typed });
  message.$parent = definitions;
  return [
    { of: definitions, set: { rootElements: [...definitions.get('rootElements'), message] } },
    { of: holder, set: { messageRef: message } },
  ];
}

/**
 * The changes after which an element awaits the answer to what `asker` sends: both name the same message, so that neither loses the
 * other when it is called something else.
 */
export function answerChanges(bo, asker, definitions, create) {
  const name = answerName(asker);
  if (asker.get('fs:reply')) return messageChanges(bo, name, definitions, create);
  const sent = holderOf(asker).get('messageRef');
  if (sent) return [{ of: holderOf(bo), set: { messageRef: sent } }];
  const known = messagesOf(definitions).find(m => name && m.get('name') === name);
  const message = known ?? create('bpmn:Message', name ? { name } : {});
  const made = { of: definitions, set: { rootElements: [...definitions.get('rootElements'), message] } };
  if (!known) message.$parent = definitions;
  return [
    ...(known ? [] : [made]),
    { of: holderOf(asker), set: { messageRef: message } },
    { of: holderOf(bo), set: { messageRef: message } },
  ];
}

/** The changes that give an error event this code. */
export function errorChanges(bo, code, definitions, create) {
  const holder = definitionOf(bo);
  const typed = code.trim();
  if (!typed) return [{ of: holder, set: { errorRef: undefined } }];
  const known = definitions
    .get('rootElements')
    .find(e => e.$type === 'bpmn:Error' && (e.get('errorCode') ?? e.get('name')) === typed);
  if (known) return [{ of: holder, set: { errorRef: known } }];
  const error = create('bpmn:Error', { name: typed, errorCode: typed });
  error.$parent = definitions;
  return [
    { of: definitions, set: { rootElements: [...definitions.get('rootElements'), error] } },
    { of: holder, set: { errorRef: error } },
  ];
}
