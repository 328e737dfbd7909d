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
