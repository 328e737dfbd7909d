import { make } from './dom.js';

const isShown = element =>
  !element.labelTarget &&
  element.businessObject &&
  /^bpmn:/.test(element.type) &&
  !/^bpmn:(DataObject|DataStore|Association|Group|TextAnnotation)/.test(element.type);

// What lies inside a closed sub-process has no place on the sheet.
const placeOf = e => e.x ?? e.waypoints?.[0]?.x ?? Number.MAX_SAFE_INTEGER;
/** From left to right, then from above. */
export const byPlace = (a, b) => placeOf(a) - placeOf(b) || (a.y ?? 0) - (b.y ?? 0);

/** How an element is called among others. */
export function titleOf(element, t) {
  const bo = element.businessObject;
  const name = bo.get('name')?.replace(/\s+/g, ' ');
  if (bo.$type === 'bpmn:SequenceFlow') {
    const end = e => (e ? calledOf(e, t) : '');
    const way = t('flow.between', { from: end(bo.get('sourceRef')), to: end(bo.get('targetRef')) });
    return name ? `${name} (${way})` : way;
  }
  return calledOf(bo, t);
}

/** How an element of the file is called; one without a name by the step on whose edge it sits, or after which it comes. */
export function calledOf(bo, t) {
  const nameOf = e => e.get('name')?.replace(/\s+/g, ' ');
  const type = typeName(bo, t);
  if (nameOf(bo)) return nameOf(bo);
  const host = bo.$type === 'bpmn:BoundaryEvent' && bo.get('attachedToRef');
  if (host) return t('boundary.of', { type, step: nameOf(host) || host.get('id') });
  const before = bo.get('incoming')?.[0]?.get('sourceRef');
  const step = before && nameOf(before);
  return step ? t('unnamed.after', { type, step }) : t('unnamed', { type, id: bo.get('id') });
}

/** What kind of thing it is, in words. */
export function typeName(bo, t) {
  const type = bo.$type.replace('bpmn:', '');
  const definition = bo
    .get('eventDefinitions')?.[0]
    ?.$type.replace('bpmn:', '')
    .replace('EventDefinition', '');
  const key = `type.${type}${definition ? `.${definition}` : ''}`;
  const words = t(key);
  return words === key ? t('type.other', { type: `${type} ${definition ?? ''}`.trim() }) : words;
}

/** The ids of the lanes that hold no lanes, as options. */
export const lanesOf = (modeler, t) =>
  modeler
    .get('elementRegistry')
    .filter(e => e.type === 'bpmn:Lane' && !e.businessObject.get('childLaneSet')?.get('lanes')?.length)
    .sort((a, b) => a.y - b.y)
    .map(e => ({ value: e.businessObject.get('id'), label: titleOf(e, t) }));

/** The lane in which an element of the file stands; '' where none does. Inside a sub-process it is the sub-process's. */
export function laneOf(modeler, bo) {
  const outer = bo.$parent?.$type === 'bpmn:SubProcess' ? bo.$parent : undefined;
  if (outer) return laneOf(modeler, outer);
  return (
    modeler
      .get('elementRegistry')
      .filter(e => e.type === 'bpmn:Lane' && e.businessObject.get('flowNodeRef')?.includes(bo))
      .map(e => e.businessObject)
      .find(lane => !lane.get('childLaneSet')?.get('lanes')?.length)
      ?.get('id') ?? ''
  );
}

/** All elements in one list, so that whoever does not use a mouse can choose any: the process, lanes, steps, flows. */
export function elementList(modeler, t) {
  const select = make('select', {
    class: 'in',
    id: 'draw-elements',
    onchange: () => {
      const element = modeler.get('elementRegistry').get(select.value);
      if (!element) return;
      modeler.get('selection').select(element);
      modeler.get('canvas').scrollToElement(element, 80);
    },
  });
  const node = make('div', { class: 'f' }, make('label', { for: select.id }, t('elements.label')), select);
  let sign = '';
  function draw(faulty) {
    const all = modeler.get('elementRegistry').filter(isShown);
    const rootId = modeler.get('canvas').getRootElement().id;
    const groups = [
      [
        'process',
        all.filter(e => ['bpmn:Process', 'bpmn:Participant', 'bpmn:Collaboration'].includes(e.type)),
      ],
      ['lanes', all.filter(e => e.type === 'bpmn:Lane')],
      ['steps', all.filter(e => e.businessObject.$instanceOf('bpmn:FlowNode')).sort(byPlace)],
      ['flows', all.filter(e => e.type === 'bpmn:SequenceFlow').sort(byPlace)],
    ].map(([name, list]) => ({
      name,
      items: list.map(e => ({
        value: e.id,
        label: `${faulty.has(e.id) ? t('elements.faulty') : ''}${e.id === rootId ? t('type.Process') : titleOf(e, t)}`,
      })),
    }));
    const chosen = modeler.get('selection').get();
    const now = JSON.stringify(groups);
    if (now !== sign) {
      sign = now;
      select.replaceChildren(
        ...groups
          .filter(g => g.items.length)
          .map(g =>
            make(
              'optgroup',
              { label: t(`elements.${g.name}`) },
              ...g.items.map(i => make('option', { value: i.value }, i.label)),
            ),
          ),
      );
    }
    select.value = (chosen.length === 1 && (chosen[0].labelTarget ?? chosen[0]).id) || rootId;
  }
  return { node, draw };
}
