import { freePlace } from './places.js';

const BETWEEN = 60;
// bpmn-js snaps to its grid at 2000.
const BEFORE_ALL = 3_000;

/** What may not lie on each other: events, steps and gateways that stand by themselves, the one that is placed aside. */
export const standing = (modeler, but) =>
  modeler
    .get('elementRegistry')
    .filter(
      e =>
        e !== but &&
        !e.labelTarget &&
        !e.waypoints &&
        !e.host &&
        e.businessObject?.$instanceOf?.('bpmn:FlowNode') &&
        !(e.type === 'bpmn:SubProcess' && but?.parent === e),
    );

/** What follows a step by a button is put beside it, or further on where something stands there; bpmn-js sees only what is joined to the step. */
export function keepApart(modeler) {
  modeler.get('eventBus').on('autoPlace', BEFORE_ALL, ({ source, shape }) => {
    if (!source.businessObject?.$instanceOf?.('bpmn:FlowNode')) return undefined;
    // What follows an event on the edge of a step stands below the step.
    const { host, width, height } = source;
    const wished = {
      x: host ? source.x + width / 2 + BETWEEN / 2 : source.x + width + BETWEEN,
      y: host ? source.y + height + BETWEEN / 2 : source.y + height / 2 - shape.height / 2,
      width: shape.width,
      height: shape.height,
    };
    const others = standing(modeler).filter(e => e.parent === source.parent && e !== source);
    const { x, y } = freePlace(wished, others);
    return { x: x + shape.width / 2, y: y + shape.height / 2 };
  });
}
