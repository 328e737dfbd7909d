import { answerChanges, askerBefore, awaits, holderOf } from './panel/messages.js';

/**
 * Whoever leads a step that asks to one that waits means the answer: the one that waits takes the message of the other, in the same step
 * of undo. One that has a message keeps it.
 */
export function joinAnswers(modeler) {
  const [eventBus, modeling, factory] = ['eventBus', 'modeling', 'bpmnFactory'].map(n => modeler.get(n));
  const change = (element, changes) => {
    for (const { of, set } of changes) modeling.updateModdleProperties(element, of, set);
  };
  eventBus.on('commandStack.connection.create.postExecuted', ({ context: { source, target } }) => {
    const [from, to] = [source?.businessObject, target?.businessObject];
    if (!from?.$instanceOf?.('bpmn:FlowNode') || !awaits(to) || holderOf(to).get('messageRef')) return;
    const asker = askerBefore(from);
    const create = (type, properties) => factory.create(type, properties);
    if (asker) change(target, answerChanges(to, asker, modeler.getDefinitions(), create));
  });
  // The first name of the step that asks is its message's, where that has none.
  eventBus.on('commandStack.element.updateLabel.postExecuted', ({ context: { element, newLabel } }) => {
    const asking = element.labelTarget ?? element;
    const message = askerBefore(asking.businessObject) && holderOf(asking.businessObject)?.get('messageRef');
    if (message && !message.get('name') && newLabel?.trim())
      change(asking, [{ of: message, set: { name: newLabel.trim() } }]);
  });
}
