import { standing } from './keep-apart.js';
import { targetOf } from './panel/events.js';
import { isGoodId, renamedIn } from './panel/rename.js';
import { freePlace } from './places.js';

/** Whether the drawing has another element of this id. */
const isTaken = (modeler, id) =>
  Boolean(modeler.get('moddle').ids.assigned(id)) || Boolean(modeler.get('elementRegistry').get(id));

/** Everything in a file that may read `tasks.ID`, with the property that does. */
function readersOf(modeler) {
  const found = [];
  for (const { businessObject: bo } of modeler.get('elementRegistry').getAll()) {
    if (!bo?.get) continue;
    for (const name of ['fs:params', 'fs:area', 'fs:says', 'fs:when'])
      if (bo.get(name)) found.push([bo, name, bo.get(name)]);
    const expression = bo.$type === 'bpmn:SequenceFlow' ? bo.get('conditionExpression') : undefined;
    if (expression?.get('body')) found.push([expression, 'body', expression.get('body')]);
    const definition = bo.get('eventDefinitions')?.[0];
    for (const name of ['timeDate', 'timeDuration']) {
      const time = definition?.$type === 'bpmn:TimerEventDefinition' ? definition.get(name) : undefined;
      if (time?.get('body')) found.push([time, 'body', time.get('body')]);
    }
  }
  return found;
}

function renaming(modeler, element, id, t) {
  const before = element.businessObject.get('id');
  if (id === before) return [];
  if (!isGoodId(id)) return t('id.wrong');
  if (isTaken(modeler, id)) return t('id.taken', { id });
  const rewrites = new Map();
  for (const [of, name, text] of readersOf(modeler)) {
    const now = renamedIn(text, before, id);
    if (now !== text && !rewrites.has(of)) rewrites.set(of, { [name]: now });
    else if (now !== text) rewrites.get(of)[name] = now;
  }
  return [
    modeling => modeling.updateProperties(element, { id }),
    // What the conditions read under the old id is read under the new one, in the same step of undo.
    ...[...rewrites].map(
      ([of, set]) =>
        modeling =>
          modeling.updateModdleProperties(element, of, set),
    ),
  ];
}

function moving(modeler, element, laneId) {
  const lane = modeler.get('elementRegistry').get(laneId);
  // What stands in a sub-process goes where that goes.
  if (!lane || element.parent?.type === 'bpmn:SubProcess') return [];
  const { x, width, height } = element;
  const wished = { x, y: Math.round(lane.y + lane.height / 2 - height / 2), width, height };
  const free = freePlace(wished, standing(modeler, element));
  const by = { x: free.x - element.x, y: free.y - element.y };
  return [modeling => modeling.moveElements([element], by, element.parent)];
}

/**
 * Makes the changes of a field on an element, as one step of undo. Returns the sentence that says why not, if so.
 * @param {any} modeler
 * @param {any} element
 * @param {import('./panel/fields.js').Change[]} changes
 * @param {(key: string, params?: object) => string} t
 */
export function applyChanges(modeler, element, changes, t) {
  const steps = [];
  let replaced;
  for (const change of changes) {
    if ('id' in change) {
      const renamed = renaming(modeler, element, change.id, t);
      if (typeof renamed === 'string') return renamed;
      steps.push(...renamed);
    } else if ('name' in change) {
      if (change.name !== (element.businessObject.get('name') ?? ''))
        steps.push(modeling => modeling.updateLabel(element, change.name));
    } else if ('lane' in change) steps.push(...moving(modeler, element, change.lane));
    else if ('kind' in change) {
      const target = targetOf(change.kind);
      if (target) replaced = target;
    } else if (change.of === element.businessObject)
      steps.push(modeling => modeling.updateProperties(element, change.set));
    else steps.push(modeling => modeling.updateModdleProperties(element, change.of, change.set));
  }
  if (replaced) {
    const next = modeler.get('bpmnReplace').replaceElement(element, replaced);
    modeler.get('selection').select(next);
  }
  if (steps.length) modeler.get('commandStack').execute('fansipan.changes', { steps });
  return undefined;
}
