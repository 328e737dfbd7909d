import { laneOf, lanesOf } from './elements.js';
import { knownValues, sayableFields } from './panel/known.js';
import { awaits, messageName, sends, sentBy } from './panel/messages.js';

/** All events, steps and gateways of the file that are drawn. */
const flowNodes = modeler =>
  modeler
    .get('elementRegistry')
    .filter(e => !e.labelTarget && e.businessObject.$instanceOf?.('bpmn:FlowNode'))
    .map(e => e.businessObject);

/**
 * What the panel's fields need to know beside their element.
 * @returns {import('./panel/fields.js').Around}
 */
export function aroundOf(modeler, bo, isInForce, t) {
  const definitions = modeler.getDefinitions();
  return {
    t,
    definitions,
    create: (type, properties) => modeler.get('bpmnFactory').create(type, properties),
    lanes: lanesOf(modeler, t),
    lane: laneOf(modeler, bo),
    sent: sentBy(flowNodes(modeler)),
    processes: definitions
      .get('rootElements')
      .filter(e => e.$type === 'bpmn:Process')
      .map(e => e.get('id')),
    isInForce,
  };
}

/** What the conditions of the drawing may read, from its steps and from the form. */
export function knownIn(modeler, fields, t) {
  const all = flowNodes(modeler);
  // An answer is what the question offers.
  const asked = bo =>
    all.find(s => sends(s) && (s.get('fs:reply') || messageName(s)) === messageName(bo))?.get('fs:outcomes');
  const steps = all
    .filter(bo => awaits(bo) || (/Task$/.test(bo.$type) && !sends(bo)))
    .map(bo => ({
      id: bo.get('id'),
      name: bo.get('name') ?? '',
      outcomes: awaits(bo) ? asked(bo) : bo.get('fs:outcomes'),
      facts: bo.get('fs:facts'),
      asks: awaits(bo) && asked(bo) !== undefined,
    }));
  return knownValues(steps, fields, t);
}

/** The fields that the words of a message may hold: of the form, and what steps say. */
export const sayable = (modeler, fields, t) =>
  sayableFields(
    flowNodes(modeler).map(bo => ({
      id: bo.get('id'),
      name: bo.get('name') ?? '',
      facts: bo.get('fs:facts'),
    })),
    fields,
    t,
  );
