import { later, make } from './dom.js';
import { titleOf } from './elements.js';
import { ask } from './server.js';

const MARK = 'draw-faulty';

/**
 * Has the server's checker look at the drawing a moment after each change, marks what is faulty and lists it.
 * @param {object} with_ `{ modeler, list, count, config, t, changed() }`
 */
export function createChecking({ modeler, list, heading, config, t, changed }) {
  let found = [];
  let asked = 0;

  function mark() {
    const [registry, canvas, overlays] = ['elementRegistry', 'canvas', 'overlays'].map(n => modeler.get(n));
    const faulty = new Set(found.filter(p => !p.doubt).map(p => p.element));
    overlays.remove({ type: MARK });
    for (const element of registry.getAll()) {
      if (element.labelTarget) continue;
      if (faulty.has(element.id)) canvas.addMarker(element, MARK);
      else if (canvas.hasMarker(element, MARK)) canvas.removeMarker(element, MARK);
    }
    const root = canvas.getRootElement();
    for (const id of faulty) {
      const element = registry.get(id);
      // A line is marked by its colour and dashes; a badge in the middle of it says the same without colour.
      if (!element || element === root) continue;
      const middle = element.waypoints?.[Math.floor((element.waypoints.length - 1) / 2)];
      const position = element.waypoints
        ? {
            left: middle.x - Math.min(...element.waypoints.map(w => w.x)) - 4,
            top: middle.y - Math.min(...element.waypoints.map(w => w.y)) - 22,
          }
        : { right: 10, top: -10 };
      overlays.add(element, MARK, {
        position,
        html: make('span', { class: 'draw-badge', 'aria-hidden': 'true' }, '!'),
      });
    }
  }

  function choose(id) {
    const element = modeler.get('elementRegistry').get(id);
    if (!element) return;
    modeler.get('selection').select(element);
    modeler.get('canvas').scrollToElement(element, 80);
    changed('chosen');
  }

  /** A sentence names its element; where that has no name, how people see it stands before. */
  function shown({ element, words }) {
    const drawn = element && modeler.get('elementRegistry').get(element);
    if (!drawn) return words;
    const bo = drawn.businessObject;
    const named = bo.get('name') || bo.get('incoming')?.length || bo.get('attachedToRef');
    const onclick = () => choose(element);
    return make(
      'button',
      { type: 'button', class: 'link', 'data-element': element, onclick },
      named ? words : `${titleOf(drawn, t)}: ${words}`,
    );
  }

  function draw(words) {
    heading.textContent = words;
    list.replaceChildren(...found.map(p => make('li', {}, shown(p))));
  }

  async function check() {
    const mine = ++asked;
    const { xml } = await modeler.saveXML({ format: true });
    const answer = await ask(config.check, xml, config.csrf);
    // Something has changed meanwhile, and is being looked at.
    if (mine !== asked) return;
    if (!answer.ok) {
      heading.textContent = t(`trouble.${answer.why}`);
      return;
    }
    found = answer.data.problems;
    mark();
    const faults = found.filter(p => !p.doubt).length;
    draw(
      faults ? t('check.found', { count: String(faults) }) : t(found.length ? 'check.doubts' : 'check.none'),
    );
    changed('checked');
  }

  return {
    check,
    soon: later(500, check),
    of: id => found.filter(p => p.element === id),
    faulty: () => new Set(found.filter(p => !p.doubt).map(p => p.element)),
  };
}
