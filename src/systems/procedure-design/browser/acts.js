import { addLoose, addTimer, appendTo, LOOSE, mayCarryTimer, mayFollow, mayHold } from './append.js';
import { make } from './dom.js';
import { titleOf } from './elements.js';

const NO_TARGET = new Set(['bpmn:StartEvent', 'bpmn:BoundaryEvent']);

/** What a mouse does on the drawing, for the keyboard: what follows, where to, a timer, another lane, away. */
export function createActs({ modeler, t, chosen, focus }) {
  const node = make('section', { class: 'draw-acts', 'aria-label': t('acts.label') });
  const [selection, registry, canvas, modeling] = ['selection', 'elementRegistry', 'canvas', 'modeling'].map(
    name => modeler.get(name),
  );
  let sign = '';

  const then = shape => {
    selection.select(shape);
    // The name is typed in the panel, where the focus goes.
    modeler.get('directEditing').cancel();
    canvas.scrollToElement(shape, 80);
    focus();
  };
  const button = (key, go) => make('button', { type: 'button', class: 'btn alt', onclick: go }, t(key));
  const choice = (id, options, go) => {
    const list = options.map(o => make('option', { value: o.value }, o.label));
    const select = make('select', { class: 'in', id: `draw-${id}` }, ...list);
    return make(
      'div',
      { class: 'f' },
      make('label', { for: select.id }, t(`acts.${id}`)),
      make(
        'div',
        { class: 'span' },
        select,
        button(`acts.${id}.button`, () => go(select.value)),
      ),
    );
  };

  function draw() {
    const element = chosen();
    const bo = element.businessObject;
    const follow = mayFollow(bo);
    const isTarget = e =>
      !e.labelTarget &&
      e !== element &&
      e.businessObject.$instanceOf?.('bpmn:FlowNode') &&
      !NO_TARGET.has(e.type);
    const targets = follow.length
      ? registry.filter(isTarget).map(e => ({ value: e.id, label: titleOf(e, t) }))
      : [];
    const now = JSON.stringify([element.id, bo.$type, targets]);
    if (now === sign) return;
    sign = now;
    const isLane = bo.$instanceOf?.('bpmn:Lane') || bo.$instanceOf?.('bpmn:Participant');
    const following = follow.map(value => ({ value, label: t(`append.${value}`) }));
    const loose = Object.keys(LOOSE).filter(what => what !== 'pool');
    const offered = [
      mayHold(element) &&
        choice(
          'create',
          loose.map(value => ({ value, label: t(`new.${value}`) })),
          what => then(addLoose(modeler, element, what)),
        ),
      follow.length && choice('append', following, what => then(appendTo(modeler, element, what))),
      targets.length && choice('connect', targets, id => then(modeling.connect(element, registry.get(id)))),
      isLane && button('act.lane-below', () => then(modeling.addLane(element, 'bottom'))),
      mayCarryTimer(bo) && button('act.add-timer', () => then(addTimer(modeler, element))),
      element !== canvas.getRootElement() &&
        button('act.delete', () => {
          modeling.removeElements([element]);
          document.getElementById('draw-elements').focus();
        }),
    ];
    node.replaceChildren(...offered.filter(Boolean));
  }
  return { node, draw };
}
