import { inside, shifted } from './places.js';

/** Puts elements to places, and back; what they mean stays: who does a step, what follows it. */
class PlacesHandler {
  static $inject = ['bpmnUpdater'];

  constructor(bpmnUpdater) {
    this.bpmnUpdater = bpmnUpdater;
  }

  #put(places) {
    for (const [element, place] of places) {
      Object.assign(element, place);
      if (element.waypoints) this.bpmnUpdater.updateConnectionWaypoints(element);
      else this.bpmnUpdater.updateBounds(element);
    }
    return [...places.keys()];
  }

  execute(context) {
    context.before ??= new Map([...context.places.keys()].map(e => [e, placeOf(e)]));
    return this.#put(context.places);
  }

  revert(context) {
    return this.#put(context.before);
  }
}

const placeOf = e =>
  e.waypoints
    ? { waypoints: e.waypoints.map(({ x, y }) => ({ x, y })) }
    : { x: e.x, y: e.y, width: e.width, height: e.height };

/** Makes the modeler able to lay its drawing out. */
export const registerArranging = modeler =>
  modeler.get('commandStack').registerHandler('fansipan.places', PlacesHandler);

/**
 * Lays the whole drawing out as the server has said, in one step of undo. What it has not placed goes along with what it belongs to.
 * @param {any} modeler
 * @param {{ boxes: Record<string, object>, lines: Record<string, object[]>, labels: Record<string, object> }} arrangement
 */
export function arrange(modeler, { boxes, lines, labels }) {
  const places = new Map();
  const registry = modeler.get('elementRegistry');
  const along = (element, by) => {
    if (element && !places.has(element)) places.set(element, shifted(placeOf(element), by));
  };
  for (const [id, box] of Object.entries(boxes)) {
    const element = registry.get(id);
    if (!element) continue;
    const by = { x: box.x - element.x, y: box.y - element.y };
    places.set(element, { ...box });
    if (labels[id] && element.label) places.set(element.label, { ...labels[id] });
    else along(element.label, by);
    // What stands in a sub-process stays as it was drawn there.
    if (element.type === 'bpmn:SubProcess') for (const inner of inside(element)) along(inner, by);
    for (const line of [...element.incoming, ...element.outgoing].filter(
      l => l.type === 'bpmn:Association',
    )) {
      const note = line.source === element ? line.target : line.source;
      along(line, by);
      if (!boxes[note.id]) along(note, by);
    }
  }
  for (const [id, waypoints] of Object.entries(lines)) {
    const line = registry.get(id);
    if (!line) continue;
    places.set(line, { waypoints: waypoints.map(({ x, y }) => ({ x, y })) });
    if (!line.label) continue;
    const middle = waypoints[Math.floor((waypoints.length - 1) / 2)];
    const by = { x: middle.x + 6 - line.label.x, y: middle.y + 6 - line.label.y };
    places.set(line.label, labels[id] ? { ...labels[id] } : shifted(placeOf(line.label), by));
  }
  modeler.get('commandStack').execute('fansipan.places', { places });
}
